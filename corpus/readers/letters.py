"""The letters of a page of a PDF: their text, place and font, asked of pdfium at as little cost as can be."""

from __future__ import annotations

import ctypes
from functools import lru_cache

import pypdfium2
from pypdfium2 import raw as pdfium

_LONGEST_FONT_NAME = 128


def _take_as_is(function: ctypes._FuncPointer, answer: type[ctypes._SimpleCData[int]]) -> ctypes._FuncPointer:
    """Return a function of pdfium that takes what it is handed as it is.

    What is asked of each line of each page takes half the time where no argument is held against its type.
    """
    return ctypes.CFUNCTYPE(answer)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_find_box = _take_as_is(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int)
_find_font = _take_as_is(pdfium.FPDFText_GetFontInfo, ctypes.c_ulong)
_find_shown = pdfium.FPDFText_GetTextIndexFromCharIndex
_BOLD, _SLANTED = (b"bold", b"black", b"semibold"), (b"italic", b"oblique")


class Letters:
    """The letters of one page by their places, from 0, until they are closed.

    The library's own objects for a page and its text see to it that both are closed once nobody holds them: that took
    as long as a tenth of all that pdfium does.
    """

    def __init__(self, document: pypdfium2.PdfDocument, number: int) -> None:
        """Open a page, counted from 0.

        Raises:
            PdfiumError: the page is broken.
        """
        self._page = pdfium.FPDF_LoadPage(document.raw, number)
        self._raw = pdfium.FPDFText_LoadPage(self._page) if self._page else None
        if not self._raw:
            self.close()
            raise pypdfium2.PdfiumError(f"page {number} can't be loaded")
        # What pdfium answers in is made once for all letters.
        self._box = pdfium.FS_RECTF()
        self._to_box = ctypes.byref(self._box)
        self._font = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
        self._room = ctypes.c_ulong(_LONGEST_FONT_NAME)
        self.count: int = pdfium.FPDFText_CountChars(self._raw)

    def close(self) -> None:
        """Let go of the page: pdfium frees nothing by itself."""
        if self._raw:
            pdfium.FPDFText_ClosePage(self._raw)
        if self._page:
            pdfium.FPDF_ClosePage(self._page)
        self._raw = self._page = None

    def read(self) -> str:
        """Return the text of the page as pdfium writes it."""
        first, last = 0, self.count - 1
        # From a letter that is not shown, at either end, pdfium would count wrongly.
        while first <= last and _find_shown(self._raw, first) < 0:
            first += 1
        while first < last and _find_shown(self._raw, last) < 0:
            last -= 1
        if first > last:
            return ""
        # With the NUL that ends it.
        text = (ctypes.c_ushort * (_find_shown(self._raw, last) - _find_shown(self._raw, first) + 2))()
        length = pdfium.FPDFText_GetText(self._raw, first, last - first + 1, text)
        return bytes(text)[: 2 * (length - 1)].decode("utf-16-le", errors="ignore")

    def find_box(self, place: int) -> tuple[float, float, float, float]:
        """Return the left, bottom, right and top of a letter with the room that its font gives it, in points.

        Raises:
            PdfiumError: there is no letter at that place.
        """
        if not _find_box(self._raw, place, self._to_box):
            raise pypdfium2.PdfiumError(f"no letter at {place}")
        box = self._box
        return box.left, box.bottom, box.right, box.top

    def is_strong(self, place: int) -> bool:
        """Tell whether a letter is bold or slanted by the name of its font."""
        _find_font(self._raw, place, self._font, self._room, None)
        return any(_find_style(self._font.value))

    def is_slanted(self, place: int) -> bool:
        """Tell whether a letter is slanted and not bold."""
        _find_font(self._raw, place, self._font, self._room, None)
        return _find_style(self._font.value) == (False, True)


# A paper has some tens of fonts.
@lru_cache(maxsize=1_024)
def _find_style(font: bytes) -> tuple[bool, bool]:
    """Tell of a font's name whether it is that of bold and of slanted letters."""
    name = font.lower()
    return any(word in name for word in _BOLD), any(word in name for word in _SLANTED)

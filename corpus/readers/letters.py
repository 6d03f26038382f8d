"""Where the letters of a PDF's page stand, and whether they are bold, asked of pdfium at as little cost as can be."""

from __future__ import annotations

import ctypes
from functools import lru_cache

import pypdfium2

_LONGEST_FONT_NAME = 128
# Looked up once: they are asked of each line of each page.
_find_box, _find_font = pypdfium2.raw.FPDFText_GetLooseCharBox, pypdfium2.raw.FPDFText_GetFontInfo
_STRONG = (b"bold", b"italic", b"oblique", b"black", b"semibold")


class Letters:
    """The letters of one page by their places, from 0; what pdfium answers in is made once for all of them."""

    def __init__(self, textpage: pypdfium2.PdfTextPage) -> None:
        self._raw = textpage.raw
        self._box = pypdfium2.raw.FS_RECTF()
        self._font = ctypes.create_string_buffer(_LONGEST_FONT_NAME)

    def find_box(self, place: int) -> tuple[float, float, float, float]:
        """Return the left, bottom, right and top of a letter with the room that its font gives it, in points.

        Raises:
            PdfiumError: there is no letter at that place.
        """
        box = self._box
        if not _find_box(self._raw, place, box):
            raise pypdfium2.PdfiumError(f"no letter at {place}")
        return box.left, box.bottom, box.right, box.top

    def is_strong(self, place: int) -> bool:
        """Tell whether a letter is bold or slanted by the name of its font."""
        _find_font(self._raw, place, self._font, _LONGEST_FONT_NAME, None)
        return _is_strong(self._font.value)


# A paper has some tens of fonts.
@lru_cache(maxsize=1_024)
def _is_strong(font: bytes) -> bool:
    return any(word in font.lower() for word in _STRONG)

"""A file to a source: which format it is says its contents, never its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.errors import UnreadableFileError
from corpus.readers.kinds import Kind, find_kind
from corpus.readers.limits import Limits
from corpus.readers.source import SourceText

DEFAULT = Limits()
# How files begin that are no paper, whatever their names say; what they are, and what to do.
_OTHERS = {
    b"\xd0\xcf\x11\xe0": ("an old Word or Excel file", "save it as .docx or PDF"),
    b"{\\rtf": ("an RTF file", "save it as .docx or PDF"),
    b"\x89PNG": ("a picture", "run OCR on it, and give the PDF that comes out"),
    b"\xff\xd8\xff": ("a picture", "run OCR on it, and give the PDF that comes out"),
    b"II*\0": ("a picture", "run OCR on it, and give the PDF that comes out"),
    b"\x1f\x8b": ("a packed file", "unpack it first"),
    b"7z\xbc\xaf": ("a packed file", "unpack it first"),
}


def read_source(path: Path, limits: Limits = DEFAULT) -> SourceText:
    """Return the text of a file: plain text, PDF, Word, or XML or HTML.

    Raises:
        UnreadableFileError: missing, a folder, not allowed, too large, broken, or of an unknown format.
        EmptySourceError: nothing but white space; a PDF of images.
    """
    return build_source(path.name, read_bytes(path, limits), limits)


def read_bytes(path: Path, limits: Limits = DEFAULT) -> bytes:
    """Return the bytes of a file.

    Raises:
        UnreadableFileError: missing, a folder, not allowed, too large for a paper, or of a name that is not UTF-8.
    """
    shown = path.name.encode(errors="backslashreplace").decode()
    if shown != path.name:
        raise UnreadableFileError(shown, "has a name that is not UTF-8", "give it another name")
    try:
        if path.stat().st_size > limits.file:
            problem = f"is larger than {limits.file // 2**20} MB"
            raise UnreadableFileError(path.name, problem, "split it, or raise GRIFFIER_LARGEST_FILE")
        return path.read_bytes()
    except OSError as error:
        problem = f"can't be read ({error.strerror})"
        raise UnreadableFileError(path.name, problem, "check the path and your rights to it") from error


def build_source(name: str, raw: bytes, limits: Limits = DEFAULT) -> SourceText:
    """Return the text of `raw`, the bytes of a file called `name`; raises what `read_source` raises."""
    for mark, (kind, remedy) in _OTHERS.items():
        if raw.startswith(mark):
            raise UnreadableFileError(name, f"is {kind} and no paper", remedy)
    source = _find_reader(raw)(name, raw, limits)
    if len(source.text) > limits.text:
        problem = f"holds more than {limits.text:,} characters"
        raise UnreadableFileError(name, problem, "split it, or raise GRIFFIER_LARGEST_TEXT")
    return source


def _find_reader(raw: bytes) -> Callable[[str, bytes, Limits], SourceText]:
    # The libraries of a format take a while to load: only who has such a paper waits for them.
    match find_kind(raw):
        case Kind.PDF:
            from corpus.readers.pdf import build_source
        case Kind.WORD:
            from corpus.readers.docx import build_source
        case Kind.MARKUP:
            from corpus.readers.markup import build_source
        case Kind.TEXT:
            from corpus.readers.text import build_source
    return build_source

"""A file to a source: which format it is says its contents, never its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.errors import UnreadableFileError
from corpus.readers import docx, markup, pdf, text
from corpus.readers.source import SourceText

# A paper of 10,000 pages is some 50 MB; what is larger is no paper.
LARGEST_FILE = 200 * 1024 * 1024
# Code points; a paper of 10,000 pages has some 30 million.
LARGEST_TEXT = 50_000_000


def read_source(path: Path) -> SourceText:
    """Return the text of a file: plain text, PDF, Word, or XML or HTML.

    Raises:
        UnreadableFileError: missing, a folder, not allowed, too large, broken, or of an unknown format.
        EmptySourceError: nothing but white space; a PDF of images.
    """
    return build_source(path.name, read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        UnreadableFileError: missing, a folder, not allowed, or larger than a paper can be.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            problem = f"is larger than {LARGEST_FILE // 2**20} MB"
            raise UnreadableFileError(path.name, problem, "split it, or give the paper alone")
        return path.read_bytes()
    except OSError as error:
        problem = f"can't be read ({error.strerror})"
        raise UnreadableFileError(path.name, problem, "check the path and your rights to it") from error


def build_source(name: str, raw: bytes) -> SourceText:
    """Return the text of `raw`, the bytes of a file called `name`; raises what `read_source` raises."""
    source = _find_reader(raw)(name, raw)
    if len(source.text) > LARGEST_TEXT:
        problem = f"holds more than {LARGEST_TEXT // 10**6} million characters"
        raise UnreadableFileError(name, problem, "split it, or give the paper alone")
    return source


def _find_reader(raw: bytes) -> Callable[[str, bytes], SourceText]:
    if pdf.is_pdf(raw):
        return pdf.build_source
    if docx.is_zip(raw):
        return docx.build_source
    return markup.build_source if markup.is_markup(raw) else text.build_source

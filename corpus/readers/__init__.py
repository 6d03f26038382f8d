"""Bytes to text with lines and pages; what the text means is no concern here."""

from corpus.readers.files import build_source, read_bytes, read_source
from corpus.readers.limits import Limits
from corpus.readers.source import Line, Role, SourceText

__all__ = ["Limits", "Line", "Role", "SourceText", "build_source", "read_bytes", "read_source"]

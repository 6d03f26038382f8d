"""Bytes to text with lines and pages; what the text means is no concern here."""

from corpus.readers.source import Line, SourceText
from corpus.readers.text import read_source

__all__ = ["Line", "SourceText", "read_source"]

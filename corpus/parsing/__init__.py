"""Text to a paper: furniture off, words repaired, questions and passages told apart."""

from corpus.parsing.document import parse_document

__all__ = ["parse_document"]

"""How large a paper may be; what is larger is refused before it takes the machine's memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.errors import UnreadableFileError


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bytes of a file, characters of its text and of a line, lines, pages, bytes that it unpacks to, and its tags.

    `memory` in bytes and `seconds` are what reading a PDF of others may take, in a process of its own.
    A paper of 10,000 pages is some 50 MB, 30 million characters and half a million lines; in Word it has
    some five million tags.
    """

    file: int = 200 * 2**20
    text: int = 50_000_000
    line: int = 5_000_000
    lines: int = 2_000_000
    pages: int = 20_000
    unpacked: int = 300 * 2**20
    tags: int = 10_000_000
    memory: int = 3_000 * 2**20
    seconds: int = 300


def check_tags(name: str, pieces: Iterable[bytes], limits: Limits, *, place: str | None = None) -> None:
    """Refuse markup of so many tags that its tree would take the machine's memory, before it is made.

    Raises:
        UnreadableFileError: it has more tags than the limit.
    """
    count = 0
    for piece in pieces:
        count += piece.count(b"<")
        if count > limits.tags:
            problem = f"has more than {limits.tags:,} tags"
            raise UnreadableFileError(name, problem, "split it, or raise GRIFFIER_MOST_TAGS", place=place)

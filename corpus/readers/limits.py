"""How large a paper may be; what is larger is refused before it takes the machine's memory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bytes of a file, characters of its text, pages, and bytes that a packed file unpacks to.

    A paper of 10,000 pages is some 50 MB and 30 million characters.
    """

    file: int = 200 * 2**20
    text: int = 50_000_000
    pages: int = 20_000
    unpacked: int = 300 * 2**20

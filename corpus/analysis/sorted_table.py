"""A large dictionary as sorted lines of text, in blocks: a key is looked for in the one block where it would stand.

Of two thirds of a million words few are asked for. As lines they take a fifth of the memory that they would take as
objects, and nothing has to be unpacked before the first is found.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

# Lines that are looked through for one of them.
_BLOCK = 64
_TAB, _END = b"\t", b"\n"


class SortedTable(Struct, frozen=True):
    """The lines in blocks, and the key of the first line of each with the tab behind it."""

    firsts: Sequence[bytes]
    blocks: Sequence[bytes]

    @classmethod
    def of(cls, lines: list[bytes]) -> SortedTable:
        """Return the table of lines of a key, a tab and a value, without ends of lines in them; the list is sorted."""
        lines.sort()
        starts = range(0, len(lines), _BLOCK)
        return cls(
            [lines[start][: lines[start].index(_TAB) + 1] for start in starts],
            [b"%b%b%b" % (_END, _END.join(lines[start : start + _BLOCK]), _END) for start in starts],
        )

    def get(self, key: bytes) -> bytes | None:
        """Return what stands under a key, None where nothing does."""
        # With the tab, the order of keys is that of their lines.
        opening = key + _TAB
        number = bisect_right(self.firsts, opening) - 1
        if number < 0:
            return None
        block = self.blocks[number]
        place = block.find(_END + opening)
        if place < 0:
            return None
        start = place + len(_END) + len(opening)
        return block[start : block.index(_END, start)]

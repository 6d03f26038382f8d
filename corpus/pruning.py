"""The entries that can come on top, found without scoring all: exact, in numpy alone.

Terms are added up from the one that can bring most to the one that can bring least. As soon as the rest
together can't lift an entry that has no term so far over the k-th best, only those that have one are
looked at further. Source: Turtle and Flood, "Query Evaluation: Strategies and Optimizations" (1995).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

# Sums of 32-bit numbers are off by less than that share.
SLACK = 1e-4
# Looking a candidate up costs as much as adding so many postings.
_LOOK_UP = 24
# Of so many values a row the highest is taken, before the k-th best is searched among them.
_ROW = 32
# Sums that are gone through in the time of a few calls.
_SMALL = 1 << 17
_NONE = np.empty(0, np.int32)
_FIRST = np.ones(1, np.bool_)


class TermList(Struct, frozen=True):
    """A term of a query in one part: its postings, what they are multiplied by, and the most that they bring."""

    entries: NDArray[np.int32]
    impacts: NDArray[np.float32]
    weight: float
    bound: float


def find_candidates(
    lists: Sequence[TermList],
    top: int,
    sums: NDArray[np.float32],
    blocked: NDArray[np.intp],
    *,
    floor: float = 0.0,
    slack: float = SLACK,
) -> NDArray[np.int32]:
    """Return entries, ascending, that hold the best `top` of those that reach `floor`.

    `lists` come by falling bound, each above 0; `sums` is one 0 an entry, and is that again afterwards;
    `blocked` are the entries that don't count. A sum may be off by the share `slack`.
    """
    rest = [float(rest) for rest in np.cumsum([list_.bound for list_ in reversed(lists)])[::-1]] + [0.0]
    sums[blocked] = -np.inf
    least = floor
    found: NDArray[np.int32] | None = None
    for place, list_ in enumerate(lists):
        if rest[place] < least:
            kept = _filter(lists[:place], sums, least - rest[place])
            if len(kept) * _LOOK_UP < len(list_.entries):
                found = kept
                break
        np.add.at(sums, list_.entries, list_.impacts * np.float32(list_.weight))
        least = max(least, _find_least(sums.take(list_.entries), top) * (1 - slack))
    added = lists if found is None else lists[:place]
    found = _filter(added, sums, least) if found is None else found
    values = sums.take(found)
    _clear(added, sums, blocked)
    for place in range(len(added), len(lists)):
        values += _look_up(lists[place], found)
        least = max(least, _find_least(values, top) * (1 - slack))
        stays = values >= least - rest[place + 1]
        found, values = found[stays], values[stays]
    return found


def _filter(added: Sequence[TermList], sums: NDArray[np.float32], line: float) -> NDArray[np.int32]:
    """Return the entries with a sum of at least `line`, ascending, among those that have a term."""
    if _is_dense(added, sums):
        return np.flatnonzero(sums >= line if line > 0 else sums > 0).astype(np.int32)
    # An entry that is left out has a sum far below 0.
    line = max(line, 0.0)
    kept = np.concatenate([_NONE, *(list_.entries[sums.take(list_.entries) >= line] for list_ in added)])
    kept.sort()
    heads: NDArray[np.bool_] = np.concatenate((_FIRST[: len(kept)], kept[1:] != kept[:-1]))
    return kept[heads]


def _clear(added: Sequence[TermList], sums: NDArray[np.float32], blocked: NDArray[np.intp]) -> None:
    if _is_dense(added, sums):
        sums.fill(0)
        return
    sums[blocked] = 0
    for list_ in added:
        sums[list_.entries] = 0


def _is_dense(added: Sequence[TermList], sums: NDArray[np.float32]) -> bool:
    """Tell whether to go through all sums costs less than to go through the postings."""
    return 16 * sum(len(list_.entries) for list_ in added) > len(sums) - _SMALL


def _find_least(values: NDArray[np.float32], top: int) -> float:
    """Return a value that at least `top` of `values` reach; 0 where there are not so many."""
    if len(values) > 4 * _ROW * top:
        columns = len(values) // _ROW
        values = values[: columns * _ROW].reshape(_ROW, columns).max(axis=0)
    if len(values) < top:
        return 0.0
    return max(float(np.partition(values, len(values) - top)[len(values) - top]), 0.0)


def _look_up(list_: TermList, found: NDArray[np.int32]) -> NDArray[np.float32]:
    places = np.searchsorted(list_.entries, found)
    places[places == len(list_.entries)] = 0
    values = list_.impacts.take(places) * np.float32(list_.weight)
    values[list_.entries.take(places) != found] = 0
    return values

"""The same search as that of `corpus.pruning`, compiled by numba; importing this loads numba.

It adds up all postings of the terms that count, some billion a second, and makes the scores of what is
left by the same operations in the same order, so that they are the same to the last bit.
"""

from __future__ import annotations

import numba
import numpy as np

# Looking a candidate up costs as much as adding so many postings.
_LOOK_UP = 32


def _compile(function):  # type: ignore[no-untyped-def]  # numba has no types
    try:
        return numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:
        # There is no place to keep what was compiled: compile at each start.
        return numba.njit(nogil=True)(function)


@_compile
def _offer(heap, value):  # type: ignore[no-untyped-def]
    """Put `value`, which is above the least, in place of the least of a heap with the least on top."""
    place = 0
    while True:
        child = 2 * place + 1
        if child >= len(heap):
            break
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[place] = heap[child]
        place = child
    heap[place] = value


@_compile
def _find(entries, begin, end, entry):  # type: ignore[no-untyped-def]
    """Return the place of `entry` among the postings from `begin` to `end`, or -1."""
    low, high = begin, end
    while low < high:
        middle = (low + high) >> 1
        if entries[middle] < entry:
            low = middle + 1
        else:
            high = middle
    return low if low < end and entries[low] == entry else -1


@_compile
def _add(  # type: ignore[no-untyped-def]
    entries, impacts, begin, end, weight, sums, heap, least, rest, slack, found, size
):
    """Add a term's postings to the sums, and note in `found` what may still come on top with the `rest`.

    Returns what k entries are known to reach, and how many are noted: an entry for each term that it has.
    """
    heap[:] = 0
    line = np.float32(max(least - rest, 0.0))
    for place in range(begin, end):
        entry = entries[place]
        value = sums[entry] + weight * impacts[place]
        sums[entry] = value
        if value >= line:
            found[size] = entry
            size += 1
            if value > heap[0]:
                _offer(heap, value)
                if heap[0] * (1 - slack) > least:
                    least = heap[0] * (1 - slack)
                    line = np.float32(max(least - rest, 0.0))
    return least, size


@_compile
def find_candidates(  # type: ignore[no-untyped-def]
    entries, impacts, begins, ends, weights, bounds, top, sums, blocked, floor, slack
):
    """Return entries, in no order, that hold the best `top`; the arguments are those of `corpus.pruning`."""
    terms = len(begins)
    rest = np.zeros(terms + 1)
    total = 0
    for term in range(terms - 1, -1, -1):
        rest[term] = rest[term + 1] + bounds[term]
        total += ends[term] - begins[term]
    for place in blocked:
        sums[place] = -np.inf
    heap = np.zeros(top, np.float32)
    found = np.empty(total, np.int32)
    least = floor
    size, added = 0, 0
    while added < terms:
        if rest[added] < least and size < ends[added] - begins[added]:
            line = np.float32(least - rest[added])
            kept = 0
            for index in range(size):
                if sums[found[index]] >= line:
                    found[kept] = found[index]
                    kept += 1
            size = kept
            if size * _LOOK_UP < ends[added] - begins[added]:
                break
        least, size = _add(
            entries, impacts, begins[added], ends[added], np.float32(weights[added]), sums, heap, least,
            rest[added + 1], slack, found, size,
        )  # fmt: skip
        added += 1
    values = np.empty(size, np.float32)
    line = np.float32(max(least - rest[added], 0.0))
    kept = 0
    for index in range(size):
        entry = found[index]
        if sums[entry] > 0 and sums[entry] >= line:
            found[kept], values[kept] = entry, sums[entry]
            kept += 1
        # An entry that was noted twice counts once.
        sums[entry] = 0
    _clear(entries, begins, ends, added, sums, blocked)
    for term in range(added, terms):
        least, kept = _look_up(
            entries, impacts, begins[term], ends[term], np.float32(weights[term]), heap, least, rest[term + 1], slack,
            found, values, kept,
        )  # fmt: skip
    return found[:kept]


@_compile
def _clear(entries, begins, ends, added, sums, blocked):  # type: ignore[no-untyped-def]
    total = 0
    for term in range(added):
        total += ends[term] - begins[term]
    if 12 * total > len(sums):
        sums[:] = 0
        return
    for place in blocked:
        sums[place] = 0
    for term in range(added):
        for place in range(begins[term], ends[term]):
            sums[entries[place]] = 0


@_compile
def _look_up(  # type: ignore[no-untyped-def]
    entries, impacts, begin, end, weight, heap, least, rest, slack, found, values, size
):
    """Add a term to the values of what is found; return what k of these reach, and how many may come on top."""
    heap[:] = 0
    for index in range(size):
        place = _find(entries, begin, end, found[index])
        if place >= 0:
            values[index] += weight * impacts[place]
        if values[index] > heap[0]:
            _offer(heap, values[index])
    least = max(least, heap[0] * (1 - slack))
    line = np.float32(least - rest)
    kept = 0
    for index in range(size):
        if values[index] >= line:
            found[kept], values[kept] = found[index], values[index]
            kept += 1
    return least, kept


@_compile
def score(  # type: ignore[no-untyped-def]
    entries, counts, lengths, begins, ends, weights, found, k1, b, avgdl
):
    """Return the scores of the entries in `found`, each term's share added in query order."""
    scores = np.zeros(len(found), np.float64)
    for index in range(len(found)):
        norm = k1 * (1 - b + b * lengths[found[index]] / avgdl)
        for term in range(len(begins)):
            place = _find(entries, begins[term], ends[term], found[index])
            if place >= 0:
                count = np.float64(counts[place])
                scores[index] += weights[term] * (count * (k1 + 1) / (count + norm))
    return scores

"""The same search as that of `corpus.pruning`, compiled by numba; importing this loads numba.

It adds up all postings of the terms that count, some billion a second, and makes the scores of what is
left by the same operations in the same order, so that they are the same to the last bit.
"""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

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
def _add(entries, impacts, begin, end, weight, sums, heap):  # type: ignore[no-untyped-def]
    """Add a term's postings to the sums; `heap` gets the best sums among its entries."""
    heap[:] = 0
    for place in range(begin, end):
        entry = entries[place]
        value = sums[entry] + weight * impacts[place]
        sums[entry] = value
        if value > heap[0]:
            _offer(heap, value)


@_compile
def _count_above(entries, begins, ends, added, sums, line):  # type: ignore[no-untyped-def]
    found = 0
    for term in range(added):
        for place in range(begins[term], ends[term]):
            if sums[entries[place]] >= line:
                found += 1
    return found


@_compile
def find_candidates(  # type: ignore[no-untyped-def]
    entries, impacts, begins, ends, weights, bounds, top, sums, blocked, floor, slack
):
    """Return entries, in no order, that hold the best `top`; the arguments are those of `corpus.pruning`."""
    terms = len(begins)
    rest = np.zeros(terms + 1)
    for term in range(terms - 1, -1, -1):
        rest[term] = rest[term + 1] + bounds[term]
    for place in blocked:
        sums[place] = -np.inf
    heap = np.zeros(top, np.float32)
    least = floor
    added = 0
    while added < terms:
        size = ends[added] - begins[added]
        if rest[added] < least:
            # Counting costs as much as adding the postings so far: worth it before a long list alone.
            so_far = 0
            for term in range(added):
                so_far += ends[term] - begins[term]
            line = np.float32(least - rest[added])
            if 4 * so_far < size and _count_above(entries, begins, ends, added, sums, line) * _LOOK_UP < size:
                break
        _add(entries, impacts, begins[added], ends[added], np.float32(weights[added]), sums, heap)
        least = max(least, float(heap[0]) * (1 - slack))
        added += 1
    return _gather(entries, impacts, begins, ends, weights, rest, added, sums, blocked, heap, least, slack)


@_compile
def _gather(  # type: ignore[no-untyped-def]
    entries, impacts, begins, ends, weights, rest, added, sums, blocked, heap, least, slack
):
    """Return what can still come on top once `added` terms are added, and make the sums 0 again."""
    line = np.float32(max(least - rest[added], 0.0))
    total = 0
    for term in range(added):
        total += ends[term] - begins[term]
    found = np.empty(min(total, len(sums)), np.int32)
    values = np.empty(len(found), np.float32)
    size = 0
    for term in range(added):
        for place in range(begins[term], ends[term]):
            entry = entries[place]
            value = sums[entry]
            if value > 0:
                if value >= line:
                    found[size], values[size] = entry, value
                    size += 1
                sums[entry] = 0
    for place in blocked:
        sums[place] = 0
    for term in range(added, len(begins)):
        heap[:] = 0
        for index in range(size):
            place = _find(entries, begins[term], ends[term], found[index])
            if place >= 0:
                values[index] += np.float32(weights[term]) * impacts[place]
            if values[index] > heap[0]:
                _offer(heap, values[index])
        least = max(least, float(heap[0]) * (1 - slack))
        line = np.float32(least - rest[term + 1])
        kept = 0
        for index in range(size):
            if values[index] >= line:
                found[kept], values[kept] = found[index], values[index]
                kept += 1
        size = kept
    return found[:size]


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


__all__ = ["NDArray", "find_candidates", "score"]

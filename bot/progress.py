"""A progress bar at the terminal, for what takes longer than a second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def show_progress(items: Iterable[T], of: str, *, total: int | None = None) -> Iterator[T]:
    """Return the items one by one; `of` says what they are."""
    # The bot itself shows none, and should not wait for it at its start.
    from tqdm import tqdm

    yield from tqdm(items, desc=of, total=total, delay=1, leave=False)

"""Whether the bot and the commands compare meanings, and with which vectors."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Semantic, Settings
from bot.progress import show_progress

if TYPE_CHECKING:
    from corpus.embedding import Encoder
    from corpus.meaning import Numbered
    from corpus.search import Searcher

# The vectors of the papers in a folder, which may come with them.
SHIPPED = "meanings.vectors"
# A person who waits for one answer does not wait for more vectors than this to be made.
_MOST_AT_ONCE = 200
# Nor for the vectors of more entries than this to be measured with: some three a second are made, or more.
MOST_COMPARED = 3_000


def load_encoder(settings: Settings) -> Encoder | None:
    """Return the encoder, None where it isn't installed or shouldn't be used."""
    if settings.semantic is Semantic.OFF:
        return None
    from corpus import embedding

    return embedding.load_encoder()


def compare_meanings(searcher: Searcher, settings: Settings, papers: Path, *, keeps: bool) -> int:
    """Compare meanings from here on, where that can be done; return how many entries lack a vector for it.

    `papers` is the folder whose vectors came with it. With `keeps` a few that lack are made, and kept.
    """
    encoder = load_encoder(settings)
    if encoder is None:
        return 0
    from corpus.filling import fill_now
    from corpus.vectors import SavedVectors

    saved = SavedVectors(settings.vectors if keeps else None, encoder, papers / SHIPPED)
    most = _MOST_AT_ONCE if keeps else 0
    return fill_now(searcher, encoder, saved, most=most, threads=os.cpu_count() or 1, watch=watch_entries)


def watch_entries(entries: Sequence[Numbered]) -> Iterator[Numbered]:
    """Return the entries one by one, with a progress bar where their vectors take long to make."""
    return show_progress(entries, "meanings")

"""What is said of hits that share no word with the question."""

from __future__ import annotations

from msgspec import Struct


class MeaningTexts(Struct, frozen=True, kw_only=True):
    """The sentences of one language."""

    other_words: str


DUTCH = MeaningTexts(
    other_words="Zelfde onderwerp, andere woorden",
)

ENGLISH = MeaningTexts(
    other_words="Same subject, other words",
)

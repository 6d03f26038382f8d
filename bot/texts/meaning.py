"""What is said of hits that share no word with the question, and of questions that are too long."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MeaningTexts:
    """The sentences of one language."""

    other_words: str
    first_words: str


DUTCH = MeaningTexts(
    other_words="Zelfde onderwerp, andere woorden",
    first_words="Je vraag is lang. Ik zocht met het begin, hooguit {most} woorden.",
)

ENGLISH = MeaningTexts(
    other_words="Same subject, other words",
    first_words="Your question is long. I searched with its beginning, at most {most} words.",
)

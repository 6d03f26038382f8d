"""Sentences about reading an answer and what one can do with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingTexts:
    """The sentences of one language."""

    note_title: str

    # sharing
    share: str
    share_where: str
    share_hint: str
    share_send: str
    share_busy: str
    shared_by: str
    shared_in: str
    share_failed: str


DUTCH = ReadingTexts(
    note_title="Griffier",
    share="Deel in kanaal",
    share_where="In welk kanaal?",
    share_hint="Iedereen in dat kanaal ziet het antwoord, en jouw naam erbij.",
    share_send="Deel",
    share_busy="Ik deel het antwoord…",
    shared_by="Gedeeld door {user}",
    shared_in="Gedeeld in {channel}.",
    share_failed="Delen lukte niet. Probeer het nog eens, of kies een ander kanaal.",
)

ENGLISH = ReadingTexts(
    note_title="Griffier",
    share="Share in channel",
    share_where="In which channel?",
    share_hint="Everybody in that channel sees the answer, with your name.",
    share_send="Share",
    share_busy="Sharing the answer…",
    shared_by="Shared by {user}",
    shared_in="Shared in {channel}.",
    share_failed="Sharing did not work. Please try again, or choose another channel.",
)

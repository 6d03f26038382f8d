"""Sentences about reading an answer and what one can do with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingTexts:
    """The sentences of one language."""

    note_title: str

    # more hits
    hits_more: str
    hits_before: str
    hits_after: str
    hits_shown: str
    papers_changed: str
    query_cut: str

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
    hits_more="Meer resultaten",
    hits_before="Vorige",
    hits_after="Volgende",
    hits_shown="Resultaat {first} t/m {last} van {total}",
    papers_changed="Er zijn intussen stukken bijgekomen of vernieuwd. Dit zijn de resultaten van nu.",
    query_cut="Je vraag is erg lang. Ik zocht met het begin ervan.",
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
    hits_more="More results",
    hits_before="Previous",
    hits_after="Next",
    hits_shown="Results {first} to {last} of {total}",
    papers_changed="Papers were added or renewed meanwhile. These are the results of now.",
    query_cut="Your question is very long. I searched with the beginning of it.",
    share="Share in channel",
    share_where="In which channel?",
    share_hint="Everybody in that channel sees the answer, with your name.",
    share_send="Share",
    share_busy="Sharing the answer…",
    shared_by="Shared by {user}",
    shared_in="Shared in {channel}.",
    share_failed="Sharing did not work. Please try again, or choose another channel.",
)

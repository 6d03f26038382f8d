"""Sentences about reading an answer and what one can do with it."""

from __future__ import annotations

from msgspec import Struct


class ReadingTexts(Struct, frozen=True, kw_only=True):
    """The sentences of one language."""

    note_title: str

    # how sure
    sure: str
    very_sure: str
    sure_question: str
    very_sure_question: str

    # what one can do with an entry
    whole: str
    context: str
    cite: str
    paper: str
    show: str
    show_elsewhere: str
    before: str
    after: str
    part_before: str
    part_after: str
    pointer_unknown: str
    pointer_not_held: str

    # the page around an entry
    page: str
    page_unknown: str
    page_mark: str
    page_before: str
    page_after: str

    # a citation
    citation: str
    citation_label: str
    citation_hint: str
    citation_done: str

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
    moment: str
    shared_by: str
    shared_in: str
    share_failed: str


DUTCH = ReadingTexts(
    note_title="Griffier",
    sure="Waarschijnlijk is dit het antwoord op je vraag.",
    very_sure="Dit is vrijwel zeker het antwoord op je vraag.",
    sure_question="Waarschijnlijk is dit de vraag die je zoekt.",
    very_sure_question="Dit is vrijwel zeker de vraag die je zoekt.",
    whole="Hele antwoord",
    context="In context",
    cite="Citeer",
    paper="Over dit stuk",
    show="Toon {name}",
    show_elsewhere="Toon {name} ({paper})",
    before="Vorige: {name}",
    after="Volgende: {name}",
    part_before="Vorig deel",
    part_after="Volgend deel",
    pointer_unknown="Ik weet niet in welk stuk vraag {number} staat.",
    pointer_not_held="Het antwoord verwijst naar vraag {number} van {paper}. Dat stuk heb ik niet.",
    page="Bladzijde {page}",
    page_unknown="Deel {part} van {total}",
    page_mark="Wat bij {name} hoort, staat achter een streep.",
    page_before="Bladzijde terug",
    page_after="Bladzijde verder",
    citation="Citaat",
    citation_label="Zo verwijs je naar dit antwoord",
    citation_hint="Selecteer de tekst en kopieer hem.",
    citation_done="Klaar",
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
    moment="Een moment…",
    shared_by="Gedeeld door {user}",
    shared_in="Gedeeld in {channel}.",
    share_failed="Delen lukte niet. Probeer het nog eens, of kies een ander kanaal.",
)

ENGLISH = ReadingTexts(
    note_title="Griffier",
    sure="This is probably the answer to your question.",
    very_sure="This is almost certainly the answer to your question.",
    sure_question="This is probably the question that you are looking for.",
    very_sure_question="This is almost certainly the question that you are looking for.",
    whole="Whole answer",
    context="In context",
    cite="Cite",
    paper="About this paper",
    show="Show {name}",
    show_elsewhere="Show {name} ({paper})",
    before="Previous: {name}",
    after="Next: {name}",
    part_before="Previous part",
    part_after="Next part",
    pointer_unknown="I don't know in which paper question {number} is.",
    pointer_not_held="The answer points to question {number} of {paper}. I don't have that paper.",
    page="Page {page}",
    page_unknown="Part {part} of {total}",
    page_mark="What belongs to {name} stands behind a line.",
    page_before="Page back",
    page_after="Page on",
    citation="Citation",
    citation_label="How to refer to this answer",
    citation_hint="Select the text and copy it.",
    citation_done="Done",
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
    moment="One moment…",
    shared_by="Shared by {user}",
    shared_in="Shared in {channel}.",
    share_failed="Sharing did not work. Please try again, or choose another channel.",
)

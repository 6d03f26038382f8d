"""What one can do with an entry, the most useful first."""

from __future__ import annotations

from collections.abc import Iterator

from slack_sdk.models.blocks import ContextBlock

from bot.texts import Texts
from bot.views.cutting import shorten
from bot.views.entry import describe_entry
from bot.views.menu import Offer
from bot.views.message import build_context
from bot.views.mrkdwn import escape
from bot.views.papers import OPEN_PAPER
from corpus.identifiers import format_paper, parse_identifier
from corpus.models import Document, Entry, QuestionAnswer
from corpus.surroundings import find_neighbours, list_pointers

OPEN_ENTRY = "entry_open"
FIND_SIMILAR = "entry_similar"
SHARE = "entry_share"
CONTEXT = "entry_context"
CITE = "entry_cite"
TURN_ENTRY = "entry_turn"

# Pointers that get a button of their own; the whole text has them all.
MOST_POINTERS = 2
NAME_LIMIT = 60
LOST_LIMIT = 300


def list_offers(
    entry: Entry, document: Document, texts: Texts, *, is_cut: bool = False, can_share: bool = False
) -> Iterator[Offer]:
    """Return what one can do with an entry that a message shows.

    `is_cut` tells that it does not show all of it, `can_share` that one person alone sees it.
    """
    name = describe_entry(entry, document, texts)
    if is_cut:
        label = texts.reading.whole if isinstance(entry, QuestionAnswer) else texts.read_on
        yield Offer(action_id=OPEN_ENTRY, value=entry.id, label=label, spoken=texts.open_label.format(what=name))
    if can_share:
        yield _offer(SHARE, texts.reading.share, entry, name)
    yield from list_pointed(entry, texts)
    yield from _list_always(entry, name, texts)
    yield from _list_neighbours(entry, document, texts, OPEN_ENTRY)
    yield _offer(CITE, texts.reading.cite, entry, name)
    yield Offer(action_id=OPEN_PAPER, value=document.id, label=texts.reading.paper)


def list_few_offers(
    entry: Entry, document: Document, texts: Texts, *, is_cut: bool = False, can_share: bool = False
) -> Iterator[Offer]:
    """Return what one can do with an entry in a message that shows several, without those beside it."""
    beside = f"{OPEN_ENTRY}_before", f"{OPEN_ENTRY}_after"
    offers = list_offers(entry, document, texts, is_cut=is_cut, can_share=can_share)
    return (offer for offer in offers if offer.action_id not in beside)


def list_reader_offers(entry: Entry, document: Document, texts: Texts) -> Iterator[Offer]:
    """Return what one can do with an entry in its own modal: those beside it take its place there."""
    name = describe_entry(entry, document, texts)
    yield from _list_neighbours(entry, document, texts, TURN_ENTRY)
    yield from list_pointed(entry, texts)
    yield from _list_always(entry, name, texts)
    yield _offer(SHARE, texts.reading.share, entry, name)
    yield _offer(CITE, texts.reading.cite, entry, name)
    yield Offer(action_id=OPEN_PAPER, value=document.id, label=texts.reading.paper)


def list_pointed(entry: Entry, texts: Texts) -> Iterator[Offer]:
    """Return the questions that an entry points to and that are held, the first few."""
    held = [pointer for pointer in list_pointers(entry) if pointer.resolved and pointer.target]
    for count, pointer in enumerate(held[:MOST_POINTERS], start=1):
        name = texts.question.format(numbers=pointer.number).lower()
        label = texts.reading.show.format(name=name)
        other = str(pointer.target).rpartition("#")[0]
        if other != entry.document_id and (identifier := parse_identifier(other)):
            label = texts.reading.show_elsewhere.format(name=name, paper=format_paper(identifier))
        yield Offer(action_id=f"{OPEN_ENTRY}_{count}", value=str(pointer.target), label=label)


def build_lost_pointers(entry: Entry, texts: Texts) -> ContextBlock | None:
    """Return which of the questions that an entry points to can't be shown and why, None where all can."""
    lines = list(_describe_lost(entry, texts))
    return build_context(escape(shorten(" ".join(lines), LOST_LIMIT))) if lines else None


def _describe_lost(entry: Entry, texts: Texts) -> Iterator[str]:
    for pointer in list_pointers(entry):
        if pointer.resolved:
            continue
        other = (pointer.target or "").rpartition("#")[0]
        identifier = parse_identifier(other)
        if identifier:
            yield texts.reading.pointer_not_held.format(number=pointer.number, paper=format_paper(identifier))
        else:
            yield texts.reading.pointer_unknown.format(number=pointer.number)


def _list_always(entry: Entry, name: str, texts: Texts) -> Iterator[Offer]:
    yield _offer(CONTEXT, texts.reading.context, entry, name)
    if isinstance(entry, QuestionAnswer):
        yield _offer(FIND_SIMILAR, texts.similar, entry, name)


def _list_neighbours(entry: Entry, document: Document, texts: Texts, action_id: str) -> Iterator[Offer]:
    before, after = find_neighbours(document, entry)
    for other, form, end in ((before, texts.reading.before, "before"), (after, texts.reading.after, "after")):
        if other:
            name = shorten(describe_neighbour(other, document, texts), NAME_LIMIT)
            yield Offer(action_id=f"{action_id}_{end}", value=other.id, label=form.format(name=name))


def describe_neighbour(entry: Entry, document: Document, texts: Texts) -> str:
    """Return the name of an entry in the middle of a sentence: `vraag 44`, or the last heading above a passage."""
    if isinstance(entry, QuestionAnswer):
        return describe_entry(entry, document, texts).lower()
    return entry.heading[-1] if entry.heading else document.title


def _offer(action_id: str, label: str, entry: Entry, name: str) -> Offer:
    return Offer(action_id=action_id, value=entry.id, label=label, spoken=f"{label}: {name}")

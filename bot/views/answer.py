"""What a search found: the best hit in full, and the next ones as a line with a button each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from slack_sdk.models.blocks import Block

from bot.texts import Texts
from bot.views.after import build_after
from bot.views.cutting import shorten
from bot.views.entry import ROOM, build_entry, describe_entry, format_entry, format_snippet
from bot.views.follow import build_follow_row
from bot.views.menu import MOST_BUTTONS, build_offers
from bot.views.message import (
    TEXT_LIMIT,
    Message,
    build_button,
    build_context,
    build_divider,
    build_section,
    fit_message,
)
from bot.views.mrkdwn import escape, escape_entities
from bot.views.offers import OPEN_ENTRY, build_lost_pointers, list_few_offers, list_offers
from bot.views.paging import PAGE, Position, build_turns, list_remarks
from bot.views.source import SEPARATOR, describe_number
from bot.views.understood import describe_nothing, describe_understood
from corpus.answer import Answer
from corpus.folding import FoldedHit, fold_hits
from corpus.models import Hit, Passage, QuestionAnswer
from corpus.query import TextQuery

SNIPPET_LIMIT = 110
LEAST_SNIPPET = 24
# Only where a message can hold less than some 2,000 characters of text are the lines of hits shorter too.
ROOM_PER_LETTER = 18
FEW_BUTTONS = 1


def build_answer(
    answer: Answer,
    texts: Texts,
    *,
    asked: str | None = None,
    can_share: bool = False,
    position: Position | None = None,
) -> Message:
    """Return the message for what a free text found: the best hit in full, the others as a line.

    `asked` is said first where Slack does not show it; `can_share` tells that one person alone sees the message.
    """
    if not answer.hits:
        nothing = build_notice(describe_nothing(answer.query, texts, escape))
        return replace(nothing, blocks=(*nothing.blocks, *build_follow_row(answer.query.text, texts)))
    best, *others = fold_hits(answer.hits[:PAGE])
    lead = [*_build_lead(answer, texts, asked, position), *_build_sureness(answer, texts)]
    turns = tuple(build_turns(position, texts)) if position else ()
    after = build_after(answer.query.text, texts, entry_id=best.hit.entry.id)

    def build(room: int) -> list[Block]:
        return [*lead, *_build_hits(best, others, texts, room, can_share=can_share), *turns, *after]

    said = (*_list_said(answer, texts, position), *(() if answer.sure else (texts.unsure,)))
    warning = "".join(f"{line}\n" for line in said)
    text = warning + format_entry(best.hit.entry, best.hit.document, texts, limit=TEXT_LIMIT - len(warning))
    return fit_message(text, build, ROOM, least=0)


def build_page(answer: Answer, texts: Texts, position: Position, *, asked: str | None = None) -> Message:
    """Return the message for a later page of what a free text found: each hit as a line."""
    folded = fold_hits(answer.hits)
    lead, turns = _build_lead(answer, texts, asked, position), tuple(build_turns(position, texts))
    said = tuple(_list_said(answer, texts, position))

    def build(room: int) -> list[Block]:
        lines = (build_hit_line(one.hit, texts, note=describe_hit(one, texts), room=room) for one in folded)
        return [*lead, *lines, *turns]

    for limit in (SNIPPET_LIMIT, 2 * LEAST_SNIPPET, LEAST_SNIPPET):
        text = "\n".join((*said, *(_format_line(hit, texts, limit) for hit in answer.hits)))
        if len(text) <= TEXT_LIMIT:
            break
    return fit_message(text, build, ROOM, least=0)


def _format_line(hit: Hit, texts: Texts, limit: int) -> str:
    """Return a hit as a line of text without formatting, escaped."""
    name = shorten(describe_entry(hit.entry, hit.document, texts), limit)
    return escape_entities(f"{hit.rank}. {name}: {format_snippet(hit.entry, hit.matches, limit)}")


def _build_sureness(answer: Answer, texts: Texts) -> Iterator[Block]:
    """Return how sure it is that the best hit answers the question; nothing where no words were asked for."""
    if not answer.sure:
        yield build_section(texts.unsure)
    elif isinstance(answer.query, TextQuery) and answer.query.sought:
        yield build_context(_describe_sureness(answer, texts))


def _describe_sureness(answer: Answer, texts: Texts) -> str:
    """Return how sure it is; a question that nobody answered (yet) is what was looked for, and no answer to it."""
    said, best = texts.reading, answer.hits[0].entry
    if isinstance(best, QuestionAnswer) and best.answer is None:
        return said.very_sure_question if answer.very_sure else said.sure_question
    return said.very_sure if answer.very_sure else said.sure


def _build_lead(answer: Answer, texts: Texts, asked: str | None, position: Position | None) -> list[Block]:
    understood = describe_understood(answer.query, texts)
    lines = (asked, understood and escape(understood), *_list_remarks(answer, texts, position))
    return [build_context(line) for line in lines if line]


def _list_remarks(answer: Answer, texts: Texts, position: Position | None) -> tuple[str, ...]:
    """Return what a person should know of the hits as a whole, escaped, each once."""
    remarks = (describe_cut(answer, texts), *(list_remarks(position, texts) if position else ()))
    return tuple(dict.fromkeys(filter(None, remarks)))


def _list_said(answer: Answer, texts: Texts, position: Position | None) -> Iterator[str]:
    """Return what is said before the hits in a notification, escaped."""
    if understood := describe_understood(answer.query, texts):
        yield escape_entities(understood)
    yield from _list_remarks(answer, texts, position)


def build_whole(hit: Hit, texts: Texts, room: int, *, can_share: bool = False, is_alone: bool = True) -> list[Block]:
    """Return a hit in full, cut where it does not fit in `room`, with what one can do with it.

    `is_alone` tells that no other entry stands in full beside it: then there are more buttons.
    """
    view = build_entry(hit.entry, hit.document, texts, matches=hit.matches, room=room)
    lost = build_lost_pointers(hit.entry, texts)
    choose = list_offers if is_alone else list_few_offers
    offers = choose(hit.entry, hit.document, texts, is_cut=view.is_cut, can_share=can_share)
    row = build_offers(tuple(offers), most=MOST_BUTTONS if is_alone else FEW_BUTTONS)
    return [*view.blocks, *([lost] if lost else []), *([row] if row else [])]


def _build_hits(
    best: FoldedHit, others: Sequence[FoldedHit], texts: Texts, room: int, *, can_share: bool
) -> list[Block]:
    blocks = build_whole(best.hit, texts, room, can_share=can_share)
    if note := describe_hit(best, texts):
        blocks.insert(-1, build_context(escape(note)))
    if others:
        blocks += [build_divider(), build_context(f"*{texts.also_found}*")]
        blocks += [build_hit_line(other.hit, texts, note=describe_hit(other, texts), room=room) for other in others]
    return blocks


def describe_cut(answer: Answer, texts: Texts) -> str | None:
    """Return that not all words of a long question were looked for; None where they were."""
    return texts.reading.query_cut if answer.is_cut else None


def describe_hit(folded: FoldedHit, texts: Texts) -> str:
    """Return what a reader should know of a hit, as plain text: no word in common, and where the same answer stands."""
    other_words = texts.meaning.other_words if folded.hit.by_meaning else ""
    return SEPARATOR.join(filter(None, (other_words, format_same(folded, texts))))


def format_same(folded: FoldedHit, texts: Texts) -> str:
    """Return where else nearly the same answer stands, as plain text; nothing where it stands nowhere else."""
    if not folded.same:
        return ""
    names = (shorten(describe_entry(hit.entry, hit.document, texts), 60).lower() for hit in folded.same)
    return texts.same_answer.format(names=", ".join(names))


def build_hit_line(hit: Hit, texts: Texts, *, note: str = "", room: int = ROOM) -> Block:
    """Return a hit as one line, with a note behind it, and a button that opens it.

    Where there is little `room` for the source's text in the whole message, the line is shorter; with none it has no
    button, whose value may be an identifier of hundreds of letters.
    """
    limit = min(SNIPPET_LIMIT, max(LEAST_SNIPPET, room // ROOM_PER_LETTER))
    name, *paper = (shorten(part, limit) for part in describe_briefly(hit, texts))
    place = SEPARATOR.join((f"*{escape(name)}*", *map(escape, paper)))
    snippet = escape(format_snippet(hit.entry, hit.matches, limit))
    spoken = texts.open_label.format(what=name)
    button = build_button(texts.open, action_id=OPEN_ENTRY, value=hit.entry.id, spoken=spoken) if room else None
    behind = f"\n_{escape(shorten(note, 2 * limit))}_" if note else ""
    return build_section(f"{place}\n{snippet}{behind}", button=button)


def describe_briefly(hit: Hit, texts: Texts) -> tuple[str, ...]:
    """Return a question by its number and its paper's, a passage by its last heading and the paper's title."""
    if isinstance(hit.entry, Passage):
        return (*hit.entry.heading[-1:], hit.document.title)
    name = describe_entry(hit.entry, hit.document, texts)
    return (name, describe_number(hit.document, texts) or hit.document.title)


def build_notice(line: str) -> Message:
    """Return a single sentence that is already escaped."""
    return Message(text=line, blocks=(build_section(line),))

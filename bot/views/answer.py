"""What a search found: the best hit in full, and the next ones as a line with a button each."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.texts import Texts
from bot.views.after import build_after
from bot.views.cutting import shorten
from bot.views.entry import ROOM, build_entry, describe_entry, format_entry, format_snippet
from bot.views.menu import build_offers
from bot.views.message import (
    TEXT_LIMIT,
    Message,
    build_button,
    build_context,
    build_divider,
    build_section,
    fit_blocks,
)
from bot.views.mrkdwn import escape, escape_entities
from bot.views.offers import OPEN_ENTRY, list_offers
from bot.views.source import SEPARATOR, describe_paper
from bot.views.understood import describe_nothing, describe_understood
from corpus.folding import FoldedHit, fold_hits
from corpus.models import Hit, Passage
from corpus.search import Answer

FURTHER_HITS = 4
SNIPPET_LIMIT = 110


def build_answer(answer: Answer, texts: Texts, *, asked: str | None = None, can_share: bool = False) -> Message:
    """Return the message for what a free text found.

    `asked` is said first where Slack does not show it; `can_share` tells that one person alone sees the message.
    """
    if not answer.hits:
        return build_notice(describe_nothing(answer.query, texts, escape))
    best, *others = fold_hits(answer.hits)[: FURTHER_HITS + 1]
    understood = describe_understood(answer.query, texts)
    lead: list[Block] = [build_context(line) for line in (asked, understood and escape(understood)) if line]
    if not answer.sure:
        lead.append(build_section(texts.unsure))
    after = build_after(answer.query.text, texts, entry_id=best.hit.entry.id)
    blocks = fit_blocks(
        lambda room: [*lead, *_build_hits(best, others, texts, room, can_share=can_share), *after], ROOM
    )
    said = (understood and escape_entities(understood), None if answer.sure else texts.unsure)
    warning = "".join(f"{line}\n" for line in said if line)
    text = warning + format_entry(best.hit.entry, best.hit.document, texts, limit=TEXT_LIMIT - len(warning))
    return Message(text=text, blocks=blocks)


def build_whole(hit: Hit, texts: Texts, room: int, *, can_share: bool = False) -> list[Block]:
    """Return a hit in full, cut where it does not fit in `room`, with what one can do with it."""
    view = build_entry(hit.entry, hit.document, texts, matches=hit.matches, room=room)
    offers = list_offers(hit.entry, hit.document, texts, is_cut=view.is_cut, can_share=can_share)
    row = build_offers(tuple(offers))
    return [*view.blocks, *([row] if row else [])]


def _build_hits(
    best: FoldedHit, others: Sequence[FoldedHit], texts: Texts, room: int, *, can_share: bool
) -> list[Block]:
    blocks = build_whole(best.hit, texts, room, can_share=can_share)
    if best.same:
        blocks.insert(-1, build_context(escape(format_same(best, texts))))
    if others:
        blocks += [build_divider(), build_context(f"*{texts.also_found}*")]
        blocks += [build_hit_line(other.hit, texts, note=format_same(other, texts)) for other in others]
    return blocks


def format_same(folded: FoldedHit, texts: Texts) -> str:
    """Return where else nearly the same answer stands, as plain text; nothing where it stands nowhere else."""
    if not folded.same:
        return ""
    names = (shorten(describe_entry(hit.entry, hit.document, texts), 60).lower() for hit in folded.same)
    return texts.same_answer.format(names=", ".join(names))


def build_hit_line(hit: Hit, texts: Texts, *, note: str = "") -> Block:
    """Return a hit as one line, with a note behind it, and a button that opens it."""
    name = shorten(describe_entry(hit.entry, hit.document, texts), 120)
    place = SEPARATOR.join(_describe_briefly(hit, name, texts))
    snippet = escape(format_snippet(hit.entry, hit.matches, SNIPPET_LIMIT))
    button = build_button(
        texts.open, action_id=OPEN_ENTRY, value=hit.entry.id, spoken=texts.open_label.format(what=name)
    )
    behind = f"\n_{escape(note)}_" if note else ""
    return build_section(f"*{escape(place)}*\n{snippet}{behind}", button=button)


def _describe_briefly(hit: Hit, name: str, texts: Texts) -> tuple[str, ...]:
    """Return a question by its number and paper, a passage by its last heading and the paper's title."""
    if isinstance(hit.entry, Passage):
        return tuple(shorten(part, 100) for part in (*hit.entry.heading[-1:], hit.document.title))
    return tuple(filter(None, (name, describe_paper(hit.document, texts))))


def build_notice(line: str) -> Message:
    """Return a single sentence that is already escaped."""
    return Message(text=line, blocks=(build_section(line),))

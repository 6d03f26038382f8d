"""Papers that the corpus holds, as a list that is searched and paged in place: in a message, or in a modal."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from slack_sdk.models.blocks import Block, ButtonElement, InputBlock, PlainTextInputElement
from slack_sdk.models.views import View

from bot.texts import Texts
from bot.views.cutting import shorten
from bot.views.message import Message, build_actions, build_button, build_context, build_section
from bot.views.modals import build_modal
from bot.views.mrkdwn import build_link, escape, escape_entities
from bot.views.source import SEPARATOR, describe_paper
from corpus.models import Paper

OPEN_PAPER = "paper_open"
TURN_PAPERS = "papers_turn"
SEARCH_PAPERS = "papers_search"
SEARCH_TEXT = "papers_search_text"
CALLBACK = "papers"
# So many fit on the screen of a phone with some scrolling, and in Slack's limits with the longest titles cut.
SHOWN = 8
# What was typed goes along in the value of a button, which takes 2,000 characters.
TYPED_LIMIT = 300


class PapersPage(Struct, frozen=True, kw_only=True):
    """A page, from 0, of the papers that a text finds."""

    text: str = ""
    page: int = 0

    @property
    def value(self) -> str:
        """What a button holds that leads here."""
        return f"{self.page}|{self.text[:TYPED_LIMIT]}"


def parse_page(value: str) -> PapersPage:
    """Return the page that a button leads to.

    Raises:
        ValueError: the value is none of ours.
    """
    page, _, text = value.partition("|")
    return PapersPage(text=text, page=int(page))


def build_papers(found: Sequence[Paper], texts: Texts, asked: PapersPage | None = None) -> Message:
    """Return a page of papers as a message; `found` are all that fit what was asked."""
    asked = asked or PapersPage()
    blocks = _build_list(found, texts, asked, in_message=True)
    shown = _slice(found, asked.page)
    lines = (_describe_found(found, texts, asked), *(shorten(paper.title, 130) for paper in shown))
    return Message(text="\n".join(map(escape_entities, lines)), blocks=tuple(blocks))


def build_papers_view(found: Sequence[Paper], texts: Texts, asked: PapersPage) -> View:
    """Return a page of papers as a modal, with a field to search in them."""
    words = PlainTextInputElement(action_id=SEARCH_PAPERS, max_length=TYPED_LIMIT, initial_value=asked.text or None)
    field = InputBlock(
        block_id=SEARCH_PAPERS, label=texts.finding.papers_search, element=words, dispatch_action=True, optional=True
    )
    blocks = [field, *_build_list(found, texts, asked, in_message=False)]
    # A field needs a button that submits; it does what Enter does.
    return build_modal(
        texts.finding.papers_title, blocks, texts, callback_id=CALLBACK, submit=texts.finding.search_send
    )


def describe_content(document: Paper, texts: Texts) -> str:
    """Return how much of what a paper holds: `19 vragen (1 t/m 19)`, `3 vragen`, `40 passages`."""
    numbers = document.numbers
    if numbers == (1,):
        return count_questions(1, texts)
    if not numbers and document.unnumbered:
        return count_questions(document.unnumbered, texts)
    if not numbers:
        return count_passages(document.size, texts)
    form = texts.papers_line_one_question if len(numbers) == 1 else texts.papers_line_questions
    return form.format(count=texts.format_count(len(numbers)), numbers=texts.format_numbers(numbers))


def count_papers(count: int, texts: Texts) -> str:
    """Return how many papers: `5 stukken`."""
    return texts.finding.count_one_paper if count == 1 else _count(texts.finding.count_papers, count, texts)


def count_questions(count: int, texts: Texts) -> str:
    """Return how many questions: `23 vragen`."""
    return texts.finding.count_one_question if count == 1 else _count(texts.finding.count_questions, count, texts)


def count_passages(count: int, texts: Texts) -> str:
    """Return how many passages: `75 passages`."""
    return texts.finding.count_one_passage if count == 1 else _count(texts.finding.count_passages, count, texts)


def describe_answered(said: str, total: int, answered: int, texts: Texts) -> str:
    """Return how many of `total` questions are answered, behind how many there are as it is said: `5 vragen`."""
    finding = texts.finding
    if answered == total:
        return (finding.one_answered if total == 1 else finding.all_answered).format(count=said)
    form = finding.some_answered if answered else finding.none_answered
    return form.format(count=said, answered=texts.format_count(answered))


def build_paper_line(paper: Paper, texts: Texts) -> Block:
    """Return a paper as its title and facts, with a button that opens its card."""
    metadata = paper.metadata
    facts = (
        describe_paper(paper, texts),
        texts.format_date(metadata.date) if metadata.date else None,
        shorten(describe_content(paper, texts), 120),
    )
    title = build_link(metadata.url, shorten(paper.title, 120))
    button = build_button(
        texts.finding.show,
        action_id=OPEN_PAPER,
        value=paper.id,
        spoken=texts.finding.show_label.format(what=shorten(paper.title, 60)),
    )
    return build_section(f"*{title}*\n{escape(SEPARATOR.join(fact for fact in facts if fact))}", button=button)


def build_turns(action_id: str, back: str | None, on: str | None, texts: Texts) -> list[ButtonElement]:
    """Return the buttons to the page before and the next, by the value of each; None has no button."""
    turns = ((texts.finding.turn_back, "back", back), (texts.finding.turn_on, "on", on))
    return [
        build_button(label, action_id=f"{action_id}_{way}", value=value)
        for label, way, value in turns
        if value is not None
    ]


def _build_list(found: Sequence[Paper], texts: Texts, asked: PapersPage, *, in_message: bool) -> list[Block]:
    blocks: list[Block] = [build_section(escape(_describe_found(found, texts, asked)))]
    shown = _slice(found, asked.page)
    blocks += [build_paper_line(paper, texts) for paper in shown]
    first = _find_page(found, asked.page) * SHOWN
    if len(found) > SHOWN:
        blocks.append(build_context(format_range(first, len(shown), len(found), texts)))
    page = first // SHOWN
    buttons = build_turns(
        TURN_PAPERS,
        PapersPage(text=asked.text, page=page - 1).value if page else None,
        PapersPage(text=asked.text, page=page + 1).value if first + SHOWN < len(found) else None,
        texts,
    )
    if not found:
        value = asked.text[:TYPED_LIMIT]
        buttons.append(build_button(texts.finding.search_text, action_id=SEARCH_TEXT, value=value or " "))
    if buttons:
        blocks.append(build_actions(*buttons))
    if in_message and found and not asked.text:
        blocks.append(build_context(texts.finding.papers_hint))
    return blocks


def format_range(first: int, count: int, total: int, texts: Texts) -> str:
    """Return which of all are shown: `1 t/m 8 van 1.204`; `first` counts from 0."""
    numbers = {"first": first + 1, "last": first + count, "total": total}
    return texts.finding.shown_of.format(**{name: texts.format_count(number) for name, number in numbers.items()})


def _describe_found(found: Sequence[Paper], texts: Texts, asked: PapersPage) -> str:
    finding, query = texts.finding, shorten(asked.text, 100)
    if not asked.text:
        return finding.papers_all.format(papers=count_papers(len(found), texts))
    if not found:
        return finding.papers_none.format(query=query)
    form = finding.papers_found_one if len(found) == 1 else finding.papers_found
    return form.format(count=texts.format_count(len(found)), query=query)


def _slice(found: Sequence[Paper], page: int) -> Sequence[Paper]:
    first = _find_page(found, page) * SHOWN
    return found[first : first + SHOWN]


def _find_page(found: Sequence[Paper], page: int) -> int:
    """Return `page`, or the last one where there are not so many any more."""
    return min(max(page, 0), max(0, (len(found) - 1) // SHOWN))


def _count(form: str, count: int, texts: Texts) -> str:
    return form.format(count=texts.format_count(count))

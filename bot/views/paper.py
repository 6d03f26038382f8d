"""A paper's card, in a modal: what is known of it, and its questions or passages a page at a time."""

from __future__ import annotations

from collections.abc import Iterator

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    InteractiveElement,
    Option,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.texts import Texts
from bot.views.cutting import shorten
from bot.views.entry import describe_entry, format_snippet
from bot.views.message import Message, build_actions, build_button, build_context, build_divider, build_section
from bot.views.modals import build_modal
from bot.views.mrkdwn import build_link, escape, escape_entities
from bot.views.offers import OPEN_ENTRY
from bot.views.papers import OPEN_PAPER, build_turns, describe_answered, format_range
from corpus.identifiers import format_paper, parse_identifier
from corpus.models import Document, DocumentKind, Entry, Paper, QuestionAnswer

CALLBACK = "paper"
TURN_PAPER = "paper_turn"
JUMP_IN_PAPER = "paper_jump"
SEARCH_IN_PAPER = "paper_search"
SHOWN = 10
SNIPPET_LIMIT = 120
FACT_LIMIT = 300
# Slack takes so many lines in a menu, and so many characters in the value of each.
MOST_JUMPS = 100
OPTION_LIMIT = 75
VALUE_LIMIT = 150


def build_paper(document: Document, texts: Texts, *, page: int = 0) -> View:
    """Return the card of a paper with page `page` (from 0) of its entries."""
    entries = document.entries
    pages = max(1, -(-len(entries) // SHOWN))
    page = min(max(page, 0), pages - 1)
    shown = entries[page * SHOWN : (page + 1) * SHOWN]
    title = build_link(document.metadata.url, shorten(document.title, 250))
    blocks: list[Block] = [
        build_section(f"*{title}*"),
        build_section(
            "\n".join(f"*{name}:* {escape(shorten(fact, FACT_LIMIT))}" for name, fact in list_facts(document, texts))
        ),
        build_actions(build_search_button(document, texts)),
        build_divider(),
    ]
    blocks += [_build_line(entry, document, texts) for entry in shown]
    if pages > 1:
        blocks.append(build_context(format_range(page * SHOWN, len(shown), len(entries), texts)))
        blocks.append(build_actions(*_build_moves(document, page, pages, texts)))
    return build_modal(texts.finding.paper_title, blocks, texts, callback_id=CALLBACK)


def build_source(document: Document, texts: Texts) -> Message:
    """Return what is known of a paper as a message, with buttons to its card and to search in it."""
    facts = [(name, shorten(fact, FACT_LIMIT)) for name, fact in list_facts(document, texts)]
    title = build_link(document.metadata.url, shorten(document.title, FACT_LIMIT))
    lines = "\n".join((f"*{title}*", *(f"*{escape(name)}:* {escape(fact)}" for name, fact in facts)))
    spoken = texts.finding.show_label.format(what=shorten(document.title, 60))
    show = build_button(texts.finding.show, action_id=OPEN_PAPER, value=document.id, spoken=spoken)
    said = (shorten(document.title, FACT_LIMIT), *(f"{name}: {fact}" for name, fact in facts))
    text = "\n".join(map(escape_entities, said))
    return Message(text=text, blocks=(build_section(lines), build_actions(build_search_button(document, texts), show)))


def parse_turn(value: str) -> tuple[str, int]:
    """Return the paper's id and the page that a turning button, or a line of the menu, asks for.

    Raises:
        ValueError: the value is none of ours.
    """
    page, separator, id_ = value.partition("|")
    if not separator:
        raise ValueError("no page in the value of a turning button")
    return id_, int(page)


def build_search_button(paper: Paper, texts: Texts) -> ButtonElement:
    """Return the button that opens the search window with this paper filled in."""
    spoken = f"{texts.finding.search_in_paper}: {shorten(paper.title, 50)}"
    return build_button(texts.finding.search_in_paper, action_id=SEARCH_IN_PAPER, value=paper.id, spoken=spoken)


def list_facts(document: Document, texts: Texts) -> Iterator[tuple[str, str]]:
    """Return what is known of a paper, each with its name."""
    finding, known = texts.finding, document.metadata
    yield finding.identifier, format_name(document.id)
    yield finding.kind, describe_kind(known.kind, texts)
    is_told = known.date in (known.date_asked, known.date_answered)
    dates = (
        (finding.date, None if is_told else known.date),
        (finding.date_asked, known.date_asked),
        (finding.date_answered, known.date_answered),
    )
    yield from ((name, texts.format_date(date)) for name, date in dates if date)
    if known.year:
        yield finding.year, str(known.year)
    others = (
        (finding.ministry, known.ministry),
        (finding.asked_by, known.asked_by or known.committee),
        (finding.answered_by, known.answered_by),
        (finding.about, format_name(known.about) if known.about else None),
        (finding.subject, known.subject),
    )
    yield from ((name, fact) for name, fact in others if fact)
    yield _describe_size(document, texts)


def format_name(name: str) -> str:
    """Return a paper as parliament writes it, where its name is an identifier; else the name."""
    identifier = parse_identifier(name)
    return format_paper(identifier) if identifier else name


def describe_kind(kind: DocumentKind, texts: Texts) -> str:
    """Return what kind of paper it is, in words."""
    finding = texts.finding
    return {
        DocumentKind.QUESTION_LIST: finding.kind_question_list,
        DocumentKind.WRITTEN_QUESTIONS: finding.kind_written_questions,
        DocumentKind.ANNUAL_REPORT: finding.kind_annual_report,
        DocumentKind.LETTER: finding.kind_letter,
        DocumentKind.OTHER: finding.kind_other,
    }[kind]


def _describe_size(document: Document, texts: Texts) -> tuple[str, str]:
    """Return how many questions there are and how many are answered, else how many passages."""
    answers = [entry.answer is not None for entry in document.questions if not entry.numbers]
    if document.numbers:
        answered = {number for entry in document.questions if entry.answer for number in entry.numbers}
        answers = [number in answered for number in document.numbers]
    if not answers:
        return texts.finding.passages, texts.format_count(document.size)
    count = texts.format_count(len(answers))
    return texts.finding.questions, describe_answered(count, len(answers), sum(answers), texts)


def _build_line(entry: Entry, document: Document, texts: Texts) -> Block:
    name = shorten(describe_entry(entry, document, texts), 120)
    is_open = isinstance(entry, QuestionAnswer) and entry.answer is None
    behind = f"\n_{texts.finding.not_answered}_" if is_open else ""
    button = build_button(texts.open, action_id=OPEN_ENTRY, value=entry.id, spoken=texts.open_label.format(what=name))
    snippet = escape(format_snippet(entry, (), SNIPPET_LIMIT))
    return build_section(f"*{escape(name)}*\n{snippet}{behind}", button=button)


def _build_moves(document: Document, page: int, pages: int, texts: Texts) -> Iterator[InteractiveElement]:
    back, on = (f"{other}|{document.id}" if 0 <= other < pages else None for other in (page - 1, page + 1))
    yield from build_turns(TURN_PAPER, back, on, texts)
    options = [
        Option(text=PlainTextObject(text=_name_page(document, place, texts), emoji=False), value=value)
        for place in range(pages)
        if len(value := f"{place}|{document.id}") <= VALUE_LIMIT
    ]
    if pages > 2 and len(options) == pages <= MOST_JUMPS:
        yield StaticSelectElement(action_id=JUMP_IN_PAPER, placeholder=texts.finding.go_to, options=options)


def _name_page(document: Document, page: int, texts: Texts) -> str:
    """Return what stands on a page: its first and last entry, or where they have no number their places."""
    entries = document.entries[page * SHOWN : (page + 1) * SHOWN]
    numbers = [number for entry in entries if isinstance(entry, QuestionAnswer) for number in entry.numbers]
    if numbers:
        return shorten(texts.questions.format(numbers=texts.format_numbers((*numbers,))), OPTION_LIMIT)
    return format_range(page * SHOWN, len(entries), len(document.entries), texts)

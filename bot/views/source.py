"""Where an answer stands: paper, number, page, date and a link, for a message and for plain text."""

from __future__ import annotations

from functools import lru_cache

from bot.texts import Texts
from bot.views.cutting import shorten
from bot.views.mrkdwn import build_link, escape
from corpus.identifiers import Series, format_paper, format_session, parse_identifier
from corpus.models import Document, Entry, Paper, QuestionAnswer

SEPARATOR = " · "
TITLE_LIMIT = 200
# A message names the same few papers time and again.
_NUMBERS_KEPT = 256


def build_source_line(entry: Entry, document: Document, texts: Texts) -> str:
    """Return the source of `entry` as mrkdwn, its title linked to where the paper can be read."""
    title = build_link(document.metadata.url, shorten(document.title, TITLE_LIMIT))
    return f"*{texts.source}:* " + SEPARATOR.join((title, *map(escape, describe_place(entry, document, texts))))


def format_source(entry: Entry, document: Document, texts: Texts) -> str:
    """Return the source of `entry` as plain text."""
    return f"{texts.source}: " + SEPARATOR.join((document.title, *describe_place(entry, document, texts)))


def describe_place(entry: Entry, document: Document, texts: Texts) -> tuple[str, ...]:
    """Return what is known of the place after the title: paper, question number, page, date."""
    pieces = (
        describe_paper(document, texts),
        _describe_numbers(entry, texts),
        _describe_pages(entry, document, texts),
        texts.format_date(document.metadata.date) if document.metadata.date else None,
    )
    return tuple(piece for piece in pieces if piece)


def describe_paper(document: Paper, texts: Texts) -> str | None:
    """Return a paper's number, else who published it, else None."""
    return describe_number(document, texts) or document.metadata.publisher


def describe_number(document: Paper, texts: Texts) -> str | None:
    """Return the paper's own number, else that of the paper that it is about, else None."""
    metadata = document.metadata
    if own := _name_number(metadata.id, texts):
        return own
    if about := _name_number(metadata.about or "", texts):
        return texts.about.format(paper=about)
    return None


def _name_number(name: str, texts: Texts) -> str | None:
    """Return the number that names a paper as people write it, with what such a paper is called; None of another name.

    Only what stands in a dossier is a Kamerstuk: written questions, and what is not published, have other numbers.
    """
    if (read := _read_number(name)) is None:
        return None
    series, number = read
    forms = {
        Series.PAPER: texts.paper, Series.QUESTIONS_ANSWERED: texts.paper_answered,
        Series.QUESTIONS_ASKED: texts.paper_asked,
    }  # fmt: skip
    return forms[series].format(paper=number) if series in forms else number


@lru_cache(_NUMBERS_KEPT)
def _read_number(name: str) -> tuple[Series, str] | None:
    """Return the series of what a name names, and its number in that as people write it; None of any other name."""
    identifier = parse_identifier(name)
    if identifier is None:
        return None
    if identifier.series not in (Series.QUESTIONS_ANSWERED, Series.QUESTIONS_ASKED) or not identifier.number:
        return identifier.series, format_paper(identifier)
    if not identifier.session:
        return identifier.series, identifier.number
    year = format_session(f"{identifier.session[:4]}-{identifier.session[4:]}")
    return identifier.series, f"{year}, nr. {identifier.number}"


def _describe_numbers(entry: Entry, texts: Texts) -> str | None:
    if not isinstance(entry, QuestionAnswer) or not entry.numbers:
        return None
    form = texts.question if len(entry.numbers) == 1 else texts.questions
    return form.format(numbers=texts.format_numbers(entry.numbers) + entry.letter).lower()


def _describe_pages(entry: Entry, document: Document, texts: Texts) -> str | None:
    if entry.pages is None:
        return None
    first, last, total = entry.pages.first, entry.pages.last, document.metadata.page_count
    one, many = (texts.page_of, texts.pages_of) if total else (texts.page, texts.pages)
    form = one if first == last else many
    return form.format(page=first, first=first, last=last, total=total)

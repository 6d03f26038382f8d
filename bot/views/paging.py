"""Turning to the other hits in place: the buttons, and what each of them must know to be answered by anybody.

A button carries the query itself, so that nothing is kept of a question. It names the versions of the papers that
the hits were ranked among; when those are others, the page is one of the hits of now, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from slack_sdk.models.blocks import Block, ButtonElement

from bot.texts import LANGUAGES, Texts
from bot.views.cutting import shorten
from bot.views.message import build_actions, build_button, build_context

TURN_PAGE = "page_turn"
# Hits on a page; on the first one of them is shown in full.
PAGE = 6
# Of a button's value Slack takes 2,000 characters, and may count the halves of a pair that make an emoji.
QUERY_LIMIT = 1_000
NAME_LIMIT = 80
_SEPARATOR = "|"
_SHARE, _CUT, _FOLLOWS = "s", "c", "f"
_FIELDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of what a text finds, from 0, and in which language and for whom it is shown.

    `edition` names the papers of the page before, `asked_by` is empty where Slack itself shows the question,
    `can_share` tells that one person alone sees the message, `is_cut` that more was asked than is searched for, and
    `follows` that the query goes on from an earlier one.
    """

    query: str
    number: int = 0
    edition: str = ""
    language: str = "nl"
    asked_by: str = ""
    can_share: bool = False
    is_cut: bool = False
    follows: bool = False

    @property
    def first(self) -> int:
        """How many hits stand on the pages before."""
        return self.number * PAGE

    def turn(self, number: int, edition: str) -> Page:
        """Return another page of the same query, among the papers of an edition."""
        return replace(self, number=number, edition=edition)

    def to_value(self) -> str:
        """Return what a button keeps of it."""
        name = shorten(self.asked_by.replace(_SEPARATOR, " "), NAME_LIMIT)
        named = ((_SHARE, self.can_share), (_CUT, self.is_cut), (_FOLLOWS, self.follows))
        flags = "".join(flag for flag, is_set in named if is_set)
        fields = (str(self.number), self.edition, self.language, flags, name, self.query)
        return _SEPARATOR.join(fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A page of the hits of now: how many there are, and among which papers."""

    page: Page
    edition: str
    total: int

    @property
    def last(self) -> int:
        """The rank of the last hit that is shown."""
        return min(self.page.first + PAGE, self.total)

    @property
    def is_changed(self) -> bool:
        """Whether the papers are others than on the page before."""
        return self.page.edition not in ("", self.edition)


def parse_page(value: str) -> Page:
    """Return the page that a button stands for.

    Raises:
        ValueError: the value is none of ours.
    """
    fields = value.split(_SEPARATOR, _FIELDS - 1)
    if len(fields) < _FIELDS or fields[2] not in LANGUAGES:
        raise ValueError("not a page in the value of a button")
    number, edition, language, flags, asked_by, query = fields
    return Page(
        query=query,
        number=max(int(number), 0),
        edition=edition,
        language=language,
        asked_by=asked_by,
        can_share=_SHARE in flags,
        is_cut=_CUT in flags,
        follows=_FOLLOWS in flags,
    )


def find_language(texts: Texts) -> str:
    """Return the code of the language of some sentences."""
    return next(code for code, one in LANGUAGES.items() if one is texts)


def cut_query(text: str) -> str:
    """Return as much of a text, from its beginning, as a button can carry; whole words where it has any."""
    if _measure(text) <= QUERY_LIMIT:
        return text
    end = QUERY_LIMIT
    while _measure(text[:end]) > QUERY_LIMIT:
        end -= max(1, (_measure(text[:end]) - QUERY_LIMIT) // 2)
    head, space, _ = text[:end].rpartition(" ")
    return head if space and len(head) > end // 2 else text[:end]


def _measure(text: str) -> int:
    """Return how long a text is in a message as it is sent, in which quotes and backslashes are written as two."""
    return count_units(text) + text.count('"') + text.count("\\")


def count_units(text: str) -> int:
    """Return how long a text is where an emoji may count as two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def build_turns(position: Position, texts: Texts) -> Iterator[Block]:
    """Return which hits are shown, and the buttons to those before and after; nothing where all are."""
    if position.total <= PAGE:
        return
    first, last, total = position.page.first + 1, position.last, position.total
    yield build_context(texts.reading.hits_shown.format(first=first, last=last, total=total))
    yield build_actions(*_build_buttons(position, texts))


def list_remarks(position: Position, texts: Texts) -> Iterator[str]:
    """Return what a person should know of a page, escaped."""
    if position.is_changed:
        yield texts.reading.papers_changed
    if position.page.is_cut:
        yield texts.reading.query_cut


def _build_buttons(position: Position, texts: Texts) -> Iterator[ButtonElement]:
    reading, page = texts.reading, position.page
    if page.number:
        before = page.turn(page.number - 1, position.edition).to_value()
        yield build_button(reading.hits_before, action_id=f"{TURN_PAGE}_back", value=before)
    if position.last < position.total:
        label = reading.hits_after if page.number else reading.hits_more
        after = page.turn(page.number + 1, position.edition).to_value()
        yield build_button(label, action_id=f"{TURN_PAGE}_on", value=after)

"""The Home tab: search, the newest papers, what the corpus holds, and what its reader has saved, follows and set."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TypeVar

from msgspec import Struct
from slack_sdk.models.blocks import (
    Block,
    HeaderBlock,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.blocks import MarkdownTextObject as Mrkdwn
from slack_sdk.models.views import View

from bot.config import Language
from bot.search_request import LONGEST_WORDS
from bot.state.alerts import Alert, Pace
from bot.state.questions import SavedQuestion
from bot.texts import Texts
from bot.views.cutting import shorten
from bot.views.message import build_actions, build_button, build_context, build_divider, build_section
from bot.views.mrkdwn import escape
from bot.views.papers import build_paper_line, build_turns, count_papers, count_questions, format_range
from bot.views.search import OPEN_SEARCH
from bot.views.source import SEPARATOR
from corpus.catalogue import Catalogue, Tally

T = TypeVar("T")

CALLBACK = "home"
SEARCH = "home_search"
ALL_PAPERS = "home_papers"
REMOVE_QUESTION = "home_remove"
STOP_ALERT = "home_stop"
TURN_QUESTIONS = "home_questions_turn"
TURN_ALERTS = "home_alerts_turn"
LANGUAGE = "home_language"
HELP = "home_help"
# The value of the language that is not the person's own choice.
DEFAULT_LANGUAGE = "default"
NEWEST = 5
KEPT_SHOWN = 5
MOST_ROWS = 8
# Blocks in the longest bar: as wide as a phone shows without breaking it.
LONGEST_BAR = 16
BAR = "█"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Which page, from 0, of the saved questions and of the alerts is shown."""

    questions: int = 0
    alerts: int = 0

    def to_json(self) -> str:
        """Return what is kept of it in the view."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Pages:
        """Return what a Home tab kept; the first pages where that is nothing of ours."""
        try:
            kept = json.loads(text)
            return cls(questions=int(kept["questions"]), alerts=int(kept["alerts"]))
        except (ValueError, TypeError, KeyError):
            return cls()


class Kept(Struct, frozen=True, kw_only=True):
    """What is kept of the reader; questions and alerts are None where they can't be read now."""

    person: str
    language: Language | None = None
    questions: tuple[SavedQuestion, ...] | None = ()
    alerts: tuple[Alert, ...] | None = ()


def build_home(catalogue: Catalogue, kept: Kept, texts: Texts, pages: Pages | None = None) -> View:
    """Return the Home tab of one person: at most some 70 blocks of the 100 that Slack takes."""
    pages = pages or Pages()
    own = list(_build_kept(kept, pages, texts))
    corpus = [*_build_newest(catalogue, texts), *_build_holdings(catalogue, texts)]
    blocks = [
        *_build_search(texts),
        # Who keeps nothing yet sees first what there is.
        *((*own, *corpus) if kept.questions or kept.alerts else (*corpus, *own)),
        build_divider(),
        _build_language(kept.language, texts),
        *_build_help(texts),
    ]
    return View(type="home", callback_id=CALLBACK, private_metadata=pages.to_json(), blocks=blocks)


def fold_rest(tallies: Sequence[Tally], rest: str, most: int = MOST_ROWS) -> tuple[Tally, ...]:
    """Return at most `most` tallies; those that are too many are drawn together under the name `rest`."""
    if len(tallies) <= most:
        return tuple(tallies)
    head, others = tallies[: most - 1], tallies[most - 1 :]
    papers, questions = (sum(counts) for counts in zip(*((one.papers, one.questions) for one in others), strict=True))
    return (*head, Tally(name=rest, papers=papers, questions=questions))


def find_missing(tallies: Sequence[Tally], whole: Tally) -> tuple[Tally, ...]:
    """Return what of the `whole` is in none of the tallies, under the name of the whole; nothing where all is."""
    papers = whole.papers - sum(tally.papers for tally in tallies)
    questions = whole.questions - sum(tally.questions for tally in tallies)
    return (replace(whole, papers=papers, questions=questions),) if papers else ()


def draw_bar(count: int, largest: int) -> str:
    """Return a bar for `count` beside the largest: nothing for 0, at least one block for any other."""
    return BAR * (max(1, round(LONGEST_BAR * count / largest)) if count else 0)


def _build_search(texts: Texts) -> Iterator[Block]:
    field = PlainTextInputElement(action_id=SEARCH, placeholder=texts.home.search_hint, max_length=LONGEST_WORDS)
    yield InputBlock(block_id=SEARCH, label=texts.home.search, element=field, dispatch_action=True)
    yield build_actions(build_button(texts.home.filters, action_id=OPEN_SEARCH, value=" "))


def _build_newest(catalogue: Catalogue, texts: Texts) -> Iterator[Block]:
    yield _build_header(texts.home.newest)
    yield from (build_paper_line(card, texts) for card in catalogue.newest[:NEWEST])
    yield build_actions(build_button(texts.home.all_papers, action_id=ALL_PAPERS, value=" "))


def _build_holdings(catalogue: Catalogue, texts: Texts) -> Iterator[Block]:
    counts = {"papers": count_papers(len(catalogue), texts), "questions": count_questions(catalogue.questions, texts)}
    yield _build_header(texts.home.holds)
    yield build_section(texts.home.holds_line.format(**counts))
    for title, tallies in (
        (texts.home.per_year, catalogue.years),
        (texts.home.per_ministry, catalogue.ministries),
    ):
        if tallies:
            yield build_section(f"*{title}*")
            whole = Tally(name=texts.home.unknown, papers=len(catalogue), questions=catalogue.questions)
            yield _draw_tallies((*fold_rest(tallies, texts.home.others), *find_missing(tallies, whole)), texts)


def _draw_tallies(tallies: Sequence[Tally], texts: Texts) -> RichTextBlock:
    """Return a list with the figures in words before each bar: they are what a screen reader says first."""
    largest = max(tally.questions for tally in tallies)
    items = []
    for tally in tallies:
        line = texts.home.bar.format(
            name=shorten(tally.name, 60),
            questions=count_questions(tally.questions, texts),
            papers=count_papers(tally.papers, texts),
        )
        bar = draw_bar(tally.questions, largest)
        items.append(
            RichTextSectionElement(elements=[RichTextElementParts.Text(text=f"{line}\n{bar}" if bar else line)])
        )
    return RichTextBlock(elements=[RichTextListElement(style="bullet", indent=0, elements=items)])


def _build_kept(kept: Kept, pages: Pages, texts: Texts) -> Iterator[Block]:
    if kept.questions is None or kept.alerts is None:
        yield build_context(texts.home.unavailable)
        return
    yield _build_header(texts.home.saved)
    yield from _build_pages(kept.questions, pages.questions, TURN_QUESTIONS, _build_question, texts)
    if not kept.questions:
        yield build_context(texts.home.no_saved)
    yield _build_header(texts.home.alerts)
    yield from _build_pages(
        kept.alerts, pages.alerts, TURN_ALERTS, lambda alert, texts: _build_alert(alert, kept.person, texts), texts
    )
    if not kept.alerts:
        yield build_context(texts.home.no_alerts)


def _build_pages(
    items: Sequence[T], page: int, turn: str, build: Callable[[T, Texts], Iterator[Block]], texts: Texts
) -> Iterator[Block]:
    page = min(max(page, 0), max(0, (len(items) - 1) // KEPT_SHOWN))
    first = page * KEPT_SHOWN
    shown = items[first : first + KEPT_SHOWN]
    for item in shown:
        yield from build(item, texts)
    if len(items) > KEPT_SHOWN:
        back = str(page - 1) if page else None
        on = str(page + 1) if first + KEPT_SHOWN < len(items) else None
        yield build_context(format_range(first, len(shown), len(items), texts))
        yield build_actions(*build_turns(turn, back, on, texts))


def _build_question(question: SavedQuestion, texts: Texts) -> Iterator[Block]:
    yield build_section(escape(shorten(question.text, LONGEST_WORDS)))
    yield _build_buttons(question.text, texts.home.remove, REMOVE_QUESTION, question.id, texts)


def _build_alert(alert: Alert, person: str, texts: Texts) -> Iterator[Block]:
    where = texts.home.alert_here if alert.target == person else texts.home.alert_channel
    pace = texts.home.alert_daily if alert.pace is Pace.DAILY else texts.home.alert_at_once
    place = SEPARATOR.join((where.format(channel=f"<#{alert.target}>"), pace))
    yield build_section(f"{escape(shorten(alert.query, LONGEST_WORDS))}\n{place}")
    yield _build_buttons(alert.query, texts.home.stop, STOP_ALERT, alert.id, texts)


def _build_buttons(text: str, label: str, action_id: str, id_: int, texts: Texts) -> Block:
    """Return a button that searches for a text again, and one that takes it away."""
    again = texts.home.ask_again
    name = shorten(text, 50)
    return build_actions(
        build_button(again, action_id=OPEN_SEARCH, value=text[:LONGEST_WORDS], spoken=f"{again}: {name}"),
        build_button(label, action_id=action_id, value=str(id_), spoken=f"{label}: {name}"),
    )


def _build_language(language: Language | None, texts: Texts) -> Block:
    labels: Mapping[str, str] = {
        DEFAULT_LANGUAGE: texts.home.language_default,
        "nl": texts.home.language_nl,
        "en": texts.home.language_en,
    }
    options = {value: Option(text=PlainTextObject(text=label), value=value) for value, label in labels.items()}
    select = StaticSelectElement(
        action_id=LANGUAGE,
        options=list(options.values()),
        initial_option=options[str(language) if language else DEFAULT_LANGUAGE],
    )
    return SectionBlock(text=Mrkdwn(text=f"*{texts.home.language}*"), accessory=select)


def _build_help(texts: Texts) -> Iterator[Block]:
    yield build_section(texts.home.help)
    yield build_actions(build_button(texts.home.help_button, action_id=HELP, value=" "))


def _build_header(title: str) -> HeaderBlock:
    return HeaderBlock(text=PlainTextObject(text=title, emoji=False))

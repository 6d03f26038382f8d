"""The search window: a form with filters, and what was found, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from slack_sdk.models.blocks import (
    Block,
    ExternalDataSelectElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.search_request import LONGEST_WORDS, Field, SearchRequest
from bot.texts import Texts
from bot.views.answer import build_hit_line
from bot.views.cutting import shorten
from bot.views.follow import build_follow_button
from bot.views.message import build_actions, build_button, build_context, build_section
from bot.views.modals import build_modal
from bot.views.mrkdwn import escape
from bot.views.paper import OPTION_LIMIT, VALUE_LIMIT, format_name
from bot.views.papers import build_turns, format_range
from bot.views.saved import build_save_button
from bot.views.sharing import NAME_LIMIT, build_channel_form
from bot.views.understood import describe_nothing, describe_understood
from corpus.answer import Answer
from corpus.catalogue import Catalogue, Tally
from corpus.filters import EntryKind
from corpus.finder import POOL

OPEN_SEARCH = "search_open"
FORM = "search_form"
RESULTS = "search_results"
ADJUST = "search_adjust"
TURN_RESULTS = "search_turn"
POST = "search_post"
POST_FORM = "search_post_form"
SHOWN = 8
# Of the hits for words so many have a firm order.
MOST_SHOWN = POOL
MOST_OPTIONS = 100


class Found(Struct, frozen=True, kw_only=True):
    """A page, from 0, of what a search found; `total` counts all pages, those that are not shown too."""

    request: SearchRequest
    answer: Answer
    total: int
    page: int = 0

    @property
    def reachable(self) -> int:
        """How many of all can be paged to."""
        return min(self.total, MOST_SHOWN)


def build_form(request: SearchRequest, catalogue: Catalogue, paper: str | None, texts: Texts) -> View:
    """Return the form, filled in with a request; `paper` is the title of the paper in it.

    A filter of which the corpus has nothing is left out.
    """
    finding = texts.finding
    words = PlainTextInputElement(
        action_id=Field.WORDS,
        initial_value=request.words or None,
        max_length=LONGEST_WORDS,
        focus_on_load=True,
        placeholder=finding.search_words_hint,
    )
    years = [tally.name for tally in catalogue.years][:MOST_OPTIONS]
    kinds = ((EntryKind.QUESTION, finding.kind_questions), (EntryKind.PASSAGE, finding.kind_reports))

    def complete(field: Field, chosen: str, there: Sequence[Tally]) -> ExternalDataSelectElement | None:
        return _build_completed(field, chosen, None, texts) if there else None

    fields: list[tuple[str, Field, InputInteractiveElement | None]] = [
        (finding.search_words, Field.WORDS, words),
        (finding.search_paper, Field.PAPER, _build_completed(Field.PAPER, request.paper, paper, texts)),
        (finding.search_first_year, Field.FIRST_YEAR, _build_years(Field.FIRST_YEAR, years, request.first_year, texts)),
        (finding.search_last_year, Field.LAST_YEAR, _build_years(Field.LAST_YEAR, years, request.last_year, texts)),
        (finding.search_ministry, Field.MINISTRY, complete(Field.MINISTRY, request.ministry, catalogue.ministries)),
        (finding.search_kind, Field.KIND, _build_select(Field.KIND, kinds, request.kind, texts)),
        (finding.search_party, Field.PARTY, complete(Field.PARTY, request.party, catalogue.parties)),
        (finding.search_dossier, Field.DOSSIER, complete(Field.DOSSIER, request.dossier, catalogue.dossiers)),
    ]
    blocks = [
        InputBlock(block_id=field, label=label, element=element, optional=True)
        for label, field, element in fields
        if element is not None
    ]
    return build_modal(finding.search_title, blocks, texts, callback_id=FORM, submit=finding.search_send)


def build_results(found: Found, texts: Texts) -> View:
    """Return a page of what was found, with buttons back to the form and to post the best answer."""
    blocks: list[Block] = [*_build_head(found, texts)]
    blocks += [build_hit_line(hit, texts) for hit in found.answer.hits]
    first = found.page * SHOWN
    if found.reachable > SHOWN:
        blocks.append(build_context(format_range(first, len(found.answer.hits), found.reachable, texts)))
    turns = build_turns(
        TURN_RESULTS,
        str(found.page - 1) if found.page else None,
        str(found.page + 1) if first + SHOWN < found.reachable else None,
        texts,
    )
    if turns:
        blocks.append(build_actions(*turns))
    kept = found.request.to_json()
    return build_modal(texts.finding.results_title, blocks, texts, callback_id=RESULTS, kept=kept)


def build_post_form(request: SearchRequest, texts: Texts) -> View:
    """Return the modal that asks in which channel to post the best answer."""
    what = shorten(request.words or texts.finding.search_title, NAME_LIMIT)
    return build_channel_form(what, texts, callback_id=POST_FORM, kept=request.to_json())


def build_tally_options(tallies: Iterable[Tally], texts: Texts) -> tuple[Option, ...]:
    """Return what can be chosen of years, ministries, parties or dossiers, each with how many papers there are."""
    return tuple(
        _option(texts.finding.completion.format(name=name, count=texts.format_count(tally.papers)), tally.name)
        for tally in tallies
        if len(tally.name) <= VALUE_LIMIT
        for name in (shorten(format_name(tally.name), OPTION_LIMIT - 10),)
    )[:MOST_OPTIONS]


def build_paper_options(papers: Sequence[tuple[str, str]]) -> tuple[Option, ...]:
    """Return the papers that can be chosen, from their ids and titles."""
    fits = [(id_, title) for id_, title in papers if len(id_) <= VALUE_LIMIT]
    return tuple(_option(_name_paper(id_, title), id_) for id_, title in fits[:MOST_OPTIONS])


def _build_head(found: Found, texts: Texts) -> Iterator[Block]:
    finding, answer = texts.finding, found.answer
    adjust = build_button(finding.results_adjust, action_id=ADJUST, value=" ")
    if not answer.hits:
        line = finding.search_no_words if not answer.has_terms else describe_nothing(answer.query, texts, escape)
        yield build_section(line)
        yield build_actions(adjust)
        return
    form = finding.results_count_one if found.total == 1 else finding.results_count
    count = form.format(count=texts.format_count(found.total))
    asked = describe_understood(answer.query, texts) or f"“{shorten(found.request.words, 200)}”"
    best = finding.results_best.format(shown=texts.format_count(MOST_SHOWN)) if found.total > MOST_SHOWN else ""
    yield build_section(f"*{count}*\n{escape(asked)}" + (f"\n{best}" if best else ""))
    typed = found.request.typed
    kept = (build_save_button(typed, texts), build_follow_button(typed, texts)) if typed else ()
    share = build_button(texts.reading.share, action_id=POST, value=" ")
    yield build_actions(adjust, share, *(button for button in kept if button))
    if answer.missing:
        yield build_context(texts.some_missing.format(numbers=texts.format_numbers(answer.missing)))
    elif not answer.sure and not answer.ambiguous and not found.page:
        yield build_context(texts.unsure)


def _build_years(field: Field, years: Sequence[str], chosen: int | None, texts: Texts) -> StaticSelectElement | None:
    return _build_select(field, [(year, year) for year in years], str(chosen or ""), texts)


def _build_select(
    field: Field, choices: Sequence[tuple[str, str]], chosen: str | None, texts: Texts
) -> StaticSelectElement | None:
    """Return a menu of values with their labels; None where there is nothing to choose."""
    options = [_option(label, value) for value, label in choices]
    initial = next((option for option in options if option.value == chosen), None)
    if not options:
        return None
    return StaticSelectElement(
        action_id=field, placeholder=texts.finding.search_any, options=options, initial_option=initial
    )


def _build_completed(field: Field, chosen: str, label: str | None, texts: Texts) -> ExternalDataSelectElement:
    """Return a menu that asks the bot what to offer for what is typed."""
    name = _name_paper(chosen, label) if label else format_name(chosen)
    initial = _option(name, chosen) if chosen and len(chosen) <= VALUE_LIMIT else None
    return ExternalDataSelectElement(
        action_id=field, placeholder=texts.finding.search_any, min_query_length=0, initial_option=initial
    )


def _name_paper(id_: str, title: str) -> str:
    name = format_name(id_)
    return shorten(title if name == id_ and len(name) > OPTION_LIMIT // 3 else f"{name}: {title}", OPTION_LIMIT)


def _option(label: str, value: str) -> Option:
    return Option(text=PlainTextObject(text=shorten(label, OPTION_LIMIT), emoji=False), value=value)

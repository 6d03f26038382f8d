"""Lists, cards, the search window, Home and unfurls fit Slack's limits and show what papers say as it is."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.views import View

from bot.config import Language
from bot.local.limits import find_attachment_error, find_message_error, find_view_error
from bot.search_request import Field, SearchRequest
from bot.state.alerts import Alert, Pace
from bot.state.questions import SavedQuestion
from bot.state.state import State
from bot.texts import DUTCH, ENGLISH
from bot.views.home import Kept, Pages, build_home, draw_bar, find_missing, fold_rest
from bot.views.link import build_link_card
from bot.views.message import Message
from bot.views.paper import build_paper
from bot.views.papers import PapersPage, build_papers, build_papers_view, describe_content, parse_page
from bot.views.search import Found, build_form, build_post_form, build_results
from corpus.answer import Answer, AnswerKind
from corpus.catalogue import Catalogue, Tally
from corpus.filters import EntryKind
from corpus.models import Document, DocumentKind, Hit
from corpus.papers import Card
from corpus.search import Searcher
from tests.papers import make_paper

NASTY = "<!channel> <http://evil.example|klik> *vet* _schuin_ ~weg~ `code` & \u202e😀 \n> citaat"
ABSURD = st.one_of(
    st.text(min_size=1, max_size=120).filter(str.strip),
    st.sampled_from(["x" * 100_000, "woord " * 20_000, NASTY, NASTY * 900, "ו" * 5_000, "😀" * 4_000, '"' * 4_000]),
)


class Long(str):
    """A text that a failure report need not repeat."""

    def __repr__(self) -> str:
        return f"Long({self[:20]!r}, {len(self)})"


def assert_taken(view: View) -> None:
    """Assert that Slack takes a view: by the local Slack's checks, and by those of slack_sdk (`to_dict`)."""
    assert find_view_error(view.to_dict()) is None


def to_body(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": [block.to_dict() for block in message.blocks]}


@settings(max_examples=40, deadline=None)
@given(ABSURD.map(Long), ABSURD.map(Long), st.integers(0, 12), st.integers(0, 40), st.booleans())
def test_nothing_is_refused_whatever_papers_say(title: str, typed: str, papers: int, page: int, is_dutch: bool) -> None:
    texts = DUTCH if is_dutch else ENGLISH
    documents = [
        make_paper(
            f"{number}-{typed[:300]}",
            title,
            [(title, typed), (typed, None)] * (number % 4 * 9),
            kind=list(DocumentKind)[number % 5],
            dossier=typed[:200],
            year=1990 + number,
            date=datetime.date(2020, 1, 1),
            ministry=title,
            asked_by=f"het lid {title} ({typed})",
            answered_by=typed,
            about=title,
            url=f"https://papieren.example/{typed[:500]}",
        )
        for number in range(papers)
    ]
    catalogue = build_catalogue(documents)
    asked = PapersPage(text=typed, page=page)
    message = build_papers(documents, texts, asked)
    assert find_message_error(to_body(message)) is None
    assert len(message.text) <= 4_000
    assert_taken(build_papers_view(documents, texts, PapersPage(text=typed[:300], page=page)))
    request = SearchRequest(words=typed[:300], paper=typed[:200], ministry=title[:200], dossier=typed[:200])
    assert_taken(build_form(request, catalogue, title, texts))
    assert_taken(build_post_form(request, texts))
    assert_taken(build_home(catalogue, make_kept(title, typed), texts, Pages(questions=page, alerts=1)))
    for document in documents[:3]:
        assert_taken(build_paper(document, texts, page=page))
        unfurl = {"blocks": [block.to_dict() for block in build_link_card(document, texts)]}
        assert find_attachment_error([unfurl]) is None


def build_catalogue(documents: list[Document]) -> Catalogue:
    """Return the catalogue of papers that need not be searched, and which every filter fits."""
    cards = [Card.of(document, document.id) for document in documents]
    return Catalogue(cards, lambda _: np.ones(len(cards), np.bool_))


@cache
def make_alert() -> Alert:
    """Return an alert as the store makes it."""
    state = State.open_in_memory()
    try:
        return state.alerts.add("T", query="politie", target="U1", person="U1", pace=Pace.DAILY)
    finally:
        state.close()


def make_kept(query: str, text: str) -> Kept:
    alerts = tuple(replace(make_alert(), id=id_, query=query) for id_ in range(50))
    questions = tuple(SavedQuestion(id=id_, text=text, saved_at=0) for id_ in range(100))
    return Kept(person="U1", language=Language.ENGLISH, questions=questions, alerts=alerts)


@settings(max_examples=30, deadline=None)
@given(ABSURD.map(Long), st.integers(1, 24), st.booleans())
def test_no_results_are_refused_whatever_they_hold(text: str, page: int, is_sure: bool) -> None:
    paper = make_paper("kst-36999-1", text, [(f"dwangsom {text}", text)] * 8)
    hits = tuple(Hit(rank=1, score=1.0, entry=entry, document=paper) for entry in paper.entries)
    request = SearchRequest(words=f"dwangsom {text}"[:300], party=text[:150])
    answer = Answer(query=request.build_query(), kind=AnswerKind.TEXT, sure=is_sure, confidence=0.5, hits=hits)
    for shown in (answer, replace(answer, hits=())):
        assert_taken(build_results(Found(request=request, answer=shown, total=30_000, page=page), DUTCH))


def test_a_papers_words_can_neither_ping_nor_link_nor_format() -> None:
    paper = make_paper("kst-36999-1", NASTY, [(NASTY, NASTY)], asked_by=NASTY, ministry=NASTY, about=NASTY)
    catalogue = build_catalogue([paper])
    shown = [
        build_papers([paper], DUTCH, PapersPage(text=NASTY)).blocks,
        build_paper(paper, DUTCH).blocks,
        build_link_card(paper, DUTCH),
        build_home(catalogue, make_kept(NASTY, NASTY), DUTCH).blocks,
    ]
    for blocks in shown:
        marked = json.dumps([list_marked(block.to_dict()) for block in blocks or ()], ensure_ascii=False)
        assert "<!channel>" not in marked
        assert "<http://evil" not in marked
        assert "*vet*" not in marked
        assert "&lt;!channel&gt;" in marked
    assert "<!channel>" not in build_papers([paper], DUTCH).text


def list_marked(thing: Any) -> list[str]:
    """Return all texts in which marks would format."""
    if isinstance(thing, list):
        return [text for part in thing for text in list_marked(part)]
    if not isinstance(thing, dict):
        return []
    own = [str(thing["text"])] if thing.get("type") == "mrkdwn" else []
    return own + [text for part in thing.values() for text in list_marked(part)]


def test_a_form_without_papers_asks_for_words_alone() -> None:
    form = build_form(SearchRequest(), build_catalogue([]), None, DUTCH).to_dict()
    assert [block["block_id"] for block in form["blocks"]] == [Field.WORDS, Field.PAPER, Field.KIND]


def test_a_form_keeps_what_was_chosen(searcher: Searcher) -> None:
    request = SearchRequest(words="IND", first_year=2022, kind=EntryKind.QUESTION, ministry="Justitie en Veiligheid")
    form = build_form(request, searcher.catalogue, None, DUTCH).to_dict()
    fields = {block["block_id"]: block["element"] for block in form["blocks"]}
    chosen = {name: field["initial_option"]["value"] for name, field in fields.items() if "initial_option" in field}
    assert chosen == {"search_first_year": "2022", "search_kind": "question", "search_ministry": request.ministry}


@pytest.mark.parametrize("page", [PapersPage(), PapersPage(text="a|b", page=7)])
def test_a_page_is_read_back_from_its_button(page: PapersPage) -> None:
    assert parse_page(page.value) == page


def test_what_is_too_much_for_a_picture_is_drawn_together() -> None:
    tallies = [Tally(name=str(number), papers=1, questions=number) for number in range(10)]
    assert fold_rest(tallies, "Overige", 4)[-1] == Tally(name="Overige", papers=7, questions=42)
    assert fold_rest(tallies[:4], "Overige", 4) == tuple(tallies[:4])
    assert [len(draw_bar(count, 1_000)) for count in (0, 1, 500, 1_000)] == [0, 1, 8, 16]
    assert draw_bar(0, 0) == ""


def test_the_rows_of_a_picture_add_up_to_all_there_is() -> None:
    tallies = [Tally(name="2023", papers=2, questions=19), Tally(name="2022", papers=1, questions=4)]
    missing = find_missing(tallies, Tally(name="Niet bekend", papers=5, questions=24))
    assert missing == (Tally(name="Niet bekend", papers=2, questions=1),)
    assert find_missing(tallies, Tally(name="Niet bekend", papers=3, questions=23)) == ()


def test_what_a_home_kept_is_read_back_and_nonsense_is_the_first_page() -> None:
    assert Pages.from_json(Pages(questions=2, alerts=1).to_json()) == Pages(questions=2, alerts=1)
    for nonsense in ("", "[]", "{}", '{"questions": "x", "alerts": 1}', "null"):
        assert Pages.from_json(nonsense) == Pages()


def test_counts_are_written_as_the_reader_writes_them() -> None:
    assert (DUTCH.format_count(1_204_000), ENGLISH.format_count(1_204)) == ("1.204.000", "1,204")
    assert describe_content(make_paper("a-1", "A", [("Wat?", None)]), DUTCH) == "1 vraag"

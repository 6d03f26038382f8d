"""Whoever asks for papers gets these, also where no entry has what was typed."""

from __future__ import annotations

import pytest

from bot.answering import Answering
from bot.holdings import Holdings
from bot.shelves import Shelves
from bot.texts import DUTCH
from corpus.search import Searcher
from tests.conftest import SEEDS
from tests.papers import make_paper, make_written


@pytest.fixture(scope="module")
def answering() -> Answering:
    papers = (
        make_written(7, "loketten", party="SP"),
        make_written(9, "bruggen"),
        make_paper("kst-36000-7", "Lijst over havens", [("Hoeveel havens zijn er?", "Tien havens.")], dossier="36000"),
    )
    return Answering(holdings=Holdings(Searcher.build(papers), Shelves(seeds=SEEDS)), texts=DUTCH)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("kst-36000-7", "Lijst over havens"),
        ("Kamerstuk 36 000, nr. 7", "Lijst over havens"),
        ("36000", "Lijst over havens"),
        ("https://zoek.officielebekendmakingen.nl/ah-tk-20222023-9.html", "over bruggen"),
        ("vragen van de SP", "over loketten"),
        # in no entry, but in what a paper is called
        ("Voorbeeld VVD", "over bruggen"),
    ],
)
def test_what_names_papers_shows_them(answering: Answering, text: str, title: str) -> None:
    reply = answering.answer(text)
    assert reply.message.text.startswith("1 stuk bij “")
    assert title in reply.message.text
    assert reply.is_public


def test_a_paper_that_is_not_held_is_said_to_be_so(answering: Answering) -> None:
    for text, name in (("36 999 XX, nr. 3", "36 999 XX, nr. 3"), ("kst-36001-2", "36 001, nr. 2")):
        assert answering.answer(text).message.text == DUTCH.unknown_paper.format(paper=name)
    # of figures alone that may be a question's
    assert "Vraag 12345 ken ik niet" in answering.answer("12345").message.text


def test_what_a_paper_may_be_called_is_looked_for_where_none_is(answering: Answering) -> None:
    report = make_paper("verslag-1", "Jaarverslag Financiën 2023", [("Wat kost het jaarverslag?", "Een ton.")])
    held = Answering(holdings=Holdings(Searcher.build((report,)), Shelves(seeds=SEEDS)), texts=DUTCH)
    assert held.answer("het jaarverslag 2023").message.text.startswith("1 stuk bij “het jaarverslag 2023”:")
    assert "Een ton." in held.answer("kosten van het jaarverslag").message.text
    # in a thread it says where to look for what was asked before
    assert held.answer("jaarverslag 2023", earlier="wat kost het").query == "wat kost het 2023 soort:verslag"


def test_of_a_party_without_papers_that_is_said(answering: Answering) -> None:
    reply = answering.answer("welke vragen heeft de BBB gesteld?")
    assert reply.message.text.startswith("Ik ken geen stuk bij “BBB”.")
    assert not reply.is_public
    # who else it may be about is looked for
    assert "geen stuk" not in answering.answer("vragen van burgers").message.text


def test_in_a_thread_the_name_of_a_paper_says_where_to_look(answering: Answering) -> None:
    reply = answering.answer("kst-36000-7", earlier="hoeveel havens zijn er")
    assert "Tien havens." in reply.message.text


def test_a_word_that_the_names_of_papers_begin_with_is_none_of_them(answering: Answering) -> None:
    # `loket` is the beginning of `loketten`, and `Voor` of a name.
    for text in ("vragen van Voor", "Voorb"):
        assert "stuk bij" not in answering.answer(text).message.text


def test_what_is_nowhere_is_not_found(answering: Answering) -> None:
    assert "Ik vond niets over “zeppelins”" in answering.answer("zeppelins").message.text

"""What questions are about is read off the sentence that says who put them, and questions are found by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.models import Document
from corpus.parsing.subject import find_subject
from corpus.query import NumberQuery
from corpus.search import Searcher


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        (
            "De vaste commissie voor Bruggen heeft een aantal vragen\nvoorgelegd aan de minister van Bruggen over het "
            "rapport\nDe brug te ver (Kamerstuk 36 999, nr. 2).\n\nDe voorzitter van de commissie",
            "het rapport De brug te ver",
        ),
        (
            "De commissie voor Bruggen heeft over de brief van 3 mei 2021 inzake sluizen de navolgende vragen ter "
            "beantwoording aan de regering voorgelegd.",
            "de brief van 3 mei 2021 inzake sluizen",
        ),
        (
            "Binnen de commissie hebben enkele fracties de behoefte om vragen voor te leggen naar aanleiding van zijn "
            "brief d.d. 4 juni over dijken. Zij vragen verder niets.",
            "zijn brief",
        ),
        (
            "De leden hebben vragen ingezonden betreffende de stand van de dijken ontvangen 3 mei",
            "de stand van de dijken",
        ),
        # Nobody says here that these were put.
        ("Op deze pagina staan vragen over bruggen.", None),
        ("De commissie heeft vergaderd. Er waren vragen over bruggen.", None),
        ("De commissie heeft een aantal vragen voorgelegd.", None),
        ("De commissie heeft vragen over " + "heel veel " * 40, None),
        ("", None),
    ],
)
def test_the_subject_is_read_where_the_head_says_who_put_the_questions(head: str, subject: str | None) -> None:
    assert find_subject(head) == subject


def test_a_list_is_asked_for_by_what_its_questions_are_about(searcher: Searcher) -> None:
    answer = searcher.search("wat antwoordde de minister op vraag 6 over het verantwoordingsonderzoek 2023?")
    assert isinstance(answer.query, NumberQuery)
    assert [hit.entry.id for hit in answer.hits] == ["kst-36560-VI-10#6"]


def test_a_paper_is_found_by_what_its_questions_are_about(searcher: Searcher, documents: dict[str, Document]) -> None:
    asked = "resultaten verantwoordingsonderzoek"
    assert [card.id for card in searcher.catalogue.find(asked)] == ["kst-36560-VI-10"]
    unsaid = [replace(one, metadata=replace(one.metadata, subject=None)) for one in documents.values()]
    assert not Searcher.build(unsaid).catalogue.find(asked)

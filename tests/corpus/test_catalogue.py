"""What the corpus holds is told without opening a paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import Tally
from corpus.columns import Column, WordColumn
from corpus.search import Searcher
from tests.papers import make_paper, make_written

SUBJECTS = ("de politie", "wachtlijsten", "gevangenissen", "de politiemensen")
PARTIES = ("VVD", "GroenLinks-PvdA")
MINISTRIES = ("Financiën", "Justitie en Veiligheid", "Volksgezondheid, Welzijn en Sport")


@pytest.fixture(scope="module")
def many() -> Searcher:
    papers = [
        make_written(number, SUBJECTS[number % 4], party=PARTIES[number % 2], ministry=MINISTRIES[number % 3])
        for number in range(40)
    ]
    asked = make_paper("kv-tk-2024Z00001", "Vragen over vuurwerk", [("Waarom?", None), ("Waarom niet?", None)])
    own = make_paper("nota", "Nota", url="https://www.tweedekamer.nl/kamerstukken/detail?id=2023D04321&did=2023D04321")
    return Searcher.build((*papers, asked, own))


def find(searcher: Searcher, text: str) -> list[str]:
    return [card.id for card in searcher.catalogue.find(text)]


def test_nothing_asked_gives_all_the_newest_first(many: Searcher) -> None:
    found = many.catalogue.find("")
    assert len(found) == len(many.catalogue) == 42
    dates = [card.metadata.date for card in found if card.metadata.date]
    assert dates == sorted(dates, reverse=True)
    assert found == many.catalogue.newest


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("politie", 20), ("de politie", 20), ("POLITIEMENSEN", 10), ("over politiemensen", 10), ("jenv politie", 6),
        ("Justitie en Veiligheid", 13), ("vvd", 20), ("gl-pvda 2023", 20), ("GL-PvdA 2024", 0), ("2023", 20),
        ("politie jaar:2024", 10), ("ministerie:VWS partij:VVD", 7), ("partij:GL-PvdA", 20), ("-politie", 22),
        ('-"Justitie en Veiligheid"', 29), ("politie -gl-pvda", 10), ("politie -justitie-zorg", 20),
        ("soort:vraag", 41), ("soort:verslag", 0), ("vraag:2", 1), ("xylofoon", 0), ("olitie", 0),
    ],
)  # fmt: skip
def test_papers_are_found_by_how_their_words_begin_and_by_filters(many: Searcher, text: str, count: int) -> None:
    assert len(find(many, text)) == count


def test_an_identifier_finds_its_paper_then_those_about_it(searcher: Searcher, many: Searcher) -> None:
    assert find(many, "ah-tk-20232024-8") == ["ah-tk-20232024-8"]
    assert find(searcher, "36 360 VI, nr. 1") == ["kst-36360-VI-1", "vragen-kst-36360-VI-1"]
    assert find(searcher, "totaallijst 36 360 VI") == ["vragen-kst-36360-VI-1"]
    assert set(find(searcher, "36360")) == {"kst-36360-VI-1", "vragen-kst-36360-VI-1"}
    assert find(searcher, "beleidsverslag 2020") == ["jaarverslag-2020-VI-beleidsverslag"]


def test_what_there_is_is_counted_by_year_ministry_party_and_dossier(searcher: Searcher, many: Searcher) -> None:
    assert searcher.catalogue.questions == 23
    assert [(tally.name, tally.papers, tally.questions) for tally in searcher.catalogue.years] == [
        ("2023", 2, 19),
        ("2022", 2, 4),
        ("2020", 1, 0),
    ]
    assert searcher.catalogue.ministries == (Tally(name="Justitie en Veiligheid", papers=5, questions=23),)
    assert [tally.name for tally in searcher.catalogue.dossiers] == ["36560-VI", "36360-VI"]
    assert many.catalogue.parties == (
        Tally(name="GroenLinks-PvdA", papers=20, questions=20),
        Tally(name="VVD", papers=20, questions=20),
    )


@pytest.mark.parametrize(
    ("url", "paper"),
    [
        ("https://zoek.officielebekendmakingen.nl/ah-tk-20232024-8.html", "ah-tk-20232024-8"),
        ("https://zoek.officielebekendmakingen.nl/ah-tk-20232024-8/metadata.xml", "ah-tk-20232024-8"),
        ("https://www.tweedekamer.nl/kamerstukken/kamervragen/detail?id=2024Z00001&did=2024D99999", "kv-tk-2024Z00001"),
        ("https://tweedekamer.nl/kamerstukken/detail?id=2023Z01234&did=2023D04321", "nota"),
        ("https://zoek.officielebekendmakingen.nl/ah-tk-20232024-9999.html", None),
        ("https://elders.example/ah-tk-20232024-8.html", None),
    ],
)
def test_a_link_leads_to_the_paper_that_is_held(many: Searcher, url: str, paper: str | None) -> None:
    found = many.catalogue.find_linked(url)
    assert (found.id if found else None) == paper


def test_a_link_to_a_dossier_leads_to_no_paper(searcher: Searcher) -> None:
    assert searcher.catalogue.find_linked("https://zoek.officielebekendmakingen.nl/dossier/36360-VI") is None


def test_an_empty_corpus_has_nothing_of_anything() -> None:
    catalogue = Searcher.build(()).catalogue
    catalogue.prepare()
    assert (catalogue.find("politie"), catalogue.years, catalogue.questions) == ((), (), 0)


@given(st.lists(st.lists(st.sampled_from("a ab abc b bc".split()))), st.sampled_from("a ab abc b c".split()))
def test_words_are_found_as_a_look_at_each_paper_finds_them(papers: list[list[str]], start: str) -> None:
    flags = WordColumn(papers).flag(start)
    assert flags.tolist() == [any(word.startswith(start) for word in words) for words in papers]


@given(st.lists(st.integers(0, 5)), st.integers(0, 5))
def test_a_value_is_found_as_a_look_at_each_paper_finds_it(values: list[int], wanted: int) -> None:
    assert Column(values).flag(lambda value: value >= wanted).tolist() == [value >= wanted for value in values]
    assert Column(values).find(wanted).tolist() == [value == wanted for value in values]

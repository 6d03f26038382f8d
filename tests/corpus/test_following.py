"""What a short question stands for after an earlier one, by cases and by properties."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.errors import QueryError
from corpus.filters import Filters
from corpus.following import LONGEST, LONGEST_FOLLOW_UP, follow
from corpus.identifiers import parse_identifier
from corpus.query import MOST_NUMBERS, NumberQuery, TextQuery, parse_query, parse_text_query
from corpus.search import Searcher
from corpus.wording import format_query

IND = "hoeveel dwangsommen betaalde de IND in 2022?"
OM = "hoeveel zaken zijn geseponeerd bij het OM in Amsterdam"


def read(earlier: str, text: str, *, about: str = "") -> str | None:
    query = follow(text, parse_query(earlier), about=about)
    return query.text if query else None


@pytest.mark.parametrize(
    ("earlier", "text", "asked"),
    [
        # years take the place of the earlier ones, as words or as a filter
        (IND, "en in 2023?", "hoeveel dwangsommen betaalde de IND in 2023?"),
        # after what is said of the answer, or of what was asked
        (IND, "Top, dank je wel. En in 2023?", "hoeveel dwangsommen betaalde de IND in 2023?"),
        (IND, "en het UWV?", "hoeveel dwangsommen betaalde het UWV in 2022?"),
        (IND, "en UWV?", "hoeveel dwangsommen betaalde de UWV in 2022?"),
        ("dwangsommen IND 2022", "en het UWV?", "dwangsommen UWV 2022"),
        (IND, "ok en bij DJI", "hoeveel dwangsommen betaalde de DJI in 2022?"),
        (IND, "nee, ik bedoelde 2023", "hoeveel dwangsommen betaalde de IND in 2023?"),
        (IND, "ik bedoel de DJI", "hoeveel dwangsommen betaalde de DJI in 2022?"),
        (IND, "niet 2022, maar 2023", "hoeveel dwangsommen betaalde de IND in 2023?"),
        (IND, "sorry, niet de IND maar de DJI", "hoeveel dwangsommen betaalde de DJI in 2022?"),
        (IND, "oké, en 2021 dan?", "hoeveel dwangsommen betaalde de IND in 2021?"),
        ("vraag 40 uit 36 360 VI", "en vraag 41 dan?", "vraag 41 uit 36360-VI"),
        (IND, "2023", "hoeveel dwangsommen betaalde de IND in 2023?"),
        (IND, "En over 2020 en 2021?", "hoeveel dwangsommen betaalde de IND in 2020 en 2021?"),
        (IND, "and in 2023?", "hoeveel dwangsommen betaalde de IND in 2023?"),
        (IND, "jaar:2023", "hoeveel dwangsommen betaalde de IND jaar:2023"),
        (IND, "en het jaar daarvoor?", "hoeveel dwangsommen betaalde de IND in 2021?"),
        (IND, "en het jaar daarna", "hoeveel dwangsommen betaalde de IND in 2023?"),
        (IND, "en twee jaar eerder?", "hoeveel dwangsommen betaalde de IND in 2020?"),
        (IND, "en 3 jaar later", "hoeveel dwangsommen betaalde de IND in 2025?"),
        (IND, "een jaar eerder", "hoeveel dwangsommen betaalde de IND in 2021?"),
        (IND, "en het vorige jaar?", "hoeveel dwangsommen betaalde de IND in 2021?"),
        (IND, "en volgend jaar", "hoeveel dwangsommen betaalde de IND in 2023?"),
        (IND, "en het jaar 2020?", "hoeveel dwangsommen betaalde de IND in 2020?"),
        ("dwangsommen in het jaar 2022 bij de IND", "en in 2023?", "dwangsommen in 2023 bij de IND"),
        (IND, "zelfde vraag voor 2023", "hoeveel dwangsommen betaalde de IND in 2023?"),
        (IND, "dezelfde vraag maar dan over 2023", "hoeveel dwangsommen betaalde de IND in 2023?"),
        (IND, "zelfde, maar dan voor 2023", "hoeveel dwangsommen betaalde de IND in 2023?"),
        (IND, "geef alleen 2023 graag", "hoeveel dwangsommen betaalde de IND in 2023?"),
        ("dwangsommen IND", "en in 2023?", "dwangsommen IND 2023"),
        ("dwangsommen tussen 2020 en 2022 bij de IND", "en in 2023?", "dwangsommen in 2023 bij de IND"),
        ("dwangsommen IND jaar:2022", "en in 2023?", "dwangsommen IND jaar:2023"),
        ("dwangsommen IND jaar:2022", "jaar:2020-2021", "dwangsommen IND jaar:2020-2021"),
        ("dwangsommen IND jaar:2022", "en in 2020 t/m 2022?", "dwangsommen IND jaar:2020-2022"),
        ("dwangsommen IND jaar:2022", "en tussen 2020 en 2022?", "dwangsommen IND jaar:2020-2022"),
        ("dwangsommen IND jaar:2022", "en in 2022/23?", "dwangsommen IND jaar:2022-2023"),
        ("dwangsommen IND jaar:2022", "en 2019 of 2021?", "dwangsommen IND jaar:2019 jaar:2021"),
        ("soort:verslag", "en in 2020?", "jaar:2020 soort:verslag"),
        ("boven 2000 euro in 2022", "en in 2023?", "boven 2000 euro in 2023"),
        ("instroom in 2022 en 12 gemeenten", "en in 2023?", "instroom in 2023 en 12 gemeenten"),
        ("stand per 2022-12-31", "jaar:2023", "stand per 2022-12-31 jaar:2023"),
        # numbers, with the paper of the earlier query
        (IND, "vraag 44", "vraag 44"),
        ("vraag 43 uit 36 360 VI", "en 42?", "vraag 42 uit 36360-VI"),
        ("vraag 43 uit 36 360 VI", "vragen 40 t/m 42", "vraag 40, 41, 42 uit 36360-VI"),
        ("vraag 43 uit 36 360 VI", "de volgende", "vraag 44 uit 36360-VI"),
        ("vraag 43", "en de vorige vraag?", "vraag 42"),
        ("vraag 43", "en de vraag daarna?", "vraag 44"),
        ("vraag 43", "en die ervoor", "vraag 42"),
        ("vraag 43", "eerstvolgende vraag", "vraag 44"),
        ("vraag 43", "en de twee daarna?", "vraag 44, 45"),
        ("vraag 43", "de vorige 3 vragen", "vraag 40, 41, 42"),
        ("vraag 2", "en de drie vragen ervoor", "vraag 1"),
        ("vraag 43 uit 36 360 VI", "en de twaalfde vraag?", "vraag 12 uit 36360-VI"),
        ("vraag 43 uit 36 360 VI", "en nr. 7?", "vraag 7 uit 36360-VI"),
        ("dwangsommen dossier:36360-VI", "vraag 43", "vraag 43 uit 36360-VI"),
        ("vraag 43 uit 36 360 VI", "vraag 7 uit 36 560 VI", "vraag 7 uit 36560-VI"),
        # a filter takes the place of the earlier one of its name
        (IND, "en van het ministerie van Financiën?", f'{IND} ministerie:"Financiën"'),
        (
            'dwangsommen ministerie:"Financiën" jaar:2022',
            "en bij het ministerie van Justitie en Veiligheid?",
            'dwangsommen jaar:2022 ministerie:"Justitie en Veiligheid"',
        ),
        (IND, "alleen verslagen", f"{IND} soort:verslag"),
        ("dwangsommen soort:verslag", "alleen de vragen", "dwangsommen soort:vraag"),
        (IND, "alleen kamervragen", f"{IND} soort:vraag"),
        (IND, "en de kamervragen?", f"{IND} soort:vraag"),
        (IND, "en in het jaarverslag?", f"{IND} soort:verslag"),
        (IND, "maar dan in het jaarverslag 2023", "hoeveel dwangsommen betaalde de IND in 2023? soort:verslag"),
        (IND, "toon alleen de jaarverslagen", f"{IND} soort:verslag"),
        (IND, "partij:VVD", f'{IND} partij:"VVD"'),
        (IND, "-boete", f"{IND} -boete"),
        (IND, "zonder boetes", f"{IND} -boetes"),
        (IND, 'en "binnen de termijn"?', f'{IND} "binnen de termijn"'),
        (IND, "en in 36 560 VI?", f'{IND} dossier:"36560-VI"'),
        ("dwangsommen dossier:36360", "en in kst-36560-VI-10?", 'dwangsommen document:"kst-36560-VI-10"'),
        # words: in the place of what had the same preposition, of the only abbreviation, else added
        (OM, "en bij de politie?", "hoeveel zaken zijn geseponeerd bij de politie in Amsterdam"),
        (OM, "en in Rotterdam?", "hoeveel zaken zijn geseponeerd bij het OM in Rotterdam"),
        (IND, "en DJI?", "hoeveel dwangsommen betaalde de DJI in 2022?"),
        (IND, "en DJI en personeel?", "hoeveel dwangsommen betaalde de IND in 2022 DJI en personeel"),
        (
            "Waarom kocht de Dienst Justitiële Inrichtingen (DJI) meer in?",
            "en de IND?",
            "Waarom kocht de IND meer in?",
        ),
        ("boetes van de Immigratie- en Naturalisatiedienst (IND)", "en bij DJI?", "boetes van de DJI"),
        ("zaken van het OM over het OMgevingsplan", "en de IND?", "zaken van de IND over het OMgevingsplan"),
        (IND, "en bij de politie?", "hoeveel dwangsommen betaalde de IND in 2022 bij de politie"),
        (IND, "hoe zit het met boetes?", "hoeveel dwangsommen betaalde de IND in 2022 boetes"),
        (IND, "beslistermijn", "hoeveel dwangsommen betaalde de IND in 2022 beslistermijn"),
        (IND, "waarom was dat?", IND),
        (IND, "wie antwoordde dat?", IND),
        (IND, "welk stuk is dat?", IND),
        (IND, "zijn er ook cijfers over 2023?", "hoeveel dwangsommen betaalde de IND in 2023?"),
        (IND, "hoeveel waren het er bij DJI?", "hoeveel dwangsommen betaalde de DJI in 2022?"),
        (IND, "idem voor 2020", "hoeveel dwangsommen betaalde de IND in 2020?"),
        (IND, "alleen van de VVD", "hoeveel dwangsommen betaalde de IND in 2022 van de VVD"),
        (IND, "and question 7?", "vraag 7"),
        # a look-up's number goes on from itself, all else from what its question asks
        ("vraag 43 uit 36 360 VI", "en in 2023?", 'jaar:2023 dossier:"36360-VI" vraag:43'),
    ],
)  # fmt: skip
def test_a_follow_up_keeps_the_subject(earlier: str, text: str, asked: str) -> None:
    assert read(earlier, text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "waarom zijn de onrechtmatige inkopen bij DJI gestegen?",
        "en hoeveel zaken mensenhandel zijn geseponeerd door het OM?",
        "hoeveel verdachten van mensenhandel leverde de politie aan in 2023?",
        "wie had toegang tot de gegevens van reizigers?",
        "hoeveel mensen die asiel vroegen kregen een vergunning?",
        "drugssmokkel kleinere havens",
        "?", "hoeveel?", "cijfers", "wie is de minister?", "wat is een dwangsom?",
        "hoeveel zaken zijn er geseponeerd door capaciteitsgebrek?",
        "hoeveel coffeeshops doen mee aan het experiment?",
        "en " + "heel " * 80 + "veel",
        # words that could be said of an answer, where they are what is asked
        "goed onderwijs voor kinderen in achterstandswijken", "bedoelde effecten van de wet op de rechtspraak",
        "top van de politie en het ministerie",
    ],
)  # fmt: skip
def test_a_question_of_its_own_replaces_the_subject(text: str) -> None:
    assert read(IND, text) is None


def test_no_more_questions_beside_one_are_looked_up_than_may_be_asked_at_once() -> None:
    most = ", ".join(map(str, range(44, 44 + MOST_NUMBERS)))
    assert read("vraag 43", f"en de {MOST_NUMBERS} vragen daarna?") == f"vraag {most}"
    more = f"de {MOST_NUMBERS + 1} vragen daarna"
    assert read("vraag 43", f"en {more}?") == f"{more} vraag:43"


def test_after_a_look_up_all_but_numbers_is_asked_of_its_question() -> None:
    about = "Welk bedrag aan dwangsommen moest de IND in 2022 betalen?"
    assert read("vraag 43", "en in 2023?", about=about) == "Welk bedrag aan dwangsommen moest de IND in 2023 betalen?"
    assert read("vraag 43", "en 42?", about=about) == "vraag 42"


def test_quotes_and_dashes_of_the_question_that_was_shown_ask_nothing() -> None:
    about = "Kent u het bericht «Boete voor trage dienst»? Wat zijn de “nieuwe” kosten -baten inbegrepen- in 2022?"
    query = follow("en in 2023?", parse_query("vraag 1"), about=about)
    assert isinstance(query, TextQuery)
    assert query.words == (
        "Kent u het bericht Boete voor trage dienst ? Wat zijn de nieuwe kosten baten inbegrepen- in 2023?"
    )
    assert not query.is_restricted


def test_a_follow_up_is_marked_as_one_and_a_look_up_that_says_all_is_not() -> None:
    followed = follow("en in 2023?", parse_query(IND))
    assert followed is not None
    assert followed.follows
    plain = follow("vraag 44", parse_query(IND))
    assert isinstance(plain, NumberQuery)
    assert not plain.follows


def test_a_year_beside_one_that_is_not_there_is_no_follow_up() -> None:
    assert read("dwangsommen van de IND", "en het jaar daarvoor?") is None


WORDS = st.sampled_from(
    "en of maar hoeveel waarom dat in bij de van dwangsommen politie IND OM 2022 2023 43 vraag alleen verslagen "
    'jaar:2022 soort:vraag -boete "de rechter" ministerie Financiën zonder ? , 36360-VI kst-36560-VI-10'.split(" ")
)
TEXTS = st.one_of(st.lists(WORDS, max_size=8).map(" ".join), st.text(max_size=60))


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(["", "Welk bedrag moest de IND in 2022 betalen?"]))
def test_what_a_follow_up_asks_can_be_typed_as_it_is_and_asks_the_same(earlier: str, text: str, about: str) -> None:
    before = parse_query(earlier)
    query = follow(text, before, about=about)
    assert query == follow(text, before, about=about)
    if query is None:
        return
    again = parse_query(query.text)
    assert query.text == again.text
    if isinstance(query, NumberQuery):
        assert isinstance(again, NumberQuery)
        assert (again.numbers, again.paper) == (query.numbers, query.paper)
    else:
        assert isinstance(again, TextQuery)
        assert (again.words, again.filters, again.phrases) == (query.words, query.filters, query.phrases)
    assert len(query.text) <= LONGEST


@settings(max_examples=200, deadline=None)
@example('"de "de rechter" rechter"')
@given(TEXTS)
def test_a_query_is_written_as_it_is_read(text: str) -> None:
    query = parse_text_query(text)
    again = parse_text_query(format_query(query))
    assert (again.filters, again.phrases, again.excluded) == (query.filters, query.phrases, query.excluded)
    assert again.words.split() == query.words.split()


# What files are called by people, and so papers without an official identifier.
NAMES = st.one_of(
    st.sampled_from(
        [
            "Concept",
            "concept_antwoorden v2",
            'concept "definitief"',
            "50% minder",
            "a%20b",
            "100%",
            " twee  spaties ",
            "„x”",
        ]
    ),
    st.text(min_size=1, max_size=40),
).filter(lambda name: any(map(str.isalnum, name)) and parse_identifier(name.strip()) is None)


@settings(max_examples=300, deadline=None)
@given(NAMES, st.sampled_from([(6,), (3, 4)]))
def test_a_paper_that_is_named_by_its_file_is_read_back_and_gone_on_from(name: str, numbers: tuple[int, ...]) -> None:
    query = NumberQuery(text="", numbers=numbers, paper=name)
    again = parse_query(format_query(query))
    assert isinstance(again, NumberQuery)
    assert (again.numbers, again.paper) == (numbers, name)
    among = TextQuery(text="", words="sluizen", filters=Filters(documents=(name,)))
    assert parse_text_query(format_query(among)).filters.documents == (name,)
    later = follow("en 7?", again)
    assert isinstance(later, NumberQuery)
    assert (later.numbers, later.paper) == ((7,), name)
    years = follow("en in 2022?", again)
    assert isinstance(years, TextQuery)
    assert years.filters.documents == (name,)


@settings(max_examples=100, deadline=None)
@given(st.integers(1990, 2039), st.integers(1990, 2039))
def test_a_year_replaces_a_year_and_comes_back(first: int, then: int) -> None:
    earlier = f"hoeveel dwangsommen in {first}"
    there = read(earlier, f"en in {then}?")
    assert there == f"hoeveel dwangsommen in {then}"
    assert read(there, f"en in {first}?") == earlier


@pytest.mark.parametrize(
    "text", ["en " * 20_000, "2022, " * 20_000, "ministerie van " * 9_000, "(" * 50_000, " " * 90_000]
)
def test_a_hostile_text_is_no_follow_up_and_takes_no_time(text: str) -> None:
    assert len(text) > LONGEST_FOLLOW_UP
    follow(text, parse_query(IND))
    follow("en in 2023?", TextQuery(text=text, words=text))


def test_too_many_numbers_are_refused_as_ever() -> None:
    with pytest.raises(QueryError, match=str(MOST_NUMBERS)):
        follow("vraag 1-999", parse_query("vraag 43"))


def test_an_answer_of_another_year_is_never_sure(searcher: Searcher) -> None:
    assert searcher.search(IND).sure
    followed = follow("en in 2023?", parse_query(IND))
    assert followed is not None
    answer = searcher.search(followed)
    assert answer.hits[0].entry.id == searcher.search(IND).hits[0].entry.id
    assert not answer.sure
    for asked in ("dwangsommen IND beslistermijn", "hoeveel dwangsommen betaalde de IND tussen 2020 en 2024?"):
        assert searcher.search(asked).sure

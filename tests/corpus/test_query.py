"""The language of a query: what is read as a filter, what stays text, and what it finds."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.analysis.analyzer import ALL_STEPS, Analyzer, Step
from corpus.analysis.subwords import list_needed, list_subwords
from corpus.entry_texts import list_bodies
from corpus.errors import QueryError
from corpus.filtering import Filtering, build_finder, fold_text, is_below
from corpus.filters import EntryKind, Filters, Years
from corpus.index import PostingsIndex
from corpus.models import Document, QuestionAnswer
from corpus.papers import Card, OpenedPapers
from corpus.query import NumberQuery, TextQuery, parse_query, parse_text_query, reads_texts
from corpus.search import Searcher
from tests.papers import make_paper


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("jaar:2022", Filters(years=(Years(first=2022, last=2022),))),
        ("Jaar:2022?", Filters(years=(Years(first=2022, last=2022),))),
        ("jaar:2020-2022", Filters(years=(Years(first=2020, last=2022),))),
        ("(jaar:2022–2020)", Filters(years=(Years(first=2020, last=2022),))),
        ("jaar:2020|2023", Filters(years=(Years(first=2020, last=2020), Years(first=2023, last=2023)))),
        ("dossier:36360", Filters(dossiers=("36360",))), ("dossier:36360-vi", Filters(dossiers=("36360-VI",))),
        ('dossier:"36 360 VI"', Filters(dossiers=("36360-VI",))),
        ("document:kst-36560-VI-10", Filters(documents=("kst-36560-VI-10",))),
        ("document:36560-VI-10,", Filters(documents=("kst-36560-VI-10",))),
        ("document:jaarverslag-2020-VI-beleidsverslag", Filters(documents=("jaarverslag-2020-VI-beleidsverslag",))),
        ("partij:VVD", Filters(parties=("VVD",))), ("partij:VVD partij:D66", Filters(parties=("VVD", "D66"))),
        ("ministerie:justitie", Filters(ministries=("justitie",))),
        ('ministerie:"Justitie en Veiligheid"', Filters(ministries=("Justitie en Veiligheid",))),
        ("ministerie:“Landbouw, Natuur”", Filters(ministries=("Landbouw, Natuur",))),
        ("soort:vraag", Filters(kinds=(EntryKind.QUESTION,))), ("soort:Verslagen", Filters(kinds=(EntryKind.PASSAGE,))),
        ("soort:vraag|verslag", Filters(kinds=(EntryKind.QUESTION, EntryKind.PASSAGE))),
        ("vraag:43 jaar:2022", Filters(years=(Years(first=2022, last=2022),), numbers=(43,))),
    ],
)  # fmt: skip
def test_filters_are_read(text: str, filters: Filters) -> None:
    bare = parse_query(text)
    assert isinstance(bare, TextQuery)
    assert bare.filters == filters
    assert bare.words == ""
    among = parse_query(f"dwangsommen {text} betaald")
    assert among == TextQuery(text=f"dwangsommen {text} betaald", words="dwangsommen betaald", filters=filters)


@pytest.mark.parametrize(
    "text",
    [
        "soort:onzin", "soort:vraag|onzin", "jaar:vorig", "jaar:22", "jaar: 2022", "dossier:onzin", "document:onzin",
        "dossier:kst-36560-VI-10", "partij:", "partij:?", "vraag:geen", "vraag:0", 'een " alleen', '""', '" ?! "',
        "- 3", "-3 procent", "csv-onderzoek", "in- en uitstroom", "10:30", "https://voorbeeld.example/x", "let op:dit",
        "36360 -VI-1 bedragen", "--dubbel", "een 5\" en een 6\" buis", "-jaar:2022", "groei -2,5%",
    ],
)  # fmt: skip
def test_what_cannot_be_read_as_a_filter_is_text(text: str) -> None:
    assert parse_query(text) == TextQuery(text=text, words=text)


def test_numbers_that_are_asked_apart_count_together_and_each_once() -> None:
    query = parse_text_query("vraag:1,2 boete vraag:2-4")
    assert query.filters == Filters(numbers=(1, 2, 3, 4))
    with pytest.raises(QueryError):
        parse_query("vraag:1-40 vraag:41-80")


def test_the_numbers_of_all_questions_are_gone_through_once_for_all_queries() -> None:
    class Counted(tuple[tuple[int, ...] | None, ...]):
        def __iter__(self) -> Iterator[tuple[int, ...] | None]:
            looked_at.append(self)
            return super().__iter__()

        def __getitem__(self, place: object) -> Any:
            looked_at.append(self)
            return super().__getitem__(place)  # type: ignore[index]

    looked_at: list[Counted] = []
    entries = Counted(((1,), (2, 3), None, (3,)))
    cards = [replace(Card.of(make_paper(id_, ""), id_), entries=entries) for id_ in ("kst-36000-1", "kst-36000-2")]
    papers = OpenedPapers(cards, (0, 4), {}.__getitem__)
    filtering = Filtering(papers, list_bodies, PostingsIndex([["x"]] * 8), None, Analyzer())
    for numbers, places in (("3", [1, 3, 5, 7]), ("1|2", [0, 1, 4, 5]), ("9", [])):
        allowed = filtering.find_allowed(parse_text_query(f"vraag:{numbers} brug"))
        assert allowed is not None
        assert np.flatnonzero(allowed).tolist() == places
        assert bool(looked_at) is (numbers == "3")
        looked_at.clear()


def test_a_query_whose_words_are_looked_for_in_the_texts_themselves_is_told_apart() -> None:
    long = ['boete "de IND"', "boete -niet", "boete\n-niet?", "„de IND”"]
    assert [text for text in long if not reads_texts(text)] == []
    assert not any(map(reads_texts, ("boete", "in- en uitstroom", "groei -2,5%", "csv-onderzoek", "36 360 VI - 2022")))


@pytest.mark.parametrize("text", ["x" + " graag" * 6_000, "(jaar:" * 6_000 + '"'])
def test_a_text_as_long_as_a_message_can_be_is_read_in_a_moment(text: str) -> None:
    before = time.process_time()
    assert parse_query(text) == TextQuery(text=text, words=text)
    assert time.process_time() - before < 1.0


@pytest.mark.parametrize(
    ("text", "words", "phrases", "excluded", "excluded_phrases"),
    [
        ("dwangsom -2022", "dwangsom", (), ("2022",), ()),
        ("tussen 2020 -2022", "tussen 2020 -2022", (), (), ()),
        ("dwangsom -20220", "dwangsom -20220", (), (), ()),
        ('de "Exacte  woorden" graag', "de graag", ("Exacte woorden",), (), ()),
        ("„laag en hoog” «guillemets»", "", ("laag en hoog", "guillemets"), (), ()),
        ('over:"de IND"', "over:", ("de IND",), (), ()),
        ('soort:"iets anders"', 'soort:"iets anders"', (), (), ()),
        ("IND -dwangsom, -csv-onderzoek", "IND", (), ("dwangsom", "csv-onderzoek"), ()),
        ('IND -"in 2022"?', "IND", (), (), ("in 2022",)),
        ("-IND?", "", (), ("IND",), ()),
    ],
)
def test_phrases_and_exclusions_are_read(
    text: str, words: str, phrases: tuple[str, ...], excluded: tuple[str, ...], excluded_phrases: tuple[str, ...]
) -> None:
    query = parse_query(text)
    assert isinstance(query, TextQuery)
    found = (query.words, query.phrases, query.excluded, query.excluded_phrases)
    assert found == (words, phrases, excluded, excluded_phrases)


@pytest.mark.parametrize(
    ("text", "numbers", "paper"),
    [
        ("vraag:43", (43,), None), ("vraag:43 dossier:36360", (43,), "36360"),
        ("dossier:36360 vraag 43?", (43,), "36360"),
        ("document:kst-36560-VI-10 vraag:7", (7,), "kst-36560-VI-10"), ("vraag:40-42,43", (40, 41, 42, 43), None),
    ],
)  # fmt: skip
def test_a_number_with_its_paper_and_nothing_else_is_a_look_up(
    text: str, numbers: tuple[int, ...], paper: str | None
) -> None:
    assert parse_query(text) == NumberQuery(text=text, numbers=numbers, paper=paper)


@pytest.mark.parametrize("text", ["vraag:43 IND", "vraag:43 -IND", 'vraag:43 "IND"', "vraag:7 soort:vraag"])
def test_a_number_with_more_is_a_filter(text: str) -> None:
    query = parse_query(text)
    assert isinstance(query, TextQuery)
    assert query.filters.numbers


def test_too_many_numbers_in_a_filter_are_refused() -> None:
    with pytest.raises(QueryError, match="more than 50"):
        parse_query("IND vraag:1-99999")


def test_a_long_look_up_is_read_and_a_longer_text_is_not_parted_for_one() -> None:
    numbers = ", ".join(map(str, range(10_000, 10_050)))
    query = parse_query(f"vraag {numbers} uit 36 360 VI")
    assert isinstance(query, NumberQuery)
    assert (len(query.numbers), query.paper) == (50, "36360-VI")
    assert isinstance(parse_query(f"{'36360-VI ' * 400}43"), TextQuery)


PIECES = st.sampled_from(
    [
        "jaar:2022", "jaar:vorig", "soort:vraag", "soort:onzin", "dossier:36360-VI", "document:kst-36560-VI-10",
        "partij:VVD", 'ministerie:"Justitie en Veiligheid"', "vraag:43", "vraag:1-9999", '"', "“", "”", '-"', "-",
        "- 3", "-woord", "-csv-onderzoek", '"twee woorden"', "10:30", "IND", ":", "|", ",", "\u00ad", "\x00", "ß",
        "vraag 7", "-VI-1",
    ]
)  # fmt: skip
TYPED = st.one_of(st.text(max_size=80), st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=8).map(" ".join))


def list_words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def list_kept(query: TextQuery) -> set[str]:
    """Return the words that a query still has, those of filters in every form in which they may have been typed."""
    filters = query.filters
    kept = [query.words, *query.phrases, *query.excluded, *query.excluded_phrases, *filters.parties]
    kept += [*filters.ministries, *filters.dossiers, *filters.documents, *map(str, filters.numbers)]
    kept += [f"{years.first} {years.last}" for years in filters.years]
    kept += [{"question": "vraag", "passage": "verslag"}[kind] for kind in filters.kinds]
    names = "jaar dossier document stuk partij ministerie soort vraag vragen"
    return list_words(" ".join((*kept, names if filters else "")))


@settings(max_examples=400, deadline=None)
@given(TYPED)
@example('"a"b" c')
@example("-a,-b")
def test_any_text_is_read_and_no_word_of_it_is_lost(text: str) -> None:
    try:
        query = parse_text_query(text)
        parse_query(text)
    except QueryError:
        assert "vraag:1-9999" in text.casefold()
        return
    assert list_words(text) <= list_kept(query)
    assert query.text == text.strip()
    if not query.is_restricted:
        assert query.words == query.text


def find(searcher: Searcher, text: str) -> list[str]:
    return [hit.entry.id for hit in searcher.search(text, top=1000).hits]


def test_filters_alone_list_what_fits_in_the_order_of_the_papers(
    searcher: Searcher, documents: dict[str, Document]
) -> None:
    answer = searcher.search("jaar:2022 soort:vraag")
    assert [hit.entry.id for hit in answer.hits] == [entry.id for entry in documents["vragen-kst-36360-VI-1"].entries]
    assert answer.sure
    assert answer.has_terms


def test_a_filter_leaves_out_and_never_reorders(searcher: Searcher) -> None:
    everything = searcher.search("dwangsommen IND", top=1000).hits
    for text, fits in (
        ("soort:verslag", lambda hit: not isinstance(hit.entry, QuestionAnswer)),
        ("jaar:2020|2023", lambda hit: hit.document.metadata.year in (2020, 2023)),
        ("dossier:36360", lambda hit: hit.document.metadata.dossier == "36360-VI"),
        ("document:KST-36560-VI-10", lambda hit: hit.document.id == "kst-36560-VI-10"),
    ):
        expected = {hit.entry.id for hit in everything if fits(hit)}
        assert expected
        assert set(find(searcher, f"dwangsommen IND {text}")) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("vraag:43 dossier:36360", "vragen-kst-36360-VI-1#43"),
        ("vraag:43 jaar:2022", "vragen-kst-36360-VI-1#43"),
        ("ministerie:justitie jaar:2022 soort:verslag", "kst-36360-VI-1#p1"),
        ('ministerie:"Veiligheid en JUSTITIE" vraag:7 soort:vraag', "kst-36560-VI-10#7"),
    ],
)
def test_filters_find(text: str, first: str, searcher: Searcher) -> None:
    assert find(searcher, text)[0] == first


@pytest.mark.parametrize(
    "text",
    [
        "jaar:1999", "partij:VVD", "ministerie:just", "IND jaar:1999", '"dwangsommen beslistermijn"',
        "vraag:99 jaar:2022",
    ],
)  # fmt: skip
def test_filters_that_nothing_fits_find_nothing(text: str, searcher: Searcher) -> None:
    answer = searcher.search(text)
    assert answer.hits == ()
    assert not answer.sure
    assert answer.has_terms


def test_a_party_and_a_minister_are_found_in_who_asked_and_who_answered(documents: dict[str, Document]) -> None:
    paper = documents["kst-36560-VI-10"]
    known = replace(paper.metadata, asked_by="Voorbeeld (GroenLinks-PvdA)", answered_by="minister van Asiel", year=None)
    searcher = Searcher.build((replace(paper, metadata=known), documents["vragen-kst-36360-VI-1"]))
    for text in ("partij:pvda", "partij:groenlinks-pvda", "ministerie:asiel", "partij:SP|PvdA", "jaar:2024"):
        found = {hit.document.id for hit in searcher.search(text, top=1000).hits}
        assert found == {"kst-36560-VI-10"}, text
    assert find(searcher, "partij:vda") == []


@pytest.mark.parametrize(
    "phrase",
    [
        "wegens overschrijding van de beslistermijn", "WEGENS  overschrijding", "Immigratie- en Naturalisatiedienst",
        "€ 3,4 miljoen", "3,4 miljoen aan dwangsommen",
    ],
)  # fmt: skip
def test_a_phrase_is_found_as_it_stands(phrase: str, searcher: Searcher) -> None:
    found = searcher.search(f'"{phrase}"').hits
    assert "vragen-kst-36360-VI-1#43" in [hit.entry.id for hit in found]
    for hit in found:
        assert any(fold_text(phrase) in fold_text(body) for body in list_bodies(hit.entry))


@pytest.mark.parametrize("phrase", ["schrijding van de beslistermijn", "4 miljoen aan dwangsommen", "wegens over"])
def test_a_phrase_does_not_begin_or_end_inside_a_word_or_figure(phrase: str, searcher: Searcher) -> None:
    assert "vragen-kst-36360-VI-1#43" not in find(searcher, f'"{phrase}"')


def test_an_excluded_word_takes_its_forms_along(searcher: Searcher) -> None:
    assert "vragen-kst-36360-VI-1#43" in find(searcher, "IND soort:vraag")
    for text in ("IND soort:vraag -dwangsom", "IND soort:vraag -DWANGSOMMEN", 'IND soort:vraag -"de beslistermijn"'):
        found = find(searcher, text)
        assert "vragen-kst-36360-VI-1#43" not in found
        assert found


def test_an_excluded_word_leaves_the_words_that_it_is_made_of_also_where_one_sign_stands_for_two(
    searcher: Searcher,
) -> None:
    hyphenated = find(searcher, "onderzoek -csv-onderzoek")
    assert set(find(searcher, "onderzoek -csv")) <= set(hyphenated) < set(find(searcher, "onderzoek"))
    assert hyphenated
    without = find(searcher, "termijn -beslistermijn")
    assert set(without) < set(find(searcher, "termijn"))
    assert find(searcher, "termijn -beslisterm\u0133n") == without != []


def test_a_word_without_a_term_can_be_left_out_too(searcher: Searcher) -> None:
    everything, without = find(searcher, "soort:vraag"), find(searcher, "soort:vraag -niet")
    assert set(without) < set(everything)
    assert set(find(searcher, 'soort:vraag "niet"')) == set(everything) - set(without)


@pytest.mark.parametrize(
    ("dossier", "wanted", "is_in"),
    [
        ("36360", "36360", True), ("36360-VI", "36360", True), ("36360-VI", "36360-VI", True),
        ("36360-VI", "36360-V", False), ("36360", "3636", False), ("36360", "36360-VI", False), (None, "36360", False),
    ],
)  # fmt: skip
def test_a_dossier_holds_its_chapters_and_none_that_only_begins_alike(
    dossier: str | None, wanted: str, *, is_in: bool
) -> None:
    assert is_below(dossier, wanted) is is_in


def test_folding_takes_off_case_diacritics_and_white_space() -> None:
    assert fold_text("  Coördinatie\u00a0van\nDE ’t\u00ad Één ") == "coordinatie van de 't een"


@pytest.mark.parametrize("name", ["JenV", "J&V", "Justitie en Veiligheid", "justitie"])
def test_a_ministry_is_found_by_its_short_name_too(searcher: Searcher, name: str) -> None:
    found = {hit.entry.id for hit in searcher.search(f'dwangsommen ministerie:"{name}"').hits}
    assert found == {hit.entry.id for hit in searcher.search("dwangsommen").hits}
    assert not searcher.search("dwangsommen ministerie:VWS").hits


SCRAPS = (
    *(
        "dwangsom",
        "geïnd",
        "gei\u0308nd",
        "dwang\u00adsom",
        "IT-er",
        "foto's",
        "auto’tje",
        "zo‘n",
        "ﬁnanciën",
        "n.v.t.",
    ),
    *("3de", "m²", "1.672", "csv‐onderzoek", "A–B", "_x_", "Straße", "van", "de", "(auto)", "auto/bus", "l'onderzoek"),
)


@given(st.lists(st.sampled_from(SCRAPS), min_size=1, max_size=8), st.data())
def test_a_text_that_holds_a_phrase_has_the_runs_of_letters_that_it_is_looked_up_by(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    edges = sorted({place for form in (r"\S+", r"\w+") for match in re.finditer(form, text) for place in match.span()})
    start = data.draw(st.sampled_from(edges[:-1]))
    phrase = text[start : data.draw(st.sampled_from([edge for edge in edges if edge > start]))]
    if not fold_text(phrase) or not build_finder(phrase)(fold_text(text)):
        return
    assert list_needed(fold_text(phrase), Analyzer()) <= set(list_subwords(text, Analyzer()))


def test_a_phrase_is_found_by_its_runs_of_letters_as_by_reading_all(
    searcher: Searcher, documents: dict[str, Document]
) -> None:
    reading_all = Searcher.build(tuple(documents.values()), analyzer=Analyzer(steps=ALL_STEPS - {Step.SUBWORDS}))
    for phrase in ("Immigratie- en Naturalisatiedienst", "dwangsommen", "in 2022", "het aantal", "csv-onderzoeken"):
        for query in (f'"{phrase}"', f'politie -"{phrase}"'):
            expected = {hit.entry.id for hit in reading_all.search(query, top=500).hits}
            assert expected
            assert {hit.entry.id for hit in searcher.search(query, top=500).hits} >= expected


def test_a_word_that_is_cut_by_a_hyphen_that_is_not_seen_is_one_word() -> None:
    assert [term.text for term in Analyzer().analyze("dwang\u00adsommen gei\u0308nd")] == [
        term.text for term in Analyzer().analyze("dwangsommen geïnd")
    ]

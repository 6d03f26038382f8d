"""Each step of the analysis, by its own cases."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from corpus.analysis.abbreviations import Abbreviation, Introductions, find_abbreviations
from corpus.analysis.analyzer import ALL_STEPS, QUERY_STEPS, RUN_STEPS, Analyzer, Step
from corpus.analysis.articles import find_articles
from corpus.analysis.compounds import split_compound, split_unknown
from corpus.analysis.lexicon import find_frequency, find_lemma, is_word
from corpus.analysis.memory import WordMemory
from corpus.analysis.separable import find_separated
from corpus.analysis.sorted_table import SortedTable
from corpus.analysis.spelling import KnownWords
from corpus.analysis.subwords import list_subwords
from corpus.analysis.words import fold
from corpus.entry_texts import list_runs
from corpus.folder import load_folder
from tests.conftest import SEEDS


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("reizigersgegevens", ["reizigers", "gegevens"]), ("beleidsdoorlichting", ["beleid", "doorlichting"]),
        ("identiteitskaart", ["identiteit", "kaart"]), ("politiebureau", ["politie", "bureau"]),
        ("asielzoekerscentrum", ["asielzoekers", "centrum"]),
        # Common words that the dictionary of base forms lacks are parts as well.
        ("privacywetgeving", ["privacy", "wetgeving"]), ("geluidsoverlast", ["geluid", "overlast"]),
        ("schadevergoeding", ["schade", "vergoeding"]), ("haalbaarheidsonderzoek", ["haalbaarheid", "onderzoek"]),
        # But no form with a joint is, and listed parts go before.
        ("kwaliteitsverbetering", ["kwaliteit", "verbetering"]),
        ("luchtvaartmaatschappij", ["lucht", "vaart", "maatschappij"]),
        ("softwareontwikkelaars", ["software", "ontwikkelaars"]),
    ],
)  # fmt: skip
def test_a_compound_has_its_parts_in_order_and_in_place(word: str, parts: list[str]) -> None:
    found = split_compound(word)
    assert [part.text for part in found] == parts
    assert all(word[part.span.start : part.span.end] == part.text for part in found)


@pytest.mark.parametrize(
    "word",
    [
        "gemeenten", "onveiligheid", "belangrijk", "publicatie", "interviews", "kat", "2022",
        # Letters that are rather common in texts, but no words of Dutch; and an ending that is a word too.
        "intensivering", "bekendmaking", "samengevoegd", "activeringsxq", "waardering", "levering",
        "vervalsing", "kantoren", "ontvangsten", "verstrekken", "ingezetenen",
    ],
)  # fmt: skip
def test_other_words_have_no_parts(word: str) -> None:
    assert split_compound(word) == ()


def test_a_word_that_the_corpus_lacks_is_split_into_words_that_it_has() -> None:
    known = KnownWords.of({"high": 3, "tech": 2, "crime": 4})
    assert [part.text for part in split_unknown("hightechcrime", known.count)] == ["high", "tech", "crime"]
    assert split_unknown("hightechcrime", KnownWords.of({"high": 3}).count) == ()


PARTS = ("politie", "dienst", "identiteit", "kaart", "gegevens", "jeugd", "zorg", "xq")


@given(st.lists(st.sampled_from(PARTS), min_size=2, max_size=4).map("".join))
def test_any_text_can_be_split_and_parts_stand_where_they_say(text: str) -> None:
    word = fold(text)
    for part in split_compound(word):
        assert word[part.span.start : part.span.end] == part.text


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("liepen", "lopen"), ("gerealiseerd", "realiseren"), ("steden", "stad"), ("aangehouden", "aanhouden")],
)
def test_forms_have_one_base(word: str, lemma: str) -> None:
    assert find_lemma(word) == lemma


@pytest.mark.parametrize(
    "forms",
    [
        # The list has each of two as a form of the other, the one of a woman as the base, or a verb's as a noun's.
        "stap stappen gestapt", "les lessen", "plaats plaatsen geplaatst", "werkgever werkgevers", "wagen wagens",
        "werknemer werknemers werkneemster", "naam namen", "geval gevallen", "verslag verslagen", "veld velden",
        "lid leden", "ouder ouders", "kiezer kiezers", "gemeenteraadsverkiezing gemeenteraadsverkiezingen",
        # Right as they are listed.
        "groot groter grootste", "vinden vonden gevonden", "nemen nam genomen", "centrum centra", "eten gegeten",
    ],
)  # fmt: skip
def test_all_forms_of_a_word_have_one_base(forms: str) -> None:
    assert len({find_lemma(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("gegevens", "geven"), ("ouder", "oud"), ("namen", "nemen"), ("leden", "lijden"), ("verslagen", "verslaan"),
        ("beter", "goed"), ("minder", "weinig"), ("eerste", "een"), ("geloof", "wangeloven"), ("geweten", "verwijten"),
    ],
)  # fmt: skip
def test_another_word_has_another_base(word: str, other: str) -> None:
    assert find_lemma(word) != find_lemma(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maan manen", "man mannen"), ("weten weet", "wet wetten"), ("taak taken", "tak takken"),
        ("plaats geplaatst", "plaat platen"), ("zaken", "zakken"), ("koopt gekocht", "kop"), ("kans kansen", "kan"),
    ],
)  # fmt: skip
def test_words_that_differ_by_the_length_of_a_vowel_or_an_s_are_different_terms(one: str, other: str) -> None:
    analyzer = Analyzer()
    assert len(set(analyzer.list_terms(one))) == 1
    assert not set(analyzer.list_terms(one)) & set(analyzer.list_terms(other))


@pytest.mark.parametrize(
    "words",
    ["betalen betaling betaald", "natuur natuurlijk", "regering regeren", "gevaar gevaarlijk", "regel regelen"],
)
def test_what_is_made_of_a_word_keeps_its_term(words: str) -> None:
    assert len(set(Analyzer().list_terms(words))) == 1


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Hoe vraag ik een paspoort aan?", ["aanvragen"]), ("om het paspoort aan te vragen", ["aanvragen"]),
        ("Hoe zeg ik de huur op en wanneer", ["opzeggen"]), ("Hoe dien ik een klacht in?", ["indienen"]),
        ("Waar geef ik dat aan de gemeente door", ["doorgeven"]), ("Het vond in mei plaats.", ["plaatsvinden"]),
        ("Lees de meter af; stuur de foto op.", ["aflezen", "opsturen"]), ("Ga ik mee?", ["meegaan"]),
        # What may belong to what follows; no verb; and names in capitals.
        ("Hoe zet ik de pan op het vuur?", []), ("Het boek is uit.", []), ("dat is er op tegen", []),
        ("Moet ik het aan hebben?", []), ("Wie meldt dat aan het OM?", []), ("", []),
    ],
)  # fmt: skip
def test_a_verb_in_two_parts_is_read_as_one(text: str, verbs: list[str]) -> None:
    assert [verb.text for verb in find_separated(text)] == verbs


def test_a_verb_in_two_parts_stands_where_its_verb_does() -> None:
    text = "Hoe vraag ik het aan, en om aan te vragen"
    assert [text[verb.span.start : verb.span.end] for verb in find_separated(text)] == ["vragen", "vraag"]


def test_the_lexicon_knows_words_and_how_common_they_are() -> None:
    assert is_word("gemeente")
    assert not is_word("gemeentx")
    assert find_frequency("gemeente") > find_frequency("dwangsom") > find_frequency("gemeentx") == 0.0


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("de Immigratie- en Naturalisatiedienst (IND) betaalt", "IND", "Immigratie- en Naturalisatiedienst"),
        (
            "de Uitvoeringsorganisatie Herstel Toeslagen (hierna: UHT)",
            "UHT",
            "Uitvoeringsorganisatie Herstel Toeslagen",
        ),
        ("bij DJI (Dienst Justitiële Inrichtingen) werken", "DJI", "Dienst Justitiële Inrichtingen"),
        ("het Openbaar\nMinisterie (OM)", "OM", "Openbaar Ministerie"),
        ("de Koninklijke Marechaussee (‘KMar’)", "KMar", "Koninklijke Marechaussee"),
        # The name of which each word opens with a letter, not the shortest that has them.
        ("in de Europese Economische Ruimte (EER)", "EER", "Europese Economische Ruimte"),
        ("de Raad voor de Rechtspraak (RvR)", "RvR", "Raad voor de Rechtspraak"),
        ("de Stichting van de Arbeid (SA)", "SA", "Stichting van de Arbeid"),
    ],
)
def test_an_abbreviation_is_learnt_where_a_paper_introduces_it(text: str, short: str, long: str) -> None:
    assert list(find_abbreviations(text)) == [Abbreviation(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "de minister (Financiën)", "Vragen van het lid Voorbeeld (VVD)", "het in- en uitreissysteem (EES)",
        "bedragen (x 1 mln)", "het rapport (2023)", "de stijging (zie bijlage)", "instroom, productie (IP)",
    ],
)  # fmt: skip
def test_other_words_in_brackets_are_no_abbreviations(text: str) -> None:
    assert list(find_abbreviations(text)) == []


def test_of_several_names_the_most_frequent_counts() -> None:
    papers = {
        "a": "de Interne Nieuwsdienst (IND)",
        **dict.fromkeys("bc", "de Immigratie- en Naturalisatiedienst (IND)"),
    }
    introductions = Introductions.of(papers.items())
    assert introductions.learn().by_short == {"ind": "immigratie- en naturalisatiedienst"}
    # Of papers that are not seen nothing is learnt.
    assert introductions.learn({"a"}).by_short == {"ind": "interne nieuwsdienst"}
    assert introductions.learn(()).by_short == {}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("art. 273f Wetboek van Strafrecht", ["artikel-273f"]), ("artikel 31.2", ["artikel-31.2"]),
        ("artikelen 31 en 32", ["artikel-31", "artikel-32"]), ("Artikel 273F", ["artikel-273f"]),
        ("een artikel in de krant", []), ("part 3", []),
    ],
)  # fmt: skip
def test_articles_are_terms_however_they_are_written(text: str, terms: list[str]) -> None:
    assert [term.text for term in find_articles(text)] == terms


WORDS = {"dwangsommen": 4, "dwangsom": 2, "prestatieverklaring": 3, "dienst": 9, "gemeente": 5, "gemeenten": 7}


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("dwangsomen", ("dwangsommen",)), ("prestatieverklarnig", ("prestatieverklaring",)), ("dients", ("dienst",)),
        ("gemeentr", ("gemeente",)), ("dies", ()), ("walvis", ()), ("12345", ()),
    ],
)  # fmt: skip
def test_a_mistyped_word_has_the_nearest_of_the_corpus(typed: str, near: tuple[str, ...]) -> None:
    assert KnownWords.of(WORDS).find_near(typed)[:1] == near


@st.composite
def mistype(draw: st.DrawFn) -> str:
    """A word of the corpus after up to three edits: some are within reach, some are not."""
    word = draw(st.sampled_from(sorted(WORDS)))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(word) - 1))
        word = word[:at] + draw(st.sampled_from(["", "q", "ab"])) + word[at + 1 :]
    return word


@given(mistype())
def test_no_word_within_reach_is_nearer_than_the_one_that_is_found(typed: str) -> None:
    near = KnownWords.of(WORDS).find_near(typed)
    most = 2 if len(typed) >= 8 else 1
    distances = {word: OSA.distance(typed, word) for word in WORDS}
    within = {word for word, distance in distances.items() if distance <= most and len(typed) >= 5}
    assert bool(near) == bool(within)
    assert all(distances[word] == min(distances.values()) for word in near)


def test_words_are_cut_in_runs_of_four_letters_with_their_edges() -> None:
    assert list(list_subwords("de IND taak", Analyzer())) == ["_ind", "ind_", "_taa", "taak", "aak_"]


@pytest.mark.parametrize(
    "step",
    [
        Step.HYPHENS, Step.NUMBERS, Step.STOP_WORDS, Step.LEMMAS, Step.SEPARATED, Step.STEMS, Step.COMPOUNDS,
    ],
)  # fmt: skip
def test_a_step_that_is_left_out_leaves_its_mark(step: Step) -> None:
    text = "de IT-dienst liepen 1.672 reizigersgegevens na"
    whole = [term.text for term in Analyzer().analyze(text)]
    assert [term.text for term in Analyzer(steps=ALL_STEPS - {step}).analyze(text)] != whole


@pytest.mark.parametrize("step", Step)
def test_steps_without_which_a_text_has_the_same_terms_and_runs_are_told_apart_from_the_others(step: Step) -> None:
    whole, without = Analyzer(), Analyzer(steps=ALL_STEPS - {step})
    for document in load_folder(SEEDS):
        if step in QUERY_STEPS:
            assert without.list_terms(document.text) == whole.list_terms(document.text)
        if step not in RUN_STEPS:
            assert list_runs([document.text], without) == list_runs([document.text], whole)


def test_what_a_word_becomes_is_found_once_but_not_all_words_ever_seen_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("corpus.analysis.memory._MOST", 3)
    asked: list[str] = []

    def find(word: str) -> Iterator[str]:
        asked.append(word)
        yield word.upper()

    memory = WordMemory(find)
    assert [memory[word] for word in "abacab"] == [(word.upper(),) for word in "abacab"]
    assert asked == ["a", "b", "c"]
    endless = "x" * 1_000
    assert memory[endless] == memory[endless] == (endless.upper(),)
    assert [memory[word] for word in "defgh"] == [(word.upper(),) for word in "defgh"]
    assert len(memory) <= 3
    assert endless not in memory


# Of four bytes, two of them below the tab, so that many begin alike, and one is the beginning of another.
KEYS = st.lists(st.sampled_from((0, 8, 97, 255)), max_size=6).map(bytes)
VALUES = st.binary(max_size=6).filter(lambda value: not {b"\t", b"\n"} & {bytes([byte]) for byte in value})


@given(st.dictionaries(KEYS, VALUES, max_size=200), KEYS)
def test_no_key_is_lost_or_made_up_in_a_table(entries: dict[bytes, bytes], other: bytes) -> None:
    table = SortedTable.of([key + b"\t" + value for key, value in entries.items()])
    assert {key: table.get(key) for key in (*entries, other)} == {key: entries.get(key) for key in (*entries, other)}


def test_a_word_has_its_base_form_whichever_apostrophe_and_accents_it_is_typed_with() -> None:
    for word, base in (("foto's", "foto"), ("foto’s", "foto"), ("zeeën", "zee"), ("zeee\u0308n", "zee")):
        assert find_lemma(word) == find_lemma(unicodedata.normalize("NFC", word).replace("’", "'")) == base, word

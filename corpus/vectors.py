"""The vectors of texts, kept on disk by what the texts say, so that none is made twice.

Each file holds vectors that were made together and is never changed (`corpus.storing`): what is damaged, cut off or
made by another encoder is not used, and its vectors are made again. Half precision is enough to rank by.
"""

from __future__ import annotations

import fcntl
import logging
import uuid
from collections.abc import Sequence
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from threading import Lock

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from corpus.embedding import Encoder, Matrix
from corpus.errors import DamagedFileError
from corpus.storing import load_arrays, lock_folder, save_arrays

logger = logging.getLogger(__name__)

Keys = NDArray[np.uint64]
Rows = NDArray[np.intp]
UNKNOWN = -1
# Vectors of texts that are gone, about as many as make a file worth writing anew: a megabyte.
_LEAST_WASTE = 1_000
# The share of what is on disk that may be of texts that are gone: to write the rest anew costs no more than is freed.
_MOST_WASTE = 0.5
# By everybody, as the papers are that they are shipped with.
_READABLE = 0o644
# With more files than this, all are made into one when they are opened.
_MOST_FILES = 16


class _Batch(Struct, frozen=True, kw_only=True, eq=False):
    """Vectors by the keys of their texts, which ascend."""

    keys: Keys
    vectors: NDArray[np.float16]

    @classmethod
    def of(cls, keys: Keys, vectors: NDArray[np.floating]) -> _Batch:
        kept, first = np.unique(keys, return_index=True)
        return cls(keys=kept, vectors=np.ascontiguousarray(vectors[first], np.float16))


class SavedVectors:
    """Vectors in a folder, or without one in memory alone; may be added to while others read.

    `shipped` is a file of vectors that came with the papers, if there is one.
    """

    def __init__(self, folder: Path | None, encoder: Encoder, shipped: Path | None = None) -> None:
        self._folder = folder
        self._key = encoder.name
        self._dimensions = encoder.dimensions
        # Of each file that is on disk and was read or written here, how many vectors it holds.
        self._files: dict[str, int] = {}
        self._adding = Lock()
        own = self._load_file(shipped) if shipped and shipped.is_file() else None
        self._batches = (*([own] if own else []),)
        self.refresh()

    def refresh(self) -> None:
        """Take up what other processes saved since; rows stay what they are."""
        if self._folder is None or not self._folder.is_dir():
            return
        try:
            with lock_folder(self._folder, fcntl.LOCK_EX), self._adding:
                self._batches = (*self._batches, *self._load_files(self._folder))
        except OSError as error:
            logger.info("saved vectors can't be used (%s)", error.strerror)

    def keep_only(self, rows: Rows) -> None:
        """Write anew the vectors in these rows where most of what is on disk is of texts that are gone.

        Only what is on disk counts: in memory all stays, as rows do, so that it says nothing of what can be freed.
        """
        if self._folder is None or not self._is_wasteful(len(rows)):
            return
        keys = np.concatenate([batch.keys for batch in self._batches])[rows]
        try:
            with lock_folder(self._folder, fcntl.LOCK_EX), self._adding:
                self._forget_gone(self._folder)
                # Another process may have written them anew meanwhile, and what it added since stays.
                if self._is_wasteful(len(rows)):
                    self._replace(self._folder, _Batch.of(keys, self.take(rows)), list(self._files))
        except OSError as error:
            logger.info("saved vectors can't be written anew (%s)", error.strerror)

    def _is_wasteful(self, kept: int) -> bool:
        saved = sum(self._files.values())
        return saved - kept >= max(_LEAST_WASTE, saved * _MOST_WASTE)

    def _forget_gone(self, folder: Path) -> None:
        """Forget the files that another process wrote anew or threw away."""
        self._files = {name: count for name, count in self._files.items() if (folder / name).is_file()}

    def find_rows(self, keys: Keys) -> Rows:
        """Return for each key the row of its vector, `UNKNOWN` where it has none; a row stays what it is."""
        rows = np.full(len(keys), UNKNOWN, np.intp)
        batches = self._batches
        for batch, first in zip(batches, _count_before(batches), strict=False):
            places = np.searchsorted(batch.keys, keys)
            places[places == len(batch.keys)] = 0
            found = batch.keys[places] == keys if len(batch.keys) else np.zeros(len(keys), np.bool_)
            rows[found] = first + places[found]
        return rows

    def take(self, rows: Rows) -> Matrix:
        """Return the vectors in these rows, in their order; zeros for an unknown row."""
        taken = np.zeros((len(rows), self._dimensions), np.float32)
        batches = self._batches
        for batch, first in zip(batches, _count_before(batches), strict=False):
            here = np.flatnonzero((rows >= first) & (rows < first + len(batch.keys)))
            taken[here] = batch.vectors[rows[here] - first]
        return taken

    def add(self, keys: Sequence[int], vectors: Matrix) -> None:
        """Keep vectors, on disk too; where they can't be written the log says so, and they stay in memory."""
        batch = _Batch.of(np.asarray(keys, np.uint64), vectors)
        with self._adding:
            self._batches = (*self._batches, batch)
        if self._folder is not None:
            try:
                self._save(self._folder, batch)
            except OSError as error:
                logger.warning("vectors can't be saved (%s): they are made again at the next start", error.strerror)
                self._folder = None

    def _load_files(self, folder: Path) -> list[_Batch]:
        """Return the batches in files that were not read yet."""
        self._forget_gone(folder)
        found: dict[str, _Batch] = {}
        for path in sorted(path for path in folder.glob("*.part") if path.name not in self._files):
            if batch := self._load_file(path):
                found[path.name] = batch
            else:
                path.unlink(missing_ok=True)
        self._files |= {name: len(batch.keys) for name, batch in found.items()}
        batches = list(found.values())
        if len(batches) <= _MOST_FILES:
            return batches
        merged = _Batch.of(
            np.concatenate([batch.keys for batch in batches]), np.concatenate([batch.vectors for batch in batches])
        )
        path = self._replace(folder, merged, list(found))
        return [self._load_file(path) or merged]

    def _replace(self, folder: Path, batch: _Batch, names: Sequence[str]) -> Path:
        """Write one file in the place of others; who has one of these open keeps it."""
        path = self._save(folder, batch)
        for name in names:
            (folder / name).unlink(missing_ok=True)
            del self._files[name]
        return path

    def _load_file(self, path: Path) -> _Batch | None:
        try:
            arrays = load_arrays(path, self._key).arrays
            keys, vectors = arrays["keys"].view(np.uint64), arrays["vectors"].view(np.float16)
            return _Batch(keys=keys, vectors=vectors.reshape(len(keys), self._dimensions))
        except (DamagedFileError, KeyError, ValueError) as error:
            logger.info("%s", error)
            return None

    def save_as(self, path: Path, keys: Keys) -> None:
        """Write the vectors of some keys to a file, to be shipped with their papers."""
        batch = _Batch.of(keys, self.take(self.find_rows(keys)))
        save_arrays(path, self._key, {"keys": batch.keys, "vectors": batch.vectors.ravel()}, {})
        path.chmod(_READABLE)

    def _save(self, folder: Path, batch: _Batch) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{uuid.uuid4().hex}.part"
        save_arrays(path, self._key, {"keys": batch.keys, "vectors": batch.vectors.ravel()}, {})
        self._files[path.name] = len(batch.keys)
        return path


def find_key(text: str) -> int:
    """Return the key of a text: 64 bits of its hash, in which a million texts meet once in 40 million times."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _count_before(batches: Sequence[_Batch]) -> list[int]:
    return list(accumulate((len(batch.keys) for batch in batches), initial=0))

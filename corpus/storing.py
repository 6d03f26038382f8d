"""Arrays in one file that is mapped into memory, and never trusted when it is not whole.

A file is written under another name, made durable, and then renamed: whoever opens it sees all of it or
none. Loading checks the checksum of every byte, which costs a second for some 4 GB, and the key that says
what it was made from; processes that load one file share its memory.
"""

from __future__ import annotations

import fcntl
import json
import os
import struct
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from corpus.errors import DamagedFileError, OutdatedFileError

_MAGIC = b"GRIFFIER"
_FORMAT = 1
_PREFIX = struct.Struct("<8sIIQ")
_ALIGNED = 64


class Stored(Struct, frozen=True, kw_only=True):
    """What a file holds: arrays that can't be written to, and a few plain values."""

    arrays: Mapping[str, NDArray[np.generic]]
    values: Mapping[str, float]


def save_arrays(path: Path, key: str, arrays: Mapping[str, NDArray[np.generic]], values: Mapping[str, float]) -> None:
    """Write a file in one step; `key` says what it was made from, and must be given to load it.

    Raises:
        OSError: there is no room, or no permission.
    """
    described, offset = [], 0
    for name, array in arrays.items():
        whole = np.ascontiguousarray(array)
        described.append([name, whole.dtype.str, len(whole), offset, zlib.crc32(whole.data)])
        offset += _align(whole.nbytes)
    header = json.dumps({"key": key, "values": dict(values), "arrays": described}).encode()
    start = _align(_PREFIX.size + len(header))
    with replace_file(path) as file:
        file.write(_PREFIX.pack(_MAGIC, _FORMAT, len(header), start + offset))
        file.write(header.ljust(start - _PREFIX.size - 4, b" "))
        file.write(struct.pack("<I", _check_header(_FORMAT, len(header), start + offset, header)))
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).data)
            file.write(b"\0" * (_align(array.nbytes) - array.nbytes))


def load_arrays(path: Path, key: str) -> Stored:
    """Return what a file holds, mapped into memory.

    Raises:
        DamagedFileError: it is not there, cut off, damaged, of another format, or made from something else.
    """
    try:
        with path.open("rb") as file:
            magic, format_, length, size = _PREFIX.unpack(file.read(_PREFIX.size))
            if magic != _MAGIC or format_ != _FORMAT or size != os.fstat(file.fileno()).st_size:
                raise DamagedFileError(f"{path.name}: of another format, or cut off; it is made anew")
            start = _align(_PREFIX.size + length)
            padded = file.read(start - _PREFIX.size)
            header = padded[:length]
            if padded[-4:] != struct.pack("<I", _check_header(format_, length, size, header)):
                raise DamagedFileError(f"{path.name}: its beginning is damaged; it is made anew")
        said = json.loads(header)
        if said["key"] != key:
            raise OutdatedFileError(f"{path.name}: made from other papers or by another version; it is made anew")
        whole = np.memmap(path, np.uint8, "r")
    except (OSError, struct.error, ValueError) as error:
        raise DamagedFileError(f"{path.name}: can't be read; it is made anew") from error
    arrays = {}
    for name, type_, count, offset, check in said["arrays"]:
        dtype = np.dtype(type_)
        raw = whole[start + offset : start + offset + count * dtype.itemsize]
        if zlib.crc32(raw.data) != check:
            raise DamagedFileError(f"{path.name}: its {name} are damaged; it is made anew")
        arrays[name] = np.asarray(raw).view(dtype)
    return Stored(arrays=arrays, values=said["values"])


class replace_file:  # noqa: N801 - used as a context, like open
    """Open a file that takes the place of `path` when all is written and on disk, and vanishes if not."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> tempfile._TemporaryFileWrapper[bytes]:
        self._file = tempfile.NamedTemporaryFile(dir=self._path.parent, prefix=".new-", delete=False)
        return self._file

    def __exit__(self, failed: object, *_: object) -> None:
        try:
            with self._file as file:
                file.flush()
                os.fsync(file.fileno())
            if failed is None:
                os.replace(self._file.name, self._path)
        finally:
            Path(self._file.name).unlink(missing_ok=True)


@contextmanager
def lock_folder(folder: Path, how: int) -> Iterator[None]:
    """Hold a lock on a folder while open; `how` is one of fcntl's, shared or exclusive.

    Raises:
        OSError: the folder is not there, or can't be written to.
    """
    with (folder / "lock").open("ab") as file:
        fcntl.flock(file, how)
        yield


def _align(size: int) -> int:
    # The four bytes at the end of the first block are the header's checksum.
    return -(-(size + 4) // _ALIGNED) * _ALIGNED


def _check_header(format_: int, length: int, size: int, header: bytes) -> int:
    return zlib.crc32(header, zlib.crc32(_PREFIX.pack(_MAGIC, format_, length, size)))

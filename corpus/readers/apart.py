"""PDFs of others, read in a process of its own: what a hostile one does to pdfium ends that process and no more.

pdfium is a large library that makes objects of many times a page's size, whatever is said of them beforehand.
So the process may take so much memory and time, and is ended where it takes more; and it is given no token.
What goes to it is the file and the limits, what comes back the text or the error, each as a length of eight bytes
and MessagePack.
"""

from __future__ import annotations

import contextlib
import resource
import struct
import subprocess
import sys
import threading
from typing import IO

import msgspec
from msgspec import Struct

from corpus.environment import build_environment
from corpus.errors import EmptySourceError, SourceError, UnreadableFileError
from corpus.readers.files import build_source
from corpus.readers.limits import Limits
from corpus.readers.source import SourceText

_LENGTH = struct.Struct("<Q")
_SERVE = "from corpus.readers.apart import serve; serve()"
_REMEDY = "print it to a new PDF, or raise {setting}"


class _Asked(Struct, frozen=True, kw_only=True):
    name: str
    raw: bytes
    limits: Limits


class _Problem(Struct, frozen=True, kw_only=True):
    problem: str
    remedy: str
    place: str | None = None
    is_empty: bool = False


class _Answer(Struct, frozen=True, kw_only=True):
    source: SourceText | None = None
    problem: _Problem | None = None


class Apart:
    """Reads files one at a time in a process of its own, which is started when it is needed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def build_source(self, name: str, raw: bytes, limits: Limits) -> SourceText:
        """Return the text of a file; raises what `build_source` of the readers raises, and the like for its limits.

        Raises:
            UnreadableFileError: it took more memory or time than the limits, or broke the reader.
        """
        asked = msgspec.msgpack.encode(_Asked(name=name, raw=raw, limits=limits))
        with self._turn:
            answer = self._ask(name, asked, limits)
        if answer.problem:
            raise _build_error(name, answer.problem)
        if answer.source is None:  # the process answers with the one or the other
            raise UnreadableFileError(name, "can't be read", "report this")
        return answer.source

    def close(self) -> None:
        """End the process; it is started again where it is needed again."""
        process, self._process = self._process, None
        if process:
            process.kill()
            with contextlib.suppress(BrokenPipeError), process:
                pass

    def _ask(self, name: str, asked: bytes, limits: Limits) -> _Answer:
        if self._process and self._process.poll() is not None:
            # The system ended it meanwhile, which is no fault of this file.
            self.close()
        process = self._process = self._process or _start()
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(limits.seconds, end)
        timer.start()
        try:
            with contextlib.suppress(BrokenPipeError):
                _write(_open(process.stdin), asked)
            answer = _read(_open(process.stdout))
        finally:
            timer.cancel()
        if answer is not None:
            return msgspec.msgpack.decode(answer, type=_Answer)
        self.close()
        if late.is_set():
            problem, setting = f"takes more than {limits.seconds} seconds to read", "GRIFFIER_LONGEST_READING"
        else:
            problem, setting = f"takes more than {limits.memory // 2**20} MB of memory to read", "GRIFFIER_MOST_MEMORY"
        raise UnreadableFileError(name, problem, _REMEDY.format(setting=setting))


def serve() -> None:
    """Read the files that come on standard input until it ends; the work of the process."""
    while asked := _read(sys.stdin.buffer):
        _write(sys.stdout.buffer, msgspec.msgpack.encode(_answer(msgspec.msgpack.decode(asked, type=_Asked))))


def _answer(asked: _Asked) -> _Answer:
    # No core of the process is left behind, as what is in it is another's paper.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    memory = asked.limits.memory if most == resource.RLIM_INFINITY else min(asked.limits.memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (memory, most))
    try:
        return _Answer(source=build_source(asked.name, asked.raw, asked.limits))
    except SourceError as error:
        is_empty = isinstance(error, EmptySourceError)
        return _Answer(
            problem=_Problem(problem=error.problem, remedy=error.remedy, place=error.place, is_empty=is_empty)
        )
    except MemoryError:
        problem = f"takes more than {asked.limits.memory // 2**20} MB of memory to read"
        return _Answer(problem=_Problem(problem=problem, remedy=_REMEDY.format(setting="GRIFFIER_MOST_MEMORY")))


def _build_error(name: str, problem: _Problem) -> SourceError:
    kind = EmptySourceError if problem.is_empty else UnreadableFileError
    return kind(name, problem.problem, problem.remedy, place=problem.place)


def _start() -> subprocess.Popen[bytes]:
    # What is run is fixed; nothing of a paper is in the command.
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", "-c", _SERVE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=build_environment(),
    )


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:  # both are asked for where the process starts
        raise BrokenPipeError
    return pipe


def _write(pipe: IO[bytes], body: bytes) -> None:
    pipe.write(_LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes | None:
    """Return what was sent; None where the other end is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = _LENGTH.unpack(head)[0]
    body = pipe.read(length)
    return body if len(body) == length else None

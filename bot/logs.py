"""The log: a line an event, with the id of what it is about; no line holds what a person wrote.

What comes from outside, an identifier or a file name, is one line whatever stands in it. Of an error that
nobody foresaw the place and the kind are logged, not its text: that may quote a person, or a token.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
import traceback
from collections.abc import Iterator
from typing import TextIO

from bot import tracing
from bot.config import LogFormat, LogLevel
from bot.errors import GriffierError
from corpus.errors import CorpusError

logger = logging.getLogger(__name__)

# Whose lines are kept from the level that is set; those of libraries, which may quote what they were
# given, are kept from a warning on.
_OWN = ("bot", "corpus")
# Bolt says of what nobody listens to what was typed in it.
_TALKATIVE = "Unhandled request"


def set_up_logging(level: LogLevel, form: LogFormat, stream: TextIO) -> None:
    """Have all that is logged from here on written to a stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines() if form is LogFormat.JSON else TextLines())
    handler.addFilter(_is_discreet)
    lowest = logging.getLevelNamesMapping()[level.upper()]
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(lowest, logging.WARNING))
    for name in _OWN:
        logging.getLogger(name).setLevel(lowest)


def log_lost_errors(loop: asyncio.AbstractEventLoop) -> None:
    """Have errors that no task waits for logged as all others are, and not by their text."""

    def log(_: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        logger.error("a task failed", exc_info=error if isinstance(error, BaseException) else None)

    loop.set_exception_handler(log)


class TextLines(logging.Formatter):
    """Writes lines for a person. Only the lines of an error's trace follow it, and these are indented."""

    def format(self, record: logging.LogRecord) -> str:
        about = f" [{_find_id()}]" if _find_id() else ""
        when = f"{_format_time(record)} {record.levelname}"
        lines = [f"{when} {record.name}{about} {clean(record.getMessage())}", *_list_failure(record)]
        return "\n  ".join(lines)


class JsonLines(logging.Formatter):
    """Writes an object a line: time, level, logger, message; id and failure where there are."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "time": _format_time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": clean(record.getMessage()),
        }
        if about := _find_id():
            entry["id"] = about
        if failure := list(_list_failure(record)):
            entry["failure"] = failure
        return json.dumps(entry, ensure_ascii=False)


def clean(text: str) -> str:
    """Return a text with all that is not to be seen, such as the end of a line, written out."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def describe_failure(error: BaseException) -> Iterator[str]:
    """Yield where an error arose, line by line, with those that led to it first.

    Of our own errors, which are written to be read, the text follows; of others the kind alone.
    """
    led_here = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if led_here is not None:
        yield from describe_failure(led_here)
        yield "which led to:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{frame.filename}:{frame.lineno} in {frame.name}: {frame.line}"
    kind = type(error).__qualname__
    yield f"{kind}: {clean(str(error))}" if isinstance(error, GriffierError | CorpusError) else kind


def _list_failure(record: logging.LogRecord) -> Iterator[str]:
    error = record.exc_info[1] if record.exc_info else None
    return describe_failure(error) if error is not None else iter(())


def _find_id() -> str:
    trace = tracing.find_trace()
    return trace.id if trace else ""


def _format_time(record: logging.LogRecord) -> str:
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created))}.{int(record.msecs):03}Z"


def _is_discreet(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in _OWN or not record.getMessage().startswith(_TALKATIVE)

"""One id from what Slack sent to its answer: all that is logged on the way carries it."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

# What Slack calls an event; what looks otherwise gets a name of our own, as it is written in the log.
_EVENT_ID = re.compile(r"[A-Za-z0-9]{1,40}")


def _make_id() -> str:
    return secrets.token_hex(6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Something that Slack sent: what the log calls it, its kind, and when it came, on the monotonic clock."""

    id: str = field(default_factory=_make_id)
    kind: str = "unread"
    began: float = field(default_factory=time.monotonic)

    @property
    def age(self) -> float:
        """How many seconds ago it came."""
        return time.monotonic() - self.began


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def find_trace() -> Trace | None:
    """Return what the work at hand is about, if it is about something that Slack sent."""
    return _current.get()


@contextmanager
def follow(trace: Trace) -> Iterator[None]:
    """Have the work in this context, and the tasks that it starts, carry a trace."""
    token = _current.set(trace)
    try:
        yield
    finally:
        _current.reset(token)


def name(event_id: object, kind: str) -> Trace:
    """Call what is at hand what Slack calls it, from here on in this task; return its trace."""
    trace = replace(_current.get() or Trace(), kind=kind)
    if is_event_id(event_id):
        trace = replace(trace, id=str(event_id))
    _current.set(trace)
    return trace


def resume(event_id: str, received_at: float) -> Trace:
    """Return the trace of an event that came `received_at`, in seconds since 1970, perhaps to another process."""
    began = time.monotonic() - max(0.0, time.time() - received_at)
    return Trace(id=event_id if is_event_id(event_id) else _make_id(), kind="event", began=began)


def is_event_id(value: object) -> bool:
    """Tell whether this can be written in a log as the name of an event."""
    return isinstance(value, str) and _EVENT_ID.fullmatch(value) is not None


def find_kind(body: Mapping[str, object]) -> str:
    """Return of what kind a payload is: `event`, `command` or `interaction`; all others are `other`."""
    if body.get("type") == "event_callback":
        return "event"
    if "command" in body:
        return "command"
    return "interaction" if body.get("type") and "user" in body else "other"

"""Blocks as Slack gets them: just what slack_sdk's own `to_dict` gives, each object checked and written once.

There each object is written anew for all that it stands in, and searched for its checks each time: of an answer that
took as long as to find it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Protocol

from msgspec import Struct
from slack_sdk.models.basic_objects import JsonObject

_WAYS = ("to_dict", "get_non_null_attributes", "get_object_attribute", "validate_json")


class Writable(Protocol):
    """A block, what stands in one, or what stands in that; not all of it is a `JsonObject`, such as a text's style."""

    def to_dict(self) -> dict[str, object]: ...


class _Form(Struct, frozen=True, kw_only=True):
    """What objects of one kind are checked by, and the names of what they are written with, both in order.

    `bare` are the names of what is written even where nothing stands in it.
    """

    checks: tuple[Callable[[object], None], ...]
    names: tuple[str, ...]
    bare: frozenset[str]


def write(thing: Writable) -> dict[str, object]:
    """Return a block, or what stands in one, as Slack gets it.

    Raises:
        SlackObjectFormationError: slack_sdk knows that Slack would refuse it.
    """
    form = _find_form(type(thing))
    if form is None:
        return thing.to_dict()
    for check in form.checks:
        check(thing)
    written = {}
    for name in form.names:
        value = getattr(thing, name, None)
        if value or _says(value, is_bare=name in form.bare):
            written[name] = _write_value(value)
    return written


def _says(value: object, *, is_bare: bool) -> bool:
    """Tell whether a value that is nothing much is written: a no or a zero is, and in some places an empty list."""
    return value is not None and (is_bare or not hasattr(value, "__len__"))


def _write_value(value: object) -> object:
    if isinstance(value, str | int):
        return value
    if isinstance(value, list | tuple):
        return [_write_value(each) for each in value]
    return write(value) if hasattr(value, "to_dict") else value


@cache
def _find_form(kind: type[object]) -> _Form | None:
    """Return the form of a kind of object; None of one that writes itself in a way of its own."""
    if not issubclass(kind, JsonObject) or any(getattr(kind, way) is not getattr(JsonObject, way) for way in _WAYS):
        return None
    attributes = (getattr(kind, name, None) for name in sorted(dir(kind)) if not name.startswith("__"))
    checks = tuple(attribute for attribute in attributes if callable(attribute) and hasattr(attribute, "validator"))
    # What slack_sdk tells of an object alone is the same for all of its kind.
    names = tuple(sorted(kind.__new__(kind).attributes))
    return _Form(checks=checks, names=names, bare=frozenset(name for name in names if _is_written_bare(kind, name)))


def _is_written_bare(kind: type[JsonObject], name: str) -> bool:
    thing = kind.__new__(kind)
    setattr(thing, name, [])
    return name in thing.get_non_null_attributes()

"""Settings one by one: from a text as a person wrote it to a value, or to what it should be instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

T = TypeVar("T")

DATA = Path("griffier-data")


class Reader:
    """Reads one setting at a time and remembers what was wrong, so that all is reported together."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.problems: list[str] = []

    def read(self, name: str, parse: Callable[[str], T], default: T) -> T:
        """Return what `parse` makes of a setting; `default` where it is not set, or is no such value."""
        raw = self._environment.get(name, "").strip()
        if not raw:
            return default
        try:
            return parse(raw)
        except ValueError as error:
            self.problems.append(f"{name} {error}")
            return default

    def has(self, name: str) -> bool:
        """Tell whether a setting is set: white space alone is not."""
        return bool(self._environment.get(name, "").strip())


def parse_url(raw: str) -> str:
    """Return a web address that ends in a slash.

    Raises:
        ValueError: it is none.
    """
    parts = urlsplit(raw)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("should be an address such as https://slack.com/api/")
    return raw if raw.endswith("/") else f"{raw}/"


def parse_address(raw: str) -> str:
    """Return a web address without a slash at its end.

    Raises:
        ValueError: it is none.
    """
    return parse_url(raw).rstrip("/")


def parse_port(raw: str) -> int:
    """Return a port; 0 is one that the system chooses.

    Raises:
        ValueError: it is none.
    """
    if not raw.isdecimal() or not 0 <= int(raw) <= 65535:
        raise ValueError("should be a port, 0 to 65535")
    return int(raw)


def parse_count(raw: str) -> int:
    """Return a whole number above 0.

    Raises:
        ValueError: it is none.
    """
    if not raw.isdecimal() or int(raw) == 0:
        raise ValueError("should be a whole number above 0")
    return int(raw)


def parse_connections(raw: str) -> int:
    """Return a number of connections in Socket Mode, 1 to 9.

    Raises:
        ValueError: it is none.
    """
    # Slack allows an app ten, and during a change of connections there is one more for a while.
    if not raw.isdecimal() or not 1 <= int(raw) <= 9:
        raise ValueError("should be 1 to 9")
    return int(raw)


def parse_hour(raw: str) -> int:
    """Return an hour of the day, 0 to 23.

    Raises:
        ValueError: it is none.
    """
    if not raw.isdecimal() or not 0 <= int(raw) <= 23:
        raise ValueError("should be an hour, 0 to 23")
    return int(raw)


def parse_zone(raw: str) -> str:
    """Return the name of a time zone that this machine knows.

    Raises:
        ValueError: it knows none of that name.
    """
    try:
        return ZoneInfo(raw).key
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError("should be a time zone such as Europe/Amsterdam") from error


def parse_workspaces(raw: str) -> tuple[str, ...]:
    """Return ids of workspaces, parted by commas or white space, each once.

    Raises:
        ValueError: one of them is none.
    """
    workspaces = tuple(dict.fromkeys(raw.replace(",", " ").split()))
    if not all(workspace.isalnum() and workspace.startswith("T") for workspace in workspaces):
        raise ValueError("should be ids of workspaces, such as T012AB3CD, with commas between")
    return workspaces


def parse_client_id(raw: str) -> str:
    """Return the client id of an app: figures, with points between.

    Raises:
        ValueError: it is none.
    """
    if not all(part.isascii() and part.isdigit() for part in raw.split(".")):
        raise ValueError("should be the client id of the app, such as 1234567890.1234567890123")
    return raw


def read_data(reader: Reader) -> Path:
    """Return the folder of all that is kept, which a start wants to know before all else."""
    return reader.read("GRIFFIER_DATA", parse_path, DATA)


def parse_path(raw: str) -> Path:
    """Return a path, `~` written out."""
    return Path(raw).expanduser()


def parse_folder(raw: str) -> Path:
    """Return the path of a folder that is there.

    Raises:
        ValueError: it is not.
    """
    path = parse_path(raw)
    if not path.is_dir():
        raise ValueError("should be a folder that exists")
    return path


def parse_choice(choices: type[T]) -> Callable[[str], T]:
    """Return what reads a value of an enumeration, in any case; it raises ValueError with all values for another."""

    def parse(raw: str) -> T:
        try:
            return choices(raw.lower())  # type: ignore[call-arg]  # an enum is called with a value
        except ValueError:
            values = ", ".join(str(choice) for choice in choices)  # type: ignore[attr-defined]
            raise ValueError(f"should be one of: {values}") from None

    return parse

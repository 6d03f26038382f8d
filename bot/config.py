"""The settings, read once from a mapping of names to texts into one frozen object."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import ConfigError
from corpus.database import sqlite_url
from corpus.folder import default_seeds
from corpus.identifiers import PUBLICATIONS
from corpus.publications import SRU
from corpus.readers import Limits

_MB = 2**20
_MINUTE = 60.0
SLACK_API = "https://slack.com/api/"

T = TypeVar("T")


class Secret:
    """A token or key that shows itself only to whom asks for it by name."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._value.encode(), other._value.encode())

    def __hash__(self) -> int:
        return hash(self._value)


class Transport(StrEnum):
    """The way in which Slack reaches the bot."""

    SOCKET = "socket"
    HTTP = "http"
    LOCAL = "local"


class Language(StrEnum):
    """The language that the bot speaks in Slack."""

    DUTCH = "nl"
    ENGLISH = "en"


class ReplyIn(StrEnum):
    """Where an answer to a mention in a channel is posted."""

    THREAD = "thread"
    CHANNEL = "channel"


class LogFormat(StrEnum):
    """How a line of the log looks: for a person, or for a program."""

    TEXT = "text"
    JSON = "json"


class Semantic(StrEnum):
    """Whether meanings are compared: where `griffier[semantic]` is installed, or never."""

    AUTO = "auto"
    OFF = "off"


class LogLevel(StrEnum):
    """How much is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an administrator can set; `.env.example` explains each."""

    app_token: Secret | None = None
    bot_token: Secret | None = None
    signing_secret: Secret | None = None
    api_url: str = SLACK_API
    host: str = "127.0.0.1"
    port: int = 3000
    local_port: int = 8065
    data: Path = Path("griffier-data")
    database: Secret
    seeds: Path
    publications_url: str = PUBLICATIONS
    sru_url: str = SRU
    limits: Limits = field(default_factory=Limits)
    semantic: Semantic = Semantic.AUTO
    language: Language = Language.DUTCH
    administrators: tuple[str, ...] = ()
    reply_in: ReplyIn = ReplyIn.THREAD
    daily_at: int = 8
    time_zone: str = "Europe/Amsterdam"
    connections: int = 2
    latest: float = 15 * _MINUTE
    lease: float = 15.0
    most_questions: int = 20
    keep_feedback: int = 365
    keep_audit: int = 730
    log_level: LogLevel = LogLevel.INFO
    log_format: LogFormat = LogFormat.TEXT
    status_host: str = "127.0.0.1"
    status_port: int | None = None

    @property
    def index(self) -> Path:
        """The folder of what was read and indexed, which is made anew where it is thrown away."""
        return self.data / "index"

    @property
    def vectors(self) -> Path:
        """The folder of the vectors of entries, by what these say; made anew where it is thrown away."""
        return self.index / "vectors"

    @property
    def transport(self) -> Transport:
        """Socket Mode where there is an app token, HTTP where there is a signing secret, else local."""
        if self.app_token:
            return Transport.SOCKET
        return Transport.HTTP if self.signing_secret else Transport.LOCAL


NAMES = (
    "SLACK_APP_TOKEN",
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_API_URL",
    "HOST",
    "PORT",
    "GRIFFIER_LOCAL_PORT",
    "GRIFFIER_DATA",
    "DATABASE_URL",
    "GRIFFIER_SEEDS",
    "PUBLICATIONS_URL",
    "SRU_URL",
    "GRIFFIER_LARGEST_FILE",
    "GRIFFIER_LARGEST_TEXT",
    "GRIFFIER_LONGEST_LINE",
    "GRIFFIER_MOST_LINES",
    "GRIFFIER_MOST_PAGES",
    "GRIFFIER_LARGEST_UNPACKED",
    "GRIFFIER_MOST_TAGS",
    "GRIFFIER_MOST_MEMORY",
    "GRIFFIER_LONGEST_READING",
    "GRIFFIER_SEMANTIC",
    "GRIFFIER_LANGUAGE",
    "GRIFFIER_ADMINISTRATORS",
    "GRIFFIER_REPLY_IN",
    "GRIFFIER_DAILY_AT",
    "GRIFFIER_TIME_ZONE",
    "GRIFFIER_CONNECTIONS",
    "GRIFFIER_LATEST_ANSWER",
    "GRIFFIER_LEASE",
    "GRIFFIER_MOST_QUESTIONS",
    "GRIFFIER_KEEP_FEEDBACK",
    "GRIFFIER_KEEP_AUDIT",
    "GRIFFIER_LOG_LEVEL",
    "GRIFFIER_LOG_FORMAT",
    "GRIFFIER_STATUS_HOST",
    "GRIFFIER_STATUS_PORT",
)


def load_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings that `environment` gives; an empty value counts as not set.

    Raises:
        ConfigError: names every setting that can't be used, and what it should be.
    """
    reader = _Reader(environment)
    data = reader.read("GRIFFIER_DATA", _parse_path, Path("griffier-data"))
    settings = Settings(
        app_token=reader.read("SLACK_APP_TOKEN", _parse_token("xapp-"), None),
        bot_token=reader.read("SLACK_BOT_TOKEN", _parse_token("xoxb-"), None),
        signing_secret=reader.read("SLACK_SIGNING_SECRET", Secret, None),
        api_url=reader.read("SLACK_API_URL", _parse_url, SLACK_API),
        host=reader.read("HOST", str, "127.0.0.1"),
        port=reader.read("PORT", _parse_port, 3000),
        local_port=reader.read("GRIFFIER_LOCAL_PORT", _parse_port, 8065),
        data=data,
        # It may hold a password.
        database=reader.read("DATABASE_URL", Secret, Secret(sqlite_url(data))),
        seeds=reader.read("GRIFFIER_SEEDS", _parse_folder, default_seeds()),
        publications_url=reader.read("PUBLICATIONS_URL", _parse_url, f"{PUBLICATIONS}/"),
        sru_url=reader.read("SRU_URL", _parse_address, SRU),
        limits=Limits(
            file=reader.read("GRIFFIER_LARGEST_FILE", _parse_count, Limits.file // _MB) * _MB,
            text=reader.read("GRIFFIER_LARGEST_TEXT", _parse_count, Limits.text),
            line=reader.read("GRIFFIER_LONGEST_LINE", _parse_count, Limits.line),
            lines=reader.read("GRIFFIER_MOST_LINES", _parse_count, Limits.lines),
            pages=reader.read("GRIFFIER_MOST_PAGES", _parse_count, Limits.pages),
            unpacked=reader.read("GRIFFIER_LARGEST_UNPACKED", _parse_count, Limits.unpacked // _MB) * _MB,
            tags=reader.read("GRIFFIER_MOST_TAGS", _parse_count, Limits.tags),
            memory=reader.read("GRIFFIER_MOST_MEMORY", _parse_count, Limits.memory // _MB) * _MB,
            seconds=reader.read("GRIFFIER_LONGEST_READING", _parse_count, Limits.seconds),
        ),
        semantic=reader.read("GRIFFIER_SEMANTIC", _parse_choice(Semantic), Semantic.AUTO),
        language=reader.read("GRIFFIER_LANGUAGE", _parse_choice(Language), Language.DUTCH),
        administrators=reader.read("GRIFFIER_ADMINISTRATORS", _parse_persons, ()),
        reply_in=reader.read("GRIFFIER_REPLY_IN", _parse_choice(ReplyIn), ReplyIn.THREAD),
        daily_at=reader.read("GRIFFIER_DAILY_AT", _parse_hour, 8),
        time_zone=reader.read("GRIFFIER_TIME_ZONE", _parse_zone, "Europe/Amsterdam"),
        connections=reader.read("GRIFFIER_CONNECTIONS", _parse_connections, 2),
        latest=reader.read("GRIFFIER_LATEST_ANSWER", _parse_count, 15) * _MINUTE,
        lease=float(reader.read("GRIFFIER_LEASE", _parse_count, 15)),
        most_questions=reader.read("GRIFFIER_MOST_QUESTIONS", _parse_count, 20),
        keep_feedback=reader.read("GRIFFIER_KEEP_FEEDBACK", _parse_count, 365),
        keep_audit=reader.read("GRIFFIER_KEEP_AUDIT", _parse_count, 730),
        log_level=reader.read("GRIFFIER_LOG_LEVEL", _parse_choice(LogLevel), LogLevel.INFO),
        log_format=reader.read("GRIFFIER_LOG_FORMAT", _parse_choice(LogFormat), LogFormat.TEXT),
        status_host=reader.read("GRIFFIER_STATUS_HOST", str, "127.0.0.1"),
        status_port=reader.read("GRIFFIER_STATUS_PORT", _parse_port, None),
    )
    problems = (*reader.problems, *_find_missing_tokens(settings, reader))
    if problems:
        raise ConfigError(tuple(problems))
    return settings


class _Reader:
    """Reads one setting at a time and remembers what was wrong, so that all is reported together."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.problems: list[str] = []

    def read(self, name: str, parse: Callable[[str], T], default: T) -> T:
        raw = self._environment.get(name, "").strip()
        if not raw:
            return default
        try:
            return parse(raw)
        except ValueError as error:
            self.problems.append(f"{name} {error}")
            return default

    def has(self, name: str) -> bool:
        return bool(self._environment.get(name, "").strip())


def _find_missing_tokens(settings: Settings, reader: _Reader) -> tuple[str, ...]:
    if reader.has("SLACK_BOT_TOKEN"):
        if not reader.has("SLACK_APP_TOKEN") and not reader.has("SLACK_SIGNING_SECRET"):
            return ("SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP) is missing",)
        return ()
    if reader.has("SLACK_APP_TOKEN") or reader.has("SLACK_SIGNING_SECRET"):
        return ("SLACK_BOT_TOKEN is missing",)
    return ()


def _parse_token(prefix: str) -> Callable[[str], Secret]:
    def parse(raw: str) -> Secret:
        if not raw.startswith(prefix):
            raise ValueError(f"should start with {prefix}")
        return Secret(raw)

    return parse


def _parse_url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("should be an address such as https://slack.com/api/")
    return raw if raw.endswith("/") else f"{raw}/"


def _parse_address(raw: str) -> str:
    return _parse_url(raw).rstrip("/")


def _parse_port(raw: str) -> int:
    if not raw.isdecimal() or not 0 <= int(raw) <= 65535:
        raise ValueError("should be a port, 0 to 65535")
    return int(raw)


def _parse_count(raw: str) -> int:
    if not raw.isdecimal() or int(raw) == 0:
        raise ValueError("should be a whole number above 0")
    return int(raw)


def _parse_hour(raw: str) -> int:
    if not raw.isdecimal() or not 0 <= int(raw) <= 23:
        raise ValueError("should be an hour, 0 to 23")
    return int(raw)


def _parse_zone(raw: str) -> str:
    try:
        return ZoneInfo(raw).key
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError("should be a time zone such as Europe/Amsterdam") from error


def _parse_connections(raw: str) -> int:
    # Slack allows an app ten, and during a change of connections there is one more for a while.
    if not raw.isdecimal() or not 1 <= int(raw) <= 9:
        raise ValueError("should be 1 to 9")
    return int(raw)


def _parse_persons(raw: str) -> tuple[str, ...]:
    persons = tuple(dict.fromkeys(raw.replace(",", " ").split()))
    if not all(person.isalnum() and person.startswith(("U", "W")) for person in persons):
        raise ValueError("should be member ids of Slack, such as U012AB3CD, with commas between")
    return persons


def _parse_path(raw: str) -> Path:
    return Path(raw).expanduser()


def _parse_folder(raw: str) -> Path:
    path = _parse_path(raw)
    if not path.is_dir():
        raise ValueError("should be a folder that exists")
    return path


def _parse_choice(choices: type[T]) -> Callable[[str], T]:
    def parse(raw: str) -> T:
        try:
            return choices(raw.lower())  # type: ignore[call-arg]  # an enum is called with a value
        except ValueError:
            values = ", ".join(str(choice) for choice in choices)  # type: ignore[attr-defined]
            raise ValueError(f"should be one of: {values}") from None

    return parse

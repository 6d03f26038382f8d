"""The settings, read once from a mapping of names to texts into one frozen object."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from bot.administrators import Administrators, parse_administrators
from bot.errors import ConfigError
from bot.setting_values import (
    DATA,
    Reader,
    parse_address,
    parse_choice,
    parse_client_id,
    parse_connections,
    parse_count,
    parse_folder,
    parse_hour,
    parse_port,
    parse_url,
    parse_workspaces,
    parse_zone,
    read_data,
)
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
        """Return what is kept secret, for who has to give it to somebody."""
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
    client_id: str = ""
    client_secret: Secret | None = None
    keys: tuple[Secret, ...] = ()
    workspaces: tuple[str, ...] = ()
    api_url: str = SLACK_API
    host: str = "127.0.0.1"
    port: int = 3000
    local_port: int = 8065
    data: Path = DATA
    database: Secret
    seeds: Path
    publications_url: str = PUBLICATIONS
    sru_url: str = SRU
    limits: Limits = field(default_factory=Limits)
    semantic: Semantic = Semantic.AUTO
    language: Language = Language.DUTCH
    administrators: Administrators = field(default_factory=Administrators)
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

    @property
    def serves_many(self) -> bool:
        """Whether workspaces install the bot themselves, instead of one that gave its token."""
        return bool(self.client_id)


NAMES = (
    "SLACK_APP_TOKEN",
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "GRIFFIER_KEYS",
    "GRIFFIER_WORKSPACES",
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
    reader = Reader(environment)
    settings = _read_settings(reader)
    problems = (*reader.problems, *_find_missing_tokens(settings, reader))
    if problems:
        raise ConfigError(tuple(problems))
    return settings


def _read_settings(reader: Reader) -> Settings:
    data = read_data(reader)
    return Settings(
        app_token=reader.read("SLACK_APP_TOKEN", _parse_token("xapp-"), None),
        bot_token=reader.read("SLACK_BOT_TOKEN", _parse_token("xoxb-"), None),
        signing_secret=reader.read("SLACK_SIGNING_SECRET", Secret, None),
        client_id=reader.read("SLACK_CLIENT_ID", parse_client_id, ""),
        client_secret=reader.read("SLACK_CLIENT_SECRET", Secret, None),
        keys=reader.read("GRIFFIER_KEYS", _parse_keys, ()),
        workspaces=reader.read("GRIFFIER_WORKSPACES", parse_workspaces, ()),
        api_url=reader.read("SLACK_API_URL", parse_url, SLACK_API),
        host=reader.read("HOST", str, "127.0.0.1"),
        port=reader.read("PORT", parse_port, 3000),
        local_port=reader.read("GRIFFIER_LOCAL_PORT", parse_port, 8065),
        data=data,
        # It may hold a password.
        database=reader.read("DATABASE_URL", Secret, Secret(sqlite_url(data))),
        seeds=reader.read("GRIFFIER_SEEDS", parse_folder, default_seeds()),
        publications_url=reader.read("PUBLICATIONS_URL", parse_url, f"{PUBLICATIONS}/"),
        sru_url=reader.read("SRU_URL", parse_address, SRU),
        limits=_read_limits(reader),
        semantic=reader.read("GRIFFIER_SEMANTIC", parse_choice(Semantic), Semantic.AUTO),
        language=reader.read("GRIFFIER_LANGUAGE", parse_choice(Language), Language.DUTCH),
        administrators=reader.read("GRIFFIER_ADMINISTRATORS", parse_administrators, Administrators()),
        reply_in=reader.read("GRIFFIER_REPLY_IN", parse_choice(ReplyIn), ReplyIn.THREAD),
        daily_at=reader.read("GRIFFIER_DAILY_AT", parse_hour, 8),
        time_zone=reader.read("GRIFFIER_TIME_ZONE", parse_zone, "Europe/Amsterdam"),
        connections=reader.read("GRIFFIER_CONNECTIONS", parse_connections, 2),
        latest=reader.read("GRIFFIER_LATEST_ANSWER", parse_count, 15) * _MINUTE,
        lease=float(reader.read("GRIFFIER_LEASE", parse_count, 15)),
        most_questions=reader.read("GRIFFIER_MOST_QUESTIONS", parse_count, 20),
        keep_feedback=reader.read("GRIFFIER_KEEP_FEEDBACK", parse_count, 365),
        keep_audit=reader.read("GRIFFIER_KEEP_AUDIT", parse_count, 730),
        log_level=reader.read("GRIFFIER_LOG_LEVEL", parse_choice(LogLevel), LogLevel.INFO),
        log_format=reader.read("GRIFFIER_LOG_FORMAT", parse_choice(LogFormat), LogFormat.TEXT),
        status_host=reader.read("GRIFFIER_STATUS_HOST", str, "127.0.0.1"),
        status_port=reader.read("GRIFFIER_STATUS_PORT", parse_port, None),
    )


def _read_limits(reader: Reader) -> Limits:
    return Limits(
        file=reader.read("GRIFFIER_LARGEST_FILE", parse_count, Limits.file // _MB) * _MB,
        text=reader.read("GRIFFIER_LARGEST_TEXT", parse_count, Limits.text),
        line=reader.read("GRIFFIER_LONGEST_LINE", parse_count, Limits.line),
        lines=reader.read("GRIFFIER_MOST_LINES", parse_count, Limits.lines),
        pages=reader.read("GRIFFIER_MOST_PAGES", parse_count, Limits.pages),
        unpacked=reader.read("GRIFFIER_LARGEST_UNPACKED", parse_count, Limits.unpacked // _MB) * _MB,
        tags=reader.read("GRIFFIER_MOST_TAGS", parse_count, Limits.tags),
        memory=reader.read("GRIFFIER_MOST_MEMORY", parse_count, Limits.memory // _MB) * _MB,
        seconds=reader.read("GRIFFIER_LONGEST_READING", parse_count, Limits.seconds),
    )


def _find_missing_tokens(settings: Settings, reader: Reader) -> tuple[str, ...]:
    if reader.has("SLACK_CLIENT_ID") or reader.has("SLACK_CLIENT_SECRET"):
        needed = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET", "GRIFFIER_KEYS")
        missing = [f"{name} is missing (for several workspaces)" for name in needed if not reader.has(name)]
        spare = [name for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN") if reader.has(name)]
        problems = [
            *missing,
            *(f"{name} is for one workspace, SLACK_CLIENT_ID for several: unset one" for name in spare),
        ]
        if any(one.team is None for one in settings.administrators.listed):
            problems.append("GRIFFIER_ADMINISTRATORS should say the workspace of each: T012AB3CD/U012AB3CD")
        return tuple(problems)
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


def _parse_keys(raw: str) -> tuple[Secret, ...]:
    keys = tuple(dict.fromkeys(raw.replace(",", " ").split()))
    for key in keys:
        try:
            is_key = len(base64.b64decode(key, altchars=b"-_", validate=True)) == 32
        except ValueError:
            is_key = False
        if not is_key:
            raise ValueError("should be keys as `griffier new-key` prints them, with commas between, the newest first")
    return tuple(Secret(key) for key in keys)

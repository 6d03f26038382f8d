"""Everything that the bot itself can go wrong on; each text may be shown at a terminal."""

from __future__ import annotations


class GriffierError(Exception):
    """Base of the bot's own errors."""


class ConfigError(GriffierError):
    """Settings that can't be used: all of them, by name, never by value."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


class UseError(GriffierError):
    """A command that was not told what to do."""


class StartError(GriffierError):
    """The bot can't start: no papers, a port that is taken, a token that Slack refuses."""


class BackupError(GriffierError):
    """A back-up that can't be made or restored: why, and what to do."""


class FullError(GriffierError):
    """A person or a channel keeps as many as it may: `most` of them."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"there are {most} already: remove one first")


class SealError(GriffierError):
    """A token in the database that can't be opened."""


class TokenError(GriffierError):
    """A token of a workspace that has ended, and for which Slack gives no new one."""

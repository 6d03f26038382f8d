"""What was found of one thing that the bot rests on."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Verdict(StrEnum):
    """Whether something is well; with a warning the bot runs all the same."""

    WELL = "ok"
    WARNING = "warning"
    FAILED = "failed"


class Finding(Struct, frozen=True, kw_only=True):
    """What was looked at, whether it is well, what was seen, and what to do about it."""

    subject: str
    verdict: Verdict = Verdict.WELL
    seen: str
    advice: str = ""


def warn(subject: str, seen: str, advice: str) -> Finding:
    """Return what is not well, though the bot runs with it."""
    return Finding(subject=subject, verdict=Verdict.WARNING, seen=seen, advice=advice)


def fail(subject: str, seen: str, advice: str) -> Finding:
    """Return what the bot can't run with."""
    return Finding(subject=subject, verdict=Verdict.FAILED, seen=seen, advice=advice)

"""The whole examination, in the order in which things rest on each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.config import NAMES, load_settings
from bot.doctor.finding import Finding, Verdict, fail, warn
from bot.doctor.slack import examine_slack
from bot.doctor.stores import examine_stores
from bot.errors import ConfigError

_OURS = ("GRIFFIER_",)
_MARKS = {Verdict.WELL: "ok", Verdict.WARNING: "warning", Verdict.FAILED: "FAILED"}


async def examine(environment: Mapping[str, str], clock: Callable[[], float]) -> tuple[Finding, ...]:
    """Look at everything; settings that can't be used end the examination, as all else rests on them."""
    try:
        settings = load_settings(environment)
    except ConfigError as error:
        return tuple(fail("settings", problem, "set it anew, see .env.example") for problem in error.problems)
    findings = [*_examine_names(environment)]
    findings += await examine_slack(settings, clock)
    findings += examine_stores(settings)
    return tuple(findings)


def is_well(findings: Sequence[Finding]) -> bool:
    """Tell whether the bot can run."""
    return all(finding.verdict is not Verdict.FAILED for finding in findings)


def format_findings(findings: Sequence[Finding]) -> str:
    """Return a line a finding, and under it what to do."""
    lines = []
    for finding in findings:
        lines.append(f"{_MARKS[finding.verdict]:<8} {finding.subject:<15} {finding.seen}")
        if finding.advice:
            lines.append(f"{'':<24} {finding.advice}")
    return "\n".join(lines)


def findings_to_json(findings: Sequence[Finding]) -> dict[str, object]:
    """Return the findings in order, and whether the bot can run, for `--json`."""
    listed = [
        {"subject": each.subject, "verdict": each.verdict, "seen": each.seen, "advice": each.advice}
        for each in findings
    ]
    return {"well": is_well(findings), "findings": listed}


def _examine_names(environment: Mapping[str, str]) -> Iterator[Finding]:
    unknown = sorted(name for name in environment if name.startswith(_OURS) and name not in NAMES)
    if unknown:
        yield warn("settings", f"no setting: {', '.join(unknown)}", "compare the name with .env.example")
    else:
        given = sum(1 for name in NAMES if environment.get(name, "").strip())
        yield Finding(subject="settings", seen=f"{given} are set, and can be used")

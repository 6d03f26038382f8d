"""Payloads that are malformed in ways nobody thought of: none stops the bot, and none makes it tell a secret.

`PAYLOADS=100000 … -p no:logging` sends so many over each of the two ways, instead of some hundreds; pytest keeps each
line of a log, and what it was raised of, which would be counted as memory of the bot.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from bot.local import LocalSlack
from corpus.search import Searcher
from tests.bot.letting_in import Porch, keep_log, run_porch, sign
from tests.bot.payloads import BODIES, COMMANDS, PAYLOADS, Json, mutated
from tests.conftest import OPTIONS, run_bot

MANY = int(os.environ.get("PAYLOADS", "150"))
# Bytes that the process may come to hold beyond what it holds after the first payloads.
GROWTH = 300 * 2**20

many = settings(
    max_examples=MANY,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    # One bot takes them all: that is what is tested.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def measure_memory() -> int:
    """Return how many bytes this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def log() -> Iterator[StringIO]:
    with keep_log() as stream:
        yield stream


def check_log(log: StringIO, slack: LocalSlack) -> None:
    """Pass where the log tells no secret and of no crash; what was read of it is not read again."""
    written = log.getvalue()
    log.seek(0)
    log.truncate()
    for secret in (slack.bot_token, slack.app_token, slack.signing_secret):
        assert secret not in written
    assert "could not be carried out" not in written, written
    assert "Task exception was never retrieved" not in written, written


@pytest.fixture
async def porch(searcher: Searcher) -> AsyncIterator[Porch]:
    async with run_porch(searcher) as running:
        yield running
        await running.is_well()


@many
@given(BODIES)
async def test_no_body_that_is_rightly_signed_brings_the_bot_down(
    porch: Porch, log: StringIO, memory: dict[str, int], drawn: tuple[bytes, str]
) -> None:
    body, kind = drawn
    status, answer = await porch.post(body, sign(porch.slack.signing_secret, body), kind=kind)
    # What is no UTF-8 can't have been signed by Slack, whose bodies all are.
    assert status in (200, 400, 404, 409) or (
        status == 401 and b"\xef\xbf\xbd" in body.decode(errors="replace").encode()
    )
    assert all(secret not in answer for secret in (porch.slack.bot_token, porch.slack.signing_secret))
    check_log(log, porch.slack)
    memory.setdefault("before", measure_memory())
    assert measure_memory() - memory["before"] < GROWTH


@pytest.fixture
def memory() -> dict[str, int]:
    return {}


@pytest.fixture
async def line(searcher: Searcher) -> AsyncIterator[LocalSlack]:
    async with run_bot(searcher, options=replace(OPTIONS, retry_delays=())) as slack:
        yield slack
        await slack.people.post(slack.person, slack.dm(slack.person), "vraag 41 uit 36360-VI")
        await slack.wait_for(
            lambda: any(str(message["text"]).startswith("Vraag 41") for message in slack.bot_messages("D0JIJ")), 20
        )


@many
@given(mutated(PAYLOADS + COMMANDS))
async def test_no_payload_over_the_socket_brings_the_bot_down(
    line: LocalSlack, log: StringIO, memory: dict[str, int], drawn: Json
) -> None:
    kind = "slash_commands" if "command" in drawn else "events_api" if "event" in drawn else "interactive"
    envelope = {"envelope_id": secrets.token_hex(12), "type": kind, "payload": drawn, "accepts_response_payload": True}
    await line.wait_for_connections(1)
    await line.dispatcher.send_raw(json.dumps(envelope))
    check_log(log, line)
    memory.setdefault("before", measure_memory())
    assert measure_memory() - memory["before"] < GROWTH

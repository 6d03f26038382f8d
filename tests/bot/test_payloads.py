"""Payloads that are malformed in ways nobody thought of: none stops the bot, and none makes it tell a secret.

`PAYLOADS=100000 … -p no:logging` sends so many over each of the two ways, instead of some hundreds; pytest keeps each
line of a log, and what it was raised of, which would be counted as memory of the bot. One bot takes them all, in
rounds, as hypothesis keeps all that it drew in one; `-s` prints what memory they left.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, Phase, given, settings

from bot.local import LocalSlack
from corpus.search import Searcher
from tests.bot.letting_in import Porch, keep_log, run_porch, sign
from tests.bot.payloads import BODIES, COMMANDS, PAYLOADS, Json, mutated
from tests.conftest import OPTIONS, run_bot

MANY = int(os.environ.get("PAYLOADS", "150"))
A_ROUND = 2_500
ROUNDS = pytest.mark.parametrize("part", range(-(-MANY // A_ROUND)))
# Bytes that the process may come to hold beyond what it holds after the first payloads.
GROWTH = 300 * 2**20

pytestmark = pytest.mark.asyncio(loop_scope="module")

many = settings(
    max_examples=min(MANY, A_ROUND),
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def measure_memory() -> int:
    """Return how many bytes this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@dataclass(slots=True)
class Memory:
    """What the process holds in bytes, beyond what it held after the first payload of its kind."""

    at_first: dict[str, int] = field(default_factory=dict)
    grown: dict[str, int] = field(default_factory=dict)

    def check(self, kind: str) -> None:
        held = measure_memory()
        self.grown[kind] = held - self.at_first.setdefault(kind, held)
        assert self.grown[kind] < GROWTH


@pytest.fixture(scope="module")
def memory() -> Iterator[Memory]:
    own = Memory()
    yield own
    for kind, grown in own.grown.items():
        print(f"\n{MANY:,} payloads over {kind}: {grown / 2**20:.0f} MB more")


@pytest.fixture(scope="module")
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


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def porch(searcher: Searcher) -> AsyncIterator[Porch]:
    async with run_porch(searcher) as running:
        yield running
        await running.is_well()


@ROUNDS
@many
@given(drawn=BODIES)
async def test_no_body_that_is_rightly_signed_brings_the_bot_down(
    porch: Porch, log: StringIO, memory: Memory, part: int, drawn: tuple[bytes, str]
) -> None:
    body, kind = drawn
    status, answer = await porch.post(body, sign(porch.slack.signing_secret, body), kind=kind)
    # What is no UTF-8 can't have been signed by Slack, whose bodies all are.
    assert status in (200, 400, 404, 409) or (
        status == 401 and b"\xef\xbf\xbd" in body.decode(errors="replace").encode()
    )
    assert all(secret not in answer for secret in (porch.slack.bot_token, porch.slack.signing_secret))
    check_log(log, porch.slack)
    memory.check("HTTP")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def line(searcher: Searcher) -> AsyncIterator[LocalSlack]:
    async with run_bot(searcher, options=replace(OPTIONS, retry_delays=())) as slack:
        yield slack
        await slack.people.post(slack.person, slack.dm(slack.person), "vraag 41 uit 36360-VI")
        await slack.wait_for(
            lambda: any(str(message["text"]).startswith("Vraag 41") for message in slack.bot_messages("D0JIJ")), 20
        )


@ROUNDS
@many
@given(drawn=mutated(PAYLOADS + COMMANDS))
async def test_no_payload_over_the_socket_brings_the_bot_down(
    line: LocalSlack, log: StringIO, memory: Memory, part: int, drawn: Json
) -> None:
    kind = "slash_commands" if "command" in drawn else "events_api" if "event" in drawn else "interactive"
    envelope = {"envelope_id": secrets.token_hex(12), "type": kind, "payload": drawn, "accepts_response_payload": True}
    await line.wait_for_connections(1)
    await line.dispatcher.send_raw(json.dumps(envelope))
    check_log(log, line)
    memory.check("Socket Mode")

"""`/healthz`, `/readyz` and `/metrics` tell how a process is doing, and nothing of who asks what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.errors import StartError
from bot.holdings import Holdings
from bot.local import LocalSlack, serve
from bot.office import Office
from bot.shelves import Shelves
from bot.state.state import State
from bot.status import Condition, show
from corpus.database import sqlite_url
from corpus.search import Searcher
from tests.bot.processes import Crew, find_free_port
from tests.conftest import OPTIONS, SEEDS, run_office


async def read(address: str, page: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"{address}/{page}") as response:
        return response.status, await response.text()


async def read_figures(address: str) -> dict[str, float]:
    """Return the value of each sample by its name and labels, as the library's own parser reads them."""
    status, text = await read(address, "metrics")
    assert status == 200
    return {
        f"{sample.name}{sorted(sample.labels.items()) or ''}": sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    slack: LocalSlack
    office: Office
    address: str


@asynccontextmanager
async def run_shown(searcher: Searcher, tmp_path: Path, *, over_http: bool = False) -> AsyncIterator[Shown]:
    state = State.open(sqlite_url(tmp_path))
    async with (
        serve(options=OPTIONS) as slack,
        run_office(slack, searcher, state=state, over_http=over_http) as office,
        show(office.condition, "127.0.0.1", 0) as address,
    ):
        office.condition.holdings = office.answering.holdings
        assert address
        yield Shown(slack=slack, office=office, address=address)
    state.close()


async def test_a_process_that_is_starting_says_what_it_lacks(searcher: Searcher) -> None:
    condition = Condition()
    async with show(condition, "127.0.0.1", 0) as address:
        assert address
        assert await read(address, "healthz") == (200, '{"alive": true, "ended": []}')
        assert await read(address, "readyz") == (503, '{"ready": false, "missing": ["index", "Slack"]}')
        condition.holdings = Holdings(searcher, Shelves(seeds=SEEDS))
        assert await read(address, "readyz") == (503, '{"ready": false, "missing": ["Slack"]}')
        condition.count_connections = lambda: 1
        assert await read(address, "readyz") == (200, '{"ready": true, "missing": []}')
        condition.stopping_since = 0.0
        assert await read(address, "readyz") == (503, '{"ready": false, "missing": ["stopping"]}')
        assert (await read(address, "metrics/anders"))[0] == 404


async def test_nothing_is_shown_without_a_port_and_a_taken_one_is_said() -> None:
    async with show(Condition(), "127.0.0.1", None) as address:
        assert address is None
    async with show(Condition(), "127.0.0.1", 0) as address:
        port = int(str(address).rpartition(":")[2])
        with pytest.raises(StartError, match="GRIFFIER_STATUS_PORT"):
            async with show(Condition(), "127.0.0.1", port):
                pass


async def test_who_loses_slack_is_not_ready_until_it_is_back(searcher: Searcher, tmp_path: Path) -> None:
    async with run_shown(searcher, tmp_path) as shown:
        slack, address = shown.slack, shown.address
        await slack.wait_for_connections(2)
        assert (await read(address, "readyz"))[0] == 200
        slack.app_token, token = "xapp-anders", slack.app_token
        slack.api._app_token = slack.app_token
        await slack.dispatcher.cut()
        async with asyncio.timeout(10):
            while await read(address, "readyz") != (503, '{"ready": false, "missing": ["Slack"]}'):
                pass
            slack.api._app_token = token
            while (await read(address, "readyz"))[0] != 200:
                pass
        assert (await read_figures(address))["griffier_reconnections_total"] >= 2


async def test_work_in_the_background_that_ends_makes_a_process_unwell(searcher: Searcher, tmp_path: Path) -> None:
    async def end() -> None:
        raise ValueError("onvoorzien")

    async with run_shown(searcher, tmp_path) as shown, shown.office.keep_running(end()):
        async with asyncio.timeout(5):
            while (await read(shown.address, "healthz"))[0] != 503:
                pass
        assert "end" in (await read(shown.address, "healthz"))[1]


@pytest.mark.parametrize("over_http", [False, True], ids=["socket mode", "http"])
async def test_the_figures_are_what_happened(searcher: Searcher, tmp_path: Path, over_http: bool) -> None:
    async with run_shown(searcher, tmp_path, over_http=over_http) as shown:
        slack, person = shown.slack, shown.slack.person
        channel = slack.dm(person)
        slack.faults.retry_after = 0
        slack.faults.rate_limited["chat.postMessage"] = 1
        slack.faults.duplicates, slack.faults.duplicates_with_new_id = 2, 1
        for number, text in enumerate(("vraag 43", "dwangsommen IND 2022", "xylofoon"), start=1):
            await slack.people.post(person, channel, text)
            await slack.wait_for(lambda number=number: len(slack.bot_messages(channel)) == number)
        await slack.people.command(person, slack.channel, "/zoek", "kosten van het toezicht op xylofoons en trompetten")
        await slack.wait_for(lambda: any(map(slack.bot_messages, (slack.channel, slack.other_channel))))
        await slack.wait_for(lambda: slack.dispatcher.pending == 0)
        if over_http:
            async with aiohttp.ClientSession() as session:
                assert slack.dispatcher.http_target
                await session.post(slack.dispatcher.http_target, data="{}", headers={"x-slack-signature": "v0=vals"})
        found = await read_figures(shown.address)
        expected = {
            "griffier_events_total[('kind', 'event')]": 6,
            "griffier_events_total[('kind', 'command')]": 1,
            "griffier_duplicates_total": 3,
            "griffier_answers_total[('kind', 'event'), ('outcome', 'answered')]": 3,
            "griffier_answers_total[('kind', 'command'), ('outcome', 'answered')]": 1,
            "griffier_searches_total[('outcome', 'sure')]": 1,
            "griffier_searches_total[('outcome', 'unsure')]": 1,
            "griffier_searches_total[('outcome', 'nothing')]": 1,
            "griffier_retries_total[('reason', 'limited')]": 1,
            "griffier_ack_seconds_count": 7,
            "griffier_answer_seconds_count": 4,
            "griffier_queue": 0,
            "griffier_underway": 0,
            "griffier_papers": len(searcher.cards),
            "griffier_index_entries": sum(card.size for card in searcher.cards),
            "griffier_ready": 1,
        }
        if over_http:
            # A request that is the same to the letter does not come past the door; one that is sent again in the next
            # second is signed anew.
            signed_anew = found["griffier_duplicates_total"] - 1
            assert signed_anew in (0, 1, 2)
            expected |= {
                "griffier_events_total[('kind', 'event')]": 4 + signed_anew,
                "griffier_duplicates_total": 1 + signed_anew,
            }
            expected["griffier_refused_requests_total[('status', '401')]"] = 1
        assert {name: found.get(name) for name in expected} == expected
        assert min(found["griffier_ack_seconds_sum"], found["griffier_answer_seconds_sum"]) > 0
        assert found["process_resident_memory_bytes"] > 0
        shown_text = (await read(shown.address, "metrics"))[1]
        told = (
            person,
            channel,
            slack.bot_token,
            slack.app_token,
            "xylofoon",
            "dwangsommen",
            slack.workspace.team["id"],
        )
        assert not [each for each in told if each in shown_text]


async def test_a_queue_that_the_database_can_t_tell_is_left_out(searcher: Searcher, tmp_path: Path) -> None:
    async with run_shown(searcher, tmp_path) as shown:
        with shown.office.state.database.write() as connection:
            connection.exec_driver_sql("DROP TABLE inbox")
        found = await read_figures(shown.address)
        assert "griffier_queue" not in found
        assert found["griffier_underway"] == 0


async def test_a_real_process_shows_its_status_where_it_is_told_to(tmp_path: Path) -> None:
    port = find_free_port()
    async with serve(options=OPTIONS) as slack:
        settings = {"GRIFFIER_STATUS_PORT": str(port)}
        crew = Crew(slack=slack, folder=tmp_path, url=sqlite_url(tmp_path), settings=settings)
        try:
            process = await crew.start()
            address = f"http://127.0.0.1:{port}"
            assert (await read(address, "healthz"))[0] == 200
            assert await read(address, "readyz") == (200, '{"ready": true, "missing": []}')
            await crew.ask(2)
            await crew.wait_until_all_is_answered()
            found = await read_figures(address)
            assert found["griffier_papers"] == 1
            assert sum(count for name, count in found.items() if name.startswith("griffier_answers_total")) == 2
            process.terminate()
            assert await asyncio.wait_for(process.wait(), 10) == 0
            crew.processes.remove(process)
        finally:
            await crew.stop()

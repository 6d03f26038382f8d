"""In a channel that workspaces share, whoever comes from elsewhere sees the papers of the bot that is spoken to."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.listeners.incoming import parse_team, parse_visitor
from bot.local import LocalSlack
from corpus.models import Document
from corpus.search import Searcher
from tests.bot.payloads import COMMANDS, INTERACTION, PAYLOADS, VIEW, Json
from tests.conftest import run_bot
from tests.papers import make_paper

HOME, ELSEWHERE = "T0LOKAAL", "T0ELDERS"
OWN = make_paper(
    "kst-36001-1",
    "Lijst over sluizen",
    [("Hoeveel sluizen zijn er hier?", "Er zijn zeven sluizen hier.")],
    url="https://zoek.officielebekendmakingen.nl/kst-36001-1.html",
    date=datetime.date(2030, 1, 1),
)
THEIRS = make_paper(
    "kst-36002-1",
    "Lijst over bruggen",
    [("Hoeveel bruggen zijn er elders?", "Er zijn negen bruggen elders.")],
    url="https://zoek.officielebekendmakingen.nl/kst-36002-1.html",
    date=datetime.date(2030, 1, 2),
)
# What a guest does in a modal, and what is told of them.
_IN_MODAL = {**INTERACTION, "team": {"id": ELSEWHERE}, "view": {**VIEW, "app_installed_team_id": HOME}}
SHARED: tuple[Json, ...] = (
    *({**_IN_MODAL, "type": kind} for kind in ("view_submission", "block_actions", "block_suggestion")),
    *({**payload, "team_id": ELSEWHERE} for payload in PAYLOADS if "authorizations" in payload),
)


@pytest.fixture(params=["socket mode", "http"])
async def slack(request: pytest.FixtureRequest, documents: dict[str, Document]) -> AsyncIterator[LocalSlack]:
    """A workspace with a paper of its own, and a colleague of a workspace that has another one."""
    searcher = Searcher.build(tuple(documents.values()), private=[(HOME, OWN), (ELSEWHERE, THEIRS)])
    async with run_bot(searcher, over_http=request.param == "http") as running:
        running.workspace.users[running.colleague]["team_id"] = ELSEWHERE
        yield running


async def search(slack: LocalSlack, words: str) -> str:
    """Search in the window by the button under a link, as a guest does; return what it shows."""
    ts = await slack.people.post(slack.person, slack.channel, OWN.metadata.url or "")
    await slack.wait_for(lambda: bool((slack.workspace.find_message(slack.channel, ts) or {}).get("attachments")))
    assert await slack.press(slack.colleague, slack.channel, ts, "paper_search") is None
    await slack.wait_for(lambda: bool(slack.views(slack.colleague)))
    assert await slack.submit(slack.colleague, {"search_words": words, "search_paper": None}) == {}
    return str(slack.views(slack.colleague)[-1]["blocks"])


async def test_a_modal_searches_the_papers_of_the_bot_that_opened_it(slack: LocalSlack) -> None:
    assert "Hoeveel sluizen zijn er hier?" in await search(slack, "sluizen hier")
    assert "Ik vond niets over “bruggen elders”" in await search(slack, "bruggen elders")


async def test_the_home_tab_and_links_show_a_guest_what_the_workspace_sees(slack: LocalSlack) -> None:
    await slack.people.open_home(slack.colleague)
    await slack.wait_for(lambda: slack.home(slack.colleague) is not None)
    assert "Lijst over sluizen" in str(slack.home(slack.colleague))
    assert "Lijst over bruggen" not in str(slack.home(slack.colleague))
    ts = await slack.people.post(slack.colleague, slack.channel, f"{THEIRS.metadata.url} {OWN.metadata.url}")
    await slack.wait_for(lambda: bool((slack.workspace.find_message(slack.channel, ts) or {}).get("attachments")))
    shown = str(slack.workspace.find_message(slack.channel, ts))
    assert "Lijst over sluizen" in shown
    assert "Lijst over bruggen" not in shown


def test_the_workspace_is_the_one_whose_token_answers() -> None:
    bodies = (*PAYLOADS, *COMMANDS, *SHARED)
    tokens = [AsyncBoltRequest(body=body, mode="socket_mode").context.team_id or "" for body in bodies]
    assert [parse_visitor(body).team for body in bodies] == tokens
    assert [parse_team(body) for body in SHARED] == [HOME] * len(SHARED)

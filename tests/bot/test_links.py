"""Links to papers that the corpus holds are shown with what they are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.local import LocalSlack
from corpus.search import Searcher
from tests.conftest import OPTIONS, run_bot

SITE = "https://zoek.officielebekendmakingen.nl"
HELD = f"{SITE}/kst-36560-VI-10.html"


async def share(slack: LocalSlack, text: str) -> dict[str, Any]:
    """Post a text, and return the message once the bot has heard of a link that it knows behind it."""
    ts = await slack.people.post(slack.person, slack.channel, text)
    # Links are shown in their order: when this one is, those before were looked at.
    last = await slack.people.post(slack.person, slack.channel, HELD)
    await slack.wait_for(lambda: bool(find(slack, last).get("attachments")))
    await slack.wait_for(lambda: slack.dispatcher.pending == 0)
    return find(slack, ts)


def find(slack: LocalSlack, ts: str) -> dict[str, Any]:
    return next(message for message in slack.all_messages(slack.channel) if message["ts"] == ts)


async def test_a_link_shows_the_title_the_date_and_how_many_questions(slack: LocalSlack) -> None:
    message = await share(slack, f"Zie {HELD} en {SITE}/kst-36360-VI-1.pdf.")
    list_, report = message["attachments"]
    assert "Lijst van vragen en antwoorden" in str(list_["blocks"])
    assert "Kamerstuk 36 560 VI, nr. 10 · 4 juni 2024 · 19 vragen" in str(list_["blocks"])
    assert "7 passages" in str(report["blocks"])


async def test_a_press_searches_in_the_paper(slack: LocalSlack) -> None:
    message = await share(slack, HELD)
    assert await slack.press(slack.colleague, slack.channel, message["ts"], "paper_search") is None
    await slack.wait_for(lambda: bool(slack.views(slack.colleague)))
    (form,) = slack.views(slack.colleague)
    (paper,) = [block["element"] for block in form["blocks"] if block["block_id"] == "search_paper"]
    assert paper["initial_option"]["value"] == "kst-36560-VI-10"


async def test_what_is_not_held_shows_nothing(slack: LocalSlack) -> None:
    links = (f"{SITE}/kst-11111-1.html", f"{SITE}/dossier/36360-VI", "https://www.tweedekamer.nl/debat")
    case = "https://www.tweedekamer.nl/kamerstukken/detail?id=2022Z00001&did=2022D00001"
    message = await share(slack, " ".join((*links, case, "https://elders.example/kst-36560-VI-10.html")))
    assert not message.get("attachments")


async def test_of_many_links_the_first_few_are_shown(slack: LocalSlack) -> None:
    ways = ("kst-36560-VI-10", "kst-36360-VI-1")
    links = [f"{SITE}/{paper}.{ending}" for paper in ways for ending in ("html", "xml", "pdf")]
    assert len((await share(slack, " ".join(links)))["attachments"]) == 5


async def test_the_bots_own_links_are_left_alone(searcher: Searcher) -> None:
    async with run_bot(searcher, options=replace(OPTIONS, retry_delays=())) as slack:
        ts = await slack.people.post(slack.person, slack.channel, "Kijk eens")
        own = {
            "type": "link_shared",
            "channel": slack.channel,
            "user": slack.workspace.bot_user,
            "message_ts": ts,
            "links": [{"domain": "zoek.officielebekendmakingen.nl", "url": HELD}],
            "event_ts": ts,
        }
        await slack.dispatcher.deliver_event(own)
        await share(slack, "niets")
        assert not any("chat.unfurl" in str(message) for message in slack.all_messages(slack.channel))
        assert not find(slack, ts).get("attachments")

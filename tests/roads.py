"""Roads to what asking and pressing do not lead to: Home, windows, links, papers that come in or are sent."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from unittest.mock import patch

from playwright.async_api import Locator, Page, expect

from bot.holdings import Holdings
from bot.listeners.searching import SHORTCUT
from bot.local import LocalSlack
from bot.search_request import Field
from bot.state.state import State
from corpus.errors import LibraryError
from corpus.library import Library
from tests.bot.stocked import PATIENCE, make_list

LINK = "https://zoek.officielebekendmakingen.nl/kst-36560-VI-10.html"
DIKES = "dijken langs de Maas"
UPLOADED = "36000-5.txt"
# Seconds that a file takes to come, for what is to be seen meanwhile.
_MOMENT = 3.0
_ADDING = "Ik voeg het toe"
_UPLOADED_ID = "kst-36000-5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A page, the Slack behind it, and what the bot has; the page is at `channel`."""

    slack: LocalSlack
    state: State
    library: Library
    holdings: Holdings
    channel: str
    shown: Page | None = None

    @property
    def page(self) -> Page:
        assert self.shown
        return self.shown

    @property
    def person(self) -> str:
        return self.slack.person

    @property
    def dialog(self) -> Locator:
        return self.page.locator("dialog[open] form")

    @property
    def last(self) -> Locator:
        return self.page.locator("#log article").last

    async def add(self, number: int, *questions: str) -> None:
        await asyncio.to_thread(self.library.add, f"{number}.txt", make_list(number, *questions))
        await self.holdings.reload()

    async def restore(self) -> None:
        """Take out the papers that came in, once nothing is being added any more."""
        self.slack.faults.slow.clear()
        dm = self.slack.dm(self.person)
        await self.slack.wait_for(lambda: _ADDING not in str(self.slack.bot_messages(dm)), PATIENCE)
        for held in await asyncio.to_thread(self.library.list_papers):
            if held.id.startswith("kst-36000-"):
                await asyncio.to_thread(self.library.remove, held.id, team=held.team)
        await self.holdings.reload()


Road = Callable[[Stage], Awaitable[Locator]]


async def go_home(stage: Stage) -> Locator:
    slack, person = stage.slack, stage.person
    await slack.people.command(person, slack.dm(person), "/volg", DIKES)
    await slack.wait_for(lambda: DIKES in str(slack.home(person)), PATIENCE)
    followed = slack.home(person)
    await stage.page.get_by_role("tab", name="Home").click()
    # Opening it shows it anew.
    await slack.wait_for(lambda: slack.home(person) != followed, PATIENCE)
    # On the page too: nothing tells when it has drawn the second of two that look the same.
    await stage.page.wait_for_timeout(500)
    home = stage.page.get_by_role("tabpanel", name="Home")
    await expect(home).to_contain_text(DIKES, timeout=PATIENCE * 1000)
    return home.locator(".home-blocks")


async def open_papers(stage: Stage) -> Locator:
    await go_home(stage)
    view = stage.slack.home(stage.person) or {}
    await stage.slack.press_in_view(stage.person, view["id"], "home_papers")
    return stage.dialog


async def open_window(stage: Stage) -> Locator:
    await stage.slack.interactions.run_shortcut(stage.person, SHORTCUT)
    return stage.dialog


async def search_in_window(stage: Stage) -> Locator:
    await open_window(stage)
    await stage.dialog.wait_for()
    await stage.slack.submit(stage.person, {Field.WORDS: "dwangsommen IND"})
    await expect(stage.dialog).to_contain_text("Zoek anders", timeout=PATIENCE * 1000)
    return stage.dialog


async def post_from_window(stage: Stage) -> Locator:
    await search_in_window(stage)
    view = stage.slack.views(stage.person)[-1]
    await stage.slack.press_in_view(stage.person, view["id"], "search_post")
    await expect(stage.dialog).to_contain_text("In welk kanaal?", timeout=PATIENCE * 1000)
    return stage.dialog


async def show_link(stage: Stage) -> Locator:
    await stage.slack.people.post(stage.person, stage.channel, f"Kijk eens naar {LINK}")
    await expect(stage.last).to_contain_text("Zoek in dit stuk", timeout=PATIENCE * 1000)
    return stage.last


async def list_followed(stage: Stage) -> Locator:
    for query in (DIKES, "dwangsommen IND jaar:2022"):
        await stage.slack.people.command(stage.person, stage.channel, "/volg", query)
        await expect(stage.last).to_contain_text(query, timeout=PATIENCE * 1000)
    await stage.slack.people.command(stage.person, stage.channel, "/volg", "lijst")
    listed = stage.page.locator("#log article", has_text="Dit volgt dit kanaal")
    await expect(listed).to_be_visible(timeout=PATIENCE * 1000)
    return listed


async def tell_news(stage: Stage) -> Locator:
    await stage.slack.people.command(stage.person, stage.channel, "/volg", DIKES)
    # What comes in before it is followed is no news.
    await expect(stage.last).to_contain_text(DIKES, timeout=PATIENCE * 1000)
    await stage.add(2, *(f"Worden de {DIKES} bij plaats {number} verhoogd?" for number in range(1, 4)))
    await expect(stage.last).to_contain_text("3 nieuwe vragen", timeout=PATIENCE * 1000)
    return stage.last


async def report(stage: Stage) -> Locator:
    raw = make_list(5, "Hoeveel bruggen zijn er vervangen?", "En wat kostte dat?", answer="Zeven bruggen.")
    return await _send(stage, UPLOADED, raw, "Toevoegen")


async def refuse(stage: Stage) -> Locator:
    return await _send(stage, "kapot.pdf", b"%PDF-1.4 niets", "kan ik niet gebruiken")


async def add_sent(stage: Stage) -> Locator:
    return await _add(stage, "Je kunt er nu in zoeken.")


async def see_adding(stage: Stage) -> Locator:
    stage.slack.faults.slow["files.info"] = _MOMENT
    return await _add(stage, _ADDING)


async def fail_to_add(stage: Stage) -> Locator:
    sent = await report(stage)
    stage.slack.faults.errors["files.info"] = ["internal_error"]
    return await _press(sent, "^Voeg.* toe$", "Probeer")


async def drop_sent(stage: Stage) -> Locator:
    return await _press(await report(stage), "^Voeg.* niet toe$", "Niet toegevoegd")


async def fail_to_remove(stage: Stage) -> Locator:
    sent = await add_sent(stage)
    with patch.object(Library, "remove", side_effect=LibraryError("out of reach")):
        await sent.get_by_role("button", name=re.compile("^Haal.* weg$")).click()
        await stage.page.locator("dialog[open]").get_by_role("button", name="Weghalen", exact=True).click()
        await expect(sent).to_contain_text("Weghalen lukt nu even niet", timeout=PATIENCE * 1000)
    return sent


async def _add(stage: Stage, shown: str) -> Locator:
    return await _press(await report(stage), "^Voeg (?!.* niet).* toe$", shown)


async def _press(sent: Locator, name: str, shown: str) -> Locator:
    await sent.get_by_role("button", name=re.compile(name)).first.click()
    await expect(sent).to_contain_text(shown, timeout=PATIENCE * 1000)
    return sent


async def _send(stage: Stage, name: str, raw: bytes, shown: str) -> Locator:
    dm = stage.slack.dm(stage.person)
    await stage.slack.people.upload(stage.person, dm, name, raw)
    await expect(stage.last).to_contain_text(shown, timeout=PATIENCE * 1000)
    return stage.last

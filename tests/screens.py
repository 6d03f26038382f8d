"""Pictures of what people see: `python -m tests.screens` makes them anew from the running page.

Each message and modal, on a desktop and a phone, light and dark, goes to `tests/golden/screens`; the README shows some
of them. Names as arguments make only those: `python -m tests.screens answer reader`.
"""

from __future__ import annotations

import asyncio
import io
import re
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.administrators import parse_administrators
from bot.config import Secret
from bot.holdings import Holdings, Shelves
from bot.local import LocalSlack
from bot.state.state import State
from bot.views.sharing import FORM
from corpus.database import sqlite_url
from corpus.library import Library
from tests import roads
from tests.bot.browsing import CHROMIUM, FLAGS
from tests.bot.papers import ID, LIST, OTHER, OTHER_LIST
from tests.conftest import OPTIONS, SEEDS, run_bot
from tests.roads import Road, Stage

FOLDER = Path(__file__).parent / "golden" / "screens"
COLOURS = 64
# Of a page that is always at the same time, so that only what people see makes a picture another one.
NOW = 1_764_000_000.0
DESKTOP = {"viewport": {"width": 1100, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
# The questions that the person has saved.
KEPT = ("hoeveel dwangsommen betaalde de IND in 2022?", 'drugssmokkel "kleinere havens" jaar:2023')
# An answer is taken whole, on a page so high that it is not behind the field for typing; a modal as it is seen.
HIGH = 3_000
VARIANTS = {
    f"{name}-{scheme}": {**options, "color_scheme": scheme}
    for name, options in (("desktop", DESKTOP), ("phone", PHONE))
    for scheme in ("light", "dark")
}


@dataclass(frozen=True, kw_only=True)
class Screen:
    """A picture of the answer to `text`, asked in a direct message or, as a command, in the channel.

    `presses` are the actions pressed one after another, under the answer and then in what that opens; an action with
    what it stands for after a `|` is a line of a menu, or a side of the thumbs. `shows` are the views in it
    (`module.function`); `opens` tells that the text or the press opens a modal, `is_shared` that the picture is of what
    stands in the channel then. `thread` is asked in a thread under it. What is not reached so has a `road`.
    """

    name: str
    shows: tuple[str, ...]
    text: str = ""
    road: Road | None = None
    presses: tuple[str, ...] = ()
    opens: bool = False
    thread: str = ""
    is_shared: bool = False
    is_in_channel: bool = False

    @property
    def is_modal(self) -> bool:
        if self.is_shared:
            return False
        return self.opens or any(press.startswith(("entry", "submit")) for press in self.presses[-1:])


SCREENS = (
    Screen(name="answer", text="hoeveel dwangsommen betaalde de IND in 2022?", shows=("answer.build_answer",)),
    Screen(name="unsure", text="kosten van xylofoon installaties rond Almere", shows=("answer.build_answer",)),
    Screen(
        name="page",
        text="/zoek dwangsommen IND beslistermijn",
        presses=("page_turn_on",),
        shows=("answer.build_page",),
    ),
    Screen(name="nothing", text="xylofoon", shows=("answer.build_notice",)),
    Screen(name="group", text="vraag 3 uit 36 999 VI, nr. 4", shows=("numbers.build_look_up",)),
    Screen(name="table", text="vraag 1 uit 36 999 VI, nr. 4", shows=("numbers.build_look_up",)),
    Screen(name="list", text="vraag 2 uit 36 999 VI, nr. 4", shows=("numbers.build_look_up",)),
    Screen(name="pointer", text="vraag 5 uit 36 999 VI, nr. 4", shows=("numbers.build_look_up",)),
    Screen(name="lost-pointer", text="vraag 6 uit 36 999 VI, nr. 4", shows=("numbers.build_look_up",)),
    Screen(name="unanswered", text="vraag 7 uit 36 999 VI, nr. 4", shows=("numbers.build_look_up",)),
    Screen(name="several", text="/vraag 40 t/m 43", shows=("numbers.build_look_up",)),
    Screen(name="choice", text="vraag 1", shows=("numbers.build_choice",)),
    Screen(
        name="source",
        text="vraag 7 uit kst-36560-VI-10",
        thread="wanneer was dit?",
        shows=("paper.build_source",),
    ),
    Screen(name="unknown-number", text="vraag 999", shows=("numbers.build_unknown_number",)),
    Screen(name="unknown-paper", text="vraag 4 uit kst-11111-1", shows=("numbers.build_unknown_paper",)),
    Screen(name="papers", text="bronnen", shows=("papers.build_papers",)),
    Screen(
        name="follow-up",
        text="hoeveel dwangsommen betaalde de IND in 2022?",
        thread="en in 2023?",
        shows=("understood.describe_understood",),
    ),
    Screen(name="settings", text="/griffier instellingen", opens=True, shows=("settings.build_settings",)),
    Screen(name="settings-changed", text="/griffier instellingen vragen kanaal", shows=("settings.build_change",)),
    Screen(name="language", text="/griffier taal", shows=("language.build_language_choice",)),
    Screen(
        name="wanted",
        text="/zoek dwangsommen IND 2022",
        presses=("answer_judge|wrong",),
        opens=True,
        shows=("feedback.build_wanted",),
    ),
    Screen(name="saved", text="/griffier bewaard", shows=("saved.build_saved",)),
    Screen(name="forget", text="/griffier vergeet mij", shows=("forgetting.build_forget",)),
    Screen(
        name="forgotten",
        text="/griffier vergeet mij",
        presses=("forget_all",),
        shows=("forgetting.build_forgotten",),
    ),
    Screen(name="help", text="help", shows=("help.build_help",)),
    Screen(
        name="reader",
        text="vraag 18 uit 36 560 VI, nr. 10",
        presses=("entry_menu|entry_open_after",),
        shows=("reader.build_reader",),
    ),
    Screen(
        name="similar",
        text="vraag 8 uit 36 560 VI, nr. 10",
        presses=("entry_similar",),
        shows=("similar.build_similar",),
    ),
    Screen(
        name="context",
        text="vraag 4 uit 36 560 VI, nr. 10",
        presses=("entry_context",),
        shows=("surroundings.build_surroundings",),
    ),
    Screen(
        name="citation",
        text="vraag 7 uit 36 560 VI, nr. 10",
        presses=("entry_menu|entry_cite",),
        shows=("citation.build_citation",),
    ),
    Screen(name="share", text="vraag 43", presses=("entry_share",), shows=("sharing.build_share_form",)),
    Screen(
        name="shared",
        text="vraag 43",
        presses=("entry_share", "submit"),
        is_shared=True,
        shows=("sharing.build_shared",),
    ),
    Screen(name="home", road=roads.go_home, shows=("home.build_home",)),
    Screen(name="papers-window", road=roads.open_papers, opens=True, shows=("papers.build_papers_view",)),
    Screen(name="paper", text="/bronnen lijst 2024", presses=("paper_open",), opens=True, shows=("paper.build_paper",)),
    Screen(name="search", road=roads.open_window, opens=True, shows=("search.build_form",)),
    Screen(name="found", road=roads.search_in_window, opens=True, shows=("search.build_results",)),
    Screen(
        name="post",
        road=roads.post_from_window,
        opens=True,
        shows=("search.build_post_form", "sharing.build_channel_form"),
    ),
    Screen(name="link", road=roads.show_link, is_in_channel=True, shows=()),
    Screen(
        name="follow",
        text="/zoek dwangsommen IND 2022",
        presses=("alert_follow",),
        opens=True,
        shows=("alerts.build_modal",),
    ),
    Screen(
        name="follows",
        text="/zoek dwangsommen IND 2022",
        presses=("alert_follow", "submit"),
        opens=True,
        shows=("alerts.build_done",),
    ),
    Screen(name="following", text="/volg dijken langs de Maas", shows=("alerts.build_following",)),
    Screen(name="followed", road=roads.list_followed, is_in_channel=True, shows=("alerts.build_list",)),
    Screen(name="news", road=roads.tell_news, is_in_channel=True, shows=("alerts.build_news",)),
    Screen(name="upload", road=roads.report, shows=("uploads.build_report",)),
    Screen(name="upload-added", road=roads.add_sent, shows=("uploads.build_added",)),
    Screen(name="upload-adding", road=roads.see_adding, shows=("uploads.build_adding",)),
    Screen(name="upload-dropped", road=roads.drop_sent, shows=("uploads.build_step",)),
    Screen(name="upload-not-added", road=roads.fail_to_add, shows=("uploads.build_not_added",)),
    Screen(name="upload-not-removed", road=roads.fail_to_remove, shows=("uploads.build_not_removed",)),
    Screen(name="upload-refused", road=roads.refuse, shows=("uploads.build_refusal",)),
    Screen(name="note", text="vraag 43", presses=("entry_share", "submit"), shows=("modals.build_note",)),
)


async def take(browser: Browser, stage: Stage, screen: Screen, variant: str) -> bytes:
    """Return the picture of a screen; what was there before is gone, and what the person keeps is always the same."""
    slack, state = stage.slack, stage.state
    for view in slack.views(slack.person)[:1]:
        await slack.interactions.close_view(slack.person, view["id"], is_cleared=True)
    await stage.restore()
    for messages in slack.workspace.messages.values():
        messages.clear()
    state.keeping.forget_team(str(slack.workspace.team["id"]))
    for question in KEPT:
        state.questions.add(str(slack.workspace.team["id"]), slack.person, question)
    in_channel = screen.text.startswith("/") or screen.is_in_channel
    channel = slack.channel if in_channel else slack.dm(slack.person)
    context = await browser.new_context(**VARIANTS[variant])  # type: ignore[arg-type]
    try:
        page = await context.new_page()
        await page.goto(f"{slack.url}/#{channel}")
        await page.wait_for_selector("body[data-ready]")
        if not screen.is_modal:
            width = VARIANTS[variant]["viewport"]["width"]  # type: ignore[index]
            await page.set_viewport_size({"width": width, "height": HIGH})
        here = replace(stage, shown=page, channel=channel)
        shown = await (screen.road(here) if screen.road else reach(here, screen))
        await shown.wait_for()
        return await shown.screenshot(animations="disabled", caret="hide")
    finally:
        await context.close()


async def reach(stage: Stage, screen: Screen) -> Locator:
    """Ask and press what leads to a screen, and return what is to be seen of it."""
    page, slack, channel = stage.page, stage.slack, stage.channel
    if screen.text.startswith("/"):
        command, _, text = screen.text.partition(" ")
        await slack.people.command(slack.person, channel, command, text)
    else:
        await slack.people.post(slack.person, channel, screen.text)
    await slack.wait_for(lambda: bool(slack.bot_messages(channel) or slack.views(slack.person)), 30)
    message = next(iter(slack.bot_messages(channel)), {})
    if screen.thread:
        return await _ask_on(page, slack, screen.thread, str(message["ts"]))
    for press in screen.presses:
        await _press(slack, channel, message, press)
    if views := slack.views(slack.person):
        dialog = page.get_by_role("dialog", name=views[-1]["title"]["text"])
        await dialog.wait_for()
        if screen.is_modal:
            return dialog.locator("form")
        # What was shared stands in the channel.
        await page.keyboard.press("Escape")
        await page.goto(f"{slack.url}/?anew#{slack.channel}")
    return page.locator("#log article[data-user=U0GRIFFIER]").last


async def _ask_on(page: Page, slack: LocalSlack, text: str, thread_ts: str) -> Locator:
    dm = slack.dm(slack.person)
    await slack.people.post(slack.person, dm, text, thread_ts=thread_ts)
    await slack.wait_for(lambda: len(slack.bot_messages(dm)) == 2, 30)
    # The answer that the thread is under stands above it.
    answer = page.get_by_role("complementary", name="Thread").locator("article[data-user=U0GRIFFIER]").nth(1)
    await answer.get_by_text(re.compile("Begrepen als|Kenmerk")).first.wait_for()
    return answer


async def _press(slack: LocalSlack, channel: str, message: dict[str, object], press: str) -> None:
    before = (message.get("blocks"), [view["hash"] for view in slack.views(slack.person)])
    if press == "submit":
        await slack.submit(slack.person, {"share_where": slack.channel} if _asks_where(slack) else None)
    else:
        action_id, _, line = press.partition("|")
        await slack.press(slack.person, channel, str(message["ts"]), action_id, _find_line(message, line))
    await slack.wait_for(
        lambda: (message.get("blocks"), [view["hash"] for view in slack.views(slack.person)]) != before, 30
    )


def _asks_where(slack: LocalSlack) -> bool:
    return slack.views(slack.person)[-1]["callback_id"] == FORM


def _find_line(message: dict[str, object], line: str) -> str | None:
    """Return the value of a menu's line, or of a side of the thumbs, by what it stands for."""
    blocks: list[dict[str, list[dict[str, object]]]] = message["blocks"]  # type: ignore[assignment]
    for block in blocks:
        for element in block.get("elements", ()):
            options: list[dict[str, str]] = element.get("options", [])  # type: ignore[assignment]
            if element.get("type") == "feedback_buttons" and line == "wrong":
                return str(element["negative_button"]["value"])  # type: ignore[index]
            for option in options:
                if line and option["value"].startswith(f"{line}|"):
                    return option["value"]
    return None


def shrink(png: bytes) -> bytes:
    """Return a picture with few colours: it is a third as large, and looks the same."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    small = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def name_file(screen: Screen, variant: str) -> str:
    return f"{screen.name}-{variant}.png"


@asynccontextmanager
async def set_stage() -> AsyncIterator[Stage]:
    """Run the bot over the seeds and two papers of the tests, for an administrator."""
    options = replace(OPTIONS, clock=lambda: NOW, administrators=("U0JIJ",))
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_url(Path(folder))
        library, state = Library.open(url), State.open(url)
        for name, text in ((ID, LIST), (OTHER, OTHER_LIST)):
            library.add(f"{name}.txt", text.encode())
        holdings = await Holdings.load(Shelves(seeds=SEEDS, library=library))
        given: dict[str, object] = {
            "database": Secret(url),
            "administrators": parse_administrators("U0JIJ"),
            "holdings": holdings,
        }
        async with run_bot(holdings.searcher, options=options, state=state, **given) as slack:
            yield Stage(slack=slack, state=state, library=library, holdings=holdings, channel=slack.channel)
        state.close()
        library.close()


async def make(names: frozenset[str]) -> None:
    """Write the pictures of the screens with these names, of all where there are none."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with set_stage() as stage, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            for screen in SCREENS:
                for variant in VARIANTS if not names or screen.name in names else ():
                    png = await take(browser, stage, screen, variant)
                    (FOLDER / name_file(screen, variant)).write_bytes(shrink(png))
                    print(name_file(screen, variant))
        finally:
            await browser.close()


if __name__ == "__main__":
    asyncio.run(make(frozenset(sys.argv[1:])))

"""The page does what Slack's own client does, with an app that uses all of it: by mouse, keyboard and touch."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.local import LocalSlack
from tests.bot.browsing import MARKS, PHONE, ask, open_page
from tests.bot.local_app import DOMAIN, Heard, button, run_app, section

pytestmark = MARKS

DROP = """([name, text]) => {
  const held = new DataTransfer();
  held.items.add(new File([text], name, { type: "text/plain" }));
  const pane = document.getElementById("main");
  for (const type of ["dragover", "drop"])
    pane.dispatchEvent(new DragEvent(type, { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


@pytest_asyncio.fixture(loop_scope="module")
async def made() -> AsyncIterator[tuple[LocalSlack, Heard]]:
    async with run_app() as running:
        yield running


def find_answer(page: Page) -> Locator:
    return page.locator("#log article[data-user=U0GRIFFIER]").last


async def open_search(page: Page) -> Locator:
    await page.locator("#composer").get_by_role("button", name="Snelkoppelingen").click()
    await page.get_by_role("menuitem", name="Zoek met filters").click()
    modal = page.get_by_role("dialog", name="Zoeken")
    await expect(modal).to_be_visible()
    return modal


async def open_home(page: Page) -> Locator:
    await page.get_by_role("navigation").get_by_role("button", name="Griffier").click()
    await page.get_by_role("tab", name="Home").click()
    return page.get_by_role("tabpanel", name="Home")


async def test_every_block_of_a_message_shows_and_works(browser: Browser, made: tuple[LocalSlack, Heard]) -> None:
    slack, heard = made
    page, problems = await open_page(browser, slack)
    await ask(page, "toon alles")
    answer = find_answer(page)
    await expect(answer.get_by_role("heading", name="Vraag 43")).to_be_visible()
    await expect(answer.locator("ol > li > ul > li")).to_have_text("met een onderdeel")
    await expect(answer.locator("blockquote")).to_contain_text("€ 3,4 miljoen")
    await expect(answer.locator("pre")).to_have_text("a  b\n1  2")
    await expect(answer.get_by_role("columnheader")).to_have_text(["Jaar", "Vragen", "Ministerie"])
    await expect(answer.get_by_role("cell", name="1.204")).to_be_visible()
    assert await answer.locator(".carousel .card").count() == 2
    await answer.locator(".overflow").click()
    await page.get_by_role("menuitem", name="Kopieer citaat").click()
    await expect(find_answer(page)).to_contain_text("Gekozen: cite")
    shown = page.locator("#log article[data-user=U0GRIFFIER]").first
    await shown.get_by_role("button", name="Niet goed").click()
    await expect(find_answer(page)).to_contain_text("Oordeel: bad")
    await expect(shown.get_by_role("button", name="Niet goed")).to_have_attribute("aria-pressed", "true")
    await shown.get_by_role("combobox", name="Ga naar").select_option("Vraag 44")
    await slack.wait_for(lambda: len(heard.of("block_actions")) == 3)
    assert heard.of("block_actions")[-1]["actions"][0]["selected_option"]["value"] == "44"
    assert problems == []


async def test_a_modal_is_filled_in_corrected_and_submitted(browser: Browser, made: tuple[LocalSlack, Heard]) -> None:
    slack, heard = made
    page, problems = await open_page(browser, slack)
    modal = await open_search(page)
    words = modal.get_by_role("textbox", name="Waar zoekt u naar?")
    await expect(words).to_be_focused()
    await modal.get_by_role("button", name="Zoek", exact=True).click()
    await expect(modal.get_by_role("alert").filter(has_text="Vul dit verplichte veld in.")).to_be_visible()
    await words.fill("fout")
    await modal.get_by_role("combobox", name="Jaar").select_option("2023")
    paper = modal.get_by_role("combobox", name="Stuk (niet verplicht)", exact=True)
    await paper.press_sequentially("b")
    await expect(modal.get_by_text("Typ ten minste 2 tekens")).to_be_visible()
    await paper.press_sequentially("egr")
    await expect(modal.get_by_role("listbox").get_by_role("option")).to_have_text(["Begroting 2024"])
    await paper.press("Enter")
    await expect(paper).to_have_value("Begroting 2024")
    several = modal.get_by_role("combobox", name="Meer stukken")
    for title in ("Jaarverslag 2022", "Voorjaarsnota 2024"):
        await several.click()
        await modal.get_by_role("option", name=title).click()
    await modal.get_by_role("button", name="Jaarverslag 2022 weghalen").click()
    await modal.get_by_label("Rapporten").check()
    await modal.get_by_label("Nieuwste eerst").check()
    await words.press("Enter")
    await expect(modal.get_by_role("alert").filter(has_text="Dat woord kennen we niet.")).to_be_visible()
    await expect(words).to_be_focused()
    await words.fill("dwangsommen")
    await modal.get_by_role("button", name="Zoek", exact=True).click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    values = heard.of("view_submission")[-1]["view"]["state"]["values"]
    assert values["words"]["words"]["value"] == "dwangsommen"
    assert values["year"]["year"]["selected_option"]["value"] == "2023"
    assert values["paper"]["paper"]["selected_option"]["value"] == "Begroting 2024"
    assert [one["value"] for one in values["several"]["several"]["selected_options"]] == ["Voorjaarsnota 2024"]
    assert [one["value"] for one in values["kinds"]["kinds"]["selected_options"]] == ["r"]
    assert values["order"]["order"]["selected_option"]["value"] == "new"
    assert problems == []


async def test_modals_stack_and_change_without_losing_what_was_filled_in(
    browser: Browser, made: tuple[LocalSlack, Heard]
) -> None:
    slack, heard = made
    page, problems = await open_page(browser, slack)
    modal = await open_search(page)
    words = modal.get_by_role("textbox", name="Waar zoekt u naar?")
    await words.fill("half getypt")
    await modal.get_by_role("button", name="Anders").click()
    await expect(modal).to_contain_text("Dit venster is veranderd.")
    await expect(words).to_have_value("half getypt")
    await modal.get_by_role("button", name="Uitleg").click()
    above = page.get_by_role("dialog", name="Uitleg")
    await expect(above).to_contain_text("Zo zoekt u.")
    await above.get_by_role("button", name="Annuleren").click()
    await expect(words).to_have_value("half getypt")
    await words.fill("onzin")
    await words.press("Enter")
    await expect(modal).to_contain_text("De app antwoordde niet goed")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await slack.wait_for(lambda: bool(heard.of("view_closed")))
    await expect(page.locator("#composer").get_by_role("button", name="Snelkoppelingen")).to_be_focused()
    assert problems == []


async def test_a_shortcut_on_a_message_opens_by_keyboard_alone(
    browser: Browser, made: tuple[LocalSlack, Heard]
) -> None:
    slack, _ = made
    await slack.people.post(slack.colleague, slack.channel, "Hoeveel dwangsommen?")
    page, problems = await open_page(browser, slack)
    more = page.locator("#log article").get_by_role("button", name="Meer acties")
    await more.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Zoek hierover")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(more).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Hierover")).to_contain_text("Hoeveel dwangsommen?")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert problems == []


async def test_the_home_tab_is_drawn_searched_and_renewed_in_place(
    browser: Browser, made: tuple[LocalSlack, Heard]
) -> None:
    slack, heard = made
    page, problems = await open_page(browser, slack)
    home = await open_home(page)
    await expect(home).to_contain_text("U zocht 0 keer.")
    await expect(home.get_by_role("img", name="Vragen per jaar")).to_be_visible()
    await expect(home.locator("svg.chart text").filter(has_text="412")).to_be_visible()
    await home.get_by_role("textbox", name="Zoeken").fill("dwangsommen")
    await page.keyboard.press("Enter")
    await expect(home).to_contain_text("U zocht 1 keer.")
    await expect(home.get_by_role("textbox", name="Zoeken")).to_be_focused()
    assert heard.of("block_actions")[0]["actions"][0]["value"] == "dwangsommen"
    await page.get_by_role("tab", name="Home").press("ArrowRight")
    await expect(page.locator("#composer-main")).to_be_visible()
    assert [event["tab"] for event in heard.of("app_home_opened")] == ["messages", "home", "messages"]
    assert problems == []


async def test_a_link_unfurls_under_its_message_for_all(browser: Browser, made: tuple[LocalSlack, Heard]) -> None:
    slack, heard = made
    page, problems = await open_page(browser, slack)
    other, _ = await open_page(browser, slack, "/?user=U0COLLEGA")
    await ask(page, f"Zie https://{DOMAIN}/kst-1")
    unfurl = other.locator("#log .attachment")
    await expect(unfurl).to_contain_text("412 vragen")
    await unfurl.get_by_role("button", name="Zoek hierin").click()
    await slack.wait_for(lambda: bool(heard.of("block_actions")))
    assert heard.of("block_actions")[0]["user"]["id"] == slack.colleague
    assert problems == []


async def test_files_are_shared_by_choosing_and_by_dropping(browser: Browser, made: tuple[LocalSlack, Heard]) -> None:
    slack, heard = made
    page, problems = await open_page(browser, slack, f"/#{slack.dm(slack.person)}")
    chosen = {"name": "stuk.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    await page.locator("#composer input[type=file]").set_input_files(chosen)  # type: ignore[arg-type]
    await page.evaluate(DROP, ["notitie.txt", "Vraag 1"])
    await expect(page.locator("#composer .chip")).to_have_text(["stuk.pdf", "notitie.txt"])
    await ask(page, "Deze twee")
    await expect(page.locator("#log .file strong")).to_have_text(["stuk.pdf", "notitie.txt"])
    await slack.wait_for(lambda: len(heard.of("message")) == 2)
    assert [event["files"][0]["name"] for event in heard.of("message")] == ["stuk.pdf", "notitie.txt"]
    assert heard.of("message")[0]["text"] == "Deze twee"
    async with page.expect_download() as download:
        await page.get_by_role("link", name="notitie.txt").click()
    assert (await (await download.value).path()).read_text() == "Vraag 1"
    assert problems == []


async def test_what_is_for_one_person_is_shown_to_nobody_else(browser: Browser, made: tuple[LocalSlack, Heard]) -> None:
    slack, _ = made
    page, _ = await open_page(browser, slack)
    other, _ = await open_page(browser, slack, "/?user=U0COLLEGA")
    await ask(page, "/proef jij")
    await expect(page.locator("article.ephemeral")).to_contain_text("Alleen zichtbaar voor jou")
    await expect(page.locator("article.ephemeral")).to_contain_text("Dag jij")
    await slack.people.post(slack.colleague, slack.dm(slack.colleague), "geheim")
    await slack.people.post(slack.person, slack.channel, "voor allen")
    await expect(other.locator("#log article")).to_have_text([re.compile("voor allen")])
    await expect(page.locator("#side .count")).to_have_count(0)


async def test_the_bot_is_asked_into_a_channel(browser: Browser, made: tuple[LocalSlack, Heard]) -> None:
    slack, heard = made
    page, problems = await open_page(browser, slack, f"/#{slack.other_channel}")
    await page.get_by_role("button", name="Griffier uitnodigen").click()
    await expect(page.locator("#invitation")).to_be_hidden()
    await slack.wait_for(lambda: bool(heard.of("member_joined_channel")))
    assert problems == []


async def test_a_person_changes_and_deletes_what_they_said(browser: Browser, made: tuple[LocalSlack, Heard]) -> None:
    slack, _ = made
    page, problems = await open_page(browser, slack)
    await ask(page, "Hallo & <b>")
    message = page.locator("#log article")
    await message.hover()
    await message.get_by_role("button", name="Meer acties").click()
    await page.get_by_role("menuitem", name="Bewerk bericht").click()
    field = message.get_by_role("textbox", name="Bewerk bericht")
    await expect(field).to_have_value("Hallo & <b>")
    await field.fill("Dag")
    await field.press("Enter")
    await expect(message.locator(".text")).to_have_text("Dag")
    await expect(message).to_contain_text("(bewerkt)")
    await message.get_by_role("button", name="Meer acties").click()
    await page.get_by_role("menuitem", name="Verwijder bericht…").click()
    await page.get_by_role("dialog").get_by_role("button", name="Verwijderen").click()
    await expect(message).to_have_count(0)
    assert problems == []


async def test_a_new_message_is_said_aloud_and_stands_in_the_title(
    browser: Browser, made: tuple[LocalSlack, Heard]
) -> None:
    slack, _ = made
    page, _ = await open_page(browser, slack)
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    text = "Vraag 43: <https://x.example|€ 3,4 miljoen> &amp; meer"
    await client.chat_postMessage(channel=slack.dm(slack.person), text=text, blocks=[section("anders")])
    await expect(page.locator("#announcer")).to_have_text("Griffier: Vraag 43: € 3,4 miljoen & meer")
    await expect(page).to_have_title(re.compile("Vraag 43: € 3,4 miljoen"))
    await expect(page.get_by_role("navigation").locator(".count")).to_have_text("1")


async def test_a_message_that_changes_keeps_the_focus_where_it_was(
    browser: Browser, made: tuple[LocalSlack, Heard]
) -> None:
    slack, _ = made
    page, _ = await open_page(browser, slack)
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    blocks = [{"type": "actions", "block_id": "b", "elements": [button("Meer", "more"), button("Hele", "whole")]}]
    posted = await client.chat_postMessage(channel=slack.channel, text="x", blocks=blocks)
    await find_answer(page).get_by_role("button", name="Hele").focus()
    await client.chat_update(channel=slack.channel, ts=posted["ts"], text="y", blocks=[section("Bladzijde 2"), *blocks])
    await expect(find_answer(page)).to_contain_text("Bladzijde 2")
    await expect(find_answer(page).get_by_role("button", name="Hele")).to_be_focused()


async def test_a_permalink_leads_to_its_message(browser: Browser, made: tuple[LocalSlack, Heard]) -> None:
    slack, _ = made
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    parent = await client.chat_postMessage(channel=slack.channel, text="vraag")
    reply = await client.chat_postMessage(channel=slack.channel, text="antwoord", thread_ts=parent["ts"])
    link = (await client.chat_getPermalink(channel=slack.channel, message_ts=reply["ts"]))["permalink"]
    page, problems = await open_page(browser, slack, link.removeprefix(slack.url))
    await expect(page.locator("#thread article.pointed")).to_contain_text("antwoord")
    assert problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_all_of_it_fits_a_phone(browser: Browser, made: tuple[LocalSlack, Heard], scheme: str) -> None:
    slack, _ = made
    page, problems = await open_page(browser, slack, **PHONE, color_scheme=scheme)
    await ask(page, "toon alles")
    answer = find_answer(page)
    await expect(answer.get_by_role("table")).to_be_visible()
    await answer.locator(".overflow").tap()
    await expect(page.get_by_role("menu")).to_have_class(re.compile("sheet"))
    await page.keyboard.press("Escape")
    await answer.get_by_role("button", name="Meer acties").tap()
    await page.get_by_role("menuitem", name="Antwoord in thread").tap()
    thread = page.get_by_role("complementary", name="Thread")
    assert (await thread.bounding_box() or {}).get("width") == 390
    await thread.get_by_role("button", name="Thread sluiten").tap()
    modal = await open_search(page)
    box = await modal.bounding_box() or {}
    assert (box["width"], round(box["y"] + box["height"])) == (390, 844)
    await modal.get_by_role("button", name="Annuleren").tap()
    await page.get_by_role("button", name="Terug naar kanalen").tap()
    home = await open_home(page)
    await expect(home).to_contain_text("U zocht 0 keer.")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert problems == []

"""What one can do with an answer: read it whole and in context, go on to what it points to, cite it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.local import LocalSlack
from bot.texts import DUTCH
from corpus.search import Searcher
from tests.bot.papers import ID, OTHER, load_papers
from tests.conftest import run_bot

READING = DUTCH.reading


@pytest.fixture(scope="module")
def own() -> Searcher:
    return Searcher.build(load_papers())


@pytest.fixture(params=["socket mode", "http"])
async def made(request: pytest.FixtureRequest, own: Searcher) -> AsyncIterator[LocalSlack]:
    async with run_bot(own, over_http=request.param == "http") as running:
        yield running


async def look_up(slack: LocalSlack, number: int, paper: str = ID) -> dict[str, Any]:
    """Return the answer to a look-up in a direct message."""
    dm = slack.dm(slack.person)
    before = len(slack.bot_messages(dm))
    await slack.people.post(slack.person, dm, f"{paper} vraag {number}")
    await slack.wait_for(lambda: len(slack.bot_messages(dm)) > before)
    return slack.bot_messages(dm)[-1]


async def press(slack: LocalSlack, message: dict[str, Any], action_id: str, value: str | None = None) -> dict[str, Any]:
    """Press under a message, and return the modal that opens."""
    before = [view["hash"] for view in slack.views(slack.person)]
    assert await slack.press(slack.person, slack.dm(slack.person), message["ts"], action_id, value) is None
    return await find_view(slack, before)


async def press_on(slack: LocalSlack, action_id: str, value: str | None = None) -> dict[str, Any]:
    """Press in the modal on top, and return the one that is there then."""
    views = slack.views(slack.person)
    menus = [element for block in views[-1]["blocks"] for element in block.get("elements", ()) if "options" in element]
    lines = [line["value"] for menu in menus for line in menu["options"] if line["value"].startswith(f"{action_id}|")]
    if lines:
        action_id, value = "entry_menu", lines[0]
    assert await slack.press_in_view(slack.person, views[-1]["id"], action_id, value) is None
    return await find_view(slack, [view["hash"] for view in views])


async def find_view(slack: LocalSlack, before: list[str]) -> dict[str, Any]:
    await slack.wait_for(lambda: [view["hash"] for view in slack.views(slack.person)] != before)
    return slack.views(slack.person)[-1]


def title(view: dict[str, Any]) -> str:
    return str(view["title"]["text"])


async def test_the_answer_that_is_pointed_to_is_one_press_away_also_in_another_paper(made: LocalSlack) -> None:
    message = await look_up(made, 5)
    assert "Toon vraag 1" in str(message["blocks"])
    assert "Toon vraag 2 (36 999 VI, nr. 5)" in str(message["blocks"])
    view = await press(made, message, "entry_open_1")
    assert title(view) == "Vraag 1"
    assert "twaalf veerponten" in str(view["blocks"])
    view = await press(made, message, "entry_open_2")
    assert "zeshonderd loodgieters" in str(view["blocks"])
    assert "36 999 VI, nr. 5" in str(view["blocks"])


async def test_a_pointer_that_leads_nowhere_says_why(made: LocalSlack) -> None:
    message = await look_up(made, 6)
    for said in (
        READING.pointer_unknown.format(number=12),
        READING.pointer_not_held.format(number=3, paper="31 066, nr. 1291"),
    ):
        assert said in str(message["blocks"])
    assert "Toon vraag" not in str(message["blocks"])
    view = await press(made, message, "entry_menu", f"entry_open_before|{ID}#5")
    assert title(view) == "Vraag 5"
    view = await press_on(made, "entry_turn_after")
    assert READING.pointer_unknown.format(number=12) in str(view["blocks"])


async def test_one_goes_from_question_to_question_in_the_modal_itself(made: LocalSlack) -> None:
    message = await look_up(made, 1)
    assert "Vorige: " not in str(message["blocks"])
    view = await press(made, message, "entry_menu", f"entry_open_after|{ID}#2")
    titles = [title(view)]
    while "entry_turn_after" in str(view["blocks"]):
        view = await press_on(made, "entry_turn_after")
        titles.append(title(view))
    assert titles == ["Vraag 2", "Vragen 3 en 4", "Vraag 5", "Vraag 6", "Vraag 7"]
    assert READING.before.format(name="vraag 6") in str(view["blocks"])
    view = await press_on(made, "entry_turn_before")
    assert title(view) == "Vraag 6"
    assert len(made.views(made.person)) == 1


async def test_presses_at_once_turn_once(made: LocalSlack, caplog: pytest.LogCaptureFixture) -> None:
    view = await press(made, await look_up(made, 1), "entry_menu", f"entry_open_after|{ID}#2")
    person = made.person
    await asyncio.gather(*(made.press_in_view(person, view["id"], "entry_turn_after") for _ in range(3)))
    await made.wait_for(lambda: title(made.views(person)[-1]) != "Vraag 2")
    view = await press_on(made, "entry_turn_after")
    assert title(view) == "Vraag 5"
    assert "failure" not in caplog.text


async def test_a_group_is_shown_with_its_note_and_a_question_without_an_answer_says_so(made: LocalSlack) -> None:
    message = await look_up(made, 4)
    assert message["text"].startswith("Vragen 3 en 4: Klopt het")
    assert "Het onderzoek van de Inspectie is op 2 mei 2025 gepubliceerd." in str(message["blocks"])
    message = await look_up(made, 7)
    assert DUTCH.no_answer in str(message["blocks"])


async def test_a_table_stands_in_columns_and_a_list_is_a_list(made: LocalSlack) -> None:
    message = await look_up(made, 1)
    (table,) = [part for part in message["blocks"][0]["elements"] if part["type"] == "rich_text_preformatted"]
    assert table["elements"][0]["text"].split("\n") == [
        "Jaar  Veerponten         Kosten",
        "2022           9  € 1,2 miljoen",
        "2023          11  € 1,4 miljoen",
        "2024          12  € 1,9 miljoen",
    ]
    message = await look_up(made, 2)
    (bullets,) = [part for part in message["blocks"][0]["elements"] if part["type"] == "rich_text_list"]
    items = ["".join(leaf["text"] for leaf in item["elements"]) for item in bullets["elements"]]
    assert items[1:] == ["de reddingsvesten zijn vernieuwd;", "bij mist varen de veerponten niet."]


async def test_the_page_around_an_entry_is_turned_in_place(slack: LocalSlack) -> None:
    message = await look_up(slack, 4, "kst-36560-VI-10")
    view = await press(slack, message, "entry_context")
    assert title(view) == "Bladzijde 4"
    quoted = [part for block in view["blocks"] for part in block.get("elements", ()) if "quote" in part["type"]]
    shown = "".join(leaf["text"] for part in quoted for leaf in part["elements"])
    assert shown.startswith("Vraag (4):\nKunt u toelichten")
    assert "Waarom is bij de Dienst Justitiële Inrichtingen" in str(view["blocks"])
    assert "Waarom is bij de Dienst" not in shown
    before = view["id"]
    view = await press_on(slack, "leaf_turn_on")
    assert (title(view), view["id"]) == ("Bladzijde 5", before)
    assert "achter een streep" not in str(view["blocks"])
    view = await press_on(slack, "leaf_turn_back")
    assert title(view) == "Bladzijde 4"


async def test_a_citation_stands_in_a_field_with_its_address(slack: LocalSlack) -> None:
    message = await look_up(slack, 7, "kst-36560-VI-10")
    view = await press(slack, message, "entry_menu", "entry_cite|kst-36560-VI-10#7")
    (block,) = view["blocks"]
    assert block["element"]["initial_value"] == (
        "Kamerstukken II 2023/24, 36 560 VI, nr. 10, vraag 7\n"
        "https://zoek.officielebekendmakingen.nl/kst-36560-VI-10.html"
    )
    assert await slack.submit(slack.person) == {}
    assert slack.views(slack.person) == []


async def test_from_an_answer_one_comes_to_its_paper_and_back_to_the_question(slack: LocalSlack) -> None:
    message = await look_up(slack, 7, "kst-36560-VI-10")
    card = await press(slack, message, "entry_menu", "paper_open|kst-36560-VI-10")
    assert title(card) == "Stuk"
    assert "19, allemaal beantwoord" in str(card["blocks"])
    assert title(await press_on(slack, "entry_open")) == "Vraag 1"
    assert title(await press_on(slack, "paper_open")) == "Stuk"


async def test_modals_stack_no_deeper_than_slack_does(slack: LocalSlack) -> None:
    view = await press(slack, await look_up(slack, 8, "kst-36560-VI-10"), "entry_similar")
    depth = [len(slack.views(slack.person))]
    for action in ("entry_open", "entry_similar", "entry_open", "entry_context"):
        view = await press_on(slack, action)
        depth.append(len(slack.views(slack.person)))
    assert depth == [1, 2, 3, 3, 3]
    assert title(view).startswith("Bladzijde")


async def test_it_can_be_shared_from_a_modal_too(made: LocalSlack) -> None:
    await press(made, await look_up(made, 5), "entry_open_1")
    await press_on(made, "entry_share")
    assert await made.submit(made.person, {"share_where": made.channel}) == {}
    (shared,) = made.bot_messages(made.channel)
    assert shared["text"].startswith("Gedeeld door jij\nVraag 1: Hoeveel veerponten")


async def test_what_is_gone_is_said_under_a_message_and_in_a_modal(own: Searcher) -> None:
    async with run_bot(own) as slack:
        message = await look_up(slack, 5)
        view = await press(slack, message, "entry_open_2")
        assert OTHER in str(view["blocks"])
        for block in message["blocks"]:
            for element in block.get("elements", ()):
                if element.get("action_id") == "entry_open_1":
                    element["value"] = f"{ID}#99"
        for block in view["blocks"]:
            for element in block.get("elements", ()):
                if element.get("action_id") == "entry_context":
                    element["value"] = f"{ID}#99"
        view = await press_on(slack, "entry_context")
        assert DUTCH.gone in str(view["blocks"])
        await slack.press(slack.person, slack.dm(slack.person), message["ts"], "entry_open_1")
        await slack.wait_for(lambda: DUTCH.gone in str(slack.bot_messages(slack.dm(slack.person))[-1]["blocks"]))

"""More lists with one number, and answers longer than a message, over the real protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local import LocalSlack
from corpus.folder import load_folder
from corpus.search import Searcher
from tests.conftest import run_bot

LONG = "Dit is een lange zin over waterstof die steeds terugkomt. "


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[LocalSlack]:
    for paper in ("36 200 XII", "36 300 XII"):
        head = (
            f"{paper} Begroting {paper[-3:]} 2023\n\nNr. 7 Lijst van vragen en antwoorden\nVastgesteld 3 mei 2023\n\n"
        )
        body = f"Vraag 1\nWat kost het in {paper}?\nAntwoord\nNiets.\nVraag 2\nEn waterstof?\nAntwoord\n{LONG * 400}\n"
        (tmp_path / f"{paper.replace(' ', '-')}.txt").write_text(head + body, encoding="utf-8")
    async with run_bot(Searcher.build(load_folder(tmp_path))) as running:
        yield running


async def wait(slack: LocalSlack, count: int = 1) -> list[dict[str, object]]:
    await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) >= count)
    return slack.bot_messages(slack.channel)


async def test_a_number_in_two_lists_asks_which_and_answers_what_is_chosen(made: LocalSlack) -> None:
    await made.people.command(made.person, made.channel, "/vraag", "1")
    (choice,) = await wait(made)
    assert choice["is_ephemeral"]
    assert "meer dan één lijst" in str(choice["text"])
    await made.press(made.person, made.channel, str(choice["ts"]), "list_choose", "1|kst-36300-XII-7")
    await made.wait_for(lambda: any(not message.get("is_ephemeral") for message in made.bot_messages(made.channel)))
    (answer,) = made.bot_messages(made.channel)
    assert "Wat kost het in 36 300 XII?" in str(answer["text"])


async def test_the_same_choice_in_a_mention_becomes_the_answer(made: LocalSlack) -> None:
    ts = await made.people.post(made.person, made.channel, "@Griffier vraag 1")
    (choice,) = await wait(made)
    assert choice["thread_ts"] == ts
    await made.press(made.person, made.channel, str(choice["ts"]), "list_choose", "1|kst-36200-XII-7")
    await made.wait_for(lambda: "36 200 XII?" in str(made.bot_messages(made.channel)[0]["text"]))
    assert len(made.bot_messages(made.channel)) == 1


async def test_a_long_answer_is_cut_at_a_sentence_and_the_rest_is_one_press_away(made: LocalSlack) -> None:
    await made.people.command(made.person, made.channel, "/vraag", "36200-XII 2")
    (answer,) = await wait(made)
    assert len(str(answer["text"])) <= 4_000
    await made.press(made.person, made.channel, str(answer["ts"]), "entry_open")
    await made.wait_for(lambda: bool(made.views(made.person)))
    shown = 0
    while True:
        (view,) = made.views(made.person)
        shown += str(view["blocks"]).count(LONG.strip())
        if "reader_turn_on" not in str(view["blocks"]):
            break
        before = view["hash"]
        await made.press_in_view(made.person, view["id"], "reader_turn_on")
        await made.wait_for(lambda before=before: made.views(made.person)[0]["hash"] != before)
    assert shown == 400

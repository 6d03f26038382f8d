"""More lists with one number, and answers longer than a message, over the real protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.answering import Answering
from bot.finding import Finding
from bot.holdings import Holdings
from bot.local import LocalSlack
from bot.local.limits import find_message_error
from bot.search_request import SearchRequest
from bot.shelves import Shelves
from bot.state.state import State
from bot.texts import DUTCH
from bot.views.numbers import build_unknown_number
from corpus.folder import load_folder
from corpus.query import NumberQuery
from corpus.search import Searcher
from tests.bot.test_finding_views import to_body
from tests.bot.test_threads import ask
from tests.conftest import SEEDS, run_bot
from tests.papers import make_paper

Json = dict[str, Any]

LONG = "Dit is een lange zin over waterstof die steeds terugkomt. "


@pytest.fixture
def state() -> Iterator[State]:
    own = State.open_in_memory()
    yield own
    own.close()


@pytest.fixture
async def made(tmp_path: Path, state: State) -> AsyncIterator[LocalSlack]:
    for paper in ("36 200 XII", "36 300 XII"):
        head = (
            f"{paper} Begroting {paper[-3:]} 2023\n\nNr. 7 Lijst van vragen en antwoorden\nVastgesteld 3 mei 2023\n\n"
        )
        body = f"Vraag 1\nWat kost het in {paper}?\nAntwoord\nNiets.\nVraag 2\nEn waterstof?\nAntwoord\n{LONG * 400}\n"
        (tmp_path / f"{paper.replace(' ', '-')}.txt").write_text(head + body, encoding="utf-8")
    async with run_bot(Searcher.build(load_folder(tmp_path)), state=state) as running:
        yield running


async def wait(slack: LocalSlack, count: int = 1) -> list[Json]:
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


def test_of_many_lists_the_first_are_shown_and_that_there_are_more() -> None:
    title = "Lijst van vragen en antwoorden over de begroting " * 8
    papers = [
        make_paper(f"kst-{36_300 + number}-VIII-7", f"{title}{number}", [(f"Wat kost {number}?", "Niets.")] * 3)
        for number in range(20)
    ]
    answering = Answering(holdings=Holdings(Searcher.build(papers), Shelves(seeds=SEEDS)), texts=DUTCH)
    for text in ("vraag 3", "vraag 99"):
        message = answering.answer(text).message
        assert find_message_error(to_body(message)) is None
        assert message.text.count("• Lijst" if text == "vraag 99" else "\nLijst") == 8
        assert "Niet alle lijsten staan hier: ik ken er 20." in str([block.to_dict() for block in message.blocks])
    odd = build_unknown_number((2,), {"Lijst": tuple(range(1, 2_000, 2))}, DUTCH)
    assert find_message_error(to_body(odd)) is None


async def choose(slack: LocalSlack, choice: Json, paper: str) -> Json:
    """Choose a list, as the person whom the choice is shown to; return the newest message then."""
    (value,) = {
        block["accessory"]["value"]
        for block in choice["blocks"]
        if paper in block.get("accessory", {}).get("value", "")
    }
    assert await slack.press(slack.person, slack.channel, choice["ts"], "list_choose", value) is None
    await slack.wait_for(lambda: "Wat kost het in" in str(slack.bot_messages(slack.channel)[-1:]))
    return slack.bot_messages(slack.channel)[-1]


async def set_for_asker(slack: LocalSlack) -> None:
    assert await slack.people.command(slack.person, slack.channel, "/griffier", "instellingen vrager") is None
    await wait(slack)


async def test_what_is_asked_for_one_person_is_answered_for_that_person_where_it_was_asked(made: LocalSlack) -> None:
    await set_for_asker(made)
    thread = await made.people.post(made.colleague, made.channel, "Wie weet iets van vraag 1?")
    await made.people.post(made.person, made.channel, "@Griffier vraag 1", thread_ts=thread)
    choice = (await wait(made, 2))[-1]
    answer = await choose(made, choice, "kst-36200-XII-7")
    assert (answer["ts"], answer["visible_to"], answer["thread_ts"]) == (choice["ts"], made.person, thread)
    assert "entry_share" in str(answer["blocks"])
    _, answer = await ask(made, made.channel, "@Griffier en 2?", thread)
    assert "En waterstof?" in str(answer["text"])
    assert "36 200 XII" in str(answer["text"])


async def test_a_saved_number_is_answered_for_who_saved_it_after_the_choice_too(made: LocalSlack, state: State) -> None:
    state.questions.add(made.workspace.team["id"], made.person, "vraag 1")
    await made.people.command(made.person, made.channel, "/griffier", "bewaard")
    (saved,) = await wait(made)
    await made.press(made.person, made.channel, saved["ts"], "question_ask")
    choice = (await wait(made, 2))[-1]
    answer = await choose(made, choice, "kst-36200-XII-7")
    assert (answer["ts"], answer["visible_to"]) == (choice["ts"], made.person)


async def test_what_was_chosen_is_saved_as_what_was_chosen(made: LocalSlack, state: State) -> None:
    _, choice = await ask(made, made.channel, "@Griffier vraag 1")
    answer = await choose(made, choice, "kst-36200-XII-7")
    assert await made.press(made.person, made.channel, answer["ts"], "question_save") is None
    await wait(made, 2)
    (kept,) = state.questions.list_of(made.workspace.team["id"], made.person)
    assert kept.text == "vraag 1 uit kst-36200-XII-7"


async def test_the_thread_goes_on_from_the_list_that_was_chosen(made: LocalSlack) -> None:
    thread, choice = await ask(made, made.channel, "@Griffier vraag 1")
    await choose(made, choice, "kst-36300-XII-7")
    _, answer = await ask(made, made.channel, "@Griffier en 2?", thread)
    assert "En waterstof?" in answer["text"]
    assert "36 300 XII" in answer["text"]


@pytest.mark.parametrize("under", ["question", "answer"])
async def test_where_answers_stand_in_the_channel_the_threads_under_question_and_answer_go_on_from_the_choice(
    made: LocalSlack, under: str
) -> None:
    assert await made.people.command(made.person, made.channel, "/griffier", "instellingen kanaal") is None
    await wait(made)
    question, choice = await ask(made, made.channel, "@Griffier vraag 1")
    assert "thread_ts" not in choice
    answer = await choose(made, choice, "kst-36300-XII-7")
    assert answer["ts"] == choice["ts"]
    _, answer = await ask(made, made.channel, "@Griffier en 2?", question if under == "question" else answer["ts"])
    assert "En waterstof?" in answer["text"]
    assert "36 300 XII" in answer["text"]


async def test_a_thread_under_what_was_chosen_from_a_command_goes_on_from_it(made: LocalSlack) -> None:
    await made.people.command(made.person, made.channel, "/vraag", "1")
    (choice,) = await wait(made)
    answer = await choose(made, choice, "kst-36300-XII-7")
    assert answer["ts"] != choice["ts"]
    _, answer = await ask(made, made.channel, "@Griffier en 2?", answer["ts"])
    assert "36 300 XII" in answer["text"]
    assert "En waterstof?" in answer["text"]


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


def test_the_window_pages_through_the_questions_of_many_lists_without_reading_them_all() -> None:
    ids = [f"kst-{36_300 + number}-VIII-7" for number in range(60)]
    searcher = Searcher.build([make_paper(id_, f"Lijst {id_}", [("Wat?", "Dit.")] * 3) for id_ in ids])
    finding = Finding(answering=Answering(holdings=Holdings(searcher, Shelves(seeds=SEEDS)), texts=DUTCH))
    pages = [str(finding.open_results(SearchRequest(words="vragen 3, 1"), page=page).to_dict()) for page in range(15)]
    assert all("120 resultaten" in page for page in pages)
    hits = searcher.look_up(NumberQuery(text="", numbers=(3, 1)), most=60).hits
    assert len(hits) == 120
    for place, hit in enumerate(hits):
        assert hit.entry.id in pages[place // 8]

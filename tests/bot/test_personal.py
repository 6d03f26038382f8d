"""What a person sets and keeps for themselves, and how it goes again."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa

from bot.config import Language
from bot.local import LocalSlack
from bot.local.limits import find_message_error
from bot.state.alerts import Pace
from bot.state.feedback import Verdict
from bot.state.questions import MOST_QUESTIONS, SavedQuestion
from bot.state.retention import Personal
from bot.state.state import State
from bot.state.tables import TABLES
from bot.texts import DUTCH, ENGLISH
from bot.views.saved import LISTED, build_saved
from corpus.search import Searcher
from tests.bot.test_views import NASTY, to_body
from tests.conftest import run_bot

QUESTION = "hoeveel dwangsommen betaalde de IND in 2022?"
TEAM = "T0LOKAAL"


async def command(slack: LocalSlack, text: str, name: str = "/griffier", *, person: str = "") -> dict[str, object]:
    before = len(slack.bot_messages(slack.channel))
    assert await slack.people.command(person or slack.person, slack.channel, name, text) is None
    await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) > before)
    return slack.bot_messages(slack.channel)[-1]


async def wait_for_change(slack: LocalSlack, message: dict[str, object], said: str) -> None:
    await slack.wait_for(lambda: said in str(message["text"]))


@pytest.mark.parametrize("typed", ["taal en", "taal Engels", "language english"])
async def test_a_person_is_spoken_to_in_their_language_and_others_in_theirs(slack: LocalSlack, typed: str) -> None:
    told = await command(slack, typed)
    assert (told["text"], told["visible_to"]) == (ENGLISH.steering.language_kept, slack.person)
    assert str((await command(slack, "99", "/vraag"))["text"]).startswith("I don't know question 99")
    assert str((await command(slack, "99", "/vraag", person=slack.colleague))["text"]).startswith(
        "Vraag 99 ken ik niet"
    )
    await slack.people.post(slack.person, slack.dm(slack.person), QUESTION)
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.dm(slack.person))))
    (answer,) = slack.bot_messages(slack.dm(slack.person))
    assert str(answer["text"]).startswith("Question 43:")
    await slack.people.command(slack.person, slack.channel, "/griffier", "settings")
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    assert slack.views(slack.person)[0]["title"]["text"] == "Griffier in this channel"


async def test_a_language_is_chosen_by_a_button_too(slack: LocalSlack) -> None:
    asked = await command(slack, "taal")
    assert asked["text"] == DUTCH.steering.language_ask
    await slack.press(slack.person, slack.channel, str(asked["ts"]), "language_choose_en", "en")
    await wait_for_change(slack, asked, ENGLISH.steering.language_kept)
    back = await command(slack, "taal standaard")
    assert back["text"] == DUTCH.steering.language_reset
    unknown = await command(slack, "taal klingon")
    assert unknown["text"] == DUTCH.steering.language_ask


async def test_a_question_is_saved_asked_again_and_removed(slack: LocalSlack) -> None:
    await slack.people.post(slack.person, slack.channel, f"@Griffier {QUESTION}")
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)))
    (answer,) = slack.bot_messages(slack.channel)
    for _ in range(2):
        await slack.press(slack.colleague, slack.channel, str(answer["ts"]), "question_save")
    await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 3)
    told = slack.bot_messages(slack.channel)[-1]
    assert (told["text"], told["visible_to"], told["thread_ts"]) == (
        DUTCH.feedback.saved, slack.colleague, answer["thread_ts"],
    )  # fmt: skip
    assert (await command(slack, "bewaard"))["text"] == DUTCH.feedback.saved_none, "it is the colleague's"
    listed = await command(slack, "bewaard", person=slack.colleague)
    assert str(listed["text"]).count(QUESTION) == 1
    await slack.press(slack.colleague, slack.channel, str(listed["ts"]), "question_ask")
    await slack.wait_for(lambda: "3,4 miljoen" in str(slack.bot_messages(slack.channel)[-1]["text"]))
    again = slack.bot_messages(slack.channel)[-1]
    assert again["visible_to"] == slack.colleague
    await slack.press(slack.colleague, slack.channel, str(listed["ts"]), "question_remove")
    await wait_for_change(slack, listed, DUTCH.feedback.saved_none)
    assert f"Weggehaald: “{QUESTION}”." in str(listed["text"])


async def test_what_can_not_be_read_now_is_not_said_to_be_gone(searcher: Searcher) -> None:
    state = State.open_in_memory()
    async with run_bot(searcher, state=state) as slack:
        state.questions.add(TEAM, slack.person, QUESTION)
        state.alerts.add(TEAM, query="IND", target="C0KAMERSTUKKEN", person=slack.person, pace=Pace.DAILY)
        saved = await command(slack, "bewaard")
        await slack.people.command(slack.person, slack.channel, "/volg", "lijst")
        await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 2)
        followed = slack.bot_messages(slack.channel)[-1]
        with state.database.write() as connection:
            for table in ("saved_questions", "alerts"):
                connection.execute(sa.text(f"ALTER TABLE {table} RENAME TO weg_{table}"))

        async def press(message: dict[str, object], action: str) -> str:
            count = len(slack.bot_messages(slack.channel))
            await slack.press(slack.person, slack.channel, str(message["ts"]), action)
            await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) > count)
            return str(slack.bot_messages(slack.channel)[-1]["text"])

        assert await press(saved, "question_ask") == DUTCH.steering.not_kept
        assert await press(saved, "question_remove") == DUTCH.steering.not_kept
        assert await press(followed, "alert_stop") == DUTCH.alerts.not_now
        assert QUESTION in str(saved["blocks"]), "the list stays, to press again"
        await slack.people.command(slack.person, slack.channel, "/volg", "lijst")
        await slack.wait_for(lambda: slack.bot_messages(slack.channel)[-1]["text"] == DUTCH.alerts.not_now)
    state.close()


async def test_nobody_presses_another_ones_question(searcher: Searcher) -> None:
    state = State.open_in_memory()
    async with run_bot(searcher, state=state) as slack:
        mine = state.questions.add(TEAM, slack.person, "van mij")
        theirs = state.questions.add("T2", slack.person, "van een ander team")
        state.questions.add(TEAM, slack.colleague, "van de collega")
        listed = await command(slack, "bewaard", person=slack.colleague)
        for id_ in (mine.id, theirs.id):
            for block in listed["blocks"]:  # type: ignore[attr-defined]
                for element in block.get("elements") or ():
                    if element.get("action_id") == "question_remove":
                        element["value"] = str(id_)
            await slack.press(slack.colleague, slack.channel, str(listed["ts"]), "question_remove", str(id_))
        await slack.wait_for(lambda: not slack.dispatcher.pending)
        assert state.questions.list_of(TEAM, slack.person) == (mine,)
        assert state.questions.list_of("T2", slack.person) == (theirs,)
    state.close()


async def test_who_keeps_too_many_is_told_to_remove_one(searcher: Searcher) -> None:
    state = State.open_in_memory()
    async with run_bot(searcher, state=state) as slack:
        for number in range(MOST_QUESTIONS):
            state.questions.add(TEAM, slack.person, f"vraag {number}")
        await slack.people.post(slack.person, slack.channel, f"@Griffier {QUESTION}")
        await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)))
        (answer,) = slack.bot_messages(slack.channel)
        await slack.press(slack.person, slack.channel, str(answer["ts"]), "question_save")
        await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 2)
        assert str(slack.bot_messages(slack.channel)[-1]["text"]).startswith(f"Je bewaart al {MOST_QUESTIONS} vragen")
        listed = await command(slack, "bewaard")
        assert f"En nog {MOST_QUESTIONS - LISTED} oudere vragen" in str(listed["blocks"])
    state.close()


def test_a_saved_question_can_neither_ping_nor_link_nor_be_refused() -> None:
    questions = tuple(SavedQuestion(id=number, text=NASTY * 20, saved_at=0) for number in range(MOST_QUESTIONS))
    body = to_body(build_saved(questions, DUTCH))
    assert find_message_error(body) is None
    marked = [block["text"]["text"] for block in body["blocks"] if block["type"] == "section"]
    for text in (body["text"], *marked):
        assert "<" not in text
    assert len(marked) == 1 + LISTED


def fill(state: State, person: str) -> None:
    state.questions.add(TEAM, person, "een vraag")
    state.questions.add(TEAM, person, "nog een vraag")
    state.alerts.add(TEAM, query="IND", target=person, person=person, pace=Pace.DAILY)
    state.alerts.add(TEAM, query="OM", target="C0KAMERSTUKKEN", person=person, pace=Pace.DAILY)
    state.feedback.give(TEAM, person, query="q", entry="e", verdict=Verdict.WRONG, wanted="iets anders")


async def test_a_person_is_forgotten_after_a_confirmation_and_told_what_went(searcher: Searcher) -> None:
    state = State.open_in_memory()
    async with run_bot(searcher, state=state) as slack:
        for person in (slack.person, slack.colleague):
            fill(state, person)
        await command(slack, "taal en")
        await slack.people.post(slack.person, slack.channel, f"@Griffier {QUESTION}")
        await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 2)
        kept = Personal(settings=1, questions=2, alerts=1, feedback=1, subjects=1)
        asked = await command(slack, "forget me")
        assert asked["visible_to"] == slack.person
        assert "Saved questions: 2" in str(asked["text"])
        assert state.keeping.count_person(TEAM, slack.person) == kept, "nothing goes before it is confirmed"
        await slack.press(slack.person, slack.channel, str(asked["ts"]), "forget_not")
        await wait_for_change(slack, asked, ENGLISH.steering.forget_left)
        asked = await command(slack, "vergeet mij")
        await slack.press(slack.person, slack.channel, str(asked["ts"]), "forget_all")
        await wait_for_change(slack, asked, ENGLISH.steering.forget_done)
        assert "Your language: 1" in str(asked["text"])
        assert state.keeping.count_person(TEAM, slack.person).total == 0
        assert state.keeping.count_person(TEAM, slack.colleague).total == 4
        assert [alert.query for alert in state.alerts.list_of(TEAM, slack.channel)] == ["OM"]
        assert (await command(slack, "vergeet mij"))["text"] == DUTCH.steering.forget_nothing
    state.close()


async def test_no_text_of_a_message_is_kept_but_what_a_thread_was_about(searcher: Searcher) -> None:
    """What the README says is kept is all that is kept, after a day of questions and presses that send nothing."""
    state = State.open_in_memory()
    async with run_bot(searcher, state=state) as slack:
        await slack.people.post(slack.person, slack.channel, f"@Griffier {QUESTION}")
        await slack.people.post(slack.person, slack.channel, "zomaar iets over geheimen?")
        await slack.people.post(slack.person, slack.dm(slack.person), "wat staat er over geheimen?")
        await slack.wait_for(lambda: bool(slack.bot_messages(slack.dm(slack.person))))
        await slack.wait_for(lambda: not slack.dispatcher.pending)
        async with asyncio.timeout(10):
            while await state.run(state.inbox.count_open):
                pass
        kept = {table.name: str(rows) for table in TABLES.sorted_tables if (rows := _read(state, table))}
        assert set(kept) == {"inbox", "subjects"}
        assert "geheimen" not in kept["inbox"]
        assert "dwangsommen" not in kept["inbox"]
        assert "zomaar" not in kept["subjects"]
    state.close()


def _read(state: State, table: sa.Table) -> list[tuple[object, ...]]:
    with state.database.read() as connection:
        return [tuple(row) for row in connection.execute(sa.select(table))]


def test_the_languages_are_those_of_the_settings() -> None:
    assert {str(language) for language in Language} == {"nl", "en"}

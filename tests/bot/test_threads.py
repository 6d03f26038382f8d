"""A question in a thread goes on from what was asked there, and says what it was understood as."""

from __future__ import annotations

import pytest

from bot.inbox import Inbox
from bot.listeners.incoming import Typed
from bot.local import LocalSlack
from bot.state.state import State
from corpus.search import Searcher
from tests.conftest import run_bot
from tests.papers import make_paper

QUESTION = "hoeveel dwangsommen betaalde de IND in 2022?"
OWN = "@Griffier waarom zijn de onrechtmatige inkopen bij DJI gestegen?"


async def ask(
    slack: LocalSlack, channel: str, text: str, thread_ts: str | None = None, *, person: str = ""
) -> tuple[str, dict[str, object]]:
    """Ask and wait for the answer; return the time stamp of the question and the answer."""
    before = len(slack.bot_messages(channel))
    ts = await slack.people.post(person or slack.person, channel, text, thread_ts=thread_ts)
    await slack.wait_for(lambda: len(slack.bot_messages(channel)) > before)
    return ts, slack.bot_messages(channel)[-1]


async def test_a_mention_in_a_thread_keeps_the_subject_and_says_so(slack: LocalSlack) -> None:
    thread, _ = await ask(slack, slack.channel, f"@Griffier {QUESTION}")
    _, answer = await ask(slack, slack.channel, "@Griffier en in 2023?", thread)
    understood = "Begrepen als: “hoeveel dwangsommen betaalde de IND in 2023?”"
    assert answer["thread_ts"] == thread
    assert understood in str(answer["blocks"])
    assert str(answer["text"]).startswith(understood)
    _, answer = await ask(slack, slack.channel, "@Griffier alleen verslagen", thread, person=slack.colleague)
    assert "in 2023?” · alleen verslagen" in str(answer["blocks"])
    _, answer = await ask(slack, slack.channel, "@Griffier en van het ministerie van Financiën?", thread)
    assert "Ik vond niets bij" in str(answer["text"])
    assert "alleen verslagen" in str(answer["text"])


async def test_the_next_page_says_what_was_understood_too(slack: LocalSlack) -> None:
    thread, _ = await ask(slack, slack.channel, "@Griffier hoeveel geld voor de politie in 2020?")
    _, answer = await ask(slack, slack.channel, "@Griffier en in 2023?", thread)
    assert await slack.press(slack.colleague, slack.channel, str(answer["ts"]), "page_turn_on") is None
    await slack.wait_for(lambda: "Resultaat 7 t/m" in str(answer["blocks"]))
    assert str(answer["text"]).startswith("Begrepen als: “hoeveel geld voor de politie in 2023?”")


async def test_a_question_of_its_own_replaces_the_subject(slack: LocalSlack) -> None:
    thread, _ = await ask(slack, slack.channel, f"@Griffier {QUESTION}")
    _, answer = await ask(slack, slack.channel, OWN, thread)
    assert "Begrepen als" not in str(answer["blocks"])
    assert "Vraag 5" in str(answer["text"])
    _, answer = await ask(slack, slack.channel, "@Griffier en 6?", thread)
    assert str(answer["text"]).startswith("Vraag 6:")


@pytest.mark.parametrize("name", ["concept_antwoorden v2", "Concept", 'concept "definitief"'])
async def test_a_paper_that_is_named_by_its_file_stays_the_subject_and_can_be_saved(name: str) -> None:
    own, other = (
        make_paper(
            id_, "Lijst", [(f"Hoeveel {what} {number}?", f"Er zijn {number} {what}.") for number in range(1, 12)]
        )
        for id_, what in ((name, "sluizen"), ("kst-36200-XII-7", "bruggen"))
    )
    state = State.open_in_memory()
    async with run_bot(Searcher.build((other,), private=[("T0LOKAAL", own)]), state=state) as slack:
        thread, _ = await ask(slack, slack.channel, "@Griffier hoeveel sluizen 5?")
        for number in (6, 7, 8):
            _, answer = await ask(slack, slack.channel, f"@Griffier en {number}?", thread)
            assert f"Hoeveel sluizen {number}?" in str(answer["text"])
        await slack.press(slack.person, slack.channel, str(answer["ts"]), "question_save")
        await slack.wait_for(lambda: "Bewaard" in str(slack.bot_messages(slack.channel)[-1]["text"]))
        (kept,) = state.questions.list_of("T0LOKAAL", slack.person)
        _, answer = await ask(slack, slack.channel, f"@Griffier {kept.text}")
        assert "Hoeveel sluizen 8?" in str(answer["text"])
    state.close()


async def test_a_number_is_looked_up_in_the_list_of_the_last_look_up(slack: LocalSlack) -> None:
    thread, _ = await ask(slack, slack.channel, "@Griffier vraag 5 uit 36 560 VI")
    _, answer = await ask(slack, slack.channel, "@Griffier en de volgende?", thread)
    assert str(answer["text"]).startswith("Vraag 6:")
    assert "Begrepen als: vraag 6 · dossier 36 560 VI" in str(answer["blocks"])


@pytest.mark.parametrize("is_under_the_answer", [True, False])
async def test_a_thread_of_a_direct_message_keeps_the_subject(slack: LocalSlack, is_under_the_answer: bool) -> None:
    dm = slack.dm(slack.person)
    ts, first = await ask(slack, dm, QUESTION)
    thread = str(first["ts"]) if is_under_the_answer else ts
    _, answer = await ask(slack, dm, "en in 2023?", thread)
    assert answer["thread_ts"] == thread
    assert "betaalde de IND in 2023?”" in str(answer["blocks"])
    _, answer = await ask(slack, dm, "en in 2023?")
    assert "Begrepen als" not in str(answer["blocks"]), "outside the thread it is a question of its own"


@pytest.mark.parametrize(("name", "typed"), [("/zoek", "dwangsommen IND 2022"), ("/vraag", "43")])
async def test_a_thread_under_the_answer_to_a_command_keeps_the_subject(
    slack: LocalSlack, name: str, typed: str
) -> None:
    await slack.people.command(slack.person, slack.channel, name, typed)
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)))
    (answer,) = slack.bot_messages(slack.channel)
    for asked in ("@Griffier en in 2023?", "@Griffier en het jaar daarvoor?"):
        _, followed = await ask(slack, slack.channel, asked, str(answer["ts"]), person=slack.colleague)
        assert "Begrepen als: “" in str(followed["blocks"])
        year = "2023" if "2023" in asked else "2022"
        assert f"{year}”" in str(followed["blocks"])


async def test_a_thread_whose_parent_cant_be_looked_up_starts_anew(
    slack: LocalSlack, caplog: pytest.LogCaptureFixture
) -> None:
    parent = await slack.people.post(slack.person, slack.channel, "Wie weet iets van dwangsommen")
    slack.faults.errors["conversations.replies"] = ["missing_scope"]
    _, answer = await ask(slack, slack.channel, f"@Griffier {QUESTION}", parent)
    assert "Begrepen als" not in str(answer["blocks"])
    assert "could not be looked up" in caplog.text


async def test_in_its_own_thread_it_answers_only_what_is_asked_of_it(slack: LocalSlack) -> None:
    thread, _ = await ask(slack, slack.channel, f"@Griffier {QUESTION}")
    for text in ("en in 2021?", "wat denk jij?", "@collega en in 2020?"):
        await slack.people.post(slack.colleague, slack.channel, text, thread_ts=thread)
    _, answer = await ask(slack, slack.channel, "@Griffier en in 2023?", thread)
    assert "betaalde de IND in 2023?”" in str(answer["blocks"])
    assert len(slack.bot_messages(slack.channel)) == 2


async def test_thanks_are_no_question(slack: LocalSlack) -> None:
    thread, _ = await ask(slack, slack.channel, f"@Griffier {QUESTION}")
    _, answer = await ask(slack, slack.channel, "@Griffier Dank je wel!", thread)
    assert answer["text"] == "Graag gedaan!"
    _, answer = await ask(slack, slack.channel, "@Griffier en in 2023?", thread)
    assert "betaalde de IND in 2023?”" in str(answer["blocks"])


async def test_a_follow_up_that_is_answered_after_a_kill_goes_on_from_what_was_before_it(
    searcher: Searcher, url: str
) -> None:
    state = State.open(url)
    async with run_bot(searcher, state=state) as slack:
        channel = slack.channel
        thread, _ = await ask(slack, channel, "@Griffier hoeveel ziekteverzuim was er in 2022?")
        # Another process heard it, remembered what it asks, and died before it posted the answer.
        ts = slack.workspace.make_ts()
        message = {"type": "message", "user": slack.person, "text": "@Griffier en bij de politie?", "ts": ts}
        await slack.workspace.add_message(channel, message | {"thread_ts": thread})
        merged = "hoeveel ziekteverzuim was er in 2022 bij de politie"
        team = slack.workspace.team["id"]
        state.subjects.save(team, channel, thread, ts=ts, query=merged, person=slack.person)
        state.subjects.save(team, channel, thread, ts=f"{ts}9", query="iets van later", person=slack.person)
        gone = Inbox(state, owner="gone", lease=60)
        typed = Typed(
            event_id="E1", team=team, channel=channel, ts=ts, thread_ts=thread, person=slack.person,
            is_direct=False, text="en bij de politie?",
        )  # fmt: skip
        assert await gone.admit(typed, is_mine=True)
        await gone.release()
        await slack.wait_for(lambda: len(slack.bot_messages(channel)) == 2)
        assert f"Begrepen als: “{merged}”" in str(slack.bot_messages(channel)[-1]["blocks"])
    state.close()


async def test_without_its_database_a_follow_up_is_a_question_of_its_own(
    searcher: Searcher, caplog: pytest.LogCaptureFixture
) -> None:
    state = State.open_in_memory()
    async with run_bot(searcher, state=state) as slack:
        thread, _ = await ask(slack, slack.channel, f"@Griffier {QUESTION}")
        with state.database.write() as connection:
            connection.exec_driver_sql("DROP TABLE subjects")
        _, answer = await ask(slack, slack.channel, "@Griffier vraag 43", thread)
        assert str(answer["text"]).startswith("Vraag 43:")
    assert "going on without it" in caplog.text
    state.close()

"""A channel sets what the bot answers there, where, and for whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.config import ReplyIn
from bot.local import LocalSlack
from bot.state.channels import AnswerTo, ChannelSettings, VisibleTo
from bot.state.state import State
from bot.texts import DUTCH
from corpus.search import Searcher
from tests.conftest import OPTIONS, run_bot

QUESTION = "hoeveel dwangsommen betaalde de IND in 2022?"
TEAM = "T0LOKAAL"


async def command(slack: LocalSlack, text: str, channel: str = "") -> dict[str, object]:
    channel = channel or slack.channel
    before = len(slack.bot_messages(channel))
    assert await slack.people.command(slack.person, channel, "/griffier", text) is None
    await slack.wait_for(lambda: len(slack.bot_messages(channel)) > before)
    return slack.bot_messages(channel)[-1]


async def ask(slack: LocalSlack, text: str, thread_ts: str | None = None) -> tuple[str, dict[str, object]]:
    before = len(slack.bot_messages(slack.channel))
    ts = await slack.people.post(slack.person, slack.channel, text, thread_ts=thread_ts)
    await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) > before)
    return ts, slack.bot_messages(slack.channel)[-1]


async def test_the_modal_shows_what_holds_and_the_channel_hears_what_changed(slack: LocalSlack) -> None:
    assert await slack.people.command(slack.person, slack.channel, "/griffier", "instellingen") is None
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    (view,) = slack.views(slack.person)
    chosen = [block["element"]["initial_option"]["value"] for block in view["blocks"] if block["type"] == "input"]
    assert chosen == ["mention", "thread", "all"]
    filled = {"answer_to": "questions", "reply_in": "channel", "visible_to": "all"}
    assert await slack.submit(slack.person, filled) == {}
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)))
    (told,) = slack.bot_messages(slack.channel)
    assert not told.get("is_ephemeral")
    assert "jij heeft mij anders ingesteld" in str(told["text"])
    assert "Ik antwoord op elk bericht dat eindigt op een vraagteken" in str(told["text"])
    _, answer = await ask(slack, QUESTION)
    assert "thread_ts" not in answer
    assert "3,4 miljoen" in str(answer["text"])


async def test_words_set_what_they_name_and_leave_the_rest(searcher: Searcher) -> None:
    state = State.open_in_memory()
    async with run_bot(searcher, state=state) as slack:
        await command(slack, "instellingen vragen")
        told = await command(slack, "instellingen kanaal vrager")
        assert not told.get("is_ephemeral")
        expected = ChannelSettings(answer_to=AnswerTo.QUESTIONS, reply_in=ReplyIn.CHANNEL, visible_to=VisibleTo.ASKER)
        assert state.channels.find(TEAM, slack.channel) == expected
        same = await command(slack, "settings channel")
        assert (same["text"], same["is_ephemeral"]) == (DUTCH.steering.settings_same, True)
        unknown = await command(slack, "instellingen lawaai")
        assert (unknown["text"], unknown["is_ephemeral"]) == (DUTCH.steering.settings_unknown, True)
        back = await command(slack, "instellingen standaard")
        assert "teruggezet" in str(back["text"])
        assert state.channels.find(TEAM, slack.channel) is None
        log = [(change.person, change.action, change.subject) for change in state.audit.list_of(TEAM)]
        who = (slack.person, slack.channel)
        assert log == [
            (who[0], "channel.reset", who[1]), (who[0], "channel.set", who[1]), (who[0], "channel.set", who[1]),
        ]  # fmt: skip
    state.close()


async def test_a_direct_message_has_no_settings(slack: LocalSlack) -> None:
    told = await command(slack, "instellingen vragen", slack.dm(slack.person))
    assert told["text"] == DUTCH.steering.settings_only_in_channels


async def test_settings_of_one_channel_are_not_those_of_another(slack: LocalSlack) -> None:
    await slack.people.invite(slack.person, slack.other_channel)
    await command(slack, "instellingen vragen", slack.other_channel)
    await slack.people.post(slack.person, slack.channel, QUESTION)
    await slack.people.post(slack.person, slack.other_channel, QUESTION)
    await slack.wait_for(lambda: len(slack.bot_messages(slack.other_channel)) == 2)
    assert slack.bot_messages(slack.channel) == []


async def test_where_all_questions_are_answered_nothing_else_is(slack: LocalSlack) -> None:
    await command(slack, "instellingen vragen")
    thread, _ = await ask(slack, QUESTION)
    for text in (
        "De IND betaalde 3,4 miljoen aan dwangsommen.",
        f"@collega {QUESTION}",
        "wie gaat er mee xylofoon spelen in Almere?",
        "?",
    ):
        await slack.people.post(slack.person, slack.channel, text)
    await slack.people.post(slack.colleague, slack.channel, QUESTION, thread_ts=thread)
    other = await slack.people.post(slack.colleague, slack.channel, "Wie weet iets van de IND")
    await slack.people.post(slack.person, slack.channel, QUESTION, thread_ts=other)
    await slack.posting.post(slack.channel, {"text": QUESTION})
    changed = await slack.people.post(slack.person, slack.channel, "Even wachten")
    await slack.people.edit(slack.person, slack.channel, changed, QUESTION)
    await ask(slack, "@Griffier vraag 43")
    answers = [message for message in slack.bot_messages(slack.channel) if message["text"] != QUESTION]
    assert len(answers) == 3, "the settings, the first question, and the last"


async def test_a_mention_that_is_a_question_too_is_answered_once(slack: LocalSlack) -> None:
    await command(slack, "instellingen vragen")
    slack.faults.duplicates = slack.faults.duplicates_with_new_id = 2
    await ask(slack, f"@Griffier {QUESTION}")
    await ask(slack, "@Griffier vraag 41")
    await slack.wait_for(lambda: not slack.dispatcher.pending)
    assert len(slack.bot_messages(slack.channel)) == 3


async def test_talk_where_all_questions_are_answered_does_not_use_up_what_a_person_may_ask(searcher: Searcher) -> None:
    async with run_bot(searcher, most_questions=2) as slack:
        await command(slack, "instellingen vragen")
        for talk in ("gaan we lunchen?", "wie heeft mijn fiets gezien?", "hoe laat is het?"):
            await slack.people.post(slack.person, slack.channel, talk)
        for _ in range(2):
            _, answer = await ask(slack, f"@Griffier {QUESTION}")
            assert "3,4 miljoen" in str(answer["text"])
        _, answer = await ask(slack, f"@Griffier {QUESTION}")
        assert str(answer["text"]) == DUTCH.too_many_questions


async def test_a_mention_gets_a_word_also_where_nothing_is_found(slack: LocalSlack) -> None:
    await command(slack, "instellingen vragen")
    _, answer = await ask(slack, "@Griffier kosten van xylofoon installaties rond Almere?")
    assert str(answer["text"]).startswith("Ik weet niet zeker")


async def test_only_the_asker_sees_the_answer_and_shares_it(slack: LocalSlack) -> None:
    await command(slack, "instellingen vrager")
    _, answer = await ask(slack, f"@Griffier {QUESTION}")
    assert answer["visible_to"] == slack.person
    assert "thread_ts" not in answer, "Slack shows it only in a thread that is there"
    seen = slack.messages(slack.channel, user=slack.colleague)
    assert not [message for message in seen if "3,4 miljoen" in str(message["text"])]
    await slack.press(slack.person, slack.channel, str(answer["ts"]), "entry_share")
    await slack.wait_for(
        lambda: any(
            "3,4 miljoen" in str(message["text"]) for message in slack.messages(slack.channel, user=slack.colleague)
        )
    )


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("/zoek", QUESTION, "3,4 miljoen"),
        ("/vraag", "7 uit 36 560 VI", "Vraag 7"),
        ("/vraag", "7 uit de slotwet", "Vraag 7"),
        ("/bronnen", "", "5 stukken"),
    ],
)
async def test_only_the_asker_sees_the_answer_to_a_command_too(
    slack: LocalSlack, name: str, text: str, found: str
) -> None:
    for who, is_own in (("vrager", True), ("iedereen", False)):
        await command(slack, f"instellingen {who}")
        before = len(slack.bot_messages(slack.channel))
        assert await slack.people.command(slack.person, slack.channel, name, text) is None
        await slack.wait_for(lambda before=before: len(slack.bot_messages(slack.channel)) > before)  # type: ignore[misc]
        answer = slack.bot_messages(slack.channel)[-1]
        assert found in str(answer["text"])
        assert (answer.get("visible_to") == slack.person) == is_own
        assert ("entry_share" in str(answer["blocks"])) == (is_own and name != "/bronnen")
    room = slack.dm(slack.person)
    assert await slack.people.command(slack.person, room, name, text) is None
    await slack.wait_for(lambda: bool(slack.bot_messages(room)))
    assert "visible_to" not in slack.bot_messages(room)[0]


async def test_in_a_thread_only_the_asker_sees_it_there(slack: LocalSlack) -> None:
    thread, _ = await ask(slack, f"@Griffier {QUESTION}")
    await command(slack, "instellingen vrager")
    _, answer = await ask(slack, "@Griffier en in 2023?", thread)
    assert (answer["visible_to"], answer["thread_ts"]) == (slack.person, thread)


async def test_an_answer_for_one_person_that_may_be_lost_is_posted_again(slack: LocalSlack) -> None:
    await command(slack, "instellingen vrager")
    slack.faults.lost_answers["chat.postEphemeral"] = 1
    await slack.people.post(slack.person, slack.channel, f"@Griffier {QUESTION}")
    await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 3)
    first, second = slack.bot_messages(slack.channel)[1:]
    assert first["text"] == second["text"]


async def test_what_held_when_a_question_came_holds_for_its_answer(searcher: Searcher) -> None:
    state = State.open_in_memory()
    async with run_bot(searcher, state=state) as slack:
        slack.faults.lost_answers["chat.postMessage"] = 1
        slack.faults.slow["conversations.replies"] = 0.05
        ts = await slack.people.post(slack.person, slack.channel, f"@Griffier {QUESTION}")
        await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)))
        state.channels.save(TEAM, slack.channel, ChannelSettings(reply_in=ReplyIn.CHANNEL), by=slack.person)
        _, answer = await ask(slack, "@Griffier vraag 43")
        assert [message.get("thread_ts") for message in slack.bot_messages(slack.channel)] == [ts, None]
        assert "thread_ts" not in answer
    state.close()


async def test_settings_that_cant_be_kept_are_said_to_be_so(
    searcher: Searcher, caplog: pytest.LogCaptureFixture
) -> None:
    state = State.open_in_memory()
    async with run_bot(searcher, state=state) as slack:
        await slack.people.command(slack.person, slack.channel, "/griffier", "instellingen")
        await slack.wait_for(lambda: bool(slack.views(slack.person)))
        with state.database.write() as connection:
            connection.exec_driver_sql("DROP TABLE channel_settings")
        assert await slack.submit(slack.person) == {"answer_to": DUTCH.steering.not_kept}
        told = await command(slack, "instellingen kanaal")
        assert told["text"] == DUTCH.steering.not_kept
        _, answer = await ask(slack, f"@Griffier {QUESTION}")
        assert "3,4 miljoen" in str(answer["text"])
    assert "settings were not kept" in caplog.text
    state.close()


@pytest.mark.parametrize("is_told_twice", [True, False])
async def test_a_mention_in_a_group_message_is_answered_once_however_slack_tells_of_it(
    searcher: Searcher, is_told_twice: bool
) -> None:
    told = tuple(event for event in OPTIONS.events or () if is_told_twice or event != "app_mention")
    async with run_bot(searcher, options=replace(OPTIONS, events=told)) as slack:
        group = slack.workspace.add_group()
        await slack.people.post(slack.person, group, QUESTION)
        ts = await slack.people.post(slack.person, group, f"@Griffier {QUESTION}")
        await slack.wait_for(lambda: bool(slack.bot_messages(group)))
        await slack.people.post(slack.person, group, "@Griffier en in 2023?", thread_ts=ts)
        await slack.wait_for(lambda: len(slack.bot_messages(group)) > 1 and not slack.dispatcher.pending)
        first, then = slack.bot_messages(group)
        assert first["thread_ts"] == then["thread_ts"] == ts
        assert "3,4 miljoen" in str(first["text"])
        assert "in 2023?" in str(then["text"])

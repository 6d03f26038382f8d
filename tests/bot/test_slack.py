"""Each way to ask, over the real protocol: Socket Mode and signed HTTP."""

from __future__ import annotations

import aiohttp
import pytest

from bot.config import ReplyIn
from bot.listeners.incoming import parse_message, parse_open_question
from bot.local import LocalSlack
from corpus.search import Searcher
from tests.conftest import run_bot

QUESTION = "@Griffier hoeveel dwangsommen betaalde de IND in 2022?"


async def wait_for_answers(slack: LocalSlack, channel: str, count: int = 1) -> list[dict[str, object]]:
    await slack.wait_for(lambda: len(slack.bot_messages(channel)) >= count)
    return slack.bot_messages(channel)


async def command(slack: LocalSlack, name: str, text: str) -> dict[str, object]:
    before = len(slack.bot_messages(slack.channel))
    assert await slack.people.command(slack.person, slack.channel, name, text) is None
    return (await wait_for_answers(slack, slack.channel, before + 1))[-1]


async def test_a_mention_is_answered_in_its_thread_with_the_text_and_the_source(slack: LocalSlack) -> None:
    ts = await slack.people.post(slack.person, slack.channel, QUESTION)
    (answer,) = await wait_for_answers(slack, slack.channel)
    assert answer["thread_ts"] == ts
    assert "De IND heeft in 2022 € 3,4 miljoen aan dwangsommen betaald" in str(answer["text"])
    assert "vraag 43 · p. 13 van 36" in str(answer["text"])
    assert "https://zoek.officielebekendmakingen.nl/dossier/36360-VI" in str(answer["blocks"])


async def test_a_direct_message_is_answered_without_a_mention(slack: LocalSlack) -> None:
    await slack.people.post(slack.person, slack.dm(slack.person), "vraag 43 uit 36 360 VI")
    (answer,) = await wait_for_answers(slack, slack.dm(slack.person))
    assert "thread_ts" not in answer
    assert str(answer["text"]).startswith("Vraag 43:")


async def test_what_is_not_asked_is_not_answered(slack: LocalSlack) -> None:
    ts = await slack.people.post(slack.person, slack.channel, "Zomaar een bericht over dwangsommen?")
    await slack.people.edit(slack.person, slack.channel, ts, QUESTION)
    await slack.people.join(slack.colleague, slack.channel)
    await slack.people.delete(slack.person, slack.channel, ts)
    await slack.people.post(slack.person, slack.channel, QUESTION)
    await wait_for_answers(slack, slack.channel)
    assert len(slack.bot_messages(slack.channel)) == 1


def make_body(**more: object) -> dict[str, object]:
    event = {"type": "message", "user": "U1", "channel": "C1", "ts": "1.1", "text": "Hoeveel zijn er?"}
    return {"team_id": "T1", "event_id": "E1", "event": event | more}


@pytest.mark.parametrize(
    "more",
    [
        {"user": "UBOT"}, {"user": None}, {"bot_id": "B1"}, {"hidden": True}, {"edited": {"user": "U1", "ts": "1.2"}},
        {"subtype": "message_changed"}, {"subtype": "channel_join"},
    ],
    ids=str,
)  # fmt: skip
def test_what_no_person_newly_said_is_no_message(more: dict[str, object]) -> None:
    assert parse_message(make_body(), "UBOT") is not None
    assert parse_message(make_body(**more), "UBOT") is None


@pytest.mark.parametrize(
    "more",
    [
        {"thread_ts": "1.0"}, {"channel_type": "im"}, {"text": "Er zijn er twaalf."},
        {"text": "<@U2> hoeveel zijn er?"}, {"text": "<!subteam^S1> hoeveel zijn er?"},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_said_in_a_thread_or_to_somebody_is_no_open_question(more: dict[str, object]) -> None:
    asked = parse_open_question(make_body(), "UBOT")
    assert asked is not None
    assert not asked.is_asked
    assert parse_open_question(make_body(**more), "UBOT") is None


@pytest.mark.parametrize("fault", ["duplicates", "duplicates_with_new_id"])
async def test_an_event_that_comes_again_is_answered_once(slack: LocalSlack, fault: str) -> None:
    setattr(slack.faults, fault, 3)
    await slack.people.post(slack.person, slack.dm(slack.person), "dwangsommen IND")
    await slack.people.post(slack.person, slack.dm(slack.person), "vraag 41")
    await slack.wait_for(
        lambda: any("Vraag 41" in message["text"] for message in slack.bot_messages(slack.dm(slack.person)))
    )
    assert len(slack.bot_messages(slack.dm(slack.person))) == 2


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("43", [43]), ("36360-VI 43", [43]), ("kst-36560-VI-10 7", [7]),
        ("40-43", [40, 41, 42, 43]), ("40 t/m 43", [40, 41, 42, 43]),
    ],
)  # fmt: skip
async def test_vraag_answers_in_the_channel(slack: LocalSlack, text: str, numbers: list[int]) -> None:
    answer = await command(slack, "/vraag", text)
    assert not answer.get("is_ephemeral")
    assert all(f"Vraag {number}: " in str(answer["text"]) for number in numbers)
    assert f"jij vroeg: /vraag {text}" in str(answer["blocks"])


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("/vraag", "99", "Vraag 99 ken ik niet"), ("/vraag", "iets", "Welke vraag bedoel je"),
        ("/vraag", "kst-11111-1 4", "heb ik niet"), ("/vraag", "1-999", "te veel vragen"),
        ("/zoek", "", "Waar kan ik naar zoeken"), ("/zoek", "xylofoon", "Ik vond niets"),
        ("/zoek", "IND jaar:1999", "jaar 1999. Laat een deel weg"), ("/zoek", "vraag:1-999 IND", "te veel vragen"),
        ("/griffier", "help", "letterlijke antwoord"), ("/griffier", "dans", "Dat ken ik niet"),
    ],
)  # fmt: skip
async def test_help_and_what_went_wrong_are_for_the_asker_alone(
    slack: LocalSlack, name: str, text: str, said: str
) -> None:
    answer = await command(slack, name, text)
    assert answer["is_ephemeral"]
    assert said in str(answer["text"])


async def test_an_unknown_number_says_which_there_are(slack: LocalSlack) -> None:
    answer = await command(slack, "/vraag", "99")
    assert "vraag 1 t/m 19" in str(answer["text"])
    assert "vraag 40 t/m 43" in str(answer["text"])


async def test_zoek_and_bronnen_answer_in_the_channel(slack: LocalSlack) -> None:
    found = await command(slack, "/zoek", "drugssmokkel kleinere havens")
    assert str(found["text"]).startswith("Vraag 16:")
    filtered = await command(slack, "/zoek", "IND jaar:2022 soort:vraag -boete")
    understood = "Gezocht naar “IND” · zonder “boete” · jaar 2022 · alleen vragen"
    assert understood in str(filtered["blocks"])
    assert str(filtered["text"]).startswith(understood)
    papers = await command(slack, "/bronnen", "")
    assert not papers.get("is_ephemeral")
    assert "19 vragen (1 t/m 19)" in str(papers["blocks"])


async def test_a_further_hit_opens_in_full_for_who_pressed(slack: LocalSlack) -> None:
    await slack.people.post(slack.person, slack.channel, QUESTION)
    (answer,) = await wait_for_answers(slack, slack.channel)
    assert await slack.press(slack.colleague, slack.channel, str(answer["ts"]), "entry_open") is None
    await slack.wait_for(lambda: bool(slack.views(slack.colleague)))
    (view,) = slack.views(slack.colleague)
    assert view["title"]["text"] == "Vraag 4"
    assert "prestatieverklaringen binnen de IND" in str(view["blocks"])
    assert not slack.views(slack.person)


async def test_questions_like_one_are_shown_and_open_on_top(slack: LocalSlack) -> None:
    await slack.people.post(slack.person, slack.channel, "@Griffier vraag 8 uit 36 560 VI, nr. 10")
    await wait_for_answers(slack, slack.channel)
    await slack.people.post(slack.person, slack.channel, "@Griffier stuurgroep profielen algoritmes")
    answer = (await wait_for_answers(slack, slack.channel, 2))[-1]
    assert "Vrijwel hetzelfde antwoord: vraag 8" in str(answer["blocks"])
    await slack.press(slack.colleague, slack.channel, str(answer["ts"]), "entry_similar")
    await slack.wait_for(lambda: bool(slack.views(slack.colleague)))
    (view,) = slack.views(slack.colleague)
    assert view["title"]["text"] == "Vergelijkbare vragen"
    assert "Vraag 8" in str(view["blocks"])


async def test_an_unsure_answer_says_so(slack: LocalSlack) -> None:
    await slack.people.post(slack.person, slack.dm(slack.person), "kosten van xylofoon installaties rond Almere")
    (answer,) = await wait_for_answers(slack, slack.dm(slack.person))
    assert str(answer["text"]).startswith("Ik weet niet zeker")


async def test_the_bot_waits_as_long_as_slack_says(slack: LocalSlack) -> None:
    slack.faults.rate_limited["chat.postMessage"] = 1
    await slack.people.post(slack.person, slack.channel, QUESTION)
    assert len(await wait_for_answers(slack, slack.channel)) == 1


async def test_blocks_that_slack_refuses_are_posted_as_text(slack: LocalSlack) -> None:
    slack.faults.errors["chat.postMessage"] = ["invalid_blocks"]
    await slack.people.post(slack.person, slack.channel, QUESTION)
    (answer,) = await wait_for_answers(slack, slack.channel)
    assert "3,4 miljoen" in str(answer["text"])
    assert answer["blocks"] == []


async def test_a_failure_is_told_in_a_neutral_sentence(caplog: pytest.LogCaptureFixture) -> None:
    broken = Searcher.build(())
    broken.search = None  # type: ignore[assignment,method-assign]
    async with run_bot(broken) as slack:
        await slack.people.post(slack.person, slack.channel, QUESTION)
        (answer,) = await wait_for_answers(slack, slack.channel)
    assert "Er ging iets mis" in str(answer["text"])
    reference = str(answer["text"]).rpartition("Kenmerk: ")[2].removesuffix(")")
    assert f"failure {reference}" in caplog.text
    assert "NoneType" in caplog.text
    assert "NoneType" not in str(answer)


async def test_an_answer_can_be_set_to_the_channel(searcher: Searcher) -> None:
    async with run_bot(searcher, reply_in=ReplyIn.CHANNEL) as slack:
        await slack.people.post(slack.person, slack.channel, QUESTION)
        (answer,) = await wait_for_answers(slack, slack.channel)
        assert "thread_ts" not in answer


async def test_an_unsigned_request_is_refused(searcher: Searcher) -> None:
    async with run_bot(searcher, over_http=True) as slack, aiohttp.ClientSession() as session:
        body = {"type": "event_callback", "event": {"type": "app_mention"}}
        async with session.post(str(slack.dispatcher.http_target), json=body) as response:
            assert response.status == 401


async def test_exact_words_are_found_whether_typed_or_asked_by_command(slack: LocalSlack) -> None:
    await slack.people.post(slack.person, slack.channel, '@Griffier "aan dwangsommen betaald"')
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)))
    assert "€ 3,4 miljoen" in str(slack.bot_messages(slack.channel)[-1]["text"])
    await slack.people.command(slack.person, slack.channel, "/zoek", '"aan dwangsommen betaald"')
    await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 2)
    assert "€ 3,4 miljoen" in str(slack.bot_messages(slack.channel)[-1]["text"])

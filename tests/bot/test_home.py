"""The Home tab, over the real protocol: what it shows, and what is changed in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.local import LocalSlack
from bot.state.alerts import Pace
from bot.state.state import State
from bot.state.tables import ALERTS, PERSONS, SAVED_QUESTIONS
from corpus.search import Searcher
from tests.conftest import run_bot


@pytest.fixture
def state() -> State:
    return State.open_in_memory()


@pytest.fixture(params=["socket mode", "http"])
async def slack(request: pytest.FixtureRequest, searcher: Searcher, state: State) -> AsyncIterator[LocalSlack]:
    async with run_bot(searcher, over_http=request.param == "http", state=state) as running:
        yield running
    state.close()


async def open_home(slack: LocalSlack, person: str | None = None) -> dict[str, Any]:
    before = slack.home(person or slack.person)
    await slack.people.open_home(person or slack.person)
    return await wait_for_home(slack, before, person or slack.person)


async def wait_for_home(slack: LocalSlack, before: dict[str, Any] | None, person: str = "") -> dict[str, Any]:
    def is_new() -> bool:
        home = slack.home(person or slack.person)
        return home is not None and (before is None or home["hash"] != before["hash"])

    await slack.wait_for(is_new)
    home = slack.home(person or slack.person)
    assert home is not None
    return home


async def press(slack: LocalSlack, action_id: str, value: str | None = None) -> dict[str, Any]:
    """Press something in the Home tab that changes it; return it as it is then."""
    before = slack.home(slack.person)
    assert before is not None
    assert await slack.press_in_view(slack.person, before["id"], action_id, value) is None
    return await wait_for_home(slack, before)


def drop_tables(state: State) -> None:
    with state.database.write() as connection:
        for table in (SAVED_QUESTIONS, ALERTS, PERSONS):
            table.drop(connection)


def show(view: dict[str, Any]) -> str:
    return str(view["blocks"])


def find_team(slack: LocalSlack) -> str:
    return str(slack.workspace.team["id"])


async def test_it_shows_the_newest_papers_and_what_there_is_per_year_and_ministry(slack: LocalSlack) -> None:
    home = await open_home(slack)
    buttons = [block["accessory"] for block in home["blocks"] if "accessory" in block]
    papers = [button["value"] for button in buttons if button["action_id"] == "paper_open"]
    assert papers[0] == "kst-36560-VI-10"
    assert len(set(papers)) == len(papers) == 5
    lists = [part for block in home["blocks"] if block["type"] == "rich_text" for part in block["elements"]]
    lines = [item["elements"][0]["text"] for list_ in lists for item in list_["elements"]]
    assert lines == [
        f"2023: 19 vragen in 2 stukken\n{'█' * 16}",
        f"2022: 4 vragen in 2 stukken\n{'█' * 3}",
        "2020: 0 vragen in 1 stuk",
        f"Justitie en Veiligheid: 23 vragen in 5 stukken\n{'█' * 16}",
    ]
    assert "5 stukken, met samen 23 vragen." in show(home)
    assert "Je volgt nog niets." in show(home)


async def test_words_typed_in_it_are_searched_for(slack: LocalSlack) -> None:
    home = await open_home(slack)
    action = {"type": "plain_text_input", "action_id": "home_search", "block_id": "home_search", "value": "dwangsommen"}
    assert await slack.interactions.press_in_view(slack.person, home["id"], action) is None
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    assert "vragen-kst-36360-VI-1#43" in show(slack.views(slack.person)[-1])


async def test_a_paper_all_papers_the_form_and_the_help_open_from_it(slack: LocalSlack) -> None:
    home = await open_home(slack)
    for action_id, value, callback_id in (
        ("paper_open", "kst-36560-VI-10", "paper"),
        ("home_papers", None, "papers"),
        ("search_open", None, "search_form"),
        ("home_help", None, "help"),
    ):
        await slack.press_in_view(slack.person, home["id"], action_id, value)
        await slack.wait_for(lambda id_=callback_id: [v["callback_id"] for v in slack.views(slack.person)] == [id_])


async def test_all_papers_are_searched_in_their_window(slack: LocalSlack) -> None:
    home = await open_home(slack)
    await slack.press_in_view(slack.person, home["id"], "home_papers")
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    assert await slack.submit(slack.person, {"papers_search": "totaallijst"}) == {}
    view = slack.views(slack.person)[-1]
    assert "1 stuk bij “totaallijst”" in show(view)
    field = {"type": "plain_text_input", "action_id": "papers_search", "block_id": "papers_search", "value": "2020"}
    state = {"values": {"papers_search": {"papers_search": {"type": "plain_text_input", "value": "2020"}}}}
    await slack.interactions.press_in_view(slack.person, view["id"], field, state)
    await slack.wait_for(lambda: "1 stuk bij “2020”" in show(slack.views(slack.person)[-1]))


async def test_saved_questions_are_asked_again_paged_and_removed(slack: LocalSlack, state: State) -> None:
    for number in range(7):
        await state.run(state.questions.add, find_team(slack), slack.person, f"dwangsommen vraag {number}")
    await state.run(state.questions.add, find_team(slack), slack.colleague, "van een ander")
    home = await open_home(slack)
    assert "1 t/m 5 van 7" in show(home)
    assert "van een ander" not in show(home)
    await slack.press_in_view(slack.person, home["id"], "search_open", "dwangsommen vraag 6")
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    assert "dwangsommen vraag 6" in show(slack.views(slack.person)[-1])
    home = await press(slack, "home_questions_turn_on")
    assert "6 t/m 7 van 7" in show(home)
    for count in (6, 5):
        home = await press(slack, "home_remove")
        assert len(await state.run(state.questions.list_of, find_team(slack), slack.person)) == count
    assert "home_questions_turn" not in show(home)
    assert [
        question.text for question in await state.run(state.questions.list_of, find_team(slack), slack.colleague)
    ] == ["van een ander"]


async def test_alerts_of_a_person_and_those_made_for_channels_are_shown_and_stopped(
    slack: LocalSlack, state: State
) -> None:
    team = find_team(slack)
    add = state.alerts.add
    own = await state.run(add, team, query="dwangsommen", target=slack.person, person=slack.person, pace=Pace.DAILY)
    made = await state.run(add, team, query="politie", target=slack.channel, person=slack.person, pace=Pace.AT_ONCE)
    other = await state.run(add, team, query="asiel", target=slack.channel, person=slack.colleague, pace=Pace.DAILY)
    home = await open_home(slack)
    assert "dwangsommen\\nbericht aan jou · elke dag" in show(home)
    assert f"politie\\nbericht in <#{slack.channel}> · meteen" in show(home)
    assert "asiel" not in show(home)
    await press(slack, "home_stop", str(made.id))
    assert await state.run(state.alerts.list_of, team, slack.channel) == (other,)
    # A button can't stop what is not its reader's.
    stop = {"type": "button", "action_id": "home_stop", "block_id": "x", "value": str(other.id)}
    before = slack.home(slack.person)
    assert before is not None
    await slack.interactions.press_in_view(slack.person, before["id"], stop)
    await wait_for_home(slack, before)
    assert await state.run(state.alerts.list_all, team) == (own, other)


async def test_a_language_is_chosen_and_spoken_from_then_on(slack: LocalSlack) -> None:
    await open_home(slack)
    assert "Newest papers" in show(await press(slack, "home_language", "en"))
    await slack.people.post(slack.person, slack.dm(slack.person), "vraag 43")
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.dm(slack.person))))
    assert "Question 43" in str(slack.bot_messages(slack.dm(slack.person))[0]["text"])
    assert "Nieuwste stukken" in show(await press(slack, "home_language", "default"))


async def test_a_home_that_changed_meanwhile_is_built_anew(slack: LocalSlack, state: State) -> None:
    home = await open_home(slack)
    await state.run(state.questions.add, find_team(slack), slack.person, "tussendoor bewaard")
    slack.faults.errors["views.publish"] = ["hash_conflict"]
    await slack.people.open_home(slack.person)
    assert "tussendoor bewaard" in show(await wait_for_home(slack, home))


async def test_its_messages_tab_publishes_nothing(slack: LocalSlack) -> None:
    await slack.people.open_home(slack.person, "messages")
    await slack.wait_for(lambda: slack.dispatcher.pending == 0)
    await open_home(slack, slack.colleague)
    assert slack.home(slack.person) is None


async def test_without_a_database_it_shows_the_papers_and_says_what_it_lacks(searcher: Searcher, state: State) -> None:
    async with run_bot(searcher, state=state) as slack:
        await state.run(state.questions.add, find_team(slack), slack.person, "bewaard")
        home = await open_home(slack)
        await state.run(drop_tables, state)
        await slack.press_in_view(slack.person, home["id"], "home_remove")
        await slack.wait_for(lambda: bool(slack.views(slack.person)))
        assert "kan ik nu niet" in show(slack.views(slack.person)[-1])
        home = await open_home(slack)
        assert "kan ik nu niet" in show(home)
        assert "kst-36560-VI-10" in show(home)
    state.close()


async def test_what_is_forgotten_or_spoken_elsewhere_is_shown_at_once(slack: LocalSlack, state: State) -> None:
    state.questions.add("T0LOKAAL", slack.person, "hoeveel dwangsommen")
    home = await open_home(slack)
    assert "hoeveel dwangsommen" in str(home)
    await slack.people.command(slack.person, slack.channel, "/griffier", "taal en")
    home = await wait_for_home(slack, home)
    assert "Newest papers" in str(home)
    await slack.people.command(slack.person, slack.channel, "/griffier", "vergeet mij")
    await slack.wait_for(lambda: "forget_all" in str(slack.bot_messages(slack.channel)[-1]["blocks"]))
    asked = slack.bot_messages(slack.channel)[-1]
    assert await slack.press(slack.person, slack.channel, asked["ts"], "forget_all") is None
    home = await wait_for_home(slack, home)
    assert "hoeveel dwangsommen" not in str(home)
    assert "Newest papers" not in str(home)


async def test_what_is_followed_or_stopped_elsewhere_is_shown_at_once(slack: LocalSlack, state: State) -> None:
    home = await open_home(slack)
    await slack.people.command(slack.person, slack.channel, "/volg", "dwangsommen IND")
    home = await wait_for_home(slack, home)
    assert "dwangsommen IND\\nbericht in" in show(home)
    (said,) = slack.bot_messages(slack.channel)
    # By another than who had the channel follow.
    await slack.press(slack.colleague, slack.channel, said["ts"], "alert_pace")
    home = await wait_for_home(slack, home)
    assert "elke dag" in show(home)
    await slack.press(slack.colleague, slack.channel, said["ts"], "alert_stop")
    assert "dwangsommen IND" not in show(await wait_for_home(slack, home))

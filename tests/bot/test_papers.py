"""`/bronnen` and the cards of papers, over the real protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.local import LocalSlack
from bot.texts.dutch import DUTCH
from bot.views.paper import list_facts
from bot.views.papers import SHOWN, describe_content
from corpus.models import Document
from corpus.papers import Card
from corpus.parsing import parse_document
from corpus.readers import build_source
from corpus.search import Searcher
from tests.conftest import run_bot
from tests.papers import make_paper, make_written

LIST = "kst-36560-VI-10"


@pytest.fixture(scope="module")
def many(documents: dict[str, Document]) -> Searcher:
    """The seeds, twenty written questions, and a list of sixty of which every third has no answer."""
    questions = [(f"Wat is uw plan {number}?", None if number % 3 == 0 else "Dat volgt.") for number in range(1, 61)]
    long = make_paper("kst-36999-7", "Lijst van vragen over het plan", questions, dossier="36999")
    written = (make_written(number, ("de politie", "wachtlijsten")[number % 2]) for number in range(20))
    return Searcher.build((*documents.values(), *written, long))


@pytest.fixture(params=["socket mode", "http"])
async def slack(request: pytest.FixtureRequest, many: Searcher) -> AsyncIterator[LocalSlack]:
    async with run_bot(many, over_http=request.param == "http") as running:
        yield running


async def list_papers(slack: LocalSlack, text: str) -> dict[str, Any]:
    before = len(slack.bot_messages(slack.channel))
    assert await slack.people.command(slack.person, slack.channel, "/bronnen", text) is None
    await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) > before)
    return slack.bot_messages(slack.channel)[-1]


async def press(slack: LocalSlack, action_id: str, value: str | None = None) -> dict[str, Any]:
    """Press a button in the modal on top; return the modal that is on top then."""
    before = slack.views(slack.person)[-1]
    await slack.press_in_view(slack.person, before["id"], action_id, value)
    await slack.wait_for(lambda: slack.views(slack.person)[-1]["hash"] != before["hash"])
    return slack.views(slack.person)[-1]


def show(message: dict[str, Any]) -> str:
    return str(message["blocks"])


async def test_papers_are_searched_by_words_and_filters(slack: LocalSlack) -> None:
    found = await list_papers(slack, "politie 2024")
    assert str(found["text"]).startswith("10 stukken bij “politie 2024”:")
    assert not found.get("is_ephemeral")
    (one,) = [block for block in (await list_papers(slack, "36 560 VI, nr. 10"))["blocks"] if "accessory" in block]
    assert "19 vragen (1 t/m 19)" in one["text"]["text"]
    assert "13 stukken" not in show(await list_papers(slack, "ministerie:JenV jaar:2022"))
    assert "2 stukken" in show(await list_papers(slack, "ministerie:JenV jaar:2022"))


async def test_papers_are_paged_in_place_by_anybody(slack: LocalSlack) -> None:
    message = await list_papers(slack, "vragen van het lid")
    assert f"1 t/m {SHOWN} van 20" in show(message)
    titles = []
    for way in ("on", "on", "back"):
        titles.append([block["accessory"]["value"] for block in message["blocks"] if "accessory" in block])
        before = show(message)
        await slack.press(slack.colleague, slack.channel, message["ts"], f"papers_turn_{way}")
        await slack.wait_for(lambda before=before: show(slack.bot_messages(slack.channel)[-1]) != before)
        message = slack.bot_messages(slack.channel)[-1]
    assert len(slack.bot_messages(slack.channel)) == 1
    assert [len(page) for page in titles] == [8, 8, 4]
    assert len({id_ for page in titles for id_ in page}) == 20
    assert "9 t/m 16 van 20" in show(message)


async def test_where_no_paper_fits_the_texts_can_be_searched_instead(slack: LocalSlack) -> None:
    nothing = await list_papers(slack, "dwangsommen")
    assert "Ik ken geen stuk bij “dwangsommen”" in str(nothing["text"])
    assert nothing["is_ephemeral"]
    await slack.press(slack.person, slack.channel, nothing["ts"], "papers_search_text")
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    assert "aan dwangsommen" in str(slack.views(slack.person)[-1]["blocks"])
    assert "te veel vragen" in str((await list_papers(slack, "vraag:1-999"))["text"])
    assert "`/bronnen justitie` zoekt erin" in str((await list_papers(slack, "help"))["text"])


async def test_a_papers_card_says_what_is_known_of_it(slack: LocalSlack) -> None:
    message = await list_papers(slack, LIST)
    await slack.press(slack.person, slack.channel, message["ts"], "paper_open", LIST)
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    (card,) = slack.views(slack.person)
    facts = card["blocks"][1]["text"]["text"].replace("\u200b", "").splitlines()
    assert facts == [
        "*Kenmerk:* 36 560 VI, nr. 10",
        "*Soort:* Lijst van vragen en antwoorden",
        "*Beantwoord op:* 4 juni 2024",
        "*Jaar:* 2023",
        "*Ministerie:* Justitie en Veiligheid",
        "*Gevraagd door:* vaste commissie voor Justitie en Veiligheid",
        "*Beantwoord door:* minister van Justitie en Veiligheid",
        "*Gaat over:* 36 560 VI, nr. 2",
        "*Onderwerp:* het rapport Resultaten verantwoordingsonderzoek 2023 bij het Ministerie van Justitie en "
        "Veiligheid",
        "*Vragen:* 19, allemaal beantwoord",
    ]
    assert "<https://zoek.officielebekendmakingen.nl/kst-36560-VI-10.html|" in card["blocks"][0]["text"]["text"]


def test_a_card_has_the_date_of_a_paper_beside_those_of_question_and_answer() -> None:
    text = (
        "36 999 Begroting 2024\nNr. 7 Lijst van vragen en antwoorden\nVastgesteld 6 juni 2024\nDe vaste commissie voor "
        "Financiën heeft op 3 juni 2024 vragen gesteld. Zij zijn bij brief van 5 juni 2024 beantwoord.\n"
        "Vraag 1\nWat?\nAntwoord\nDat.\n"
    )
    facts = dict(list_facts(parse_document(build_source("x.txt", text.encode())), DUTCH))
    dates = [facts[name] for name in ("Datum", "Gesteld op", "Beantwoord op")]
    assert dates == ["6 juni 2024", "3 juni 2024", "5 juni 2024"]


def test_questions_without_numbers_are_counted_as_questions() -> None:
    document = make_paper("a-1", "A", [("Wat?", "Dat."), ("Wie?", None), ("Waar?", None)])
    document = replace(document, entries=tuple(replace(entry, numbers=()) for entry in document.questions))
    assert dict(list_facts(document, DUTCH))["Vragen"] == "3, waarvan 1 beantwoord"
    for paper in (document, Card.of(document, "a")):
        assert describe_content(paper, DUTCH) == "3 vragen"


async def test_a_cards_questions_are_paged_jumped_to_and_opened(slack: LocalSlack) -> None:
    message = await list_papers(slack, "36999")
    await slack.press(slack.person, slack.channel, message["ts"], "paper_open", "kst-36999-7")
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    card = slack.views(slack.person)[-1]
    assert "60, waarvan 40 beantwoord" in str(card["blocks"])
    assert "(nog) geen antwoord" in str(card["blocks"])
    assert "1 t/m 10 van 60" in str(card["blocks"])
    assert "*Vraag 11*" in str((await press(slack, "paper_turn_on"))["blocks"])
    last = await press(slack, "paper_jump", "5|kst-36999-7")
    assert "*Vraag 60*" in str(last["blocks"])
    assert "paper_turn_on" not in str(last["blocks"])
    await press(slack, "entry_open", "kst-36999-7#58")
    assert [view["title"]["text"] for view in slack.views(slack.person)] == ["Stuk", "Vraag 58"]


async def test_from_a_card_the_paper_is_searched(slack: LocalSlack) -> None:
    message = await list_papers(slack, LIST)
    await slack.press(slack.person, slack.channel, message["ts"], "paper_open", LIST)
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    form = await press(slack, "paper_search")
    assert form["title"]["text"] == "Zoek in Kamerstukken"
    assert await slack.submit(slack.person, {"search_words": "profielen algoritmes"}) == {}
    results = slack.views(slack.person)[-1]
    assert "document 36 560 VI, nr. 10" in str(results["blocks"])
    opened = [block["accessory"]["value"] for block in results["blocks"] if "accessory" in block][1:]
    assert opened
    assert all(id_.startswith(LIST) for id_ in opened)
    await press(slack, "entry_open", opened[0])
    assert len(slack.views(slack.person)) == 3


async def test_a_paper_that_is_gone_is_said_to_be(slack: LocalSlack, many: Searcher) -> None:
    message = await list_papers(slack, LIST)
    message["blocks"][1]["accessory"]["value"] = "kst-1-1"
    await slack.press(slack.person, slack.channel, message["ts"], "paper_open", "kst-1-1")
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    assert "Dit stuk is er niet meer" in str(slack.views(slack.person)[-1]["blocks"])


async def test_what_another_workspace_added_for_itself_is_nowhere(documents: dict[str, Document]) -> None:
    own = make_paper("kst-36998-1", "Een stuk van ons over vuurwerk", [("Waarom?", "Daarom.")], dossier="36998")
    other = make_paper("kst-36997-1", "Een stuk van hen over vuurwerk", [("Hoezo?", None)], dossier="36997")
    private = (("T0LOKAAL", own), ("T0ANDER", other))
    async with run_bot(Searcher.build(tuple(documents.values()), private=private)) as slack:
        assert slack.workspace.team["id"] == "T0LOKAAL"
        found = await list_papers(slack, "vuurwerk")
        assert "1 stuk bij" in str(found["text"])
        assert "van ons" in str(found["text"])
        for paper, is_shown in ((other, False), (own, True)):
            url = f"https://zoek.officielebekendmakingen.nl/{paper.id}.html"
            ts = await slack.people.post(slack.person, slack.channel, url)
            await slack.wait_for(lambda: slack.dispatcher.pending == 0)
            if is_shown:
                await slack.wait_for(lambda ts=ts: bool(find_attachments(slack, ts)))
        assert [bool(find_attachments(slack, message["ts"])) for message in list_links(slack)] == [False, True]
        await slack.people.open_home(slack.person)
        await slack.wait_for(lambda: slack.home(slack.person) is not None)
        assert "6 stukken, met samen 24 vragen." in str(slack.home(slack.person))
        await slack.interactions.run_shortcut(slack.person, "search")
        await slack.wait_for(lambda: bool(slack.views(slack.person)))
        form = slack.views(slack.person)[-1]
        for field, typed in (("search_paper", "vuurwerk"), ("search_dossier", "3699")):
            offered = await slack.suggest(slack.person, form["id"], field, typed)
            assert [option["value"][:9] for option in offered] in (["kst-36998"], ["36998"])


def list_links(slack: LocalSlack) -> list[dict[str, Any]]:
    return [message for message in slack.all_messages(slack.channel) if "https://zoek" in str(message.get("text"))][-2:]


def find_attachments(slack: LocalSlack, ts: str) -> list[dict[str, Any]]:
    message = next(one for one in slack.all_messages(slack.channel) if one["ts"] == ts)
    return message.get("attachments") or []

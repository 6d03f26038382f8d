"""The search window, over the real protocol: its form, its completions, its results, and what is posted from it."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.config import Language
from bot.listeners.searching import clean, read_form
from bot.local import LocalSlack
from bot.search_request import LONGEST_WORDS, SearchRequest
from bot.state.persons import PersonSettings
from bot.state.state import State
from bot.texts import DUTCH
from corpus.catalogue import Catalogue
from corpus.filters import EntryKind, Filters, Years
from corpus.models import Document
from corpus.query import NumberQuery, TextQuery, parse_text_query
from corpus.search import Searcher
from tests.bot.stocked import run_stocked
from tests.bot.test_threads import ask
from tests.conftest import run_bot
from tests.papers import make_written

MINISTRIES = ("Volksgezondheid, Welzijn en Sport", "Justitie en Veiligheid")


@pytest.fixture(scope="module")
def many(documents: dict[str, Document]) -> Searcher:
    written = (
        make_written(
            number, "wachtlijsten", party=("VVD", "GroenLinks-PvdA")[number % 2], ministry=MINISTRIES[number % 2]
        )
        for number in range(30)
    )
    return Searcher.build((*documents.values(), *written))


@pytest.fixture(params=["socket mode", "http"])
async def slack(request: pytest.FixtureRequest, many: Searcher) -> AsyncIterator[LocalSlack]:
    async with run_bot(many, over_http=request.param == "http") as running:
        yield running


async def open_form(slack: LocalSlack) -> dict[str, Any]:
    assert await slack.interactions.run_shortcut(slack.person, "search") is None
    return await wait_for_view(slack)


async def wait_for_view(slack: LocalSlack) -> dict[str, Any]:
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    return slack.views(slack.person)[-1]


async def press(slack: LocalSlack, action_id: str) -> dict[str, Any]:
    before = slack.views(slack.person)[-1]
    await slack.press_in_view(slack.person, before["id"], action_id)
    await slack.wait_for(lambda: slack.views(slack.person)[-1]["hash"] != before["hash"])
    return slack.views(slack.person)[-1]


def list_opened(view: dict[str, Any]) -> list[str]:
    """Return the ids of the entries that a results window can open."""
    buttons = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    return [button["value"] for button in buttons if button["action_id"] == "entry_open"]


def list_values(options: list[dict[str, Any]]) -> list[str]:
    return [option["value"] for option in options]


async def test_words_and_filters_find_what_the_language_of_queries_finds(slack: LocalSlack, many: Searcher) -> None:
    form = await open_form(slack)
    (ministry,) = await slack.suggest(slack.person, form["id"], "search_ministry", "vws")
    (party,) = await slack.suggest(slack.person, form["id"], "search_party", "vv")
    assert (ministry["value"], party["value"]) == (MINISTRIES[0], "VVD")
    assert ministry["text"]["text"] == "Volksgezondheid, Welzijn en Sport (15)"
    filled = {"search_words": "wachtlijsten", "search_first_year": "2023", "search_kind": "question"}
    assert await slack.submit(slack.person, {**filled, "search_ministry": ministry, "search_party": party}) == {}
    results = slack.views(slack.person)[-1]
    assert "*15 resultaten*" in str(results["blocks"])
    said = "Gezocht naar “wachtlijsten” · jaar 2023-2024 · partij VVD · ministerie Volksgezondheid, Welzijn en Sport"
    assert f"{said} · alleen vragen" in str(results["blocks"])
    typed = "wachtlijsten jaar:2023-2024 ministerie:VWS partij:VVD soort:vraag"
    assert list_opened(results) == [hit.entry.id for hit in many.search(typed, top=8).hits]


async def test_all_results_are_paged_and_counted_and_each_opens_whole(slack: LocalSlack, many: Searcher) -> None:
    await open_form(slack)
    await slack.submit(slack.person, {"search_words": "wachtlijsten partij:GL-PvdA"})
    first = slack.views(slack.person)[-1]
    second = await press(slack, "search_turn_on")
    assert "9 t/m 15 van 15" in str(second["blocks"])
    assert "search_turn_on" not in str(second["blocks"])
    shown = list_opened(first) + list_opened(second)
    assert len(set(shown)) == 15
    assert shown == [hit.entry.id for hit in many.search("wachtlijsten partij:GL-PvdA", top=15).hits]
    assert list_opened(await press(slack, "search_turn_back")) == list_opened(first)
    whole = await press(slack, "entry_open")
    assert whole["title"]["text"] == "Vraag 1"
    assert len(slack.views(slack.person)) == 2


async def test_where_the_corpus_takes_long_to_count_a_window_comes_in_time_all_the_same(
    slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, prepare = threading.Event(), Catalogue.prepare

    def wait(catalogue: Catalogue) -> None:
        assert counted.wait(30)
        prepare(catalogue)

    monkeypatch.setattr(Catalogue, "prepare", wait)
    monkeypatch.setattr("bot.listeners.opening._PATIENCE", 0.05)
    monkeypatch.setattr("bot.listeners.showing._PATIENCE", 0.05)
    assert "Een moment…" in str(await open_form(slack))
    counted.set()
    await slack.wait_for(lambda: slack.views(slack.person)[-1]["callback_id"] == "search_form")
    counted.clear()
    await slack.submit(slack.person, {"search_words": "wachtlijsten"})
    assert "Een moment…" in str(slack.views(slack.person)[-1])
    counted.set()
    await slack.wait_for(lambda: slack.views(slack.person)[-1]["callback_id"] == "search_results")


async def test_exact_words_are_looked_for_beside_the_event_loop_wherever_they_are_asked(
    many: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, search = '"wat vindt u van wachtlijsten"', Searcher.search
    where: list[bool] = []

    def note(searcher: Searcher, *args: Any, **kwargs: Any) -> Any:
        where.append(threading.current_thread() is threading.main_thread())
        return search(searcher, *args, **kwargs)

    async def wait_for(slack: LocalSlack, text: str) -> dict[str, Any]:
        await slack.wait_for(lambda: text in str(slack.all_messages(slack.channel)[-1:]))
        return slack.all_messages(slack.channel)[-1]

    state = State.open_in_memory()
    async with run_bot(many, state=state) as slack:
        monkeypatch.setattr(Searcher, "search", note)
        # A page further of the answer to a command, and a question that was saved.
        await slack.people.command(slack.person, slack.channel, "/zoek", asked)
        answer = await wait_for(slack, "Resultaat 1 t/m 6")
        await slack.press(slack.person, slack.channel, answer["ts"], "page_turn_on")
        await wait_for(slack, "Resultaat 7 t/m 12")
        state.questions.add(slack.workspace.team["id"], slack.person, asked)
        await slack.people.command(slack.person, slack.channel, "/griffier", "bewaard")
        saved = await wait_for(slack, "question_ask")
        await slack.press(slack.person, slack.channel, saved["ts"], "question_ask")
        await wait_for(slack, "Resultaat 1 t/m 6")
        # In the window: what is filled in, the next page, and what is posted from it.
        await open_form(slack)
        await slack.submit(slack.person, {"search_words": asked})
        await press(slack, "search_turn_on")
        await slack.press_in_view(slack.person, slack.views(slack.person)[-1]["id"], "search_post")
        await slack.wait_for(lambda: len(slack.views(slack.person)) == 2)
        await slack.submit(slack.person, {"share_where": slack.channel})
        await wait_for(slack, "zocht")
    state.close()
    assert where == [False] * 6


async def test_a_search_is_changed_without_filling_it_in_anew(slack: LocalSlack) -> None:
    form = await open_form(slack)
    (paper,) = await slack.suggest(slack.person, form["id"], "search_paper", "36 560 VI")
    assert paper["text"]["text"].startswith("36 560 VI, nr. 10: Jaarverslag en slotwet")
    await slack.submit(slack.person, {"search_words": "xylofoon", "search_paper": paper, "search_last_year": "2023"})
    nothing = slack.views(slack.person)[-1]
    assert "Ik vond niets bij “xylofoon” · jaar 2020-2023 · document 36 560 VI, nr. 10" in str(nothing["blocks"])
    assert "search_post" not in str(nothing["blocks"])
    again = await press(slack, "search_adjust")
    fields = {block["block_id"]: block["element"] for block in again["blocks"]}
    assert fields["search_words"]["initial_value"] == "xylofoon"
    assert fields["search_paper"]["initial_option"] == paper
    assert fields["search_last_year"]["initial_option"]["value"] == "2023"


async def test_what_is_wrong_is_said_at_its_field(slack: LocalSlack) -> None:
    await open_form(slack)
    submit = slack.submit
    assert "Vul in waar je naar zoekt" in (await submit(slack.person, {}))["search_words"]
    assert "te veel vragen" in (await submit(slack.person, {"search_words": "vraag:1-999"}))["search_words"]
    turned = {"search_words": "IND", "search_first_year": "2024", "search_last_year": "2022"}
    assert "Kies 2024 of later" in (await submit(slack.person, turned))["search_last_year"]
    assert await submit(slack.person, {"search_words": "de het een"}) == {}
    assert "geen woord in waarop" in str(slack.views(slack.person)[-1]["blocks"])


async def test_a_number_is_looked_up_in_the_paper_that_is_filled_in(slack: LocalSlack) -> None:
    form = await open_form(slack)
    paper = (await slack.suggest(slack.person, form["id"], "search_paper", "kst-36560-VI-10"))[0]
    await slack.submit(slack.person, {"search_words": "vraag 7 en 99", "search_paper": paper})
    results = slack.views(slack.person)[-1]
    assert list_opened(results) == ["kst-36560-VI-10#7"]
    assert "Niet gevonden: vraag 99" in str(results["blocks"])


async def test_completions_are_those_of_the_corpus(slack: LocalSlack) -> None:
    form = await open_form(slack)

    async def suggest(field: str, typed: str) -> list[str]:
        return list_values(await slack.suggest(slack.person, form["id"], field, typed))

    assert await suggest("search_party", "") == ["GroenLinks-PvdA", "VVD"]
    assert await suggest("search_party", "gl-") == ["GroenLinks-PvdA"]
    assert await suggest("search_ministry", "jenv") == ["Justitie en Veiligheid"]
    assert await suggest("search_dossier", "36 360") == ["36360-VI"]
    assert await suggest("search_dossier", "36560-VI") == ["36560-VI"]
    assert await suggest("search_paper", "beleidsverslag 2020") == ["jaarverslag-2020-VI-beleidsverslag"]
    assert len(await suggest("search_paper", "")) == 35
    assert await suggest("search_paper", "xylofoon") == []
    assert await suggest("search_paper", "vraag:1-999") == []


async def test_the_best_answer_is_posted_for_all_with_who_looked_for_it(slack: LocalSlack) -> None:
    await open_form(slack)
    await slack.submit(slack.person, {"search_words": "drugssmokkel kleinere havens"})
    await press(slack, "search_post")
    assert await slack.submit(slack.person, {"share_where": slack.other_channel}) == {}
    assert "Gedeeld in" in str(slack.views(slack.person)[-1]["blocks"])
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.other_channel)))
    (answer,) = slack.bot_messages(slack.other_channel)
    assert not answer.get("is_ephemeral")
    assert str(answer["text"]).startswith("Vraag 16:")
    assert "jij zocht: drugssmokkel kleinere havens" in str(answer["blocks"])


async def test_what_nothing_answers_any_more_is_not_posted(tmp_path: Path) -> None:
    async with run_stocked(tmp_path) as bot:
        slack = bot.slack
        await bot.add(2, "Hoeveel treinen reden er op tijd?")
        await open_form(slack)
        await slack.submit(slack.person, {"search_words": "treinen"})
        await press(slack, "search_post")
        bot.library.remove("kst-36000-2")
        await bot.holdings.reload()
        assert await slack.submit(slack.person, {"share_where": slack.channel}) == {}
        assert DUTCH.gone in str(slack.views(slack.person)[-1]["blocks"])
        assert slack.bot_messages(slack.channel) == []


async def test_who_asks_on_under_what_was_posted_goes_on_from_it(slack: LocalSlack) -> None:
    await open_form(slack)
    await slack.submit(slack.person, {"search_words": "drugssmokkel kleinere havens", "search_kind": "question"})
    await press(slack, "search_post")
    assert await slack.submit(slack.person, {"share_where": slack.channel}) == {}
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)))
    posted = slack.bot_messages(slack.channel)[0]
    _, answer = await ask(slack, slack.channel, "@Griffier en in 2023?", posted["ts"], person=slack.colleague)
    assert "Begrepen als: “drugssmokkel kleinere havens 2023” · alleen vragen" in str(answer["text"])


async def test_a_search_is_saved_as_it_would_be_typed_and_stands_on_home(slack: LocalSlack) -> None:
    form = await open_form(slack)
    (ministry,) = await slack.suggest(slack.person, form["id"], "search_ministry", "jenv")
    await slack.submit(slack.person, {"search_words": "IND", "search_ministry": ministry, "search_kind": "question"})
    note = await press(slack, "question_save")
    assert "bewaard" in str(note["blocks"])
    await slack.wait_for(lambda: slack.home(slack.person) is not None)
    assert 'IND ministerie:"Justitie en Veiligheid" soort:vraag' in str(slack.home(slack.person))


async def test_a_search_is_followed_from_what_it_found(slack: LocalSlack) -> None:
    await open_form(slack)
    await slack.submit(slack.person, {"search_words": "dwangsommen IND", "search_kind": "question"})
    asked = await press(slack, "alert_follow")
    assert "dwangsommen IND soort:vraag" in str(asked)
    assert len(slack.views(slack.person)) == 2


async def test_a_message_is_searched_for_as_it_reads(slack: LocalSlack) -> None:
    ts = await slack.people.post(slack.colleague, slack.channel, "@jij hoe zit het met die dwangsommen van de IND?")
    shortcut = slack.interactions.run_message_shortcut
    assert await shortcut(slack.person, slack.channel, ts, "search_message") is None
    results = await wait_for_view(slack)
    assert "vragen-kst-36360-VI-1#43" in list_opened(results)
    assert "“hoe zit het met die dwangsommen van de IND?”" in str(results["blocks"])
    long = await slack.people.post(slack.colleague, slack.channel, "dwangsommen " + "en nog veel meer woorden " * 90)
    await shortcut(slack.person, slack.channel, long, "search_message")
    await slack.wait_for(lambda: slack.views(slack.person)[-1]["id"] != results["id"])
    assert len(SearchRequest.from_json(slack.views(slack.person)[-1]["private_metadata"]).words) <= LONGEST_WORDS


async def test_a_message_without_words_opens_the_form(slack: LocalSlack) -> None:
    ts = await slack.people.upload(slack.person, slack.channel, "stuk.txt", b"tekst")
    await slack.interactions.run_message_shortcut(slack.person, slack.channel, ts, "search_message")
    assert (await wait_for_view(slack))["callback_id"] == "search_form"


async def test_the_window_speaks_its_readers_language(many: Searcher) -> None:
    state = State.open_in_memory()
    async with run_bot(many, state=state) as slack:
        team = slack.workspace.team["id"]
        await state.run(state.persons.save, team, slack.person, PersonSettings(language=Language.ENGLISH))
        form = await open_form(slack)
        assert form["title"]["text"] == "Search the papers"
        assert "Fill in what" in (await slack.submit(slack.person, {}))["search_words"]
    state.close()


TYPED = st.text(max_size=LONGEST_WORDS).map(clean)
VALUES = st.text(max_size=150).map(clean)
REQUESTS = st.builds(
    SearchRequest,
    words=TYPED,
    paper=VALUES,
    first_year=st.none() | st.integers(1900, 2100),
    last_year=st.none() | st.integers(1900, 2100),
    ministry=VALUES,
    party=VALUES,
    dossier=VALUES,
    kind=st.none() | st.sampled_from(EntryKind),
)


@given(REQUESTS)
@example(SearchRequest(words='"' * 300, paper="\\" * 150, ministry='"' * 150, party='"' * 150, dossier='"' * 150))
def test_a_window_keeps_all_of_a_request_in_the_room_that_slack_gives(request: SearchRequest) -> None:
    assert SearchRequest.from_json(request.to_json()) == request
    assert len(request.to_json()) <= 3_000


@given(REQUESTS)
@example(SearchRequest(words="IND", first_year=2020, last_year=2022, ministry="Economische Zaken", party="GL-PvdA"))
@example(SearchRequest(dossier="36360-VI", paper="kst-36360-VI-1", kind=EntryKind.PASSAGE))
def test_a_request_as_typed_asks_the_same(request: SearchRequest) -> None:
    assume(request.typed is not None)
    typed, query = parse_text_query(str(request.typed)), parse_text_query(request.words)
    assert typed.filters == query.filters.merge(request.filters)
    assert typed.words == query.words


def test_a_request_is_typed_as_a_person_would() -> None:
    filled = SearchRequest(words="IND", first_year=2020, last_year=2022, ministry="Economische Zaken", party="GL-PvdA")
    assert filled.typed == 'IND jaar:2020-2022 ministerie:"Economische Zaken" partij:GL-PvdA'
    about = SearchRequest(dossier="36360-VI", paper="kst-36360-VI-1", kind=EntryKind.PASSAGE)
    assert about.typed == "dossier:36360-VI soort:verslag document:kst-36360-VI-1"
    named = SearchRequest(words="IND", paper="een stuk zonder kenmerk")
    assert named.typed == 'IND document:"een stuk zonder kenmerk"'
    assert parse_text_query(named.typed).filters == named.filters


def test_a_request_asks_what_its_fields_say() -> None:
    filled = SearchRequest(
        words="IND jaar:2020",
        first_year=2022,
        last_year=2023,
        paper="een stuk",
        ministry="JenV",
        kind=EntryKind.PASSAGE,
    )
    query = filled.build_query()
    assert isinstance(query, TextQuery)
    assert query.words == "IND"
    assert query.filters == Filters(
        years=(Years(first=2020, last=2020), Years(first=2022, last=2023)),
        documents=("een stuk",),
        ministries=("JenV",),
        kinds=(EntryKind.PASSAGE,),
    )
    number = SearchRequest(words="43", paper="kst-36360-VI-1").build_query()
    assert number == NumberQuery(text="43", numbers=(43,), paper="kst-36360-VI-1")
    assert isinstance(SearchRequest(words="43", party="VVD").build_query(), TextQuery)
    assert read_form({}) == SearchRequest()

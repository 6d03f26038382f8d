"""Messages fit Slack's limits, lose nothing, and show a paper's text as it is."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import terminal
from bot.local.limits import find_message_error, find_view_problems
from bot.state.alerts import Alert, Pace
from bot.texts import DUTCH, ENGLISH, LANGUAGES, Texts
from bot.views.alerts import build_done, build_following, build_list, build_modal, build_news
from bot.views.answer import build_answer
from bot.views.cutting import find_cut, shorten, split_text
from bot.views.entry import build_entry, describe_entry, format_entry
from bot.views.follow import LONGEST_QUERY
from bot.views.help import build_help
from bot.views.menu import Offer, build_offers
from bot.views.message import Message
from bot.views.mrkdwn import build_link, escape
from bot.views.numbers import build_look_up
from bot.views.papers import build_papers, count_passages, count_questions, describe_answered
from bot.views.reader import build_reader, count_parts
from bot.views.source import describe_number
from bot.views.understood import describe_understood
from corpus.answer import Answer, AnswerKind
from corpus.models import Document, DocumentKind, Hit, Metadata, QuestionAnswer, Quote, Run, Span
from corpus.query import TextQuery, parse_query

NASTY = "<!channel> <http://evil.example|klik> *vet* _schuin_ ~weg~ `code` & \u202e😀 \n> citaat"


@pytest.mark.parametrize(
    ("count", "buttons", "lines"), [(1, 1, 0), (3, 3, 0), (4, 2, 2), (5, 3, 2), (8, 3, 5), (9, 4, 5)]
)
def test_a_menu_holds_more_than_one_line_and_no_more_than_slack_takes(count: int, buttons: int, lines: int) -> None:
    row = build_offers([Offer(action_id=f"a{number}", value="v", label="Doe") for number in range(count)], most=3)
    assert row is not None
    elements = row.to_dict()["elements"]
    assert sum(element["type"] == "button" for element in elements) == buttons
    assert [len(element["options"]) for element in elements if element["type"] == "overflow"] == [lines] * bool(lines)


def make_document(**known: Any) -> Document:
    given = {"id": "kst-36560-VI-10", "title": "Een lijst", **known}
    metadata = Metadata(kind=DocumentKind.QUESTION_LIST, **given)
    return Document(metadata=metadata, file="a.txt", sha256="", text="", parts=(), entries=())


def make_entry(question: str, answer: str, number: int = 7) -> QuestionAnswer:
    quotes = [Quote(text, (Run(0, Span(0, len(text))),)) for text in (question, answer)]
    return QuestionAnswer(
        id=f"kst-36560-VI-10#{number}", document_id="d", numbers=(number,), question=quotes[0], answer=quotes[1]
    )


def test_a_question_without_a_number_is_not_called_the_end_of_an_answer() -> None:
    entry = replace(make_entry("Hoeveel?", "Twaalf."), numbers=())
    assert describe_entry(entry, make_document(), DUTCH) == "Vraag zonder nummer"
    assert describe_entry(replace(entry, question=None), make_document(), DUTCH) == "Einde van een antwoord"


@pytest.mark.parametrize(
    ("name", "dutch", "english"),
    [
        ("kst-36560-VI-10", "Kamerstuk 36 560 VI, nr. 10", "Parliamentary paper 36 560 VI, nr. 10"),
        ("ah-tk-20232024-12", "Aanhangsel 2023/24, nr. 12", "Aanhangsel 2023/24, nr. 12"),
        ("kv-tk-2024Z05512", "Kamervragen 2024Z05512", "Written questions 2024Z05512"),
        ("2024D01234", "2024D01234", "2024D01234"),
        ("verslag-2023", None, None),
    ],
)
def test_only_a_paper_of_a_dossier_is_called_a_kamerstuk(name: str, dutch: str | None, english: str | None) -> None:
    assert describe_number(make_document(id=name), DUTCH) == dutch
    assert describe_number(make_document(id=name), ENGLISH) == english


def test_what_is_surely_found_is_no_answer_where_nobody_answered_yet() -> None:
    document, entry = make_document(), make_entry("Hoeveel?", "Twaalf.")
    for sure, very_sure, said in (
        (True, False, DUTCH.reading.sure_question),
        (True, True, DUTCH.reading.very_sure_question),
    ):
        hits = (Hit(rank=1, score=1.0, entry=replace(entry, answer=None), document=document),)
        query = TextQuery(text="hoeveel", words="hoeveel bomen")
        answer = Answer(query=query, kind=AnswerKind.TEXT, sure=sure, very_sure=very_sure, confidence=1.0, hits=hits)
        shown = json.dumps(build_answer(answer, DUTCH).written, ensure_ascii=False)
        assert said in shown
        assert DUTCH.reading.sure not in shown
        assert DUTCH.reading.very_sure not in shown
        answered = replace(answer, hits=(replace(hits[0], entry=entry),))
        assert said not in json.dumps(build_answer(answered, DUTCH).written, ensure_ascii=False)


def test_how_much_is_answered_is_said_in_the_words_of_that_number() -> None:
    said = [
        describe_answered(count_questions(total, DUTCH), total, answered, DUTCH)
        for total, answered in ((1, 0), (1, 1), (3, 0), (3, 2), (3, 3))
    ]
    assert said == [
        "1 vraag, nog niet beantwoord",
        "1 vraag, beantwoord",
        "3 vragen, nog niet beantwoord",
        "3 vragen, waarvan 2 beantwoord",
        "3 vragen, allemaal beantwoord",
    ]
    assert [count_passages(count, DUTCH) for count in (1, 1204)] == ["1 passage", "1.204 passages"]


def test_an_answer_without_its_question_says_why_wherever_it_is_shown() -> None:
    document, entry = make_document(), replace(make_entry("", "Twaalf."), question=None)
    for shown, why in ((entry, DUTCH.question_elsewhere), (replace(entry, numbers=()), DUTCH.question_missing)):
        assert why in json.dumps([block.to_dict() for block in build_entry(shown, document, DUTCH).blocks])
        assert why in json.dumps(build_reader(shown, document, DUTCH).to_dict())
        assert why in " ".join(terminal.format_entry(shown, document, DUTCH).split())


def to_body(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": [block.to_dict() for block in message.blocks]}


def list_texts(blocks: list[dict[str, Any]]) -> str:
    """Return what rich text shows, in order."""
    parts = [
        leaf
        for block in blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        for leaf in part["elements"]
    ]
    return "".join(part["text"] for part in parts)


class Long(str):
    """A text that a failure report need not repeat."""

    def __repr__(self) -> str:
        return f"Long({self[:20]!r}, {len(self)})"


TEXTS = st.one_of(
    st.text(min_size=1, max_size=200).filter(str.strip),
    st.sampled_from(
        [Long("x" * 100_000), Long("woord " * 20_000), Long("Een zin. " * 9_000), NASTY, Long(NASTY * 900)]
    ),
)


@settings(max_examples=120, deadline=None)
@given(TEXTS, TEXTS, st.integers(1, 60), TEXTS)
def test_no_answer_is_refused_for_its_length(question: str, answer: str, count: int, title: str) -> None:
    document = make_document(title=title)
    entry = make_entry(question, answer)
    hits = tuple(Hit(rank=rank, score=1.0, entry=entry, document=document) for rank in range(1, count + 1))
    query = TextQuery(text=title, words=title)
    for is_sure in (True, False):
        found = Answer(query=query, kind=AnswerKind.TEXT, sure=is_sure, confidence=1.0, hits=hits)
        message = build_answer(found, DUTCH)
        assert find_message_error(to_body(message)) is None
        assert 0 < len(message.text) <= 4_000
    found = Answer(query=query, kind=AnswerKind.NUMBER, sure=True, confidence=1.0, hits=hits)
    assert find_message_error(to_body(build_look_up(found, DUTCH))) is None
    assert find_message_error(to_body(build_papers((document,) * count, DUTCH))) is None


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, st.integers(1, 60))
def test_no_message_about_what_is_followed_is_refused(text: str, title: str, count: int) -> None:
    alerts = [
        Alert(
            id=number, team="T1", target="C1", person="U1", query=text[:LONGEST_QUERY], pace=Pace.DAILY,
            made_at=0.0, checked_at=0.0, seen=0,
        )
        for number in range(count)
    ]  # fmt: skip
    document, entry = make_document(title=title), make_entry(text, text)
    hits = [Hit(rank=rank, score=1.0, entry=entry, document=document) for rank in range(1, count + 1)]
    messages = [
        build_news(alerts[0], hits, DUTCH),
        build_following(alerts[0], DUTCH, by=title[:80]),
        *(build_list(alerts, DUTCH, for_channel=True, start=start) for start in (0, 10, count, 999)),
    ]
    for message in messages:
        assert find_message_error(to_body(message)) is None
        assert 0 < len(message.text) <= 4_000
    query = " ".join(text[:LONGEST_QUERY].split())
    assert find_view_problems(build_modal(query, "C1", ENGLISH).to_dict()) == []
    assert find_view_problems(build_done(messages[1].text, DUTCH).to_dict()) == []


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_the_reader_shows_every_character(question: str, answer: str) -> None:
    document, entry = make_document(), make_entry(question, answer)
    shown = ""
    for part in range(count_parts(entry, DUTCH)):
        view = build_reader(entry, document, DUTCH, part=part).to_dict()
        assert find_view_problems(view) == []
        shown += list_texts(view["blocks"])
    assert shown.replace(f"{DUTCH.answer}\n", "", 1) == question + answer


def test_a_papers_text_can_neither_ping_nor_link_nor_format() -> None:
    document = make_document(title=NASTY)
    message = build_entry(make_entry(NASTY, NASTY), document, DUTCH)
    blocks = [block.to_dict() for block in message.blocks]
    rich = [block for block in blocks if block["type"] == "rich_text"]
    kinds = {leaf["type"] for block in rich for part in block["elements"] for leaf in part["elements"]}
    assert kinds == {"text", "link"}
    assert NASTY in list_texts(blocks)
    marked = json.dumps([block for block in blocks if block["type"] != "rich_text"], ensure_ascii=False)
    assert "<!channel>" not in marked
    assert "<http://evil" not in marked
    assert "*vet*" not in marked
    assert "<!" not in format_entry(make_entry(NASTY, NASTY), document, DUTCH)


@pytest.mark.parametrize("sign", "&<>x")
def test_a_title_of_signs_that_are_written_as_many_is_cut_to_fit(sign: str) -> None:
    document = make_document(title=sign * 5_000)
    for limit in (400, 3_800):
        text = format_entry(make_entry(sign * 9_000, "Ja."), document, DUTCH, limit=limit)
        assert limit // 2 < len(text) <= limit
        assert "…" in text.rpartition("\n")[2]


@pytest.mark.parametrize("mark", "*_~`")
def test_marks_are_kept_off_the_words(mark: str) -> None:
    assert escape(f"{mark}woord{mark}").replace("\u200b", "") == f"{mark}woord{mark}"
    assert f"{mark}w" not in escape(f"{mark}woord{mark}")


def test_only_web_addresses_become_links() -> None:
    assert build_link("javascript:alert(1)", "x") == "x"
    assert build_link("https://a.example/b c", "t|u") == "<https://a.example/b%20c|t¦u>"


@given(st.text(max_size=400), st.integers(1, 80))
def test_a_cut_text_is_whole_again_when_its_pieces_are_joined(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(0 < end - start <= limit for start, end in pieces)


def test_a_cut_falls_after_a_sentence() -> None:
    text = "Eerste zin over nr. 1 van 2022. Tweede zin die niet meer past."
    assert text[: find_cut(text, 45)] == "Eerste zin over nr. 1 van 2022."
    assert shorten("een heel lange regel", 12) == "een heel…"
    assert shorten("a bcdefghijklmnopqrst", 12) == "a bcdefghij…"


def test_both_languages_fill_the_same_fields() -> None:
    import string

    def list_fields(text: str) -> set[str | None]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field}

    assert set(LANGUAGES.values()) == {DUTCH, ENGLISH}
    for name in DUTCH.__slots__:
        dutch, english = getattr(DUTCH, name), getattr(ENGLISH, name)
        if isinstance(dutch, str):
            assert list_fields(dutch) == list_fields(english), name


def test_numbers_are_drawn_together() -> None:
    assert DUTCH.format_numbers((1, 2, 3, 5, 8, 9)) == "1 t/m 3, 5, 8 en 9"


@pytest.mark.parametrize(
    ("text", "dutch", "english"),
    [
        (
            "dwangsommen jaar:2022 soort:vraag",
            "Gezocht naar “dwangsommen” · jaar 2022 · alleen vragen",
            "Searched for “dwangsommen” · year 2022 · questions only",
        ),
        (
            'IND "in 2022" -boete -"de som"',
            "Gezocht naar “IND” · precies “in 2022” · zonder “boete” · zonder “de som”",
            "Searched for “IND” · exactly “in 2022” · without “boete” · without “de som”",
        ),
        (
            "jaar:2020-2022|2024 dossier:36360-VI vraag:7",
            "Gezocht op jaar 2020-2022 of 2024 · dossier 36 360 VI · vraag 7",
            "Searched by year 2020-2022 or 2024 · dossier 36 360 VI · question 7",
        ),
        (
            "document:kst-36560-VI-10 soort:verslag partij:VVD ministerie:justitie",
            "Gezocht op document 36 560 VI, nr. 10 · partij VVD · ministerie justitie · alleen verslagen",
            "Searched by document 36 560 VI, nr. 10 · party VVD · ministry justitie · reports only",
        ),
        ("gewoon een vraag", None, None),
        ("vraag:43 dossier:36360", None, None),
    ],
)
def test_an_answer_says_what_it_understood(text: str, dutch: str | None, english: str | None) -> None:
    assert (describe_understood(parse_query(text), DUTCH), describe_understood(parse_query(text), ENGLISH)) == (
        dutch,
        english,
    )


def test_what_was_understood_stands_above_the_hits_and_cannot_format() -> None:
    hit = Hit(rank=1, score=1.0, entry=make_entry("Wat?", "Dat."), document=make_document())
    query = parse_query(f"{NASTY} jaar:2022")
    found = Answer(query=query, kind=AnswerKind.TEXT, sure=True, confidence=1.0, hits=(hit,))
    body = to_body(build_answer(found, DUTCH, asked="Iemand zocht"))
    assert find_message_error(body) is None
    line = body["blocks"][1]["elements"][0]["text"]
    assert line.startswith("Gezocht naar “")
    assert line.endswith("· jaar 2022")
    for shown in (line, body["text"]):
        assert "<!channel>" not in shown
        assert "<http" not in shown
    assert body["text"].startswith("Gezocht naar “")


@pytest.mark.parametrize(
    ("sure", "very_sure", "said"),
    [(False, False, DUTCH.unsure), (True, False, DUTCH.reading.sure), (True, True, DUTCH.reading.very_sure)],
)
def test_an_answer_says_how_sure_it_is(sure: bool, very_sure: bool, said: str) -> None:
    hit = Hit(rank=1, score=1.0, entry=make_entry("Wat?", "Dat."), document=make_document())
    query = parse_query("wat is dat")
    found = Answer(query=query, kind=AnswerKind.TEXT, sure=sure, very_sure=very_sure, confidence=0.95, hits=(hit,))
    shown = str(to_body(build_answer(found, DUTCH))["blocks"])
    all_said = (DUTCH.unsure, DUTCH.reading.sure, DUTCH.reading.very_sure)
    assert [line for line in all_said if line in shown] == [said]


def test_where_filters_leave_nothing_the_answer_says_how_to_drop_them() -> None:
    for text, said in (
        ("<IND> jaar:1999", "bij “&lt;IND&gt;” · jaar 1999. Laat"),
        ("<IND>", "niets over “&lt;IND&gt;”."),
    ):
        found = Answer(query=parse_query(text), kind=AnswerKind.TEXT, sure=False, confidence=0.0, hits=())
        assert said in build_answer(found, DUTCH).text


@pytest.mark.parametrize("texts", [DUTCH, ENGLISH])
def test_every_example_of_the_help_is_read_as_it_says(texts: Texts) -> None:
    message = build_help(texts)
    assert find_message_error(to_body(message)) is None
    examples = re.findall(r"`([^`]+)`", texts.help_language)
    assert len(examples) >= 9
    for example in examples:
        query = parse_query(example)
        assert not isinstance(query, TextQuery) or query.is_restricted, example

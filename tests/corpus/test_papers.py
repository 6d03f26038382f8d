"""Papers of our own making: every layout in every format is read back, each question with its own answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from corpus.parsing import parse_document
from corpus.readers import build_source
from tests.corpus.making import (
    HEADINGS,
    ITEMS,
    Block,
    Headings,
    Item,
    make_docx,
    make_html,
    make_pdf,
    make_table_docx,
    make_table_html,
    make_table_pdf,
    make_table_xml,
    make_text,
    make_xml,
    write_blocks,
)

FORMATS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "text": make_text,
    "text without blank lines": lambda blocks: make_text(blocks, blank=False),
    "text in long lines": lambda blocks: make_text(blocks, width=4000),
    "quoted e-mail": lambda blocks: make_text(blocks, width=70, quoted=True),
    "Word": make_docx,
    "Word with bold headings": lambda blocks: make_docx(blocks, bold=True),
    "PDF": make_pdf,
    "PDF with gaps": lambda blocks: make_pdf(blocks, gap=3),
}
MARKED = {
    "HTML with h2": make_html,
    "HTML with p.nummer": lambda items: make_html(items, number="p"),
    "HTML with bare numbers": lambda items: make_html(items, word=False),
    "XML": make_xml,
    "a table in HTML": make_table_html,
    "a table in XML": make_table_xml,
    "a table in Word": make_table_docx,
    "a table in PDF": make_table_pdf,
}
SPELLINGS = (
    ("Vraag  {}  :", "Antwoord op vraag {} :"), ("Vraag{}", "Antwoord{}"), ("Vraagnummer {}", "Antwoord"),
    ("VRAAG NR. {}", "ANTWOORD NR. {}"), ("Vraag {}.", "Beantwoording vraag {}"), ("Vraag {}", "Reactie:"),
    ("Vragen {} van het lid Bikker (ChristenUnie)", "Antwoord van de staatssecretaris op vragen {}"),
    ("Vraag {}", "Antwoord op de vraag {}"), ("Vraag {}", "Antwoord minister"), ("Vraag #{}", "Antwoord #{}"),
    ("Vraag {}", "Antwoord van het kabinet:"), ("Vraag {}", "Antwoord {} (gezamenlijk)"),
    ("{} Vraag", "{} Antwoord"), ("{}. Vraag:", "{}. Antwoord:"), ("Vr. {}", "Antw. {}"),
)  # fmt: skip


def read_letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower().replace("€", "eur")).replace("eur", "")


def assert_read_back(raw: bytes, items: Sequence[Item] = ITEMS) -> None:
    """Each number has its question and its answer to the letter, and there is no other number."""
    entries = tuple(parse_document(build_source("made", raw)).questions)
    assert {number for entry in entries for number in entry.numbers} == {n for item in items for n in item.numbers}
    for item in items:
        asked, answered = read_letters("".join(item.question)), read_letters("".join(item.answer or ()))
        for number in item.numbers:
            mine = [entry for entry in entries if number in entry.numbers]
            assert asked in {read_letters(entry.question.text if entry.question else "") for entry in mine}
            assert answered in {read_letters(entry.answer.text if entry.answer else "") for entry in mine}


def insert(blocks: Sequence[Block], before: int, *added: Block) -> list[Block]:
    """Return the blocks with some added above the heading of the question at a place, from 1."""
    headings = [place for place, block in enumerate(blocks) if block.kind == "question heading"]
    place = headings[before - 1]
    return [*blocks[:place], *added, *blocks[place:]]


def write(layout: str, items: Sequence[Item] = ITEMS, *, inline: bool = False) -> list[Block]:
    return list(write_blocks(items, HEADINGS[layout], inline=inline))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("layout", HEADINGS)
def test_each_layout_is_read_back_from_each_format(layout: str, format_: str) -> None:
    assert_read_back(FORMATS[format_](write(layout)))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("layout", ["A", "D", "D plural", "D upper", "F", "F number"])
def test_text_behind_its_heading_is_read_back(layout: str, format_: str) -> None:
    assert_read_back(FORMATS[format_](write(layout, inline=True)))


@pytest.mark.parametrize("format_", MARKED)
def test_each_markup_and_each_table_is_read_back(format_: str) -> None:
    assert_read_back(MARKED[format_](ITEMS))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("spelling", SPELLINGS, ids=" / ".join)
def test_each_spelling_of_the_headings_is_read_back(spelling: tuple[str, str], format_: str) -> None:
    asked, answered = spelling
    headings = Headings(question=lambda item: asked.format(item.label), answer=lambda item: answered.format(item.label))
    assert_read_back(FORMATS[format_](list(write_blocks(ITEMS, headings))))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("layout", ["A", "D", "E", "F"])
def test_what_stands_around_the_answers_stays_out_of_them(layout: str, format_: str) -> None:
    blocks = insert(write(layout), 1, Block("sub heading", "Thema rechtspraak"))
    blocks = insert(blocks, 2, Block("text", "Pagina 1 van 3"))
    blocks = insert(blocks, 3, Block("sub heading", "Thema financiën en kosten"))
    signed = ("Hoogachtend,", "De Minister van Justitie en Veiligheid,", "A.B. Voorbeeld")
    assert_read_back(FORMATS[format_]([*blocks, *(Block("text", line) for line in signed)]))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("notes", [("1) Krant, 3 mei 2024", "2) Kamerstuk 29 279, nr. 780"),
                                   ("[1] Krant, 3 mei 2024", "[2] Kamerstuk 29 279, nr. 780")])  # fmt: skip
def test_questions_without_answers_say_so_whatever_notes_follow(notes: tuple[str, ...], format_: str) -> None:
    items = [replace(item, answer=None) for item in ITEMS]
    assert_read_back(FORMATS[format_]([*write("E", items), *(Block("text", note) for note in notes)]), items)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("layout", ["A", "B", "D", "F"])
def test_a_request_without_a_question_mark_is_a_question(layout: str, format_: str) -> None:
    request = ("Kunt u toelichten waarom dit zo is, en daarbij ingaan op de kosten.",)
    items = [replace(item, question=request) if item.numbers == (2,) else item for item in ITEMS]
    assert_read_back(FORMATS[format_](write(layout, items)), items)


@pytest.mark.parametrize("format_", FORMATS)
def test_numbers_that_start_again_make_a_new_part(format_: str) -> None:
    title = Block("sub heading", "II. Vragen van de leden van de fractie van de PvdA")
    raw = FORMATS[format_]([*write("F"), title, *write("F")[1:]])
    assert_read_back(raw)
    entries = tuple(parse_document(build_source("made", raw)).questions)
    assert len(entries) == 2 * len(ITEMS)
    assert entries[len(ITEMS)].heading == (title.text,)

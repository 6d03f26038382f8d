"""Whatever questions and answers are written, in a layout and a format, are read back to the letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.adding import EVERYBODY
from corpus.database import sqlite_url
from corpus.library import Library
from corpus.parsing import parse_document
from corpus.readers import build_source
from tests.corpus.making import (
    HEADINGS,
    Item,
    make_docx,
    make_html,
    make_pdf,
    make_table_html,
    make_table_pdf,
    make_text,
    make_xml,
    write_blocks,
)
from tests.corpus.test_papers import assert_read_back
from tests.corpus.test_parsing import assert_nothing_is_lost

WORDS = """
de het een van en in dat is op te voor met zijn er aan niet ook om bij uit naar rechters zaken kosten jaarverslag
dwangsommen wachttijden IND-locatie 2022 2023 1.672 € 3,4 miljoen procent vraag antwoord Kamer minister wanneer
hoeveel onrechtmatigheid bv. nr. artikel 3.1 zittingszalen (tbs) "zo" opleiding art. bijv. d.d. 12% Toelichting
""".split()
MAKERS: dict[str, Callable[[Sequence[Item], str], bytes]] = {
    "text": lambda items, layout: make_text(list(write_blocks(items, HEADINGS[layout]))),
    "quoted e-mail": lambda items, layout: make_text(
        list(write_blocks(items, HEADINGS[layout])), width=60, quoted=True
    ),
    "Word": lambda items, layout: make_docx(list(write_blocks(items, HEADINGS[layout]))),
    "PDF": lambda items, layout: make_pdf(list(write_blocks(items, HEADINGS[layout])), gap=2),
    "HTML": lambda items, _: make_html(items),
    "XML": lambda items, _: make_xml(items),
    "a table in HTML": lambda items, _: make_table_html(items),
    "a table in PDF": lambda items, _: make_table_pdf(items),
}


@st.composite
def sentences(draw: st.DrawFn, end: str) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=40))
    return f"Kunt u {' '.join(words)} geven{end}" if end == "?" else f"Dat {' '.join(words)} komt{end}"


@st.composite
def papers(draw: st.DrawFn) -> list[Item]:
    sizes = draw(st.lists(st.integers(1, 3), min_size=2, max_size=6))
    items, number = [], 1
    for size in sizes:
        question = tuple(draw(st.lists(sentences("?"), min_size=1, max_size=3)))
        answer = tuple(draw(st.lists(sentences("."), min_size=1, max_size=3)))
        items.append(Item(numbers=tuple(range(number, number + size)), question=question, answer=answer))
        number += size
    return items


@pytest.mark.parametrize("format_", MAKERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items=papers(), layout=st.sampled_from(["A", "D", "D plural", "D upper", "F"]))
def test_a_paper_is_read_back_as_it_was_written(items: list[Item], layout: str, format_: str) -> None:
    raw = MAKERS[format_](items, layout)
    assert_read_back(raw, items)
    assert_nothing_is_lost(parse_document(build_source("made", raw)))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=papers())
def test_the_library_gives_back_what_was_added(items: list[Item], tmp_path: Path) -> None:
    library = Library.open(sqlite_url(tmp_path))
    added = library.add("made.html", make_html(items)).document
    assert library.load_owned() == ((EVERYBODY, added),)
    library.close()

"""What is shown as a match is why a hit was found, and of a question without end the beginning is read."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.entry_texts import list_bodies
from corpus.models import Note, Passage, Quote, Run, Span
from corpus.search import Searcher
from corpus.widening import MOST_WORDS, cut_query


def find_marked(searcher: Searcher, query: str, entry: str) -> set[str]:
    (hit,) = [hit for hit in searcher.search(query).hits if hit.entry.id == entry]
    return {hit.document.text[span.start : span.end].casefold() for span in hit.matches}


@pytest.mark.parametrize(
    ("query", "entry", "marked"),
    [
        # Not `gestuurd`, nor the parts of what stands there whole.
        ("stuurgroep", "kst-36560-VI-10#9", {"stuurgroep"}),
        ("dwangsommen IND", "vragen-kst-36360-VI-1#43", {"dwangsommen", "ind"}),
        ("reizigersgegevens", "kst-36560-VI-10#7", {"reizigers", "gegevens"}),
        ("dwangsomen", "vragen-kst-36360-VI-1#43", {"dwangsommen"}),
        ("betaalde dwangsom", "vragen-kst-36360-VI-1#43", {"betalen", "betaald", "dwangsommen"}),
    ],
)
def test_what_is_marked_is_why_it_was_found(query: str, entry: str, marked: set[str], searcher: Searcher) -> None:
    assert find_marked(searcher, query, entry) == marked


@given(words=st.lists(st.text(min_size=1, max_size=8), max_size=400))
def test_of_a_long_question_the_first_words_are_read(words: list[str]) -> None:
    text = " ".join(words)
    cut = cut_query(text)
    assert text.startswith(cut)
    assert len(cut) <= 5_000
    assert cut_query(cut) == cut


def test_a_question_is_cut_after_so_many_words_and_counts_none_twice() -> None:
    asked = " ".join(f"woord{number} en" for number in range(500))
    # One of them is `en`, again and again.
    assert cut_query(asked).split()[-1] == f"woord{MOST_WORDS - 2}"
    assert cut_query("de IND " * 100) == "de IND " * 100


def test_the_markers_of_thousands_of_notes_are_blanked_in_a_moment() -> None:
    lines = [f"{'woord ' * 40}Kamer{number:04}" for number in range(8_000)]
    text = "\n".join(lines)
    marks = [Span(end - 4, end) for end in range(len(lines[0]), len(text) + 1, len(lines[0]) + 1)]
    notes = tuple(Note(marker="1", text=Quote("", ()), anchors=(mark,)) for mark in marks)
    quote = Quote(text, (Run(0, Span(0, len(text))),))
    before = time.process_time()
    (body,) = list_bodies(Passage(id="a#1", document_id="a", heading=(), text=quote, notes=notes))
    assert time.process_time() - before < 0.5
    assert body == "\n".join(f"{'woord ' * 40}Kamer    " for _ in lines)

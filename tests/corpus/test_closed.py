"""Notes below the buttons that close them, as a page of officielebekendmakingen leaves them in a text."""

from __future__ import annotations

import pytest

from corpus.models import QuestionAnswer
from tests.corpus.test_findings import read, read_pairs

HEAD = "Vragen van het lid Een (Partij) aan de Minister van Water over dijken (ingezonden 1 mei 2031).\n\n"
PAIRS = "\n\n".join(
    (
        "Vraag 1",
        "Kent u het bericht?1",
        "Antwoord 1",
        "Ja.",
        "Vraag 2",
        "Wat kost het?",
        "Antwoord 2",
        "Twaalf euro.2",
        "",
    )
)
READ = [((1,), "Kent u het bericht?1", "Ja."), ((2,), "Wat kost het?", "Twaalf euro.2")]


def list_notes(text: str) -> list[list[tuple[str, str]]]:
    entries = read(text).entries
    return [[(note.marker, note.text.text) for note in entry.notes] for entry in entries]


@pytest.mark.parametrize("gap", ["\n", " "])
@pytest.mark.parametrize("end", ["Naar boven\n", ""])
def test_notes_below_their_buttons_are_no_part_of_the_last_answer(gap: str, end: str) -> None:
    text = f"{HEAD}{PAIRS}\nX Noot{gap}1\n\nDe Krant, 1 mei.\n\nX Noot{gap}2\n\nDe Bode, 2 mei, «Wat nu?».\n\n{end}"
    assert read_pairs(text) == READ
    assert list_notes(text) == [[("1", "De Krant, 1 mei.")], [("2", "De Bode, 2 mei, «Wat nu?».")]]


def test_a_note_is_all_that_stands_above_the_next_button_or_the_link_to_the_top() -> None:
    text = (
        f"{HEAD}{PAIRS}X Noot\n1\n\nSamenstelling:\n\nLeden: Een.\n\nX Noot\n2\n\nDe Krant.\n\nDe Bode.\n\nNaar boven\n"
    )
    assert read_pairs(text) == READ
    assert list_notes(text) == [[("1", "Samenstelling:\n\nLeden: Een.")], [("2", "De Krant.\n\nDe Bode.")]]


def test_without_that_link_the_last_note_is_a_paragraph_and_what_a_colon_announces() -> None:
    notes = "X Noot\n1\n\nDe Krant.\n\nX Noot\n2\n\nSamenstelling:\n\nLeden: Een\nen Twee.\n\n"
    text = HEAD + PAIRS + notes + HEAD + "Vraag 1\n\nEn de sluis?\n\nAntwoord 1\n\nDie blijft.\n"
    pairs = read_pairs(text)
    assert pairs[0] == READ[0]
    assert pairs[-1] == ((1,), "En de sluis?", "Die blijft.")
    assert list_notes(text)[1] == [("2", "Samenstelling:\n\nLeden: Een en Twee.")]


@pytest.mark.parametrize("said", ["X Noot is een merk van water.", "X Noot", "X Noot\n1"])
def test_a_button_without_a_number_and_a_text_below_it_makes_no_note(said: str) -> None:
    entries = read(f"{HEAD}{PAIRS}{said}\n").entries
    assert all(not entry.notes for entry in entries)
    last = entries[-1]
    assert isinstance(last, QuestionAnswer)
    assert last.answer is not None
    assert last.answer.text.startswith("Twaalf euro.2\n\nX Noot")

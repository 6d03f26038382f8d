"""Questions of one number that letters tell apart: `Vraag 1a`, `Vraag 1b`."""

from __future__ import annotations

import pytest

from corpus.parsing import parse_document
from corpus.query import NumberQuery, parse_query
from corpus.readers import build_source
from corpus.search import Searcher
from corpus.wording import format_query
from tests.corpus.test_findings import read, read_pairs

IN_TURN = "Vraag {0}1a\nA?\nAntwoord {0}1a\nJa.\nVraag {0}1b\nB?\nAntwoord {0}1b\nNee.\nVraag 2\nC?\nAntwoord 2\nDat.\n"
BELOW = "Vraag 1a\nA?\nVraag 1b\nB?\nVraag 2\nC?\nAntwoord 1a\nJa.\nAntwoord 1b\nNee.\nAntwoord 2\nDat.\n"
PAIRS = [((1,), "A?", "Ja."), ((1,), "B?", "Nee."), ((2,), "C?", "Dat.")]


def list_ids(text: str) -> list[str]:
    return [entry.id for entry in read(text).questions]


@pytest.mark.parametrize("text", [IN_TURN.format(""), BELOW, BELOW.replace("1a", "1.a").replace("1b", "1.b")])
def test_an_answer_stands_under_the_letter_that_it_names(text: str) -> None:
    assert read_pairs(text) == PAIRS
    assert list_ids(text) == ["made#1a", "made#1b", "made#2"]
    assert [entry.letter for entry in read(text).questions] == ["a", "b", ""]


def test_an_answer_without_a_letter_is_that_of_all_that_have_its_number() -> None:
    text = "Vraag 1A\nA?\nVraag 1B\nB?\nAntwoord 1\nZo.\nVraag 2\nC?\nAntwoord 2\nDat.\n"
    assert read_pairs(text) == [((1,), "A?", "Zo."), ((1,), "B?", "Zo."), ((2,), "C?", "Dat.")]
    assert list_ids(text) == ["made#1a", "made#1b", "made#2"]


def test_letters_of_an_answer_to_a_question_without_any_are_its_own() -> None:
    text = "Vraag 1\nA? En B?\nAntwoord 1a\nJa.\nVraag 2\nC?\nAntwoord 2\nDat.\n"
    assert read_pairs(text) == [((1,), "A? En B?", "Ja."), ((2,), "C?", "Dat.")]
    assert list_ids(text) == ["made#1", "made#2"]


def test_letters_that_start_again_start_another_part() -> None:
    text = "Vraag 1a\nA?\nAntwoord\nJa.\nVraag 1b\nB?\nAntwoord\nZie vraag 1a.\n"
    assert list_ids(text + text) == ["made#1a", "made#1b", "made#1a.2", "made#1b.2"]
    assert [reference.target for entry in read(text + text).questions for reference in entry.references] == [
        "made#1a", "made#1a.2",
    ]  # fmt: skip


def test_a_pointer_names_the_question_of_its_letter() -> None:
    text = BELOW.replace("Dat.", "Zie het antwoord op vraag 1b, en dat op vraag 1 en vraag 3c.")
    (*_, last) = read(text).questions
    pointers = [(reference.text.text, reference.target) for reference in last.references]
    assert pointers == [("vraag 1b", "made#1b"), ("vraag 1", "made#1a"), ("vraag 3c", None)]


def test_the_number_of_a_row_may_have_a_letter() -> None:
    row = "<vraag><nr>1{0}</nr><al>{0}?</al></vraag><antwoord><nr>1{0}</nr><al>Dat.</al></antwoord>"
    rows = row.format("a") + row.format("b")
    text = f"<?xml version='1.0'?><kamervragen>{rows}</kamervragen>"
    assert read_pairs(text) == [((1,), "a?", "Dat."), ((1,), "b?", "Dat.")]
    assert list_ids(text) == ["made#1a", "made#1b"]


def test_a_question_that_only_its_answer_tells_of_may_have_a_letter() -> None:
    text = "Vragen\n\n1a. A?\n\nAntwoord\nJa.\n\n1b. B?\n\nAntwoord\nNee.\n\n2. C?\n\nAntwoord\nDat.\n"
    assert read_pairs(text) == [((1,), "1a. A?", "Ja."), ((1,), "1b. B?", "Nee."), ((2,), "2. C?", "Dat.")]
    assert list_ids(text) == ["made#1a", "made#1b", "made#2"]


@pytest.mark.parametrize(
    ("both", "last"),
    [
        ("Antwoord 1a en b", "Antwoord 1c"),
        ("Antwoord op vraag 1a en 1b", "Antwoord op vraag 1c"),
        ("Antwoorden op vragen 1a, b:", "Antwoord op vraag 1c:"),
        ("Antwoord vraag 1a/b:", "Antwoord vraag 1c:"),
        ("Antwoord 1a t/m b", "Antwoord 1 c)"),
        ("Antwoord 1.a en 1.b", "Antwoord 1.c"),
    ],
)
def test_an_answer_may_name_several_letters(both: str, last: str) -> None:
    asked = "Vraag 1a\nA?\nVraag 1b\nB?\nVraag 1c\nC?\n"
    text = f"{asked}{both}\nJa.\n{last}\nNee.\nVraag 2\nD?\nAntwoord 2\nDat.\n"
    expected = [((1,), "A?", "Ja."), ((1,), "B?", "Ja."), ((1,), "C?", "Nee."), ((2,), "D?", "Dat.")]
    assert read_pairs(text) == expected
    assert list_ids(text) == ["made#1a", "made#1b", "made#1c", "made#2"]


def test_a_letter_may_stand_apart_from_its_number() -> None:
    text = IN_TURN.format("").replace("1a", "1 a)").replace("1b", "1 b)")
    assert read_pairs(text) == PAIRS
    assert list_ids(text) == ["made#1a", "made#1b", "made#2"]


def test_a_second_number_tells_questions_apart_like_a_letter() -> None:
    form = "Vraag {0}\nWat is {0}?\nAntwoord op vraag {0}:\nDat is {0}.\n"
    names = [*(f"1.{second}" for second in range(1, 12)), "2.1"]
    text = "".join(form.format(name) for name in names)
    assert [said for _, _, said in read_pairs(text)] == [f"Dat is {name}." for name in names]
    assert list_ids(text) == [f"made#{name.replace('.', '_')}" for name in names]
    searcher = Searcher.build([parse_document(build_source("made.txt", text.encode()))])
    assert find(searcher, "vraag 1.10") == ["made#1_10"]


def test_the_tenth_of_them_stands_in_one_part_with_those_before_it() -> None:
    form = "Vraag 1.{0}\nWat is {0}?\nAntwoord 1.{0}\nDat is {0}. Zie vraag 1.\n"
    text = "".join(form.format(second) for second in range(1, 12))
    (_, *later) = read(text).questions
    assert {reference.target for entry in later for reference in entry.references} == {"made#1_1"}


@pytest.mark.parametrize("mark", ["{}. ", "{}) ", "({}) "])
def test_parts_of_a_question_that_are_answered_by_their_letters_are_questions(mark: str) -> None:
    a, b = mark.format("a"), mark.format("b")
    text = f"Vraag 1\nEerst dit.\n{a}A?\n{b}B?\nEn zo?\nAntwoord 1a\nJa.\nAntwoord 1b\nNee.\n"
    text += "Vraag 2\nC?\nAntwoord 2\nDat.\n"
    asked = [f"Eerst dit.\n{a}A?", f"{b}B?\nEn zo?", "C?"]
    assert [(question or "").split() for _, question, _ in read_pairs(text)] == [one.split() for one in asked]
    assert [pair[::2] for pair in read_pairs(text)] == [((1,), "Ja."), ((1,), "Nee."), ((2,), "Dat.")]
    assert list_ids(text) == ["made#1a", "made#1b", "made#2"]


@pytest.mark.parametrize("last", ["Antwoord 2b", "Antwoord 2"])
def test_a_question_of_several_numbers_is_parted_once_for_all_of_them(last: str) -> None:
    text = f"Vraag 1 en 2\na. A?\nb. B?\nAntwoord 1a\nJa.\n{last}\nNee.\nVraag 3\nC?\nAntwoord 3\nDat.\n"
    assert read_pairs(text) == [((1, 2), "a. A?", "Ja."), ((1, 2), "b. B?", "Nee."), ((3,), "C?", "Dat.")]


def test_parts_of_a_question_may_each_have_their_answer_below_them() -> None:
    text = (
        "Vraag 1\na) A?\nAntwoord:\nJa.\nb) B?\nAntwoord:\nNee.\nc) C?\nAntwoord:\nOok.\nVraag 2\nD?\nAntwoord:\nDat.\n"
    )
    expected = [((1,), "a) A?", "Ja."), ((1,), "b) B?", "Nee."), ((1,), "c) C?", "Ook."), ((2,), "D?", "Dat.")]
    assert read_pairs(text) == expected
    assert list_ids(text) == ["made#1a", "made#1b", "made#1c", "made#2"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        # The first letter that is counted is not the first, or what follows asks nothing.
        ("b) A?", "Ja.\nc) B?\nAntwoord:\nNee."),
        ("a) A?", "Zo:\nb) Dit is er een.\nAntwoord:\nNee."),
        # A letter far above what asks is one of the answer.
        ("a) A?", "Zo.\nb) Dit ook.\n" + "Dat is zo.\n" * 40 + "Is dat veel?\nAntwoord:\nNee."),
    ],
)
def test_a_letter_in_an_answer_is_no_part_of_its_question(asked: str, said: str) -> None:
    text = f"Vraag 1\n{asked}\nAntwoord:\n{said}\nVraag 2\nC?\nAntwoord 2:\nDat.\n"
    assert [pair[:2] for pair in read_pairs(text)] == [((1,), asked), ((2,), "C?")]


def test_no_part_takes_all_of_an_answer() -> None:
    text = "Vraag 1\na) A?\nAntwoord:\nb) B?\nAntwoord:\nNee.\nVraag 2\nC?\nAntwoord 2:\nDat.\n"
    assert list_ids(text) == ["made#1", "made#2"]


def test_the_next_part_is_found_below_a_long_answer() -> None:
    said = "Ja.\n" + "Dat is zo.\n" * 40
    text = f"Vraag 1\na) A?\nAntwoord:\n{said}b) B?\nEn zo ja, hoe?\nAntwoord:\nNee.\nVraag 2\nC?\nAntwoord 2:\nDat.\n"
    assert list_ids(text) == ["made#1a", "made#1b", "made#2"]


def test_letters_within_a_part_are_no_parts_of_their_own() -> None:
    text = "Vraag 1a\na. A?\nb. B?\nAntwoord 1a\nJa.\nVraag 1b\nC?\nAntwoord 1b\nNee.\n"
    assert list_ids(text) == ["made#1a", "made#1b"]


def test_a_letter_that_the_question_does_not_count_parts_nothing() -> None:
    text = "Vraag 1\na. A?\nb. B?\nAntwoord 1c\nJa.\nVraag 2\nC?\nAntwoord 2\nDat.\n"
    assert list_ids(text) == ["made#1", "made#2"]


@pytest.mark.parametrize("said", ["a. Ja.\nb. Nee.", "a. Ja, waarom niet?\nb. Is dat zo? Nee."])
def test_letters_in_one_answer_of_a_question_part_neither(said: str) -> None:
    text = f"Vraag 1\na. A?\nb. B?\nAntwoord 1\n{said}\nVraag 2\nC?\nAntwoord 2\nDat.\n"
    assert [f"{pair[1]} {pair[2]}".split() for pair in read_pairs(text)] == [
        f"a. A? b. B? {said}".split(),
        ["C?", "Dat."],
    ]


def find(searcher: Searcher, typed: str) -> list[str]:
    return [hit.entry.id for hit in searcher.search(typed).hits]


def test_a_look_up_with_a_letter_finds_that_question_and_without_all_of_its_number() -> None:
    searcher = Searcher.build([parse_document(build_source("made.txt", BELOW.encode()))])
    assert find(searcher, "vraag 1b") == ["made#1b"]
    assert find(searcher, "vraag 1B") == ["made#1b"]
    assert find(searcher, "vraag 1.b") == ["made#1b"]
    assert find(searcher, "vraag 1") == ["made#1a", "made#1b"]
    assert find(searcher, "vraag 1 en 2") == ["made#1a", "made#1b", "made#2"]
    # A letter that no question has: the number is what there is.
    assert find(searcher, "vraag 2c") == ["made#2"]


@pytest.mark.parametrize(
    "typed", ["vraag 1b", "vraag 1b uit 36560-VI-10", "het antwoord op vraag 1b uit 36 560 VI, nr. 10"]
)
def test_a_look_up_with_a_letter_can_be_typed_again(typed: str) -> None:
    query = parse_query(typed)
    assert isinstance(query, NumberQuery)
    assert (query.numbers, query.letter) == ((1,), "b")
    again = parse_query(format_query(query))
    assert isinstance(again, NumberQuery)
    assert (again.numbers, again.letter, again.paper) == ((1,), "b", query.paper)


@pytest.mark.parametrize("typed", ["artikel 1b", "1b", "vraag 1 b", "vraag 1bis", "vragen 1a en 1b"])
def test_a_letter_that_names_no_question_is_none(typed: str) -> None:
    query = parse_query(typed)
    assert not isinstance(query, NumberQuery) or query.letter == ""

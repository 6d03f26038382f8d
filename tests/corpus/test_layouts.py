"""Each layout in which questions and answers are published, as plain text of our own making."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.models import Document
from corpus.parsing import parse_document
from corpus.readers import build_source

LAYOUTS = {
    "A": ("Vraag (1):\nWat is A?\n\nAntwoord:\nDit is A.\n\nVraag (2):\nWat is B?\n\nAntwoord:\nDat.\n",
          [((1,), "Wat is A?", "Dit is A."), ((2,), "Wat is B?", "Dat.")]),
    "B": ("1\n\nVraag\nWat is A?\n\nAntwoord\nDit is A.\n\n2\n\nVraag\nWat is B?\n\nAntwoord\nDat.\n",
          [((1,), "Wat is A?", "Dit is A."), ((2,), "Wat is B?", "Dat.")]),
    "D": ("Vraag 1\nWat?\nAntwoord op vraag 1:\nDit.\nVraag 2\nWie?\nVraag 3\nWaar?\n"
          "Antwoorden op vragen 2, en 3\nDaar.\n",
          [((1,), "Wat?", "Dit."), ((2,), "Wie?", "Daar."), ((3,), "Waar?", "Daar.")]),
    "E without headings of answers": (
        "Vraag 1\nWat is A?\n\nDit is A. Het is goed.\n\nNog een alinea.\n\n"
        "Vraag 2\nWat is B? En waarom?\n\nDat is B.\n",
        [((1,), "Wat is A?", "Dit is A. Het is goed.\n\nNog een alinea."),
         ((2,), "Wat is B? En waarom?", "Dat is B.")]),
    "E with bare numbers": (
        "Inleiding van de brief.\n\n1. Wat is A?\n\nDit is A.\n\n2. Wat is B?\n\nDat is B.\n",
        [((1,), "1. Wat is A?", "Dit is A."), ((2,), "2. Wat is B?", "Dat is B.")]),
    "E with numbers that start again": (
        "Deel een\n\nVraag 1\nWat?\nAntwoord\nDit.\nVraag 2\nWie?\nAntwoord\nZie vraag 1.\n"
        "Vraag 1\nWaar?\nAntwoord\nDaar.\n",
        [((1,), "Wat?", "Dit."), ((2,), "Wie?", "Zie vraag 1."), ((1,), "Waar?", "Daar.")]),
    "E with bare numbers that start again": (
        "Deel I - Wonen\n\n1. Wat?\n\nAntwoord: Dit, namelijk:\n1. Waarom dit?\n2. Wat nog?\n\n"
        "2. Wie?\n\nAntwoord: Zij.\n\n"
        "Deel II - Werken\n\n1. Waar?\n\nAntwoord: Daar.\n\n2. Hoe?\n\nAntwoord: Zo.\n",
        [((1,), "1. Wat?", "Dit, namelijk:\n1. Waarom dit?\n2. Wat nog?"), ((2,), "2. Wie?", "Zij."),
         ((1,), "1. Waar?", "Daar."), ((2,), "2. Hoe?", "Zo.")]),
    "E with numbers in brackets": (
        "(1) Waarom?\n\nAntwoord:\nDaarom.\n\n(2) Hoe?\n\nAntwoord:\nZo.\n",
        [((1,), "(1) Waarom?", "Daarom."), ((2,), "(2) Hoe?", "Zo.")]),
    "E with numbers beside the questions": (
        "1 Wat is A en\nwat volgt daaruit?\n\nDit is A. Zijn er 2? Ja.\n\n2 Wat is B?\n\nDat is B.\n",
        [((1,), "1 Wat is A en wat volgt daaruit?", "Dit is A. Zijn er 2? Ja."), ((2,), "2 Wat is B?", "Dat is B.")]),
    "a greeting below the last answer": (
        "Vraag 1\nWat?\nAntwoord\nDit.\nVraag 2\nWie?\nAntwoord\nZij, met een\ngroet.\n\nGroet,\nHet team\n",
        [((1,), "Wat?", "Dit."), ((2,), "Wie?", "Zij, met een groet.")]),
    "E with one question": ("Vraag\nWat is A?\n\nAntwoord\nDit is A.\n", [((), "Wat is A?", "Dit is A.")]),
    "F": ("ah-tk-20232024-0001\nVraag 1\nWat?\nAntwoord 1\nJa.\nVraag 3, 4 en 5\nA?\nB?\nAntwoord 3, 4 en 5\nNee.\n",
          [((1,), "Wat?", "Ja."), ((3, 4, 5), "A?\nB?", "Nee.")]),
    "G": ("kv-tk-2024Z18775\nVraag 1\nWat? Zo nee, waarom niet?\nVraag 2\nWie?\n"
          "Toelichting:\nDit is een toelichting.\n",
          [((1,), "Wat? Zo nee, waarom niet?", None), ((2,), "Wie?", None)]),
    "numbers of headings that go on below": (
        "Vragen 1, 2,\n3 en 4\nHoeveel?\n\nAntwoord op de vragen 1, 2,\n3\nen 4:\n5 zaken.\n\nVraag 5\nEn nu?\n\n"
        "Vraag 6\nWie?\n\nAntwoord op de vragen\n5 t/m 6\n6 en 7 zijn het niet.\n\nVraag 7\nWat?\n\nAntwoord 7\n8, 9\n",
        [((1, 2, 3, 4), "Hoeveel?", "5 zaken."), ((5,), "En nu?", "6 en 7 zijn het niet."),
         ((6,), "Wie?", "6 en 7 zijn het niet."), ((7,), "Wat?", "8, 9")]),
    "a postponement": ("Vraag 1\nWat?\nVraag 2\nWie?\nMededeling\nDe antwoorden komen later.\n",
                       [((1,), "Wat?", None), ((2,), "Wie?", None)]),
    "headed and unheaded answers": (
        "Vraag 1\nWat is A?\nAntwoord\nDit.\nVraag 2\nWat is B?\n\nDat is B.\n",
        [((1,), "Wat is A?", "Dit."), ((2,), "Wat is B?", "Dat is B.")]),
    "groups out of order": (
        "Vraag 1\nA?\nVraag 2\nB?\nVraag 3\nC?\nAntwoord op vraag 2\nTwee.\nAntwoord op vraag 1 en 3\nSamen.\n",
        [((1,), "A?", "Samen."), ((2,), "B?", "Twee."), ((3,), "C?", "Samen.")]),
}  # fmt: skip


def parse(text: str) -> Document:
    return parse_document(build_source("made.txt", text.encode()))


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_question_is_found_with_its_own_answer(name: str) -> None:
    text, expected = LAYOUTS[name]
    found = [
        (entry.numbers, entry.question.text if entry.question else None, entry.answer.text if entry.answer else None)
        for entry in parse(text).questions
    ]
    assert found == expected


def test_numbered_chapters_are_no_questions() -> None:
    report = "1 Inleiding\n\nWat is A?\n\n2 Aanpak\n\nDit is A. Wat is B?\n\n3 Slot\n\nDat is B. Is dat zo?\n"
    assert list(parse(report).questions) == []


def test_a_pointer_stays_in_its_own_part() -> None:
    document = parse(LAYOUTS["E with numbers that start again"][0])
    assert [reference.target for reference in document.entries[1].references] == ["made#1"]
    assert [entry.id for entry in document.entries] == ["made#1", "made#2", "made#1.2"]


def test_absurd_numbers_are_text() -> None:
    document = parse("Vraag 1\nWat?\nAntwoord\nDit.\nVraag 999999999\nMeer.\n")
    assert [entry.numbers for entry in document.questions] == [(1,)]


BELOW = [((1,), "A?", "Ja."), ((2,), "B? Zo nee, waarom niet?", "Nee."), ((3,), "C?", "Nee.")]


@pytest.mark.parametrize(
    "text",
    [
        "1\nA?\n2\nB? Zo nee, waarom niet?\n3\nC?\n\nAntwoord\n\nAntwoord van minister Naam. (Ontvangen 8 mei 2007)\n"
        "1\nJa.\n2 en 3\nNee.\n",
        "Vraag 1\nA?\nVraag 2\nB? Zo nee, waarom niet?\nVraag 3\nC?\nAntwoorden\n1\nJa.\n2, 3\nNee.\n",
    ],
)
def test_answers_may_stand_together_below_all_questions(text: str) -> None:
    found = [
        (entry.numbers, entry.question.text if entry.question else None, entry.answer.text if entry.answer else None)
        for entry in parse(text).questions
    ]
    assert found == BELOW


def test_numbers_before_answers_below_all_questions_are_no_words_of_theirs() -> None:
    text = "1. A?\n2. B?\n3. C?\n\nAntwoorden\n\n1. Ja, namelijk\n5 keer.\n2. Nee.\n3. Ook niet.\n"
    answers = [entry.answer.text if entry.answer else None for entry in parse(text).questions]
    assert answers == ["Ja, namelijk 5 keer.", "Nee.", "Ook niet."]


def test_a_list_in_the_one_answer_to_several_questions_is_all_of_it() -> None:
    text = "Vraag 1\nA?\nVraag 2\nB?\nVraag 3\nC?\nAntwoord\n1. Dit.\n2. Dat.\n"
    assert [entry.answer.text if entry.answer else None for entry in parse(text).questions] == [
        None, None, "1. Dit.\n2. Dat.",
    ]  # fmt: skip


def test_numbers_without_a_point_beside_questions_count_where_answers_have_headings() -> None:
    text = (
        "1 Hoeveel zaken waren er in de jaren\n2022 en 2023?\nAntwoord\nTwaalf. Dat is meer dan\n2 jaar eerder.\n"
        "2 Waarom?\n3 Hoe lang nog?\nAntwoord op vragen 2 en 3\nDaarom.\n4 En dan?\nAntwoord\nNiets.\n"
    )
    found = [(entry.numbers, entry.question.text if entry.question else "") for entry in parse(text).questions]
    assert found == [
        ((1,), "1 Hoeveel zaken waren er in de jaren 2022 en 2023?"), ((2,), "2 Waarom?"), ((3,), "3 Hoe lang nog?"),
        ((4,), "4 En dan?"),
    ]  # fmt: skip
    answers = [entry.answer.text if entry.answer else "" for entry in parse(text).questions]
    assert answers == ["Twaalf. Dat is meer dan 2 jaar eerder.", "Daarom.", "Daarom.", "Niets."]


QUESTIONS = "1. Kunt u A?\n2. Kunt u B?\n3. Kunt u C?\n"


def list_answers(text: str) -> list[str | None]:
    return [entry.answer.text if entry.answer else None for entry in parse(text).questions]


@pytest.mark.parametrize(
    "above", ["Antwoord op de vragen 1, 2 en 3", "Antwoorden op vragen 1 t/m 3", "Beantwoording van de vragen"]
)
def test_the_title_over_the_answers_below_may_name_the_questions(above: str) -> None:
    assert list_answers(f"{QUESTIONS}\n{above}\n\n1. Ja.\n2. Nee.\n3. Soms.\n") == ["Ja.", "Nee.", "Soms."]


def test_a_title_over_the_questions_may_be_that_over_the_answers_too() -> None:
    text = f"Antwoorden\n\n{QUESTIONS}\nAntwoorden\n\n1. Ja.\n2. Nee.\n3. Soms.\n"
    assert list_answers(text) == ["Ja.", "Nee.", "Soms."]


def test_the_word_vragen_above_numbers_is_a_title() -> None:
    text = f"Vragen\n\n{QUESTIONS}\nAntwoorden\n\n1. Ja.\n2. Nee.\n3. Soms.\n"
    assert list_answers(text) == ["Ja.", "Nee.", "Soms."]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("Ad 1\nJa.\n\nAd 2 en 3\nNee.\n", ["Ja.", "Nee.", "Nee."]),
        ("1. Ja.\n2 en 3. Nee.\n", ["Ja.", "Nee.", "Nee."]),
        ("1. Ja:\n1. dit\n2. dat\n\n2. Nee.\n\n3. Soms.\n", ["Ja:\n1. dit\n2. dat", "Nee.", "Soms."]),
    ],
)
def test_the_numbers_of_answers_below_are_told_from_those_in_them(below: str, expected: list[str]) -> None:
    assert list_answers(f"{QUESTIONS}\nAntwoord\n\n{below}") == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{QUESTIONS}\nAntwoord\n\n1. Kunt u A?\nJa.\n2. Kunt u B?\nNee.\n3. Kunt u C?\nSoms.\n",
        f"{QUESTIONS}\nAntwoorden\n\n1. Kunt u A?\nAntwoord: Ja.\n2. Kunt u B?\nAntwoord: Nee.\n3. Kunt u C?\n"
        "Antwoord: Soms.\n",
        "Vraag 1\nKunt u A?\nVraag 2\nKunt u B?\nVraag 3\nKunt u C?\n\nVraag 1\nKunt u A?\nAntwoord\nJa.\n"
        "Vraag 2\nKunt u B?\nAntwoord\nNee.\nVraag 3\nKunt u C?\nAntwoord\nSoms.\n",
    ],
)
def test_questions_that_a_letter_has_twice_are_read_once_with_their_answers(text: str) -> None:
    entries = list(parse(text).questions)
    assert [entry.numbers for entry in entries] == [(1,), (2,), (3,)]
    assert [entry.answer.text if entry.answer else None for entry in entries] == ["Ja.", "Nee.", "Soms."]
    assert [entry.question.text[-9:] if entry.question else None for entry in entries] == [
        "Kunt u A?", "Kunt u B?", "Kunt u C?",
    ]  # fmt: skip


def test_a_question_without_answer_that_is_asked_again_in_other_words_is_kept() -> None:
    text = "Vraag 1\nA?\nVraag 2\nB?\nAntwoord 2\nJa.\nII. Zorg\nVraag 1\nC?\nAntwoord 1\nNee.\n"
    assert [(entry.numbers, entry.answer is None) for entry in parse(text).questions] == [
        ((1,), True), ((2,), False), ((1,), False),
    ]  # fmt: skip


MARKED = [((1,), "Kunt u A?", "Ja."), ((2,), "Kunt u B?", "Nee."), ((3,), "Kunt u C?", "Soms.")]


def list_pairs(text: str) -> list[tuple[tuple[int, ...], str | None, str | None]]:
    return [
        (entry.numbers, entry.question.text if entry.question else None, entry.answer.text if entry.answer else None)
        for entry in parse(text).questions
    ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("V{}: ", "A{}: "),
        ("V{}\n", "A{}\n"),
        ("V {}. ", "A {}. "),
        ("V.{}\t", "A.{}\t"),
        ("Vraag {} – ", "Antwoord {} – "),
        ("Vraag {} - ", "Antwoord - "),
        ("Vraag {} – ", "Antwoord\n"),
    ],
)
def test_a_heading_may_be_a_letter_or_end_in_a_dash(asked: str, said: str) -> None:
    pairs = ((number, str(question), str(answer)) for (number,), question, answer in MARKED)
    text = "".join(f"{asked.format(n)}{question}\n{said.format(n)}{answer}\n\n" for n, question, answer in pairs)
    assert list_pairs(text) == MARKED


@pytest.mark.parametrize("title", ["", "Vragen\n\n", "Vragen:\n"])
def test_letters_alone_mark_questions_and_answers(title: str) -> None:
    assert list_pairs(f"{title}V: Kunt u A?\nA: Ja.\nV: Kunt u B?\nA: Nee.\n") == [
        ((), "Kunt u A?", "Ja."), ((), "Kunt u B?", "Nee."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "within", ["V1: Een?\nA1: Dit.\nV2: Twee?\nA2: Dat.", "A1\nA2\nA4", "V. Overig\nA. Dit\nB. Dat"]
)
def test_letters_within_an_answer_do_not_cut_it(within: str) -> None:
    for asked in ("Vraag {}\n", "{}. "):
        text = f"{asked.format(1)}A?\nAntwoord\nHet gaat om:\n{within}\n{asked.format(2)}B?\nAntwoord\nNee.\n"
        pairs = list_pairs(text)
        assert [numbers for numbers, _, _ in pairs] == [(1,), (2,)]
        assert "".join(str(pairs[0][2]).split()) == "".join(f"Het gaat om:{within}".split())


@pytest.mark.parametrize(
    "within",
    [
        "V3: Waar?\nV4: Hoe?\nA12: daar.\nA27: zo.",
        "V. Waar is dat?\nA. Daar.\nV. Hoe kan dat?\nA. Zo.",
    ],
)
def test_letters_that_do_not_agree_cut_nothing_where_no_answer_has_a_heading(within: str) -> None:
    pairs = list_pairs(f"1. Wat hoort erbij?\nDit alles:\n{within}\n\n2. Kunt u B?\nNee, dat kan niet.\n")
    assert [numbers for numbers, _, _ in pairs] == [(1,), (2,)]


def test_a_dash_behind_a_question_that_an_answer_names_opens_none() -> None:
    text = "Vraag 1\nA?\nAntwoord\nDat is zo.\nVraag 3 – over de kosten – is beantwoord.\nVraag 2\nB?\nAntwoord\nNee.\n"
    assert [numbers for numbers, _, _ in list_pairs(text)] == [(1,), (2,)]


@pytest.mark.parametrize(
    "head",
    [
        "Antwoord college: ", "Antwoord van het college van B&W: ", "Antwoord van burgemeester en wethouders\n",
        "Antwoord van Gedeputeerde Staten:\n", "Reactie wethouder: ", "Antwoord bij vraag {}\n", "Antwoord ad {}:\n",
    ],
)  # fmt: skip
def test_municipalities_and_provinces_answer_too(head: str) -> None:
    pairs = ((number, str(question), str(answer)) for (number,), question, answer in MARKED)
    text = "".join(f"Vraag: {n}\n{question}\n{head.format(n)}{answer}\n" for n, question, answer in pairs)
    assert list_pairs(text) == MARKED


@pytest.mark.parametrize(
    "title", ["De leden van de D66-fractie", "Leden van de fractie van GroenLinks", "De fractie van de SP"]
)
def test_who_asks_next_is_a_title_and_no_part_of_the_answer_above(title: str) -> None:
    text = f"Vraag 1\nKunt u A?\nAntwoord\nJa.\n\n{title}\n\nVraag 2\nKunt u B?\nAntwoord\nNee.\n"
    assert list_pairs(text) == MARKED[:2]


def test_what_an_e_mail_ends_in_is_no_part_of_the_last_answer() -> None:
    text = "Vraag 1\nKunt u A?\nAntwoord\nJa.\nVraag 2\nKunt u B?\nAntwoord\nNee.\n-- \nM. Naam\nMinisterie van X\n"
    assert list_pairs(text) == MARKED[:2]


@pytest.mark.parametrize("numbers", [(1, 2, 4, 5), (1, 2, 2, 3), (12, 13, 14, 15), (3, 7, 20, 31)])
@pytest.mark.parametrize("form", ["{}. {}", "{}: {}", "{}\n{}"])
def test_numbers_that_are_left_out_or_given_twice_open_questions_where_answers_have_headings(
    numbers: Sequence[int], form: str
) -> None:
    text = "".join(f"{form.format(n, f'Wat is {n}?')}\nAntwoord: Dit:\n1. een;\n2. twee.\n\n" for n in numbers)
    entries = list(parse(text).questions)
    assert [entry.numbers for entry in entries] == [(n,) for n in numbers]
    assert all("Wat is" in str(entry.question) and "twee." in str(entry.answer) for entry in entries)


def test_numbers_that_go_down_from_one_answer_to_the_next_are_items_within_the_questions() -> None:
    asked = [
        f"Wij lezen over {word}.\n{number}. een deel; is dat zo?" for number, word in ((4, "A"), (3, "B"), (2, "C"))
    ]
    text = "".join(f"{question}\nAntwoord: Dat.\n\n" for question in asked)
    assert [(numbers, said) for numbers, _, said in list_pairs(text)[2:]] == [((), "Dat.")] * 2


def test_the_questions_that_a_fragment_has_twice_are_read_once() -> None:
    text = "het einde.\nVraag 4\nA?\nVraag 5\nB?\nVraag 4\nA?\nAntwoord\nJa.\nVraag 5\nB?\nAntwoord\nNee.\n"
    assert list_pairs(text)[1:] == [((4,), "A?", "Ja."), ((5,), "B?", "Nee.")]

"""How a paper is set: to the full width, with cut words, raised numbers and rows that turn the page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.parsing import parse_document
from corpus.readers import build_source
from corpus.readers.tables import Columns, are_titles
from tests.corpus.test_damage import Paper
from tests.corpus.test_parsing import assert_nothing_is_lost

Pairs = list[tuple[tuple[int, ...], str | None, str | None]]


def read(raw: bytes) -> Pairs:
    document = parse_document(build_source("made", raw))
    assert_nothing_is_lost(document)
    return [
        (entry.numbers, entry.question and entry.question.text, entry.answer and entry.answer.text)
        for entry in document.questions
    ]


def set_wide(pdf: Paper, words: Sequence[str], y: float, step: float = 20) -> None:
    """Set words with more than a space between them, as a line has that was set to the full width."""
    for at, word in enumerate(words):
        pdf.write_at(20 + step * at, y, word)


def test_a_sentence_that_is_set_to_the_full_width_heads_no_table() -> None:
    pdf = Paper()
    set_wide(pdf, "De minister heeft alle vragen beantwoord bij brief".split(), 30)
    set_wide(pdf, "van juni. Vragen en antwoorden staan hieronder.".split(), 35)
    pdf.write_at(20, 45, "Vraag 1")
    set_wide(pdf, "Hoeveel zaken waren er in dat jaar en".split(), 50)
    pdf.write_at(20, 55, "hoe lang duurden die?")
    pdf.write_at(20, 65, "Antwoord 1")
    set_wide(pdf, "Dat waren er veel, en zij duurden lang".split(), 70)
    pdf.write_at(20, 75, "genoeg.")
    assert read(bytes(pdf.output())) == [
        (
            (1,),
            "Hoeveel zaken waren er in dat jaar en hoe lang duurden die?",
            "Dat waren er veel, en zij duurden lang genoeg.",
        )
    ]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (("Nr.", "Fractie", "Vraag", "Antwoord"), True),
        (("nr", "fractie", "vraag", "antwoord"), True),
        (("De", "minister", "vragen", "beantwoord"), False),
        (("LIJST", "VAN", "VRAGEN", "ANTWOORDEN"), False),
        (("Deze", "dag", "Vragen", "antwoorden"), False),
    ],
)
def test_words_apart_head_columns_where_they_are_no_sentence(heads: Sequence[str], *, expected: bool) -> None:
    assert are_titles(heads, Columns(None, 2, 3)) is expected


def open_table(pdf: Paper, titles: Sequence[str] = ("Nr.", "Vraag", "Antwoord")) -> None:
    for x, title in zip((20, 27, 110), titles, strict=True):
        pdf.write_at(x, 30, title)


def test_a_row_that_turns_the_page_goes_on_with_its_question_and_its_answer() -> None:
    pdf = Paper()
    open_table(pdf)
    pdf.write_at(20, 40, "1")
    for at, (asked, said) in enumerate(
        (("Hoeveel zaken waren er", "Er waren 12 zaken in"), ("in dat jaar, en wat", ""))
    ):
        pdf.write_at(27, 40 + 5 * at, asked)
        pdf.write_at(110, 40 + 5 * at, said)
    pdf.add_page()
    open_table(pdf)
    pdf.write_at(27, 40, "kosten die?")
    pdf.write_at(110, 40, "dat jaar.")
    for x, text in ((20, "2"), (27, "Wie betaalt?"), (110, "Niemand.")):
        pdf.write_at(x, 50, text)
    assert read(bytes(pdf.output())) == [
        ((1,), "Hoeveel zaken waren er in dat jaar, en wat kosten die?", "Er waren 12 zaken in dat jaar."),
        ((2,), "Wie betaalt?", "Niemand."),
    ]


def test_a_column_of_numbers_may_be_as_narrow_as_its_title() -> None:
    pdf = Paper()
    for x, title in ((20, "Nr."), (25.5, "Vraag"), (110, "Antwoord")):
        pdf.write_at(x, 30, title)
    for y, row in ((40, ("1", "Wie betaalt dat?", "Niemand.")), (50, ("2", "Wanneer?", "Nu."))):
        for x, text in zip((20, 25.5, 110), row, strict=True):
            pdf.write_at(x, y, text)
    assert read(bytes(pdf.output())) == [((1,), "Wie betaalt dat?", "Niemand."), ((2,), "Wanneer?", "Nu.")]


def test_the_head_of_a_page_that_lacks_the_other_lines_of_it_is_the_pages_too() -> None:
    pdf = Paper()
    # The first page has the head alone, all others a foot below it.
    answers = ("Dat doet niemand.", "Dat zijn wij.", "De gemeente.", "Het Rijk, en verder niemand.", "Dat is zo.")
    for page, answer in enumerate(answers, start=1):
        if page > 1:
            pdf.add_page()
        pdf.write_lines((f"Vraag {page}", "Wie betaalt dat allemaal?", f"Antwoord {page}", answer))
        pdf.write_at(60, 270, "Ministerie van Voorbeeldzaken", size=6.5)
        if page > 1:
            pdf.write_at(60, 275, "Stukken voor de Kamer", size=6.5)
    assert tuple(said for _, _, said in read(bytes(pdf.output()))) == answers


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # Some print the hyphen of a cut word as a sign of its own.
        (("Er zijn meer ambte\u2010", "naren in dienst."), "Er zijn meer ambtenaren in dienst."),
        (("Het is IT\u2010", "beheer en aan\u2010", "en afvoer."), "Het is IT\u2010beheer en aan\u2010 en afvoer."),
        # Where they do, a plain one is the word's.
        (("Het zijn ambte\u2010", "naren voor ver\u2010", "keer, lucht\u2010", "vaart en stikstof-", "fosfaat."),
         "Het zijn ambtenaren voor verkeer, luchtvaart en stikstof-fosfaat."),
        (("Het zijn ambte\u2010", "naren voor stik-", "stof."), "Het zijn ambtenaren voor stikstof."),
        (("Er zijn meer ambte-", "naren in dienst."), "Er zijn meer ambtenaren in dienst."),
        # Nobody sees where a word may be cut in the middle of a line.
        (("Er zijn meer ambte\u00adna\u00adren in dienst\u200b.",), "Er zijn meer ambtenaren in dienst."),
        (("Er zijn meer amb\u00adte\u00ad", "naren in dienst."), "Er zijn meer ambtenaren in dienst."),
    ],
)  # fmt: skip
def test_a_word_that_is_cut_is_whole_again(lines: Sequence[str], expected: str) -> None:
    text = "\n".join(("Vraag 1", "Hoeveel?", "Antwoord 1", *lines))
    assert read(text.encode()) == [((1,), "Hoeveel?", expected)]


FEET = (
    "Vraag 1\nKent u het bericht «Dit en dat»?\n1 \nAntwoord 1\nJa. \nVraag 2\nWat vindt u daarvan?\n\n"
    "{0}Krant, 2 juli 2023, «Dit en \ndat» (https://www.voorbeeld.nl/1).\n\n"
    "ah-tk-20222023-12\nISSN 0921 - 7398’s-Gravenhage 2023Tweede Kamer, vergaderjaar 2022–2023, Aanhangsel 1"
    "Antwoord 2\nIn de brief\n2 \nis dat gezegd, en\n3D-printers staan in de wijk.\nVraag 3\nWie?\n"
    "{1}Kamerstuk 29 383, nr. 4.\n"
    "Tweede Kamer, vergaderjaar 2022–2023, Aanhangsel 2Antwoord 3\nNiemand.\n"
)


@pytest.mark.parametrize("glue", ["", " "])
def test_notes_at_a_foot_may_have_their_number_glued_to_them_and_be_called_from_a_line_of_its_own(glue: str) -> None:
    text = FEET.format(f"1{glue}", f"2{glue}")
    document = parse_document(build_source("made", text.encode()))
    assert read(text.encode()) == [
        ((1,), "Kent u het bericht «Dit en dat»? 1", "Ja."),
        ((2,), "Wat vindt u daarvan?", "In de brief 2 is dat gezegd, en 3D-printers staan in de wijk."),
        ((3,), "Wie?", "Niemand."),
    ]
    assert [note.marker for entry in document.questions for note in entry.notes] == ["1", "2"]


def test_a_line_that_opens_with_a_number_above_a_foot_is_text_where_no_note_has_it() -> None:
    pairs = read(FEET.format("4", "7").encode())
    assert pairs[1][1] is not None
    assert "4Krant" in pairs[1][1]
    assert pairs[2][1] == "Wie?\n7Kamerstuk 29 383, nr. 4."


RULED = (
    "Vraag 1\nKent u het bericht[1 ]?\n\nAntwoord 1\nJa, want in de brief van\n\n1 Krant, 2 juli 2023\n\n-----\n\n"
    "3 mei is dat gezegd.[2 ]\n\nVraag 2\nEn nu?\n\nAntwoord 2\nNiets.\n\n2 Kamerstuk 29 383, nr. 4\n\n-----\n\n"
)


def test_a_rule_ends_a_page_with_its_notes() -> None:
    assert read(RULED.encode()) == [
        ((1,), "Kent u het bericht[1 ]?", "Ja, want in de brief van\n\n3 mei is dat gezegd.[2 ]"),
        ((2,), "En nu?", "Niets."),
    ]


@pytest.mark.parametrize("rule", ["---", "- -", "(-----)"])
def test_a_few_hyphens_are_no_rule(rule: str) -> None:
    ((_, _, said),) = read(f"Vraag 1\nWat?\nAntwoord 1\nDit:\n{rule}\nen dat.\n".encode())
    assert rule in (said or "")


SAID = (
    "Dat was voor een maatregel in het jaar 2021. Dat kostte meer dan\ngedacht, en wij stelden vast dat het niet dat",
    "Dat was voor een maatregel in dat jaar, en wij stelden vast dat\nhet niet zeker was voor de subsidies.1",
)  # fmt: skip


@pytest.mark.parametrize("said", SAID)
def test_an_answer_without_heading_is_one_though_no_line_of_it_ends_a_sentence(said: str) -> None:
    text = f"Vragen en antwoorden zijn hierna afgedrukt.\nVraag 1\nZijn er voorbeelden van tekortkomingen?\n{said}\n"
    assert read(text.encode()) == [((1,), "Zijn er voorbeelden van tekortkomingen?", " ".join(said.split()))]


@pytest.mark.parametrize("said", ["naar aanleiding van art. 3 van de wet", "voor nr. 12 en de daarin genoemde kosten"])
def test_words_below_a_question_that_hold_no_sentence_are_no_answer(said: str) -> None:
    text = f"Vragen en antwoorden zijn hierna afgedrukt.\nVraag 1\nZijn er voorbeelden?\n{said}\n"
    assert read(text.encode()) == [((1,), f"Zijn er voorbeelden? {said}", None)]


TWICE = "Vragen\n\n{0}Bent u bereid dat te doen?\n\n{1}Wie betaalt dat?\n\nVoorbeeld, lid van de Staten\n\n"
ANSWERED = (
    "Vraag 1:\n\nBent u bereid dat te doen?\n\nAntwoord:\n\nNee.\n\nVraag 2:\n\nWie betaalt dat?\n\nAntwoord:\n\nWij.\n"
)


@pytest.mark.parametrize("numbers", [("1.", "2."), ("1. ", "2. ")])
def test_the_word_vragen_over_a_list_that_counts_is_no_question(numbers: tuple[str, str]) -> None:
    pairs = read((TWICE.format(*numbers) + ANSWERED).encode())
    assert pairs == [((1,), "Bent u bereid dat te doen?", "Nee."), ((2,), "Wie betaalt dat?", "Wij.")]


def test_the_word_vragen_over_words_is_a_question_though_others_have_numbers() -> None:
    assert read((TWICE.format("", "") + ANSWERED).encode())[0][0] == ()


@pytest.mark.parametrize("above", ["Geachte voorzitter,", "de Minister van Voorbeeldzaken,", "Hoogachtend,"])
def test_a_heading_right_below_the_words_that_open_or_sign_a_letter_is_one(above: str) -> None:
    text = f"Hierbij de antwoorden.\n{above}\nVraag 1\nWie?\nAntwoord 1\nZij.\nVraag 2\nWat?\nAntwoord 2\nDit.\n"
    assert [numbers for numbers, _, _ in read(text.encode())] == [(1,), (2,)]


def test_a_heading_in_a_sentence_that_a_comma_parts_is_none() -> None:
    text = "Vraag 1\nWie?\nAntwoord 1\nZij, zoals staat bij de antwoorden op vraag 3,\nVraag 2 en ook elders.\n"
    assert [numbers for numbers, _, _ in read(text.encode())] == [(1,)]


BULLETED = (
    "Vragen en antwoorden zijn hierna afgedrukt.\n\n  • {0}. \n    Wie betaalt dat?\n\nWij doen dat.\n\n"
    "  • {1}. \n    Wanneer gebeurt dat?\n\nDat is nu.\n"
)


def test_the_number_of_a_question_may_stand_behind_the_bullet_of_a_list() -> None:
    assert read(BULLETED.format(1, 2).encode()) == [
        ((1,), "Wie betaalt dat?", "Wij doen dat."),
        ((2,), "Wanneer gebeurt dat?", "Dat is nu."),
    ]


def test_bullets_before_numbers_that_do_not_count_from_one_stay() -> None:
    text = f"Vraag 1\nWie?\nAntwoord 1\nZij:\n{BULLETED.format(12, 30)}"
    assert "• 30." in (read(text.encode())[0][2] or "")


ASKED = (
    "Kamervragen van het lid Voorbeeld over de opvang |\n|\n"
    "Heeft u kennisgenomen van het bericht «Drie vragen aan... Proef, burgemeester van Voorbeeld»?\nJa.\n"
    "Deelt u die mening?\nNee.\nWat gaat u daaraan doen?\nNiets.\n"
)


@pytest.mark.parametrize("left_out", ["...", "…"])
def test_words_that_are_left_out_end_no_sentence_in_a_question(left_out: str) -> None:
    asked = [question for _, question, _ in read(ASKED.replace("...", left_out).encode())]
    assert len(asked) == 3
    assert asked[0] is not None
    assert asked[0].startswith("Heeft u kennisgenomen")


@pytest.mark.parametrize("name", ["A. van Voorbeeld,", "Proef van der Voorbeeld,", "Proef de Voorbeeld-Proef,"])
def test_the_name_and_the_office_of_who_asked_are_no_answer(name: str) -> None:
    text = (
        f"Vragen van de fractie:\n\n  1. Is dat zo?\n  2. Kan dat anders?\n\n\n{name}\nFractievoorzitter\n\nWij zijn:\n"
    )
    assert [said for _, _, said in read(text.encode())] == [None, None]


def test_a_few_words_with_a_comma_below_the_last_question_are_an_answer() -> None:
    text = "Vragen van de fractie:\n\n  1. Is dat zo?\n  2. Kan dat ook anders?\n\nJa, dat kan,\nmaar het is duurder.\n"
    assert [said for _, _, said in read(text.encode())] == [None, "Ja, dat kan, maar het is duurder."]


@pytest.mark.parametrize(
    "who", ["gemeente", "van de gemeente Voorbeeld", "provincie", "waterschap", "van het ministerie"]
)
def test_the_heading_of_an_answer_may_name_the_body_that_answers(who: str) -> None:
    text = f"Vragen\n\n01\n\nHoe ging dat?\nAntwoord {who}:\nDat ging snel.\n\n02\n\nEn nu?\nAntwoord {who}:\nNiets.\n"
    assert read(text.encode()) == [
        ((1,), "Hoe ging dat?", "Dat ging snel."),
        ((2,), "En nu?", "Niets."),
    ]


def test_a_sentence_that_names_an_answer_of_a_body_is_no_heading() -> None:
    text = "Vraag 1\nWaarom?\nAntwoord 1\nHet antwoord van de gemeente is dat het geld op is.\n"
    assert read(text.encode()) == [((1,), "Waarom?", "Het antwoord van de gemeente is dat het geld op is.")]


def test_titles_of_narrow_columns_are_one_word_each() -> None:
    pdf = Paper()
    for x, title in ((20, "Nr"), (25.5, "Vraag"), (100, "Blz"), (107, "Antwoord")):
        pdf.write_at(x, 30, title)
    for y, row in ((40, ("1", "Wie betaalt dat?", "4", "Niemand.")), (50, ("2", "Wanneer?", "5", "Nu."))):
        for x, text in zip((20, 25.5, 100, 107), row, strict=True):
            pdf.write_at(x, y, text)
    assert read(bytes(pdf.output())) == [((1,), "Wie betaalt dat?", "Niemand."), ((2,), "Wanneer?", "Nu.")]


def test_words_with_a_space_between_them_below_no_count_are_no_titles() -> None:
    pdf = Paper()
    pdf.write_lines(("De Vraag en Antwoord", "Vraag 1", "Wie betaalt dat?", "Antwoord 1", "Niemand."))
    assert read(bytes(pdf.output())) == [((1,), "Wie betaalt dat?", "Niemand.")]


def test_the_number_of_the_heading_of_an_answer_may_stand_below_it() -> None:
    text = "Vraag 1\nHoeveel?\nAntwoord\n1\nEr zijn er veel.\n\nVraag 2\nWaarom?\nAntwoord\n2\nDaarom.\n"
    assert read(text.encode()) == [((1,), "Hoeveel?", "Er zijn er veel."), ((2,), "Waarom?", "Daarom.")]


@pytest.mark.parametrize("number", ["1", "12"])
@pytest.mark.parametrize("heading", ["Antwoord", "Antwoord:", "Antwoord 1"])
def test_a_number_alone_may_be_the_answer(heading: str, number: str) -> None:
    text = f"Vraag 1\nHoeveel?\n{heading}\n{number}\n\nVraag 2\nWaarom?\n{heading.replace('1', '2')}\nDaarom.\n"
    assert read(text.encode()) == [((1,), "Hoeveel?", number), ((2,), "Waarom?", "Daarom.")]


def test_another_number_below_the_heading_of_an_answer_is_its_text() -> None:
    text = "Vraag 1\nHoeveel?\nAntwoord\n12\nzaken, en meer niet.\n"
    assert read(text.encode()) == [((1,), "Hoeveel?", "12 zaken, en meer niet.")]

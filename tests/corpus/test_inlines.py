"""Headings within a line, of texts that lost their line ends and of tables parted by tabs."""

from __future__ import annotations

from corpus.parsing.inlines import cut_inlines
from corpus.readers import build_source
from tests.corpus.test_findings import read, read_pairs


def test_a_text_without_line_ends_is_cut_at_its_headings() -> None:
    text = (
        "Hierbij zend ik u de antwoorden. Vragen van het lid Een (Partij) Vraag: Water is duur. Wat vindt u daarvan? "
        "Antwoord: Dat valt mee. Het antwoord op de Vraag: wie betaalt, volgt. Vraag: Wie betaalt het? Antwoord: Het "
        "Rijk. Vragen van het lid Twee (Ander) Vraag: En lucht? Antwoord: Die kost niets."
    )
    assert read_pairs(text) == [
        ((), "Water is duur. Wat vindt u daarvan?", "Dat valt mee. Het antwoord op de Vraag: wie betaalt, volgt."),
        ((), "Wie betaalt het?", "Het Rijk."),
        ((), "En lucht?", "Die kost niets."),
    ]
    assert read(text).entries[-1].heading == ("Vragen van het lid Twee (Ander)",)


def test_numbers_stand_with_the_headings_that_a_text_without_line_ends_has() -> None:
    text = "Lijst. Vraag 1 Wat kost het? Antwoord 1 Veel. Zie ook Vraag 2 hieronder. Vraag 2 Hoe? Antwoord 2 Zo."
    assert read_pairs(text) == [
        ((1,), "Wat kost het?", "Veel. Zie ook Vraag 2 hieronder."),
        ((2,), "Hoe?", "Zo."),
    ]


def test_the_cells_before_the_word_vraag_in_a_row_are_no_text_and_the_first_has_the_number() -> None:
    row = "{}.\tD66\tNaam, de\tVraag:\n\nWat kost het?\n\nAntwoord:\n\nHet kost {} euro.\n\n"
    text = "\tPartij\tKamerlid\tVraag en Antwoord\n\n" + row.format(1, 12) + row.format(2, 13)
    assert read_pairs(text) == [
        ((1,), "Wat kost het?", "Het kost 12 euro."),
        ((2,), "Wat kost het?", "Het kost 13 euro."),
    ]
    text = (
        "Naam\nPartij\n\nVraag 1:\n\nA?\n\nAntwoord 1:\n\nJa.\n\nNaam, de\tD66\tVraag 2:\n\nB?\n\nAntwoord 2:\n\nNee.\n"
    )
    assert read_pairs(text) == [((1,), "A?", "Ja."), ((2,), "B?", "Nee.")]


def test_a_list_of_questions_alone_is_a_table_of_two_columns() -> None:
    asked = ["Wat kost het?\nGraag per jaar.", "Wie betaalt?", "Waarom?", "Hoe lang nog?"]
    rows = "".join(f"{number}\n{text}\n" for number, text in enumerate(asked, start=1))
    expected = [((number,), " ".join(text.split()), None) for number, text in enumerate(asked, start=1)]
    assert read_pairs(f"De commissie heeft vragen voorgelegd.\nNr\nVraag\n{rows}") == expected


def test_the_foot_of_a_page_that_ran_into_a_heading_is_cut_off_it() -> None:
    text = (
        "Vraag 1\nWat kost het?\nah-tk-20232024-3649\nISSN 0921 - 7398’s-Gravenhage 2024Tweede Kamer, "
        "vergaderjaar 2023–2024, Aanhangsel 1Antwoord 1\nVeel.\nVraag 2\nHoe veel?\n"
        "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 2Antwoord 2\nTwaalf euro.\n"
        "kst-36100-4 ISSN 0921 - 7371 's-Gravenhage 2024\n"
    )
    assert read_pairs(text) == [((1,), "Wat kost het?", "Veel."), ((2,), "Hoe veel?", "Twaalf euro.")]
    assert read(text).metadata.id == "ah-tk-20232024-3649"


def test_a_list_of_questions_that_is_one_line_is_cut_where_it_counts_on() -> None:
    text = "Lijst van vragen 1 Wat kost het in 2 jaar? 2 Wie betaalt? Het Rijk? 3 Op 1 mei kwam er 4 bij. Waarom?\n"
    asked = ["Wat kost het in 2 jaar?", "Wie betaalt? Het Rijk?", "Op 1 mei kwam er 4 bij. Waarom?"]
    assert read_pairs(text) == [((number,), question, None) for number, question in enumerate(asked, start=1)]
    assert read_pairs("De Lijst van vragen 1 Januari is af? Nee. 3 Mei ook niet.\n") == []


def test_the_names_before_each_question_of_a_table_that_lost_its_cells_are_no_text() -> None:
    text = (
        "Partij Kamerlid Vraag en Antwoord ABC Janssen, A.B. Vraag: Wat kost het? Antwoord: Veel. ABC Van der Dam, C. "
        "Vraag: Wie betaalt? Antwoord: Het Rijk.\n"
    )
    assert read_pairs(text) == [((), "Wat kost het?", "Veel."), ((), "Wie betaalt?", "Het Rijk.")]


def test_a_list_of_questions_may_have_its_number_and_its_text_on_a_line() -> None:
    asked = "1 Wat kost het?\n2 Wie betaalt, en\nhoe lang nog?\n3 Waarom?\n"
    text = f"De commissie heeft vragen voorgelegd.\n\nNr Vraag\n{asked}"
    assert [question.split(maxsplit=1)[1] for _, question, _ in read_pairs(text)] == [
        "Wat kost het?",
        "Wie betaalt, en hoe lang nog?",
        "Waarom?",
    ]


def test_the_word_vraag_below_the_line_with_its_number_opens_no_other() -> None:
    text = (
        "Vragen van het lid Janssen (ABC)\nVraagnummer: 1\nVraag:\nWat kost het?\nAntwoord:\nVeel.\n\n"
        "Vraagnummer: 2\n\nVraag:\n\nWie betaalt?\n\nAntwoord:\n\nHet Rijk.\n"
    )
    assert read_pairs(text) == [((1,), "Wat kost het?", "Veel."), ((2,), "Wie betaalt?", "Het Rijk.")]


def test_a_row_whose_last_cell_has_a_question_with_its_answer_is_both() -> None:
    text = (
        "| Kamerlid | Partij | Vraag en Antwoord | ||\n|---|---|---|---|\n"
        "| Dam, C. van der | ABC | Vraag: Wat kost het? Antwoord: Veel. Heel veel. |\n"
        "| Janssen, A.B. | DEF | Vraag: Wie betaalt? Antwoord: Het Rijk. |\n"
    )
    assert read_pairs(text) == [((), "Wat kost het?", "Veel. Heel veel."), ((), "Wie betaalt?", "Het Rijk.")]


def test_the_mark_of_a_list_before_a_heading_belongs_to_neither() -> None:
    text = (
        "Bron vraag https://zoek.officielebekendmakingen.nl/kv-tk-2020Z12345.html\n • Vraag 1\n  Wat kost het?\n"
        " • Vraag 2\n  Is dit waar?\n  • De prijs\n  • De duur\n • Mededeling - 6 augustus 2020\n\n  Het duurt nog.\n"
    )
    asked = "Is dit waar?\n• De prijs\n• De duur"
    assert read_pairs(text) == [((1,), "Wat kost het?", None), ((2,), asked, None)]
    assert read(text).metadata.id == "kv-tk-2020Z12345"


def test_a_row_with_the_word_antwoord_before_its_question_keeps_each_letter_in_its_place() -> None:
    text = "| Antwoord: volgt | Vraag: Wat kost het?\n"
    source = build_source("made.txt", text.encode())
    assert "".join(text[line.span.start : line.span.end] for line in cut_inlines(source.lines)) == text.rstrip()

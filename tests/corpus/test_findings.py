"""What was once read wrongly, each as a claim of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import pytest
from fpdf import FPDF

from corpus.models import Document, QuestionAnswer
from corpus.parsing import parse_document
from corpus.readers import build_source
from tests.corpus.test_damage import HEAD, Paper
from tests.corpus.test_markup import list_pairs
from tests.corpus.test_parsing import assert_nothing_is_lost


def read(raw: str | bytes) -> Document:
    document = parse_document(build_source("made", raw.encode() if isinstance(raw, str) else raw))
    assert_nothing_is_lost(document)
    return document


def read_pairs(raw: str | bytes) -> list[tuple[tuple[int, ...], str | None, str | None]]:
    return list_pairs(read(raw))


def make_word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_pages(*pages: Sequence[str]) -> bytes:
    pdf = Paper()
    for count, lines in enumerate(pages):
        if count:
            pdf.add_page()
        pdf.write_lines(lines)
    return bytes(pdf.output())


def test_an_answer_that_names_a_question_before_it_is_asked_is_also_its_answer() -> None:
    text = "Vraag 3\nHoe?\nAntwoord op vraag 3 en 8\nZo.\nVraag 4\nWie?\nAntwoord 4\nHij.\nVraag 8\nWaarom?\n"
    assert read_pairs(text) == [((3,), "Hoe?", "Zo."), ((4,), "Wie?", "Hij."), ((8,), "Waarom?", "Zo.")]


def test_an_answer_that_names_a_number_of_the_next_part_is_not_given_to_it() -> None:
    text = "Vraag 1\nA?\nAntwoord 1 en 2\nZo.\nVraag 1\nB?\nAntwoord 1\nDit.\nVraag 2\nC?\n"
    assert read_pairs(text)[-1] == ((2,), "C?", None)


@pytest.mark.parametrize(
    "title",
    ["Vragen bij het rapport Verantwoordingsonderzoek", "Overig", "Vragen over de begroting", "Algemene vragen"],
)
def test_a_title_between_two_questions_is_over_what_follows(title: str) -> None:
    document = read(f"Vraag 1\n\nA?\n\nAntwoord\n\nJa.\n\n{title}\n\nVraag 2\n\nB?\n\nAntwoord\n\nNee.\n")
    assert [(entry.heading, entry.answer.text if entry.answer else "") for entry in document.questions] == [
        ((), "Ja."), ((title,), "Nee."),
    ]  # fmt: skip


def test_a_title_with_a_roman_number_needs_no_white_above_it() -> None:
    text = "Vraag 1\nA?\nAntwoord\nJa.\nII. Jeugdzorg\nVraag 2\nB?\nAntwoord\nNee.\n"
    assert read_pairs(text) == [((1,), "A?", "Ja."), ((2,), "B?", "Nee.")]


def test_a_title_over_two_lines_is_one_title() -> None:
    title = "Vragen bij het rapport Onderzoek\nMinisterie van Defensie 2023"
    text = f"Vraag 1\nA?\nAntwoord\nJa.\n{title}\nVraag 2\nB?\nAntwoord\nNee.\n"
    assert [entry.heading for entry in read(text).questions] == [
        (), (" ".join(title.split()),),
    ]  # fmt: skip


def test_a_heading_of_an_answer_over_two_lines_is_no_part_of_it() -> None:
    text = "Vraag 1\nA?\nAntwoord van de staatssecretaris van Financiën –\nFiscaliteit en Belastingdienst:\nJa.\n"
    assert read_pairs(text) == [((1,), "A?", "Ja.")]


@pytest.mark.parametrize(("lead", "answer"), [("1. Vraag: ", "Antwoord: "), ("1 Vraag: ", "1 Antwoord: ")])
def test_text_behind_a_number_and_the_word_is_a_question(lead: str, answer: str) -> None:
    two = lead.replace("1", "2")
    text = f"{lead}Hoe staat het?\n{answer}Goed.\n{two}En nu?\n{answer.replace('1', '2')}Ook goed.\n"
    assert read_pairs(text) == [((1,), "Hoe staat het?", "Goed."), ((2,), "En nu?", "Ook goed.")]


def test_a_number_that_ends_a_sentence_on_the_next_line_opens_no_question() -> None:
    text = "Vraag 1\nA?\nAntwoord\nDaarvoor verwijs ik naar het antwoord op\nVraag 3\nB?\nAntwoord\nC.\n"
    assert [entry.numbers for entry in read(text).questions] == [(1,)]


def test_questions_that_only_have_a_number_above_them_are_found() -> None:
    text = (
        "2024Z18775\n(ingezonden 15 november 2024)\nVragen van het lid Voorbeeld (Partij) aan de Minister van Asiel en "
        "Migratie over opvang\n\n1\nKent u het bericht «Vol»?1\n\n2\nWat nu?\n\n1 Krant, 14 november 2024.\n"
    )
    document = read(text)
    assert read_pairs(text) == [((1,), "Kent u het bericht «Vol»?1", None), ((2,), "Wat nu?", None)]
    metadata = document.metadata
    assert (metadata.id, str(metadata.date_asked)) == ("kv-tk-2024Z18775", "2024-11-15")
    assert (metadata.asked_by, metadata.ministry) == ("Voorbeeld (Partij)", "Asiel en Migratie")
    assert [note.text.text for note in document.entries[0].notes] == ["Krant, 14 november 2024."]


def test_one_question_that_awaits_its_answer_is_a_question() -> None:
    head = "Vragen van het lid Voorbeeld (Partij) aan de Minister van Financiën over water (ingezonden 6 maart 2024)."
    assert read_pairs(f"{head}\nVraag 1\nWat nu?\n") == [((1,), "Wat nu?", None)]


def test_bold_questions_without_a_question_mark_are_parted_from_their_answers() -> None:
    pdf = Paper()
    for count, (text, style) in enumerate(
        (("1. Wat is de reden van de vertraging die", "B"), ("steeds langer wordt", "B"), ("De reden is geld.", ""),
         ("2. Wat doet u eraan", "B"), ("Wij doen veel.", ""), ("3. Helpt dat?", "B"), ("Ja.", ""))
    ):  # fmt: skip
        pdf.set_font("Helvetica", style=style, size=9)
        pdf.text(20, 30 + 4.5 * count, text)
    assert read_pairs(bytes(pdf.output())) == [
        ((1,), "1. Wat is de reden van de vertraging die steeds langer wordt", "De reden is geld."),
        ((2,), "2. Wat doet u eraan", "Wij doen veel."),
        ((3,), "3. Helpt dat?", "Ja."),
    ]


@pytest.mark.parametrize("title", ["Lijst van vragen, blad {}", "Directie Voorbeeld, {} / 2"])
def test_a_line_on_both_pages_that_counts_with_them_is_no_text(title: str) -> None:
    raw = make_pages((title.format(1), *HEAD, "Dat komt doordat de rechtbanken"), (title.format(2), "minder doen."))
    (entry,) = read(raw).questions
    assert entry.answer is not None
    assert entry.answer.text == "Dat komt doordat de rechtbanken minder doen."


def test_a_small_running_head_is_no_text_on_however_short_a_page() -> None:
    pdf = Paper()
    for count, line in enumerate(("Dat wordt beta-", "len door het Rijk en niet door", "de gemeenten.")):
        if count:
            pdf.add_page()
        pdf.write_at(20, 15, "Ministerie van Voorbeeld", size=7)
        pdf.write_lines((*HEAD, line) if not count else (line,))
    (entry,) = read(bytes(pdf.output())).questions
    assert entry.answer is not None
    assert entry.answer.text == "Dat wordt betalen door het Rijk en niet door de gemeenten."


def test_notes_on_one_line_without_full_stops_are_parted_where_the_text_calls_them() -> None:
    pdf = Paper()
    pdf.write_lines((*HEAD, "Zie het rapport uit 2018?10 en de brief uit 2021.11 En meer.12"))
    pdf.write_at(60, 271, "10 Kamerstuk 26 485, nr. 267 11 Kamerstuk 26 485, nr. 12 12 Brief van 3 mei", size=7)
    (entry,) = read(bytes(pdf.output())).questions
    assert [(note.marker, note.text.text, len(note.anchors)) for note in entry.notes] == [
        ("10", "Kamerstuk 26 485, nr. 267", 1), ("11", "Kamerstuk 26 485, nr. 12", 1), ("12", "Brief van 3 mei", 1),
    ]  # fmt: skip


def test_the_marker_of_a_closing_note_is_not_the_end_of_something_in_brackets() -> None:
    head = "Brief van het lid Naam (JA21) over lid 1 (artikel 8, lid 1)."
    text = f"{head}\nVraag 1\nA? 1)\nVraag 2\nB?\n1) Krant, 3 mei 2024\n"
    one, two = read(text).questions
    assert [note.text.text for note in one.notes] == ["Krant, 3 mei 2024"]
    assert two.notes == ()


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Zie https://", "www.voorbeeld.nl/stuk voor meer.", "Zie https://www.voorbeeld.nl/stuk voor meer."),
        ("Zie https://a.example/een%20twee", "%202022.pdf nu.", "Zie https://a.example/een%20twee%202022.pdf nu."),
        ("Het gaat om maatregelen/", "projecten van nu.", "Het gaat om maatregelen/projecten van nu."),
    ],
)
def test_what_a_slash_or_an_escape_at_a_line_end_cuts_is_whole_again(first: str, second: str, joined: str) -> None:
    (entry,) = read("\n".join((*HEAD, first, second))).questions
    assert entry.answer is not None
    assert entry.answer.text == joined


def test_the_letter_of_a_ministry_says_who_asked_who_answered_and_when() -> None:
    document = read(
        make_word(
            "Datum 12 februari 2025", "In antwoord op uw brief van 9 januari 2025 zend ik u de antwoorden.",
            "Hoogachtend,", "de minister van Volksgezondheid, Welzijn en Sport,", "F. Voorbeeld",
            "Antwoorden op Kamervragen van het lid Voorbeeld (Partij) aan de minister van Volksgezondheid, Welzijn en "
            "Sport over wachttijden (2025Z00123).",
            "Vraag 1", "A?", "Antwoord op vraag 1", "Ja.",
        )
    )  # fmt: skip
    metadata = document.metadata
    assert (metadata.asked_by, metadata.ministry) == ("Voorbeeld (Partij)", "Volksgezondheid, Welzijn en Sport")
    assert metadata.answered_by == "de minister van Volksgezondheid, Welzijn en Sport"
    assert (str(metadata.date_asked), str(metadata.date)) == ("2025-01-09", "2025-02-12")


@pytest.mark.parametrize(
    ("who", "ministry"),
    [
        ("Minister Naam (Onderwijs, Cultuur en Wetenschap)", "Onderwijs, Cultuur en Wetenschap"),
        ("Staatssecretaris Naam (Financiën – Fiscaliteit en Belastingdienst), mede namens de Minister", "Financiën"),
    ],
)
def test_the_ministry_of_written_questions_is_that_of_who_answered(who: str, ministry: str) -> None:
    text = (
        "Vragen van de leden Een (A) en Kostic´ (B) aan de Minister van X over y (ingezonden 1 maart 2024). "
        f"Antwoord van {who} (ontvangen 2 maart 2024).\nVraag 1\nA?\nAntwoord 1\nJa.\n"
    )
    metadata = read(text).metadata
    assert (metadata.ministry, metadata.asked_by) == (ministry, "Een (A) en Kostić (B)")


MARKUP = "<?xml version='1.0'?><officiele-publicatie><kamervragen>{}</kamervragen></officiele-publicatie>"
PAGE = "<!DOCTYPE html><html><body>{}</body></html>"


@pytest.mark.parametrize("number", ["<nr/>", "<nr> </nr>", ""])
def test_questions_with_an_empty_number_are_found_in_xml(number: str) -> None:
    body = f"<vraag>{number}<al>A?</al></vraag><antwoord>{number}<al>Ja.</al></antwoord>"
    assert read_pairs(MARKUP.format(body * 2)) == [((), "A?", "Ja.")] * 2


@pytest.mark.parametrize("number", ["<h2></h2>", '<p class="nummer"> </p>', ""])
def test_questions_with_an_empty_number_are_found_in_html(number: str) -> None:
    body = f'<div class="vraag">{number}<p>A?</p></div><div class="antwoord">{number}<p>Ja.</p></div>'
    assert read_pairs(PAGE.format(body * 2)) == [((), "A?", "Ja.")] * 2


def test_a_note_in_html_whose_number_is_in_an_element_of_its_own_is_one_note() -> None:
    note = '<div class="voet noot"><span class="nootnum">1</span><p>Krant, p. 3.</p></div>'
    notes = f'<div id="noten"><h2>Noten</h2>{note}</div>'
    body = '<div class="vraag"><h2>Vraag 1</h2><p>A?<sup>1</sup></p></div>'
    body += '<div class="antwoord"><h2>Antwoord 1</h2><p>Ja.</p></div>'
    (entry,) = read(PAGE.format(f"<div>{body}{notes}</div>")).questions
    assert [(note.marker, note.text.text, len(note.anchors)) for note in entry.notes] == [("1", "Krant, p. 3.", 1)]
    assert entry.answer is not None
    assert entry.answer.text == "Ja."


def test_the_foot_of_a_site_is_no_answer() -> None:
    body = '<div id="main"><p>Vraag 1</p><p>A?</p><p>Antwoord</p><p>Ja.</p></div><div id="footer">Over deze site</div>'
    assert read_pairs(PAGE.format(body)) == [((1,), "A?", "Ja.")]


def test_xml_is_known_in_utf_16_and_below_a_comment() -> None:
    body = MARKUP.format("<vraag><nr>1</nr><al>Ë?</al></vraag><antwoord><nr>1</nr><al>Ja.</al></antwoord>")
    wide = body.replace("?>", " encoding='UTF-16'?>", 1).encode("utf-16")
    assert read_pairs(wide) == read_pairs(f"<!-- gemaakt -->{body.partition('?>')[2]}") == [((1,), "Ë?", "Ja.")]


def test_titles_of_columns_that_stand_again_on_each_page_are_no_question() -> None:
    document = docx.Document()
    rows = (("Nr.", "Vraag", "Antwoord"), ("1", "A?", "Ja."), ("Nr.", "Vraag", "Antwoord"), ("2", "B?", "Nee."))
    for row, texts in zip(document.add_table(rows=4, cols=3).rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    assert read_pairs(buffer.getvalue()) == [((1,), "A?", "Ja."), ((2,), "B?", "Nee.")]


def test_a_table_of_questions_that_was_pasted_with_tabs_is_read_by_its_columns() -> None:
    text = "Vraagnummer\tVraag\tAntwoord\n1\tA?\tJa.\n2 en 3\tB?\tNee.\n"
    assert read_pairs(text) == [((1,), "A?", "Ja."), ((2, 3), "B?", "Nee.")]


@pytest.mark.parametrize("mark", ["**{}**", "*{}*", "__{}__", "## {}"])
def test_pasted_text_with_marks_of_bold_is_read_without_them(mark: str) -> None:
    lines = ("Vraag 1", "A?", "Antwoord 1", "Ja.", "Vraag 2", "B?", "Antwoord 2", "Nee.")
    text = "\n\n".join(mark.format(line) if line[0] in "VA" and line[-1].isdigit() else line for line in lines)
    assert read_pairs(text) == [((1,), "A?", "Ja."), ((2,), "B?", "Nee.")]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\u2028", "\x0b", "\x85"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    lines = ("Vraag 1", "A?", "Antwoord", "Ja.", "Vraag 2", "B?", "Antwoord", "Nee.")
    assert read_pairs(end.join(lines)) == [((1,), "A?", "Ja."), ((2,), "B?", "Nee.")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_text(encoding: str) -> None:
    assert read_pairs("Vraag 1\nÉén?\nAntwoord\nJa.\n".encode(encoding)) == [((1,), "Één?", "Ja.")]


def test_a_hyphen_at_the_foot_of_a_page_joins_the_word_over_it() -> None:
    raw = make_pages((*HEAD, "Dat wordt uitge-"), ("voerd.",))
    (entry,) = (entry for entry in read(raw).questions if isinstance(entry, QuestionAnswer))
    assert entry.answer is not None
    assert entry.answer.text == "Dat wordt uitgevoerd."


def test_two_columns_of_questions_are_read_one_after_the_other() -> None:
    pdf = FPDF(format="A4")
    pdf.add_page()
    pdf.set_font("Helvetica", size=9)
    for column in (0, 1):
        for count, line in enumerate((f"Vraag {column + 1}", "A?", f"Antwoord {column + 1}", "Ja.")):
            pdf.text(20 + 90 * column, 40 + 4.5 * count, line)
    assert read_pairs(bytes(pdf.output())) == [((1,), "A?", "Ja."), ((2,), "A?", "Ja.")]


@pytest.mark.parametrize("cell", ["{}", "<p>{}</p>"])
def test_rows_of_a_table_in_markup_are_lines_and_its_title_is_kept(cell: str) -> None:
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell.format(text)}</td>' for text in row)}</tr>"
        for row in (("Jaar", "Aantal"), ("2022", "12"), ("2023", "14"))
    )
    answer = f"<p>Zie:</p><table><caption>Tabel 1</caption>{rows}</table><p>Klaar.</p>"
    body = f'<div class="vraag"><h2>Vraag 1</h2><p>A?</p></div><div class="antwoord"><h2>Antwoord 1</h2>{answer}</div>'
    expected = "Zie:\n\nTabel 1\n\nJaar\tAantal\n2022\t12\n2023\t14\n\nKlaar."
    assert read_pairs(PAGE.format(body)) == [((1,), "A?", expected)]


def test_a_table_that_frames_questions_loses_nothing() -> None:
    cells = "<td><p>Vraag 1</p><p>A?</p></td><td><p>Antwoord</p><table><tr><td>x</td><td>y</td></tr></table></td>"
    assert read_pairs(PAGE.format(f"<table><tr>{cells}</tr></table>")) == [((1,), "A?", "x\ty")]


def test_the_sign_of_an_item_stands_before_its_text() -> None:
    items = "<lijst><li><li.nr>a.</li.nr><al>de een;</al></li><li><li.nr>b.</li.nr><al>de ander?</al></li></lijst>"
    body = f"<vraag><nr>1</nr><al>Wat doet:</al>{items}</vraag><antwoord><nr>1</nr><al>Niets.</al></antwoord>"
    assert read_pairs(MARKUP.format(body)) == [((1,), "Wat doet:\n\na. de een;\n\nb. de ander?", "Niets.")]


def test_the_head_of_a_list_that_begins_further_on_is_no_answer() -> None:
    head = "36 360 VI Jaarverslag Ministerie 2022\nNr. 9 Lijst van vragen en antwoorden\nVastgesteld 12 juni 2023\n"
    document = read(f"{head}Vraag (40):\nA?\nAntwoord:\nJa.\n")
    assert (document.id, [entry.id for entry in document.entries]) == ("kst-36360-VI-9", ["kst-36360-VI-9#40"])


def test_questions_in_frames_of_their_own_are_all_found_whatever_the_memory_holds() -> None:
    pairs = [
        f'<section><div><div class="vraag"><h2>Vraag {n}</h2><p>A{n}?</p></div></div></section>'
        f'<section><p><span><div class="antwoord"><h2>Antwoord {n}</h2><p>Ja {n}.</p></div></span></p></section>'
        for n in range(1, 30)
    ]
    page = PAGE.format(f"<div><h1>Titel van het stuk</h1>{''.join(pairs)}</div>")
    assert read_pairs(page) == [((n,), f"A{n}?", f"Ja {n}.") for n in range(1, 30)]
    assert len({build_source("made", page.encode()).text for _ in range(20)}) == 1


@pytest.mark.parametrize(
    "line",
    ["Vraag 3 van het lid Voorbeeld ziet op een ander onderwerp.", "Vraag 2 van de leden is daarmee beantwoord."],
)
def test_a_sentence_about_who_asked_a_question_is_no_heading(line: str) -> None:
    text = f"Vraag 1\n\nA?\n\nAntwoord\n\nJa.\n\n{line}\n\nVraag 2\n\nB?\n\nAntwoord\n\nNee.\n"
    assert read_pairs(text) == [((1,), "A?", f"Ja.\n\n{line}"), ((2,), "B?", "Nee.")]


@pytest.mark.parametrize(
    "who",
    ["van het lid Van der Een (Partij)", "van de leden Een (A) en Twee-Drie (B)", "van de fractie van de Partij",
     "van de A50-fractie", "van de leden van de Partij-fractie", "van de leden Een c.s."],
)  # fmt: skip
def test_who_asked_may_stand_behind_a_number(who: str) -> None:
    text = f"Vraag 1 {who}\nA?\nAntwoord\nJa.\nVraag 2 {who}:\nB?\nAntwoord\nNee.\n"
    assert read_pairs(text) == [((1,), "A?", "Ja."), ((2,), "B?", "Nee.")]


@pytest.mark.parametrize(
    ("label", "numbers"),
    [("1 VVD", (1,)), ("1 - GroenLinks-PvdA", (1,)), ("1, D66 en PvdD", (1,)), ("1, vraag 2 en vraag 3", (1, 2, 3)),
     ("1 t/m vraag 4", (1, 2, 3, 4)), ("(1) en (2)", (1, 2)), ("1 + 2", (1, 2))],
)  # fmt: skip
def test_parties_and_numbers_are_written_in_more_ways(label: str, numbers: tuple[int, ...]) -> None:
    text = f"Vraag {label}\nA?\nAntwoord vraag {label}:\nJa.\nVraag 9 (VVD): B?\nAntwoord JenV:\nNee.\n"
    assert read_pairs(text) == [(numbers, "A?", "Ja."), ((9,), "B?", "Nee.")]


def test_a_question_that_an_answer_names_hides_none_of_those_with_bare_numbers() -> None:
    text = "1.\nA?\nAntwoord:\nJa.\n\nVraag 3\nZie daar.\n2.\nB?\nAntwoord:\nNee.\n3.\nC?\nAntwoord:\nZo.\n"
    assert read_pairs(text) == [((1,), "A?", "Ja.\n\nVraag 3 Zie daar."), ((2,), "B?", "Nee."), ((3,), "C?", "Zo.")]


def test_bare_numbers_of_a_group_may_be_parted_by_commas_alone() -> None:
    text = "1.\nA?\nAntwoord vraag 1\nJa.\n2, 3.\nB?\nC?\nAntwoord vragen 2, 3\nNee.\n"
    assert read_pairs(text) == [((1,), "A?", "Ja."), ((2, 3), "B?\nC?", "Nee.")]


def test_a_numbered_sentence_that_a_quotation_closes_is_no_title() -> None:
    law = "«1. De wet geldt.\n\n2. Het eerste lid geldt niet.»"
    text = f"Vraag 1\n\nA?\n\nAntwoord\n\n{law}\n\nVraag 2\n\nB?\n\nAntwoord\n\nNee.\n"
    assert read_pairs(text) == [((1,), "A?", law), ((2,), "B?", "Nee.")]


def test_the_number_of_a_question_in_xml_may_stand_in_its_first_paragraph() -> None:
    body = "<vraag><al>Vraag 1</al><al>A?</al></vraag><antwoord><al>Antwoord 1</al><al>Ja.</al></antwoord>"
    body += body.replace("1", "2, 3")
    assert read_pairs(MARKUP.format(body)) == [((1,), "A?", "Ja."), ((2, 3), "A?", "Ja.")]


def test_a_sentence_that_ends_on_the_next_page_in_a_word_of_a_heading_opens_none() -> None:
    text = (
        "Vraag 1\nA?\nAntwoord\nDeze vraag wordt apart\n\n12\n\fbeantwoord.\nZie daarvoor het antwoord op\n\n13\n\f"
        "vraag 2.\nVraag 2\nB?\nAntwoord\nNee.\n\n14\n"
    )
    answer = "Deze vraag wordt apart beantwoord.\nZie daarvoor het antwoord op vraag 2."
    assert read_pairs(text) == [((1,), "A?", answer), ((2,), "B?", "Nee.")]


def test_a_word_that_is_no_heading_ends_a_sentence_on_a_line_of_its_own() -> None:
    text = "Vraag 1\n\nA?\n\nAntwoord\n\nDit wordt later\n\nbeantwoord.\n\nVraag 2\n\nB?\n\nBeantwoording\n\nNee.\n"
    assert read_pairs(text) == [((1,), "A?", "Dit wordt later\n\nbeantwoord."), ((2,), "B?", "Nee.")]


def test_the_title_over_the_first_question_is_no_question() -> None:
    text = "Vragen\n\nVraag 1\nA?\nVraag 2\nB?\n\nAntwoorden\n\nAntwoord 1\nJa.\nAntwoord 2\nNee.\n"
    assert read_pairs(text) == [((1,), "A?", "Ja."), ((2,), "B?", "Nee.")]


def test_the_fractions_that_asked_may_stand_in_the_heading_of_an_answer() -> None:
    text = "Vraag 1 en 2 (A en B)\nA?\nAntwoord op vragen 1 en 2 van de fracties van A en B\nJa.\n"
    assert read_pairs(text) == [((1, 2), "A?", "Ja.")]


def test_the_button_that_closes_a_note_in_html_is_no_part_of_it() -> None:
    note = (
        '<div class="voet noot"><h5 class="note-close"><a class="note-close" href="#a">X</a> Noot</h5>'
        '<sup><span class="nootnum"><a id="a"></a>1</span></sup><p>Krant, p. 3.</p></div>'
    )
    body = '<div class="vraag"><h2>Vraag 1</h2><p>A?<a class="nootnum" href="#a">1</a></p></div>'
    body += '<div class="antwoord"><h2>Antwoord 1</h2><p>Ja.</p></div>'
    (entry,) = read(PAGE.format(f'<div>{body}<div id="noten"><hr/>{note}</div></div>')).questions
    assert [(note.marker, note.text.text, len(note.anchors)) for note in entry.notes] == [("1", "Krant, p. 3.", 1)]


def test_a_table_of_questions_in_a_pdf_may_have_a_column_for_who_asks() -> None:
    pdf = FPDF(format="A4")
    pdf.add_page()
    pdf.set_font("Helvetica", size=9)
    with pdf.table(col_widths=(10, 16, 40, 50), line_height=4.5, text_align="LEFT") as table:
        for row in (
            ("Nr.", "Fractie", "Vraag", "Antwoord"),
            ("1", "A", "Hoeveel zaken waren er in het afgelopen jaar bij de rechtbank?", "Twaalf."),
            ("2 en 3", "B", "Waarom?", "Er waren meer zaken dan er zittingen konden worden gehouden."),
        ):
            table.row(row)
    assert read_pairs(bytes(pdf.output())) == [
        ((1,), "Hoeveel zaken waren er in het afgelopen jaar bij de rechtbank?", "Twaalf."),
        ((2, 3), "Waarom?", "Er waren meer zaken dan er zittingen konden worden gehouden."),
    ]


def test_numbered_chapters_over_questions_whose_numbers_stand_alone_are_none() -> None:
    text = (
        "1. Inleiding\n\n1\n\nA?\n\nDat is zo.\n\n2\n\nB?\n\nDat ook.\n\n2. Aanpak\n\n3\n\nC?\n\nDat niet.\n\n"
        "4\n\nD?\n\nDat wel.\n"
    )
    found = read_pairs(text)
    assert [(numbers, asked) for numbers, asked, _ in found] == [((1,), "A?"), ((2,), "B?"), ((3,), "C?"), ((4,), "D?")]
    assert [answer for _, _, answer in found] == ["Dat is zo.", "Dat ook.", "Dat niet.", "Dat wel."]


def test_numbers_start_again_below_a_title_at_the_foot_of_a_page() -> None:
    one, two = ("".join(f"{n}\n{a}{n}?\nAntwoord:\nDit is {a}{n}.\n" for n in (1, 2)) for a in "AB")
    text = f"Deel I - Wonen\n{one}Deel II - Werken\n\nPagina 1 van 2\n\f{two}\nPagina 2 van 2\n"
    assert read_pairs(text) == [((n,), f"{a}{n}?", f"Dit is {a}{n}.") for a in "AB" for n in (1, 2)]

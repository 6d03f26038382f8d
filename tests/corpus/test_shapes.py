"""Tables, lists and headings in bold as the formats write them, each read as the questions that they hold."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import pytest
from fpdf import FPDF

from corpus.models import PartKind
from corpus.readers import build_source
from corpus.readers.parts import qn
from tests.corpus.test_findings import PAGE, read, read_pairs

ROWS = (
    ((1,), "Hoeveel zaken waren er?", "Er waren 12 zaken."),
    ((2, 3), "Waarom? En wat nu?", "Daarom."),
    ((4,), "Wat kost dat?", "Niets."),
)


def test_a_table_whose_cells_came_as_a_line_each_is_read_as_questions() -> None:
    rows = "".join(f"{' en '.join(map(str, numbers))}\n{asked}\n{said}\n" for numbers, asked, said in ROWS)
    assert read_pairs(f"Lijst van vragen\nVraagnummer\nVraag\nAntwoord\n{rows}") == list(ROWS)


def test_numbers_within_a_question_are_no_questions_where_those_of_questions_stand_alone() -> None:
    text = (
        "1\nKunt u aangeven:\n1. wat dat kost;\n2. wie het betaalt?\n\nAntwoord:\n1. Niets.\n2. Niemand.\n\n"
        "2\nEn nu?\n\nAntwoord:\nNiets.\n\n3\nEn dan?\n\nAntwoord:\nOok niets.\n"
    )
    assert read_pairs(text) == [
        ((1,), "Kunt u aangeven: 1. wat dat kost;\n2. wie het betaalt?", "1. Niets.\n2. Niemand."),
        ((2,), "En nu?", "Niets."),
        ((3,), "En dan?", "Ook niets."),
    ]


def test_an_answer_without_heading_may_be_a_word_or_follow_a_request() -> None:
    text = (
        "Vraag 1\nA?\nJa, dat is zo.\nVraag 2\nB?\nNee\nVraag 3\nC?\nDat niet.\nVraag 4\nD? Graag per jaar.\n\n"
        "Het zijn er vier.\n\nVraag 5\nE?\nDat ook.\n"
    )
    assert read_pairs(text) == [
        ((1,), "A?", "Ja, dat is zo."), ((2,), "B?", "Nee"), ((3,), "C?", "Dat niet."),
        ((4,), "D? Graag per jaar.", "Het zijn er vier."), ((5,), "E?", "Dat ook."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "row"),
    [("Nr. | Vraag | Antwoord |\n---|---|---|", "{} | {} | {} |"), ("| Nr. | Vraag | Antwoord |", "| {} | {} | {} |")],
)
def test_a_table_of_questions_that_was_pasted_with_bars_is_read_by_its_columns(head: str, row: str) -> None:
    rows = "\n".join(row.format(" en ".join(map(str, numbers)), asked, said) for numbers, asked, said in ROWS)
    assert read_pairs(f"Lijst van vragen\n\n{head}\n{rows}\n") == list(ROWS)


LAID_OUT = """\
                       Lijst van vragen en antwoorden

 Nr.    Fractie  Vraag                        Antwoord
 1      VVD      Hoeveel zaken waren er in    Er waren 12 zaken. Dat is meer
                 2022 en waarom?              dan verwacht.
 2, 3   D66      Wat kost dat? En wie         Niets:
 en 4            betaalt het?                   - dit;
                                                - dat.

                                              Meer niet.
 10     SP       Wanneer begint het en        In januari. Het
                 hoe lang duurt het           duurt

                                                                Pagina 1 van 2
\f Nr.    Fractie  Vraag                        Antwoord
                 volgens u?                   drie jaar.
 11     SP       Wat nu?                      Niets meer.
"""


@pytest.mark.parametrize(("above", "below"), [("2, 3 ", "en 4"), ("2, 3,", "4   ")])
def test_a_table_of_questions_that_is_laid_out_with_spaces_is_read_by_its_columns(above: str, below: str) -> None:
    laid_out = LAID_OUT.replace("2, 3 ", above).replace("en 4", below)
    assert read_pairs(laid_out) == [
        ((1,), "Hoeveel zaken waren er in 2022 en waarom?", "Er waren 12 zaken. Dat is meer dan verwacht."),
        ((2, 3, 4), "Wat kost dat? En wie betaalt het?", "Niets:\n- dit;\n- dat.\n\nMeer niet."),
        ((10,), "Wanneer begint het en hoe lang duurt het volgens u?", "In januari. Het duurt drie jaar."),
        ((11,), "Wat nu?", "Niets meer."),
    ]
    pages = read(laid_out).questions
    assert [(entry.pages.first, entry.pages.last) for entry in pages if entry.pages] == [(1, 1), (1, 1), (1, 2), (2, 2)]


@pytest.mark.parametrize("said", ["Ja.", "Ja, het zijn er\n12\nin totaal."])
def test_titles_of_columns_over_no_rows_are_no_table(said: str) -> None:
    text = f"Nr.    Vraag     Antwoord\nVraag 1\nA?\nAntwoord\n{said}\nVraag 2\nB?\nAntwoord\nNee.\n"
    assert read_pairs(text) == [((1,), "A?", " ".join(said.split())), ((2,), "B?", "Nee.")]
    assert read(text).text == text


SHEET = (
    'nr{0}fractie{0}vraag{0}antwoord\n1{0}VVD{0}"Kunt u A; en B?"{0}Ja.\n2 en 3{0}D66{0}Kunt u C?{0}"Nee; want:\n'
    '1. dit;\n2. dat."\n4{0}SP{0}D?{0}\n'
)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_table_of_questions_from_a_spreadsheet_is_read_by_its_columns(mark: str) -> None:
    assert read_pairs(SHEET.format(mark)) == [
        ((1,), "Kunt u A; en B?", "Ja."), ((2, 3), "Kunt u C?", "Nee; want: 1. dit;\n2. dat."), ((4,), "D?", None),
    ]  # fmt: skip


def test_a_quote_that_does_not_close_is_a_sign() -> None:
    rows = "".join(f'{n};A {n}?;"Ja {n}.\n' for n in range(1, 3000))
    pairs = read_pairs(f"nr;vraag;antwoord\n{rows}")
    assert pairs == [((n,), f"A {n}?", f'"Ja {n}.') for n in range(1, 3000)]


def test_an_answer_of_several_lines_ends_no_pasted_table() -> None:
    text = "Nr. | Vraag | Antwoord |\n1 | A? | Ja.\nNamelijk:\n2022 | 12 | 14 |\n2 | B? | Nee. |\n"
    assert read_pairs(text) == [((1,), "A?", "Ja.\nNamelijk:\n2022 | 12 | 14 |"), ((2,), "B?", "Nee.")]


@pytest.mark.parametrize(
    ("asked", "said"),
    [("**Vraag {}:** ", "**Antwoord:** "), ("*Vraag {}* ", "*Antwoord*: "), ("**{}.** ", "**Antwoord** ")],
)
def test_a_heading_in_marks_of_bold_may_have_its_text_behind_it(asked: str, said: str) -> None:
    text = "\n\n".join(f"{asked.format(n)}Wat is {n}?\n\n{said}Dit is {n}." for n in (1, 2, 3))
    assert read_pairs(text) == [((n,), f"Wat is {n}?", f"Dit is {n}.") for n in (1, 2, 3)]


HEADS = "<tr><th>Nr.</th><th>Vraag</th><th>Antwoord</th></tr>"
TITLED = '<tr><th colspan="3">{}</th></tr>'


def make_table(*rows: Sequence[str]) -> bytes:
    """Return a Word file with a table; a row of one text is one cell over all columns."""
    document = docx.Document()
    for row, texts in zip(document.add_table(rows=len(rows), cols=max(map(len, rows))).rows, rows, strict=True):
        if len(texts) == 1:
            row.cells[0].merge(row.cells[-1])
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def list_rows() -> list[tuple[str, str, str]]:
    return [(" en ".join(map(str, numbers)), asked, said) for numbers, asked, said in ROWS]


def make_table_page(*above: str, between: str = "") -> str:
    first, *others = ("".join(f"<td>{cell}</td>" for cell in row) for row in list_rows())
    rows = (*above, f"<tr>{first}</tr>", between, *(f"<tr>{row}</tr>" for row in others))
    return PAGE.format(f"<table>{''.join(rows)}</table>")


@pytest.mark.parametrize(
    "raw",
    [
        make_table_page(TITLED.format("Lijst van vragen"), HEADS),
        make_table(("Lijst van vragen",), ("Nr.", "Vraag", "Antwoord"), *list_rows()),
        make_table_page(HEADS, between=TITLED.format("Artikel 5 Toezicht")),
        make_table(("Nr.", "Vraag", "Antwoord"), list_rows()[0], ("Artikel 5 Toezicht",), *list_rows()[1:]),
        make_table_page(),
        make_table(*list_rows()),
    ],
    ids=[
        "titled page",
        "titled Word",
        "page with a title between",
        "Word with a title between",
        "bare page",
        "bare Word",
    ],
)
def test_a_table_of_questions_is_known_with_titles_in_it_and_without_those_of_its_columns(raw: str | bytes) -> None:
    assert read_pairs(raw) == list(ROWS)


def test_a_table_that_counts_but_asks_nothing_is_none_of_questions() -> None:
    answer = "<table><tr><td>1</td><td>Utrecht</td><td>12</td></tr><tr><td>2</td><td>Assen</td><td>14</td></tr></table>"
    body = f'<div class="vraag"><h2>Vraag 1</h2><p>A?</p></div><div class="antwoord"><h2>Antwoord 1</h2>{answer}</div>'
    assert read_pairs(PAGE.format(body)) == [((1,), "A?", "1\tUtrecht\t12\n2\tAssen\t14")]


def test_a_table_may_number_its_questions_in_the_column_that_asks_them() -> None:
    rows = [("Vraag", "Antwoord"), ("1. A?", "Ja."), ("2. B?", "Nee.")]
    assert read_pairs(make_table(*rows)) == [((1,), "1. A?", "Ja."), ((2,), "2. B?", "Nee.")]


def test_a_table_of_numbers_and_texts_is_read_by_its_rows() -> None:
    rows = [("1", "Wat is A?"), ("Antwoord", "Ja."), ("2", "Wat is B?"), ("Antwoord", "Nee.")]
    assert read_pairs(make_table(*rows)) == [((1,), "1\tWat is A?", "Ja."), ((2,), "2\tWat is B?", "Nee.")]


def make_bold_word() -> bytes:
    document = docx.Document()
    for lead, text in (("Vraag 1", " A?"), ("Antwoord", " Ja."), ("Vraag 2", " B?"), ("Antwoord", " Nee.")):
        paragraph = document.add_paragraph()
        paragraph.add_run(lead).bold = True
        paragraph.add_run(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_bold_pdf() -> bytes:
    pdf = FPDF(format="A4")
    pdf.add_page()
    for lead, text in (("Vraag 1 ", "A?"), ("Antwoord ", "Ja."), ("Vraag 2 ", "B?"), ("Antwoord ", "Nee.")):
        for style, words in (("B", lead), ("", f"{text}\n")):
            pdf.set_font("Helvetica", style=style, size=9)
            pdf.write(4.5, words)
    return bytes(pdf.output())


BOLD_PAGE = PAGE.format(
    "<p><b>Vraag 1</b> A?</p><p><b>Antwoord</b> Ja.</p><p><b>Vraag 2</b> B?</p><p><b>Antwoord</b> Nee.</p>"
)


@pytest.mark.parametrize("raw", [make_bold_word(), make_bold_pdf(), BOLD_PAGE], ids=["Word", "PDF", "HTML"])
def test_a_heading_in_bold_ends_where_the_bold_ends(raw: str | bytes) -> None:
    assert read_pairs(raw) == [((1,), "A?", "Ja."), ((2,), "B?", "Nee.")]


def test_bold_at_the_start_of_a_sentence_is_no_heading() -> None:
    page = PAGE.format(
        "<p>Vraag 1</p><p>A?</p><p>Antwoord</p><p><b>Antwoord</b>en, <b>W</b>el.</p><p><b>Let</b> op.</p>"
    )
    assert read_pairs(page) == [((1,), "A?", "Antwoorden, Wel.\n\nLet op.")]


def test_the_numbers_that_a_page_shows_before_the_items_of_a_list_count() -> None:
    items = "".join(f"<li><p>Wat is {n}?</p><p>Antwoord: Dit is {n}.</p></li>" for n in "AB")
    assert read_pairs(PAGE.format(f"<ol>{items}</ol>")) == [
        ((1,), "1. Wat is A?", "Dit is A."), ((2,), "2. Wat is B?", "Dit is B."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("opened", "closed", "shown"),
    [
        ("<ul>", "</ul>", "1. een"),
        ('<ol start="4">', "</ol>", "1. een"),
        ("<ol type='a' start='2'>", "</ol>", "1. een"),
    ],
)
def test_an_item_that_brings_its_own_mark_gets_no_other(opened: str, closed: str, shown: str) -> None:
    own = f'{opened}<li><p><span class="ol">1. </span>een</p></li>{closed}'
    assert build_source("made", PAGE.format(own).encode()).lines[0].text == shown


def test_the_marks_of_a_list_count_from_its_start_in_its_style() -> None:
    page = PAGE.format('<ol start="4"><li>een</li><li>twee</li></ol><ol type="a"><li>drie</li><li>vier</li></ol>')
    lines = [line.text for line in build_source("made", page.encode()).lines if not line.is_blank]
    assert lines == ["4. een", "5. twee", "a. drie", "b. vier"]


@pytest.mark.parametrize(
    ("opened", "item", "shown"),
    [
        ('<ol start="5000">', "<li>", ["5000. een", "5001. twee"]),
        ("<ol>", '<li value="3001">', ["3001. een", "3002. twee"]),
        ('<ol start="0">', "<li>", ["0. een", "1. twee"]),
        ('<ol start="abc">', '<li value="x">', ["1. een", "2. twee"]),
        (f'<ol start="{"9" * 5000}">', f'<li value="{"9" * 5000}">', ["1. een", "2. twee"]),
        ('<ol type="I" start="3999">', "<li>", ["MMMCMXCIX. een", "4000. twee"]),
        ('<ol type="i" start="0">', "<li>", ["0. een", "i. twee"]),
        ('<ol type="A" start="26">', "<li>", ["Z. een", "27. twee"]),
        ('<ol type="a" start="-1">', "<li>", ["-1. een", "0. twee"]),
    ],
)
def test_a_list_counts_from_any_number_that_a_page_says(opened: str, item: str, shown: list[str]) -> None:
    page = PAGE.format(f"{opened}{item}een</li><li>twee</li></ol>")
    assert [line.text for line in build_source("made", page.encode()).lines if not line.is_blank] == shown


@pytest.mark.parametrize("start", ["9" * 5000, "-1", "abc", "²"])
def test_a_list_in_word_counts_whatever_its_start_is(start: str) -> None:
    document = docx.Document()
    document.add_paragraph("een", style="List Number")
    root = document.part.numbering_part.element
    for node in root.iter(qn("w:start")):
        node.set(qn("w:val"), start)
    buffer = io.BytesIO()
    document.save(buffer)
    assert build_source("made", buffer.getvalue()).lines[0].text.endswith(". een")


FIGURES = "<table><tr><td>x</td><td>1</td></tr><tr><td>y</td><td>2</td></tr></table>"


def test_the_rows_of_a_table_in_a_cell_of_a_table_are_read_once() -> None:
    rows = f"<tr><td>1</td><td>A?</td><td>Zie: {FIGURES}</td></tr><tr><td>2</td><td>B?</td><td>Nee.</td></tr>"
    page = PAGE.format(f"<table>{HEADS}{rows}</table>")
    assert read_pairs(page) == [((1,), "A?", "Zie:\n\nx\t1\ny\t2"), ((2,), "B?", "Nee.")]


def test_tables_of_questions_within_each_other_are_read_once_each() -> None:
    page = "Zo."
    for _ in range(60):
        page = f"<table>{HEADS}<tr><td>1</td><td>A?</td><td>{page}</td></tr></table>"
    assert sum(line.text == "A?" for line in build_source("made", PAGE.format(page).encode()).lines) == 60


def test_the_xml_of_before_2009_has_its_answers_below_the_questions() -> None:
    text = (
        "<?xml version='1.0'?><vraagdoc><vragen><omschr>Vragen over y. (Ingezonden 6 maart 2007)</omschr>"
        "<vraag><nummer>1</nummer><al>A?</al></vraag><vraag><nummer>2</nummer><al>B?</al></vraag></vragen><reactie>"
        "<titel>Antwoord</titel><omschr>Antwoord van minister Naam (Justitie). (Ontvangen 8 mei 2007)</omschr>"
        "<antwoord><nummer>1</nummer><al>Ja.</al></antwoord><antwoord><nummer>2</nummer><al>Nee.</al></antwoord>"
        "</reactie></vraagdoc>"
    )
    assert read_pairs(text) == [((1,), "A?", "Ja."), ((2,), "B?", "Nee.")]


def test_the_titles_of_columns_in_a_pdf_may_be_of_several_words_and_stand_on_each_page() -> None:
    pdf = FPDF(format="A4")
    pdf.add_page()
    pdf.set_font("Helvetica", size=9)
    rows = [
        (n, f"Hoeveel zaken waren er in deel {n}?", f"Er waren er {n}. Dat is meer dan verwacht.") for n in range(1, 60)
    ]
    with pdf.table(col_widths=(10, 14, 30, 50), line_height=4.5, text_align="LEFT") as table:
        table.row(("Nr.", "Blz. (van)", "Vraag", "Antwoord van het kabinet"))
        for number, asked, said in rows:
            table.row((str(number), "12", asked, said))
    assert read_pairs(bytes(pdf.output())) == [((number,), asked, said) for number, asked, said in rows]


@pytest.mark.parametrize("line", ["Nr. 9 Lijst van vragen en antwoorden", "Nr. 9 VRAGEN EN ANTWOORDEN"])
def test_the_title_of_a_paper_is_no_row_of_titles(line: str) -> None:
    text = f"{line}\nVraag 1\nA?\nAntwoord\nJa.\nVraag 2\nB?\nAntwoord\nNee.\n"
    assert read_pairs(text) == [((1,), "A?", "Ja."), ((2,), "B?", "Nee.")]
    assert any(
        part.kind is PartKind.METADATA and line in text[part.span.start : part.span.end] for part in read(text).parts
    )

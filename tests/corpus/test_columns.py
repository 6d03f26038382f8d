"""Tables of questions in every format, by the titles of their columns or without any."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Sequence

import docx
import pytest

from tests.corpus.making import open_pdf
from tests.corpus.test_findings import PAGE, read, read_pairs

Row = Sequence[str]
ROWS = (
    ("1", "ABC", "Hoeveel zaken waren er in 2023?", "Er waren 12 zaken. Dat is meer dan verwacht, en dat blijft zo."),
    ("2", "D66", "Wat kost dat, en wie betaalt het?", "Niets."),
    ("3", "SP", "Wanneer begint het?", "In januari. Zie ook het antwoord op vraag 1."),
)


def make_word_table(rows: Sequence[Row]) -> bytes:
    document = docx.Document()
    grid = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_page(rows: Sequence[Row]) -> bytes:
    body = "".join("<tr>" + "".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row) + "</tr>" for row in rows)
    return PAGE.format(f"<table>{body}</table>").encode()


def make_xml(rows: Sequence[Row]) -> bytes:
    body = "".join(
        "<row>" + "".join(f"<entry><al>{html.escape(cell)}</al></entry>" for cell in row) + "</row>" for row in rows
    )
    table = f"<table><tgroup cols='{len(rows[0])}'><tbody>{body}</tbody></tgroup></table>"
    return f"<?xml version='1.0'?><kamerstuk><tekst>{table}</tekst></kamerstuk>".encode()


def make_pdf(rows: Sequence[Row]) -> bytes:
    pdf = open_pdf()
    pdf.add_page()
    pdf.set_font("Helvetica", size=9)
    pdf.multi_cell(0, 5, "Beantwoording van feitelijke vragen", new_x="LMARGIN", new_y="NEXT")
    widths = [12 if len(cell) < 10 else 50 for cell in rows[-1]]
    with pdf.table(col_widths=widths, line_height=4.5, text_align="LEFT", v_align="TOP") as table:
        for row in rows:
            table.row(row)
    pdf.set_y(pdf.get_y() + 10)
    pdf.multi_cell(0, 5, "Hiermee zijn alle vragen beantwoord.", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def make_commas(rows: Sequence[Row]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


def part_by(mark: str) -> Callable[[Sequence[Row]], bytes]:
    return lambda rows: "\n".join(mark.join(row) for row in rows).encode()


MAKERS = [make_word_table, make_page, make_xml, make_pdf, make_commas, part_by("\t"), part_by(" | ")]
NAMES = ["Word", "HTML", "XML", "PDF", "commas", "tabs", "bars"]


def expect(columns: str) -> list[tuple[tuple[int, ...], str, str | None]]:
    return [
        ((int(number),) if "n" in columns else (), asked, said if "a" in columns else None)
        for number, _, asked, said in ROWS
    ]


def pick(columns: str) -> list[Row]:
    """Return the rows with their number (n), who asks (f), the question (q) and the answer (a)."""
    return [[row["nfqa".index(name)] for name in columns] for row in ROWS]


def read_words(raw: bytes) -> list[tuple[tuple[int, ...], str, str | None]]:
    return [
        (numbers, " ".join((asked or "").split()), said and " ".join(said.split()))
        for numbers, asked, said in read_pairs(raw)
    ]


@pytest.mark.parametrize("make", MAKERS, ids=NAMES)
@pytest.mark.parametrize(
    "titles",
    [
        ("Nr.", "Fractie", "Vraag", "Reactie"),
        ("#", "Partij", "Vragen", "Beantwoording"),
        ("Nr.", "Vraag", "Reactie kabinet"),
        ("Vraag nr.", "Vraagtekst", "Antwoordtekst"),
        ("Nummer", "Gestelde vraag", "Antwoord van het college"),
        ("Nr.", "Vraag/opmerking", "Ambtelijke reactie"),
        ("Vraag", "Antwoord"),
        ("Technische vraag", "Reactie"),
        ("Fractie", "Vraag", "Antwoord"),
    ],
    ids=" ".join,
)
def test_the_titles_of_columns_tell_which_is_which(make: Callable[[Sequence[Row]], bytes], titles: Row) -> None:
    columns = {2: "qa", 3: "fqa" if titles[0] == "Fractie" else "nqa", 4: "nfqa"}[len(titles)]
    raw = make([titles, *pick(columns)])
    if make is make_pdf:
        # What stands below the table is said after the last answer.
        assert [pair[:2] for pair in read_words(raw)] == [pair[:2] for pair in expect(columns)]
        assert [
            str(pair[2]).removesuffix("Hiermee zijn alle vragen beantwoord.").strip() for pair in read_words(raw)
        ] == [pair[2] for pair in expect(columns)]
    else:
        assert read_words(raw) == expect(columns)


@pytest.mark.parametrize("make", [make_word_table, make_page, make_xml, part_by("\t"), part_by(" | ")])
@pytest.mark.parametrize("columns", ["nqa", "nfqa"])
def test_rows_that_count_and_ask_need_no_titles(make: Callable[[Sequence[Row]], bytes], columns: str) -> None:
    assert read_words(make(pick(columns))) == expect(columns)


@pytest.mark.parametrize("make", [make_word_table, make_page, make_xml])
def test_so_do_pairs_of_which_the_first_asks(make: Callable[[Sequence[Row]], bytes]) -> None:
    assert read_words(make(pick("qa"))) == expect("qa")


@pytest.mark.parametrize("make", [make_word_table, make_page, make_xml, make_commas, part_by("\t"), part_by(" | ")])
@pytest.mark.parametrize(("titles", "columns"), [(("Nr.", "Vraag"), "nq"), (("Nr.", "Fractie", "Vraag"), "nfq")])
def test_a_list_of_questions_alone_has_them_in_their_column(
    make: Callable[[Sequence[Row]], bytes], titles: Row, columns: str
) -> None:
    assert read_words(make([titles, *pick(columns)])) == expect(columns)


def test_who_asks_stands_in_the_text_of_a_table_and_in_no_answer() -> None:
    document = read(make_pdf([("Fractie", "Vraag", "Antwoord"), *pick("fqa")]))
    assert all(f"\n{name}\n" in document.text for name in ("ABC", "D66", "SP"))


@pytest.mark.parametrize("make", [make_word_table, make_page, make_xml, part_by("\t"), part_by(" | ")])
@pytest.mark.parametrize(
    "rows",
    [
        [("Nr.", "Vraag", "Score"), ("1", "Tevredenheid", "7"), ("2", "Snelheid", "6")],
        [("1", "Beleid", "Goed."), ("2", "Bedrijfsvoering", "Voldoende."), ("3", "Financiën", "Goed.")],
        [("Beleid", "Wat is bereikt?"), ("Geld", "Wat kostte het?"), ("Tijd", "Hoe lang duurde het?")],
    ],
)
def test_a_table_that_asks_nothing_or_answers_nothing_has_no_questions(
    make: Callable[[Sequence[Row]], bytes], rows: Sequence[Row]
) -> None:
    assert read_pairs(make([*rows])) == []

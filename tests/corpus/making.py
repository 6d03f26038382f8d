"""Papers of our own making, in every layout and every format, with what must be read back from each."""

from __future__ import annotations

import datetime
import html
import io
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import docx
from fpdf import FPDF


@dataclass(frozen=True, kw_only=True)
class Item:
    """A question or a group, the paragraphs of its question, and of its answer (None: not answered)."""

    numbers: tuple[int, ...]
    question: tuple[str, ...]
    answer: tuple[str, ...] | None

    @property
    def label(self) -> str:
        """The numbers as papers list them: `3`, `3 en 4`, `3, 4 en 5`."""
        first, last = self.numbers[:-1], str(self.numbers[-1])
        return f"{', '.join(map(str, first))} en {last}" if first else last


@dataclass(frozen=True)
class Block:
    """A paragraph of a paper; `kind` is title, question heading, answer heading, sub, text, row or foot."""

    kind: str
    text: str


ITEMS = (
    Item(
        numbers=(1,),
        question=("Bent u bekend met het bericht dat de wachttijden bij de rechtbank oplopen? Wat vindt u daarvan?",),
        answer=("Ja.",),
    ),
    Item(
        numbers=(2,),
        question=(
            "Hoeveel zaken lagen er in 2023 langer dan een jaar op de plank, en hoeveel waren dat er in 2022?",
            "Zo nee, waarom niet?",
        ),
        answer=(
            "In 2023 waren dat er 1.672, tegen 1.480 in 2022. De stijging komt vooral door het tekort aan rechters, "
            "zoals ook in het jaarverslag van de Raad staat beschreven.",
            "De vraag is wat daaraan kan worden gedaan? Er is € 12,5 miljoen vrijgemaakt voor opleidingsplaatsen.",
        ),
    ),
    Item(
        numbers=(3, 4, 5),
        question=(
            "Deelt u de mening dat dit te lang is? Zo ja, wat gaat u daaraan doen?",
            "Welke termijn vindt u wel redelijk?",
            "Wanneer komt u met een voorstel?",
        ),
        answer=("Dat is inderdaad te lang. Voor de zomer ontvangt uw Kamer een plan van aanpak.",),
    ),
    Item(
        numbers=(6,),
        question=("Kunt u een overzicht geven van de kosten in de afgelopen jaren?",),
        answer=(
            "De kosten bestaan uit de volgende onderdelen:",
            "• de inzet van gepensioneerde rechters;",
            "• de huur van extra zittingszalen.",
            "Meer gegevens zijn niet beschikbaar.",
        ),
    ),
    Item(
        numbers=(7,),
        question=("Wat is uw reactie op de uitspraak “dit kan zo niet langer”?",),
        answer=("Zie het antwoord op vraag 2. Daarnaast verwijs ik naar Kamerstukken II 2022/23, 29 279, nr. 780.",),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Headings:
    """How a layout writes the headings of a question and of an answer; None is no heading at all."""

    question: Callable[[Item], str]
    answer: Callable[[Item], str] | None


def plain(word: str, *, end: str = "", many: str | None = None) -> Callable[[Item], str]:
    """Return a heading of a word and the numbers; `many` is the word for a group."""
    return lambda item: f"{many if many and len(item.numbers) > 1 else word} {item.label}{end}"


HEADINGS = {
    "A": Headings(question=lambda item: f"Vraag ({item.label}):", answer=lambda _: "Antwoord:"),
    "B": Headings(question=lambda item: f"{item.label}\nVraag", answer=lambda _: "Antwoord"),
    "D": Headings(question=plain("Vraag"), answer=plain("Antwoord op vraag", many="Antwoord op vragen", end=":")),
    "D plural": Headings(question=plain("Vraag", many="Vragen"), answer=plain("Antwoord op de vragen", end=".")),
    "D upper": Headings(question=plain("VRAAG", end=":"), answer=lambda _: "ANTWOORD:"),
    "D by whom": Headings(question=plain("Vraag"), answer=lambda _: "Antwoord van de minister:"),
    "E": Headings(question=plain("Vraag"), answer=None),
    "F": Headings(question=plain("Vraag"), answer=plain("Antwoord")),
    "F number": Headings(question=plain("Vraag nr."), answer=plain("Antwoord vraag", end=":")),
}
TITLE = "Vragen van het lid Voorbeeld (Partij) aan de Minister van Justitie over wachttijden (ingezonden 6 maart 2024)."


def write_blocks(items: Sequence[Item], headings: Headings, *, inline: bool = False) -> Iterator[Block]:
    """Return a paper's paragraphs in order; `inline` puts the text behind its heading."""
    yield Block("title", TITLE)
    for item in items:
        yield from _write_side("question heading", headings.question(item), item.question, inline=inline)
        if item.answer is not None:
            head = headings.answer(item) if headings.answer else ""
            yield from _write_side("answer heading", head, item.answer, inline=inline)


def _write_side(kind: str, heading: str, texts: Sequence[str], *, inline: bool) -> Iterator[Block]:
    if inline:
        yield Block("text", f"{heading} {texts[0]}")
        texts = texts[1:]
    elif heading:
        for line in heading.split("\n"):
            yield Block(kind, line)
    for text in texts:
        yield Block("text", text)


def make_text(blocks: Sequence[Block], *, width: int = 90, blank: bool = True, quoted: bool = False) -> bytes:
    """Return plain text, wrapped; `quoted` puts `> ` before each line, as an answered e-mail has it."""
    lines: list[str] = []
    for block in blocks:
        lines += textwrap.wrap(block.text, width, break_on_hyphens=False) + ([""] if blank else [])
    return "\n".join(f"> {line}".rstrip() if quoted else line for line in lines).encode()


def make_docx(blocks: Sequence[Block], *, bold: bool = False) -> bytes:
    document = docx.Document()
    for block in blocks:
        paragraph = document.add_paragraph()
        paragraph.add_run(block.text).bold = bold and "heading" in block.kind
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def open_pdf() -> FPDF:
    """Return an empty PDF that is the same whenever it is made, so that what a fuzz run finds can be found again."""
    pdf = FPDF(format="A4")
    pdf.set_creation_date(datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC))
    return pdf


def make_pdf(blocks: Sequence[Block], *, foot: bool = True, gap: float = 0) -> bytes:
    """Return a PDF in the measure of an Aanhangsel, with its footer on each page; `gap` in mm between paragraphs."""
    pdf = open_pdf()
    pdf.set_auto_page_break(False)
    page = 0

    def close() -> None:
        if foot and page:
            pdf.set_font("Helvetica", size=7)
            pdf.set_xy(60, 285)
            pdf.cell(0, 4, f"Tweede Kamer, vergaderjaar 2023-2024, Aanhangsel {page}")

    for block in blocks:
        pdf.set_font("Helvetica", style="B" if "heading" in block.kind else "", size=9)
        if not page or pdf.get_y() > 90:
            close()
            page += 1
            pdf.add_page()
            pdf.set_font("Helvetica", style="B" if "heading" in block.kind else "", size=9)
        pdf.set_x(60)
        pdf.multi_cell(120, 4.2, _to_latin(block.text), align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.set_y(pdf.get_y() + gap)
    close()
    return bytes(pdf.output())


def make_html(items: Sequence[Item], *, number: str = "h2", word: bool = True) -> bytes:
    """Return the HTML of officielebekendmakingen.nl, the numbers in `h2` or in `p.nummer`."""
    opened, closed = ("<h2>", "</h2>") if number == "h2" else ('<p class="nummer">', "</p>")
    pieces = [f"<h1>Aanhangsel van de Handelingen</h1><p>{TITLE}</p>"]
    for item in items:
        label = ", ".join(map(str, item.numbers))
        for name, texts in (("Vraag", item.question), ("Antwoord", item.answer)):
            if texts is not None:
                head = f"{opened}{f'{name} ' if word else ''}{label}{closed}"
                body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
                pieces.append(f'<div class="{name.lower()}">{head}{body}</div>')
    head = '<head><meta name="DC.identifier" content="ah-tk-20232024-0008"/><title>x</title></head>'
    return f"<!DOCTYPE html><html>{head}<body><main>{''.join(pieces)}</main></body></html>".encode()


def make_xml(items: Sequence[Item]) -> bytes:
    """Return the XML of officielebekendmakingen.nl."""
    pieces = []
    for item in items:
        label = " ".join(map(str, item.numbers))
        for name, texts in (("vraag", item.question), ("antwoord", item.answer)):
            if texts is not None:
                body = "".join(f"<al>{html.escape(text)}</al>" for text in texts)
                pieces.append(f"<{name}><nr>{label}</nr>{body}</{name}>")
    kind = "vraag"
    return (
        '<?xml version="1.0" encoding="UTF-8"?><officiele-publicatie><metadata>'
        '<meta name="DC.identifier" content="ah-tk-20232024-0008"/></metadata><kamervragen>'
        f'<kamervraagomschrijving type="{kind}">{TITLE}</kamervraagomschrijving>'
        f"{''.join(pieces)}</kamervragen></officiele-publicatie>"
    ).encode()


def make_table_html(items: Sequence[Item]) -> bytes:
    rows = "".join(
        f"<tr><td><p>{item.label}</p></td><td>{_cells(item.question)}</td><td>{_cells(item.answer or ())}</td></tr>"
        for item in items
    )
    head = "<tr><th>Vraagnummer</th><th>Vraag</th><th>Antwoord</th></tr>"
    table = f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    return f"<!DOCTYPE html><html><body><main><p>{TITLE}</p>{table}</main></body></html>".encode()


def make_table_xml(items: Sequence[Item]) -> bytes:
    def row(*cells: str) -> str:
        return "<row>" + "".join(f"<entry>{cell}</entry>" for cell in cells) + "</row>"

    def al(texts: Sequence[str]) -> str:
        return "".join(f"<al>{html.escape(text)}</al>" for text in texts)

    rows = "".join(row(al((item.label,)), al(item.question), al(item.answer or ())) for item in items)
    head = row("<al>Nr.</al>", "<al>Vraag</al>", "<al>Antwoord</al>")
    table = f"<table><tgroup cols='3'><thead>{head}</thead><tbody>{rows}</tbody></tgroup></table>"
    text = f"<tekst><al>{TITLE}</al>{table}</tekst>"
    return f"<?xml version='1.0'?><kamerwrk><kamerstuk>{text}</kamerstuk></kamerwrk>".encode()


def _cells(texts: Sequence[str]) -> str:
    return "".join(f"<p>{html.escape(text)}</p>" for text in texts)


def make_table_docx(items: Sequence[Item]) -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    grid = document.add_table(rows=1, cols=3)
    for cell, text in zip(grid.rows[0].cells, ("Vraagnummer", "Vraag", "Antwoord"), strict=True):
        cell.text = text
    for item in items:
        texts = (item.label, "\n".join(item.question), "\n".join(item.answer or ()))
        for cell, text in zip(grid.add_row().cells, texts, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_table_pdf(items: Sequence[Item]) -> bytes:
    pdf = open_pdf()
    pdf.add_page()
    pdf.set_font("Helvetica", size=9)
    pdf.multi_cell(0, 5, TITLE, new_x="LMARGIN", new_y="NEXT")
    with pdf.table(col_widths=(12, 40, 60), line_height=4.5, text_align="LEFT") as table:
        table.row(("Vraagnr.", "Vraag", "Antwoord"))
        for item in items:
            texts = (item.label, "\n".join(item.question), "\n".join(item.answer or ()))
            table.row(
                [text.replace("“", '"').replace("”", '"').replace("•", "-").replace("€", "EUR") for text in texts]
            )
    return bytes(pdf.output())


def _to_latin(text: str) -> str:
    """Return the text in the letters that the built-in fonts of a PDF have."""
    return text.replace("“", '"').replace("”", '"').replace("•", "-").replace("€", "EUR")

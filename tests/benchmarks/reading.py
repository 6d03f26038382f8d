"""How fast papers are read: `python -m tests.benchmarks.reading [FORMAT|PAGES ...]` (all, 1000 10000).

For each format a list of questions and answers of so many pages is read three times, each time in a process
of its own: bare, with the library of the format alone; to a source, which is all that knows the format; and
whole, to a document. Prints pages a second, how many times as long as the bare the two took, and the peaks of
memory in MB.
"""

from __future__ import annotations

import html
import io
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pypdfium2
from fpdf import FPDF
from lxml import etree
from lxml import html as lxml_html

from corpus.parsing import parse_document
from corpus.readers import build_source

# Ten questions and answers make some five pages of a list as the Kamer publishes it.
QUESTIONS_A_PAGE = 2
QUESTIONS = (
    "Hoeveel zaken lagen er in {} langer dan een jaar op de plank, en wat waren daarvan de kosten voor het Rijk?",
    "Kunt u voor {} uiteenzetten hoe vaak een zitting niet doorging, en wie dat aan de betrokkenen heeft laten weten?",
    "Waarom is er in {} minder uitgegeven aan gesubsidieerde rechtsbijstand dan begroot, en waar bleef dat geld?",
)
PLACES = ("Assen", "Breda", "Delft", "Ede", "Gouda", "Hoorn", "Leiden", "Meppel", "Sneek", "Tiel", "Zwolle")
SENTENCES = (
    "In {year} waren dat er {number}.",
    "De stijging komt vooral door het tekort aan rechters, zoals ook in het jaarverslag van de Raad voor de "
    "rechtspraak staat.",
    "Er is € 12,5 miljoen vrijgemaakt voor opleidingsplaatsen en voor de huur van extra zittingszalen.",
    "Voor de zomer ontvangt uw Kamer een plan van aanpak, waarin ook de doorlooptijden van de verschillende "
    "rechtsgebieden worden vergeleken met die van voorgaande jaren, te beginnen met die van {place}.",
)


def list_paragraphs(pages: int) -> Iterator[tuple[str, str]]:
    """Return the kind (`vraag`, `antwoord` for a heading, `tekst`) and the text of each paragraph."""
    for number in range(1, pages * QUESTIONS_A_PAGE + 1):
        year, place = 2000 + number % 24, PLACES[number % len(PLACES)]
        # Pages that end alike would have the end of each taken for a running foot.
        turn = number // QUESTIONS_A_PAGE
        first = turn % len(SENTENCES)
        answer = " ".join((*SENTENCES[first:], *SENTENCES[:first]))
        yield "vraag", f"Vraag {number}"
        yield "tekst", QUESTIONS[turn % len(QUESTIONS)].format(year)
        yield "antwoord", f"Antwoord {number}"
        yield "tekst", answer.format(year=year, number=number, place=place)


def make_text(pages: int) -> bytes:
    pieces = [text for _, text in list_paragraphs(pages)]
    size = 4 * QUESTIONS_A_PAGE
    return "\f".join("\n\n".join(pieces[at : at + size]) for at in range(0, len(pieces), size)).encode()


def make_pdf(pages: int) -> bytes:
    pdf = FPDF()
    pdf.set_font("Helvetica", size=9)
    pieces = [text.replace("€", "EUR") for _, text in list_paragraphs(pages)]
    size = 4 * QUESTIONS_A_PAGE
    for at in range(0, len(pieces), size):
        pdf.add_page()
        for piece in pieces[at : at + size]:
            pdf.multi_cell(120, 4.5, piece, align="L", new_x="LMARGIN", new_y="NEXT")
            pdf.ln(2)
    return bytes(pdf.output())


def make_word(pages: int) -> bytes:
    body = "".join(
        f"<w:p><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>" for _, text in list_paragraphs(pages)
    ).encode()
    empty = io.BytesIO()
    docx.Document().save(empty)
    buffer = io.BytesIO()
    with zipfile.ZipFile(empty) as before, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(
                name, content.replace(b"<w:body>", b"<w:body>" + body) if "document.xml" in name else content
            )
    return buffer.getvalue()


def make_markup(pages: int, *, is_html: bool) -> bytes:
    pieces = []
    opened = ""
    for kind, text in list_paragraphs(pages):
        if kind == "tekst":
            pieces.append(f"<p>{text}</p>" if is_html else f"<al>{text}</al>")
            continue
        number = text.split()[1]
        pieces.append(opened and ("</div>" if is_html else f"</{opened}>"))
        opened = kind
        pieces.append(f'<div class="{kind}"><h2>{text}</h2>' if is_html else f"<{kind}><nr>{number}</nr>")
    body = "".join(pieces) + ("</div>" if is_html else f"</{opened}>")
    if is_html:
        return f"<!DOCTYPE html><html><head><title>x</title></head><body><main>{body}</main></body></html>".encode()
    return (
        f"<?xml version='1.0'?><officiele-publicatie><kamervragen>{body}</kamervragen></officiele-publicatie>".encode()
    )


def read_bare_pdf(raw: bytes) -> int:
    document = pypdfium2.PdfDocument(raw)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


def read_bare_word(raw: bytes) -> int:
    return sum(len(paragraph.text) for paragraph in docx.Document(io.BytesIO(raw)).paragraphs)


FORMATS: dict[str, tuple[Callable[[int], bytes], Callable[[bytes], int]]] = {
    "text": (make_text, lambda raw: len(raw.decode().splitlines())),
    "pdf": (make_pdf, read_bare_pdf),
    "docx": (make_word, read_bare_word),
    "html": (lambda pages: make_markup(pages, is_html=True), lambda raw: len(lxml_html.fromstring(raw).text_content())),
    "xml": (
        lambda pages: make_markup(pages, is_html=False),
        lambda raw: len("".join(etree.fromstring(raw, etree.XMLParser(huge_tree=True)).itertext())),
    ),
}


def read_whole(raw: bytes) -> int:
    return sum(entry.answer is not None for entry in parse_document(build_source("list", raw)).questions)


def read_source(raw: bytes) -> int:
    return len(build_source("list", raw).lines)


def find_peak() -> float:
    """Return the most memory that this process has used, in MB; `getrusage` would count its parent's too."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def measure(file: str, how: str) -> None:
    """Read a file once, and print the seconds, the MB at the peak, and what was counted."""
    raw = Path(file).read_bytes()
    read = {"whole": read_whole, "source": read_source}.get(how) or FORMATS[Path(file).suffix[1:]][1]
    # Time of the processor: what else runs on the machine does not count.
    began = time.process_time()
    count = read(raw)
    took = time.process_time() - began
    print(took, find_peak(), count)


def run(file: Path, how: str) -> tuple[float, float, int]:
    command = [sys.executable, "-m", "tests.benchmarks.reading", how, str(file)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(printed[0]), float(printed[1]), int(printed[2])


def main() -> None:
    if sys.argv[1:2] in (["bare"], ["source"], ["whole"]):
        measure(sys.argv[2], sys.argv[1])
        return
    print(f"{'':<7}{'':>7}{'pages/s':>27}{'times':>17}{'MB':>16}")
    print(
        f"{'format':<7}{'pages':>7}{'bare':>9}{'source':>9}{'whole':>9}{'source':>9}{'whole':>8}{'bare':>8}{'whole':>8}"
    )
    with tempfile.TemporaryDirectory() as folder:
        wanted = [argument for argument in sys.argv[1:] if not argument.isdecimal()] or list(FORMATS)
        for name in wanted:
            make, _ = FORMATS[name]
            for pages in [int(argument) for argument in sys.argv[1:] if argument.isdecimal()] or (1_000, 10_000):
                file = Path(folder) / f"list.{name}"
                file.write_bytes(make(pages))
                bare, bare_memory, _ = run(file, "bare")
                source, _, _ = run(file, "source")
                whole, memory, found = run(file, "whole")
                if found != pages * QUESTIONS_A_PAGE:
                    raise SystemExit(f"{name}: {found} answers of {pages * QUESTIONS_A_PAGE}")
                print(
                    f"{name:<7}{pages:>7}{pages / bare:>9,.0f}{pages / source:>9,.0f}{pages / whole:>9,.0f}"
                    f"{source / bare:>9.1f}{whole / bare:>8.1f}{bare_memory:>8.0f}{memory:>8.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()

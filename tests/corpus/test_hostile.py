"""Files that would harm: each is refused by name, place and remedy, at a bounded cost, and changes nothing."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF

from corpus.database import sqlite_url
from corpus.errors import UnreadableFileError
from corpus.library import Library
from corpus.parsing import parse_document
from corpus.readers import Limits, build_source
from corpus.readers.streams import check_streams
from tests.conftest import ROOT
from tests.corpus.test_library import make_paper
from tests.corpus.test_markup import BOMB, EXTERNAL
from tests.corpus.test_readers import ANSWERED, make_docx, make_pdf

QUESTIONS = int(os.environ.get("QUESTIONS", "20000"))
# What reading one of these may take: bytes of address space, seconds of the processor.
MEMORY = 2 * 2**30
SECONDS = 60


def make_encrypted() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_encryption("eigenaar", "geheim")
    return bytes(pdf.output())


def make_bomb_pdf(*, twice: bool = False) -> bytes:
    """Return a PDF of some kilobytes with a page of 40 MB, or of one that is packed twice over."""
    packed = zlib.compress(b"BT /F1 9 Tf (aaaaaaaa) Tj ET\n" * 1_400_000)
    filters = b"[/FlateDecode /FlateDecode]" if twice else b"/FlateDecode"
    stream = zlib.compress(packed) if twice else packed
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter %s>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>"
        % (len(stream), filters, stream)
    )


def change_word(change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a Word file, each part of which went through `change`."""
    buffer = io.BytesIO()
    before = zipfile.ZipFile(io.BytesIO(make_docx("Vraag 1")))
    with before, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))
    return buffer.getvalue()


def write_body(body: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, part: part.replace(b"<w:body>", b"<w:body>" + body) if "document.xml" in name else part


def lie_about_size(raw: bytes) -> bytes:
    """Return a zip file, the first part of which says that it unpacks to 1,000 bytes."""
    data = bytearray(raw)
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.find(mark) + place
        data[start : start + 4] = (1_000).to_bytes(4, "little")
    return bytes(data)


def make_zip(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
# The file's name, its bytes, and the end of the line that refuses it.
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "encrypted.pdf": (make_encrypted, "encrypted.pdf: is encrypted; save it without a password"),
    "cut.pdf": (lambda: ANSWERED[: len(ANSWERED) // 2], "cut.pdf: is a broken or cut-off PDF; fetch it anew"),
    "scan.pdf": (lambda: make_pdf(()), "scan.pdf: holds images and no text; run OCR on it first"),
    "bomb.pdf": (make_bomb_pdf, "unpacks to more than 30 MB; print it to a new PDF, or raise GRIFFIER_LARGEST_"),
    "twice.pdf": (lambda: make_bomb_pdf(twice=True), "is packed twice over; print it to a new PDF, or raise "),
    "bomb.docx": (
        lambda: make_zip("word/document.xml", b"0" * (301 * 2**20)),
        "bomb.docx: unpacks to more than 300 MB; give the paper without its pictures, or raise ",
    ),
    "lying.docx": (lambda: lie_about_size(change_word(lambda _, part: part)), "lying.docx: is a broken Word file; "),
    "elements.docx": (
        lambda: change_word(write_body(b"<w:p/>" * 10_000_001)),
        "elements.docx, word/document.xml: has more than 10,000,000 tags; split it, or raise GRIFFIER_MOST_TAGS",
    ),
    "laughs.docx": (
        lambda: change_word(lambda name, part: laugh() if name == "word/document.xml" else part),
        "laughs.docx: is a broken Word file; save it anew in Word",
    ),
    "sheet.docx": (lambda: make_zip("xl/workbook.xml", b"<a/>"), "sheet.docx: is a zip file and no Word file; give a "),
    "laughs.xml": (lambda: laugh(), "laughs.xml, line 1: is broken XML; fetch it anew"),
    "entity.xml": (BOMB.encode, "entity.xml: defines entities of its own; give the file as it was published"),
    "external.xml": (EXTERNAL.encode, "external.xml: defines entities of its own; give the file as it was published"),
    "deep.xml": (lambda: b"<?xml version='1.0'?>" + b"<a>" * 100_000, "deep.xml, line 1: is broken XML; fetch it anew"),
    "line.txt": (
        lambda: b"Vraag 1\n" + b"woord " * (100 * 2**20 // 6),
        "line.txt, line 2: is longer than 5,000,000 characters; put line ends in it, or raise GRIFFIER_LONGEST_LINE",
    ),
    "lines.txt": (
        lambda: b"Vraag 1" + b"\n" * 40_000_000,
        "lines.txt: has more than 2,000,000 lines; split it, or raise GRIFFIER_MOST_LINES",
    ),
    "nul.txt": (lambda: b"Vraag 1\nWat?\0\n", "nul.txt, line 2: is not text; give a text file"),
    "binary.txt": (lambda: bytes(range(256)) * 4_000, "binary.txt, line 1: is not text; give a text file"),
    "empty.txt": (lambda: b"", "empty.txt: holds no text; give a file with text in it"),
    "blank.txt": (lambda: b" \n\t\n", "blank.txt: holds no text; give a file with text in it"),
    "pdf.txt": (lambda: b"%PDF-1.4 niets", "pdf.txt: is a broken or cut-off PDF; fetch it anew"),
    "picture.pdf": (lambda: b"\x89PNG\r\n\x1a\n\0\0", "picture.pdf: is a picture and no paper; run OCR on it, "),
    "old.docx": (lambda: b"\xd0\xcf\x11\xe0\0\0", "old.docx: is an old Word or Excel file and no paper; save it as "),
    "rich.docx": (lambda: b"{\\rtf1 Vraag 1}", "rich.docx: is an RTF file and no paper; save it as .docx or PDF"),
    "packed.txt": (lambda: b"\x1f\x8b\x08\0", "packed.txt: is a packed file and no paper; unpack it first"),
}  # fmt: skip


def laugh() -> bytes:
    """Return XML whose entities double a thousand times over."""
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">{LAUGHS}]><a>&a11;</a>'.encode()


def limit_process() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, Path]:
    """The exit code and errors of adding them all, one after another in one process that may not take much."""
    folder = tmp_path_factory.mktemp("hostile")
    papers = folder / "papers"
    papers.mkdir()
    library = Library.open(sqlite_url(folder))
    library.add("held.txt", make_paper(1))
    library.close()
    for name, (make, _) in HOSTILE.items():
        (papers / name).write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-m", "bot", "add", str(papers)], cwd=folder, capture_output=True, text=True,
        env={"PYTHONPATH": str(ROOT), "GRIFFIER_DATA": str(folder)}, preexec_fn=limit_process,
    )  # fmt: skip
    assert done.stdout == ""
    return done.returncode, done.stderr, folder


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name_with_the_place_and_the_remedy(
    name: str, refused: tuple[int, str, Path]
) -> None:
    code, errors, _ = refused
    assert code == 2
    (line,) = (line for line in errors.replace("\r", "\n").splitlines() if f"griffier: {name}" in line)
    assert HOSTILE[name][1] in line


def test_hostile_files_leave_the_library_as_it_was(refused: tuple[int, str, Path]) -> None:
    library = Library.open(sqlite_url(refused[2]))
    assert library.list_ids() == {"kst-36000-1"}
    assert library.find_revision() == 1
    assert library.check() == ()
    library.close()


def test_of_very_many_questions_the_last_is_read_as_well_as_the_first() -> None:
    numbers = range(1, QUESTIONS)
    lines = (f"Vraag {n}\nHoeveel is {n}?\nAntwoord {n}\nDat is {n}. Zie vraag {n - 1}.\n" for n in numbers)
    document = parse_document(build_source("veel.txt", "".join(lines).encode()))
    assert len(document.entries) == len(numbers)
    assert document.entries[-1].references[0].target == f"veel#{numbers[-2]}"


@pytest.mark.parametrize("heading", ["Vraag 999999999", "Vraag 1-99999", "Antwoord 1 t/m 99999", "Vraag 0", "Vraag -3"])
def test_absurd_numbers_make_no_question_of_that_number(heading: str) -> None:
    document = parse_document(build_source("x.txt", f"Vraag 1\nA?\nAntwoord\nJa.\n{heading}\nMeer.\n".encode()))
    assert max(number for entry in document.questions for number in entry.numbers) <= 3


def test_each_limit_is_one_that_can_be_set() -> None:
    with pytest.raises(UnreadableFileError, match="line 1: is longer than 10 characters"):
        build_source("x.txt", b"Vraag 1 en meer", Limits(line=10))
    with pytest.raises(UnreadableFileError, match="more than 1 lines"):
        build_source("x.txt", b"Vraag 1\nWat?\nAntwoord", Limits(lines=1))
    with pytest.raises(UnreadableFileError, match="more than 2 tags"):
        build_source("x.xml", b"<?xml version='1.0'?><a>Vraag 1</a>", Limits(tags=2))
    with pytest.raises(UnreadableFileError, match="more than 5 characters"):
        build_source("x.txt", b"Vraag 1", Limits(text=5))
    with pytest.raises(UnreadableFileError, match="more than 1 pages"):
        build_source("x.pdf", ANSWERED, Limits(pages=1))


# What a text may hold thousands of: each names papers, questions, people or places.
REPEATED = (
    "vragen 1, 2, 3, 4, 5, 6, 7, 8 en 9 ", "36 360 VI, nr. ", "36 360 VI, nr. 1, vraag 7 uit ",
    "Zie het antwoord op vraag ",
    "1, ", "artikel 273f, ", "(ingezonden ", "Vragen van het lid X (P) aan de Minister van Y over Z ", "tekst.1 ",
    "op 5 oktober 2023 voorgelegd aan de Minister van ", "commissie voor A en B, C ", "Dienst Inrichtingen (DI) ",
    "a.\n", "woord.1 meer\n", "samenwer-\nking www.a.nl/\nb ( \n",
)  # fmt: skip
READ_AND_ASK = """
import sys
from corpus.parsing import parse_document
from corpus.readers import build_source
from corpus.search import Searcher

for file in sys.argv[1:]:
    document = parse_document(build_source(file, open(file, "rb").read()))
    searcher = Searcher.build([document])
    assert searcher.search("vraag minister dienst artikel tekst", top=5).hits, file
"""


# Lines that begin as a heading does, and could be read in as many ways as they are long.
ENDLESS = (
    "Vraag 1 en " + "1 en " * 300 + "x", "Vraag 1 en vraag " * 200 + "x", "1) en (2" * 300, "(1) en (" * 300,
    "Vraag 1" + " " * 2_000 + "x", "Antwoord" + " " * 2_000 + "x", "Antwoord 1" + " " * 2_000 + "x",
    "Vraag 3 " + "A" * 2_000 + "?", "Antwoord van de " + "leden De Van " * 200 + "x.?", "1, " * 1_000 + "x",
    "Post " + "1  " * 2_000 + "jaar 1", "€ 5  " * 1_000 + "jaar 1", "Post" + " " * 20_000 + "1 jaar 1",
)  # fmt: skip


def test_a_line_that_could_be_read_in_many_ways_is_read_in_one(tmp_path: Path) -> None:
    text = "".join(f"Vraag 1\nWelke minister?\n{line}\nAntwoord\n{line}\n" for line in ENDLESS)
    (tmp_path / "lines.txt").write_text(text, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-c", READ_AND_ASK, str(tmp_path / "lines.txt")], check=True,
        env={"PYTHONPATH": str(ROOT)}, preexec_fn=limit_process,
    )  # fmt: skip


# Lines of one word or sign over and over, with what stands before and behind that a search of it goes wrong on.
RUNS = (
    *("Betreft" + " " * 50_000 + "b 1", "a" + " " * 50_000 + "b 1", "€ 1 " * 12_000 + "b 1", "1 % " * 12_000 + "b 1"),
    *("x – " * 12_000 + "b 1", "Antwoord" + "\t" * 50_000, "Vraag 1" + "\t" * 50_000, "Betreft" + "\t" * 50_000 + "x"),
    *("Antwoord van de minister" + " " * 50_000 + "x", "Lijst" + " " * 50_000 + "x/1", "\n" * 20_000 + "2024Z1"),
    "Nr.    Vraag    Antwoord\n" + ("1 " * 20_000 + "b\n") * 2,
    *("- Antwoord" + " " * 50_000 + "x", "-" + " " * 50_000 + "x", "Vraag een:" + " " * 50_000 + "x: y\nVraag twee"),
    *("Eerste" + " " * 50_000 + "vraagt", "Antwoord op de" + " " * 50_000 + "x", "Vraag een" + " en een" * 10_000),
    *("Ons" + " " * 50_000 + "x", "A." + " " * 50_000 + "x"),
    "nr;vraag;antwoord\n" + ';;"x\n' * 6_000,
    *(
        "nr,vraag,antwoord\n" + ',,"x\n' * 6_000,
        'nr,vraag,antwoord\n1,"' + '""' * 50_000,
        "nr,vraag,antwoord" + "," * 50_000,
    ),
    *(">" * 50_000, "> a?\nb.\n" * 2_000, "**a?**\n\nb.\n\n" * 2_000, "Vraag: a?\nAntwoord: b.\n" * 2_000),
    *("a?\nAntwoord\nb.\n" * 2_000, "Antwoord op " * 10_000 + "\n\n**a?**\n\nb.\n\n**a?**\n\nb."),
    *("1\n2\n3\n" * 2_000, "".join(f"{n % 999}\n{'a. ' * 240}\n" for n in range(1_500))),
    "Vragen van het lid X aan de Minister van Y over Z (ingezonden 3 mei 2024)" + "\n" * 19_800 + "2024Z1",
    "Beantwoording vragen van het lid X aan Minister Y (Z" + " " * 19_800 + "b over iets",
)


@pytest.mark.parametrize("run", RUNS)
def test_a_line_of_one_sign_over_and_over_is_searched_once(run: str) -> None:
    began = time.process_time()
    for text in (f"Vraag 1\nA?\nAntwoord\n{run}\n", f"{run}\nVraag 1\nA?\nAntwoord\nJa.\n"):
        parse_document(build_source("made", text.encode()))
    assert time.process_time() - began < 2


def test_a_text_that_repeats_itself_costs_no_more_than_its_length(tmp_path: Path) -> None:
    for at, words in enumerate(REPEATED):
        body = words * (120_000 // len(words))
        lines = "\n".join(body[start : start + 60] for start in range(0, len(body), 60))
        for name, text in (
            ("below", f"Vraag 1\nWelke minister?\nAntwoord\n{lines}\n"),
            ("above", f"{lines}\nVraag 1\nWelke minister?\n"),
        ):
            (tmp_path / f"{name}{at}.txt").write_text(text, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-c", READ_AND_ASK, *map(str, sorted(tmp_path.iterdir()))], check=True,
        env={"PYTHONPATH": str(ROOT)}, preexec_fn=limit_process,
    )  # fmt: skip


def measure(text: str) -> float:
    """Return the seconds of the processor that reading a text takes."""
    times = []
    for _ in range(2):
        began = time.process_time()
        parse_document(build_source("made", text.encode()))
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize(
    "words",
    ["Vraag 1 ", "1. Aa? 2. Bb? ", "Vraag 1\na. Hoe?\nb. Wie?\nAntwoord 1a\nJa.\nAntwoord 1b\nNee.\n"],
    ids=["headings", "numbers", "letters"],
)
def test_eight_times_the_text_costs_some_eight_times_as_much(words: str) -> None:
    short, long = (measure(words * (length // len(words))) for length in (50_000, 400_000))
    assert short < 2
    assert long < 13 * short


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Vraag 1\nA?\n\nJa. Dat is zo.\n\nVraag 2\nB?\n\nDat is zo. Zo blijft het.\n\nVraag 3\n", ""),
        ("Vraag 1\n", "Antwoord 1a\n"),
    ],
    ids=["without an answer", "with many headings of answers"],
)
def test_so_does_a_question_of_eight_times_as_many_lines(above: str, below: str) -> None:
    short, long = (measure(above + "Het water is nat\n" * count + below * count) for count in (1_000, 8_000))
    assert short < 2
    assert long < 16 * short


def test_a_stream_of_a_pdf_is_measured_and_what_stands_behind_its_end_is_not() -> None:
    limits = Limits(unpacked=20_000)
    small, large = zlib.compress(b"Vraag 1"), zlib.compress(bytes(10_000))
    head = b"1 0 obj<</Filter/FlateDecode>>stream\n"
    check_streams("list.pdf", head + small + b"\nendstream\n" + large, limits)
    with pytest.raises(UnreadableFileError, match="unpacks to more than"):
        check_streams("list.pdf", head + large + b"\nendstream\n" + small, limits)

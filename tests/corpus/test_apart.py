"""A PDF that is read in a process of its own reads as it does here, and can take no more than it may."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fpdf import FPDF

from corpus.adding import Change
from corpus.errors import EmptySourceError, UnreadableFileError
from corpus.library import Library
from corpus.readers import Limits, build_source
from corpus.readers.apart import Apart

MB = 2**20


def make_pdf(*lines: str) -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    for line in lines:
        pdf.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def make_heavy_pdf(streams: int = 9) -> bytes:
    """Return a PDF whose one page has several contents, each just small enough, of millions of lines to draw."""
    drawn = b"0 0 m 1 1 l S\n"
    packed = zlib.compress(drawn * (29 * MB // len(drawn)))
    contents = b" ".join(b"%d 0 R" % (4 + at) for at in range(streams))
    objects = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents[%b]>>endobj" % contents,
        *(
            b"%d 0 obj<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream endobj" % (4 + at, len(packed), packed)
            for at in range(streams)
        ),
    ]
    return b"%PDF-1.4\n" + b"\n".join(objects) + b"\ntrailer<</Root 1 0 R>>"


def list_readers() -> list[str]:
    """Return the processes that read PDFs for this one."""
    children = " ".join(file.read_text() for file in Path("/proc/self/task").glob("*/children")).split()
    return [child for child in children if b"corpus.readers.apart" in Path(f"/proc/{child}/cmdline").read_bytes()]


@pytest.fixture
def apart() -> Iterator[Apart]:
    apart = Apart()
    yield apart
    apart.close()


def test_a_pdf_reads_apart_as_it_does_here(apart: Apart) -> None:
    raw = make_pdf("Vraag 1", "Hoeveel zaken zijn er?", "Antwoord 1", "Er zijn vijf zaken.")
    assert apart.build_source("brief.pdf", raw, Limits()) == build_source("brief.pdf", raw)


@pytest.mark.parametrize("raw", [make_pdf(), make_pdf("Vraag 1")[:700]], ids=["empty", "cut off"])
def test_what_can_not_be_read_is_refused_apart_as_it_is_here(raw: bytes, apart: Apart) -> None:
    with pytest.raises((EmptySourceError, UnreadableFileError)) as here:
        build_source("brief.pdf", raw)
    with pytest.raises(type(here.value)) as there:
        apart.build_source("brief.pdf", raw, Limits())
    assert str(there.value) == str(here.value)


def test_a_page_of_too_many_objects_is_refused_and_the_next_paper_is_read(apart: Apart) -> None:
    limits = Limits(memory=600 * MB)
    with pytest.raises(UnreadableFileError) as refused:
        apart.build_source("zwaar.pdf", make_heavy_pdf(), limits)
    assert str(refused.value).startswith("zwaar.pdf: takes more than 600 MB of memory to read; ")
    assert str(refused.value).endswith("raise GRIFFIER_MOST_MEMORY")
    assert "Vraag 1" in apart.build_source("brief.pdf", make_pdf("Vraag 1"), limits).text


def test_a_paper_that_takes_too_long_is_refused_and_its_process_ended(apart: Apart) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        apart.build_source("traag.pdf", make_heavy_pdf(2), Limits(seconds=0))
    assert str(refused.value).startswith("traag.pdf: takes more than 0 seconds to read; ")
    assert str(refused.value).endswith("raise GRIFFIER_LONGEST_READING")
    assert list_readers() == []
    assert "Vraag 1" in apart.build_source("brief.pdf", make_pdf("Vraag 1"), Limits()).text
    assert len(list_readers()) == 1


def test_the_process_that_reads_gets_no_token(apart: Apart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-planted")
    assert "Vraag 1" in apart.build_source("brief.pdf", make_pdf("Vraag 1"), Limits()).text
    (reader,) = list_readers()
    given = Path(f"/proc/{reader}/environ").read_bytes()
    assert b"PYTHONPATH=" in given
    assert b"planted" not in given


def test_several_at_once_each_get_their_own_text(apart: Apart) -> None:
    papers = [make_pdf(f"Vraag {number}") for number in range(8)]
    with ThreadPoolExecutor(4) as threads:
        sources = list(threads.map(lambda raw: apart.build_source("brief.pdf", raw, Limits()), papers))
    assert [source.text.strip() for source in sources] == [f"Vraag {number}" for number in range(8)]


def test_a_library_is_unchanged_by_a_paper_that_takes_too_much(tmp_path: Path) -> None:
    library = Library.open(f"sqlite:///{tmp_path / 'griffier.db'}", Limits(memory=600 * MB))
    try:
        with pytest.raises(UnreadableFileError):
            library.add("zwaar.pdf", make_heavy_pdf())
        assert library.find_revision() == 0
        added = library.add("brief.pdf", make_pdf("Vraag 1", "Hoeveel?", "Antwoord 1", "Vijf."))
        assert (added.change, added.questions, added.answered) == (Change.ADDED, 1, 1)
    finally:
        library.close()

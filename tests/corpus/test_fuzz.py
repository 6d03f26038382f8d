"""Mutated papers of every format lead to a document or to a clear error, and to nothing else.

None may take over five seconds of the processor: what else the machine has to do is not the paper's doing.
"""

from __future__ import annotations

import contextlib
import copy
import io
import os
import random
import time
import zipfile
import zlib

import pytest
from lxml import etree

from corpus.errors import SourceError
from corpus.parsing import parse_document
from corpus.readers import build_source
from tests.conftest import ROOT, SEEDS
from tests.corpus.making import (
    HEADINGS,
    ITEMS,
    make_table_docx,
    make_table_html,
    make_table_pdf,
    make_table_xml,
    make_text,
    write_blocks,
)
from tests.corpus.test_markup import HTML, XML
from tests.corpus.test_parsing import assert_nothing_is_lost
from tests.corpus.test_readers import ANSWERED, make_docx

QUOTING = "\n\n".join(f"> {item.question[0]}\n\n{(item.answer or ('',))[0]}" for item in ITEMS).encode()
TABLE = "\n".join(
    ["nr,vraag,antwoord", *(f'"{item.label}","{item.question[0]}","{item.question[-1]} ""Ja""\nen."' for item in ITEMS)]
).encode()
PAPERS = ROOT / "tests" / "golden" / "papers"
# Each format by one or more papers; those of a format take turns.
SAMPLES = {
    "txt": (
        (SEEDS / "vragen-jaarverslag-jenv-2022-pagina-13.txt").read_bytes(),
        make_text(list(write_blocks(ITEMS, HEADINGS["E"]))),
        *((PAPERS / f"{layout}.txt").read_bytes() for layout in "CDGH"),
    ),
    "e-mail": (make_text(list(write_blocks(ITEMS, HEADINGS["A"])), width=70, quoted=True), QUOTING),
    "csv": (TABLE,),
    "pdf": (ANSWERED, make_table_pdf(ITEMS)),
    "docx": (
        make_docx("Vraag 1", "Wat?", "Antwoord op vraag 1", "Dit.", table=(("Jaar", "Aantal"), ("2023", "12"))),
        make_table_docx(ITEMS),
    ),
    "xml": (XML.encode(), make_table_xml(ITEMS), (PAPERS / "I.xml").read_bytes()),
    "html": (HTML.encode(), make_table_html(ITEMS), (PAPERS / "J.html").read_bytes()),
}
# Seconds of the processor for one paper.
LONGEST = 5
INSERTED = (b"Vraag 99999\n", b"Antwoord\n", b"\f", b"\0", b"&", b"<", "é".encode())
# The README names the command that makes it 20,000.
ROUNDS = int(os.environ.get("ROUNDS", "300"))


def mutate(raw: bytes, random_: random.Random) -> bytes:
    """Return `raw` with some bytes changed, a stretch taken out, doubled or moved."""
    data = bytearray(raw)
    for _ in range(random_.randint(1, 8)):
        start = random_.randrange(len(data) or 1)
        end = min(len(data), start + random_.randint(1, 200))
        match random_.randrange(5):
            case 0 if data:
                data[start : start + 1] = bytes([random_.randrange(256)])
            case 1:
                del data[start:end]
            case 2:
                data[start:start] = data[start:end]
            case 3:
                data[start:start] = random_.choice(INSERTED)
            case _:
                piece = data[start:end]
                del data[start:end]
                data += piece
    return bytes(data)


def mutate_tree(raw: bytes, random_: random.Random) -> bytes:
    """Return XML that is still well formed, with elements left out, doubled, moved or renamed."""
    root = etree.fromstring(raw)
    for _ in range(random_.randint(1, 6)):
        nodes = [node for node in root.iter(etree.Element) if node is not root]
        if not nodes:
            break
        node, other = random_.choice(nodes), random_.choice(nodes)
        parent = node.getparent()
        assert parent is not None
        match random_.randrange(6):
            case 0:
                parent.remove(node)
            case 1:
                parent.append(copy.deepcopy(node))
            case 2 if not any(above is node for above in (other, *other.iterancestors())):
                other.append(node)
            case 3:
                node.tag = other.tag
            case 4:
                node.text = random_.choice(("Vraag 99999", "Antwoord", "1.", "", "é" * 300, "7, 8 en"))
            case _:
                for name in list(node.attrib):
                    node.set(name, random_.choice(("", "-1", "99999999999", "x")))
    return etree.tostring(root)


def mutate_markup(raw: bytes, random_: random.Random) -> bytes:
    return mutate_tree(raw, random_) if random_.random() < 0.7 else mutate(raw, random_)


def mutate_inside(raw: bytes, random_: random.Random) -> bytes:
    """Return a Word file, one part of which was changed before it was packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after:
        names = before.namelist()
        # The text itself is what most mutations should meet.
        parts = [name for name in names if name.endswith((".xml", ".rels"))]
        chosen = "word/document.xml" if random_.random() < 0.7 else random_.choice(parts)
        for name in names:
            content = before.read(name)
            after.writestr(name, mutate_markup(content, random_) if name == chosen else content)
    return buffer.getvalue()


def mutate_streams(raw: bytes, random_: random.Random) -> bytes:
    """Return a PDF, a packed stream of which was unpacked, changed and packed again."""
    pieces = raw.split(b"stream\n")
    packed = [place for place, piece in enumerate(pieces) if piece[:1] == b"x"]
    if not packed:
        return mutate(raw, random_)
    place = random_.choice(packed)
    content, end, rest = pieces[place].partition(b"\nendstream")
    pieces[place] = zlib.compress(mutate(zlib.decompress(content), random_)) + end + rest
    return b"stream\n".join(pieces)


DEEP = {"docx": mutate_inside, "pdf": mutate_streams, "xml": mutate_markup}


def test_the_papers_that_are_mutated_do_not_bear_the_time_of_the_run() -> None:
    assert all(b"/CreationDate (D:20240101" in sample for sample in SAMPLES["pdf"])


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_mutated_paper_is_read_or_refused(kind: str) -> None:
    random_ = random.Random(f"griffier {kind}")
    samples = SAMPLES[kind]
    deep = DEEP.get(kind, mutate)
    slowest = 0.0
    for number in range(ROUNDS):
        sample = samples[number % len(samples)]
        # Of a packed format most mutations reach what is packed.
        raw = (mutate if number % 4 == 0 else deep)(sample, random_)
        began = time.process_time()
        with contextlib.suppress(SourceError):
            assert_nothing_is_lost(parse_document(build_source(f"fuzz.{kind}", raw)))
        slowest = max(slowest, time.process_time() - began)
        assert slowest < LONGEST
    # Shown where pytest is run with -rP.
    print(f"{kind}: {ROUNDS} mutated papers, the slowest {slowest:.2f} s")

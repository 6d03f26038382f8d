"""Mutated papers of every format lead to a document or to a clear error, and to nothing else."""

from __future__ import annotations

import contextlib
import os
import random
import time

import pytest

from corpus.errors import SourceError
from corpus.parsing import parse_document
from corpus.readers import build_source
from tests.conftest import SEEDS
from tests.corpus.test_markup import HTML, XML
from tests.corpus.test_parsing import assert_nothing_is_lost
from tests.corpus.test_readers import ANSWERED, make_docx

SAMPLES = {
    "txt": (SEEDS / "vragen-jaarverslag-jenv-2022-pagina-13.txt").read_bytes(),
    "pdf": ANSWERED,
    "docx": make_docx("Vraag 1", "Wat?", "Antwoord op vraag 1", "Dit.", table=(("Jaar", "Aantal"), ("2023", "12"))),
    "xml": XML.encode(),
    "html": HTML.encode(),
}
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


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_mutated_paper_is_read_or_refused(kind: str) -> None:
    random_ = random.Random(f"griffier {kind}")
    for _ in range(ROUNDS):
        raw = mutate(SAMPLES[kind], random_)
        began = time.perf_counter()
        with contextlib.suppress(SourceError):
            assert_nothing_is_lost(parse_document(build_source(f"fuzz.{kind}", raw)))
        assert time.perf_counter() - began < 5

"""How soon a large saved corpus answers: `python -m tests.benchmarks.start [ENTRIES …]`.

The seeds are copied under other names until there are so many entries, and saved. Then a new process
opens what was saved, and searches: the seconds from its start to the ten entries of the first answer,
read from disk, and its memory. Last a paper is added.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from corpus.analysis.analyzer import Analyzer
from corpus.folder import load_folder
from corpus.models import Document
from corpus.search import Searcher, list_texts
from corpus.stock import Source, Stock, open_stock
from tests.benchmarks.search import read_peak
from tests.benchmarks.zipf import SEEDS

QUERY = "hoeveel dwangsommen betaalde de IND in 2022?"


def copy(document: Document, number: int) -> Document:
    """Return the same paper under another name."""
    name = f"{document.id}-{number}"
    entries = tuple(
        replace(entry, id=entry.id.replace(document.id, name), document_id=name) for entry in document.entries
    )
    return replace(document, metadata=replace(document.metadata, id=name), entries=entries)


def list_sources(copies: int, seeds: tuple[Document, ...]) -> Iterator[Source]:
    for number in range(copies):
        for place in range(5):
            yield Source(owner=f"{number}-{place}", read=lambda number=number, place=place: copy(seeds[place], number))


def open_copies(folder: Path, copies: int, seeds: tuple[Document, ...]) -> Stock:
    sources = list(list_sources(copies, seeds))
    return open_stock(folder, sources, list_texts, Analyzer(), reading="1", analysis="1")


def answer(folder: Path, copies: int) -> None:
    """Print the number of entries, the second of the first answer by the clock, and the MB of this process."""
    stock = open_copies(folder, copies, ())
    if len(Searcher(stock, stock.finder).search(QUERY).hits) != 10:
        raise SystemExit("not found")
    print(len(stock.finder.words), time.time(), read_peak())


def main() -> None:
    if sys.argv[1:2] == ["answer"]:
        answer(Path(sys.argv[2]), int(sys.argv[3]))
        return
    seeds = load_folder(SEEDS)
    a_copy = sum(len(document.entries) for document in seeds)
    print(f"{'entries':>9}{'made in s':>11}{'answer s':>10}{'MB':>7}{'disk MB':>9}{'one more s':>12}")
    for size in map(int, sys.argv[1:] or ("1000", "100000")):
        copies = -(-size // a_copy)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            began = time.perf_counter()
            open_copies(folder, copies, seeds)
            made = time.perf_counter() - began
            started = time.time()
            command = [sys.executable, "-m", "tests.benchmarks.start", "answer", name, str(copies)]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            disk = sum(path.stat().st_size for path in folder.rglob("*")) / 1e6
            began = time.perf_counter()
            open_copies(folder, copies + 1, seeds)
            more = time.perf_counter() - began
            figures = f"{made:>11.1f}{float(said[1]) - started:>10.2f}{float(said[2]):>7.0f}{disk:>9.0f}{more:>12.2f}"
            print(f"{said[0]:>9}{figures}", flush=True)


if __name__ == "__main__":
    main()

"""How soon a large saved corpus answers: `python -m tests.benchmarks.start [ENTRIES …]`.

The seeds are copied under other names until there are so many entries, and saved. Then a new process
opens what was saved, and searches: the seconds from its start to the ten entries of the first answer,
read from disk, and its memory. Last a paper is added.

`python -m tests.benchmarks.start run [ENTRIES …]` does so from end to end: papers of 200 questions made of
the seeds' sentences are added to a library, read and indexed, and then the bot is run
three times: the seconds from the run command to the first answer on the page.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot.shelves import Shelves
from corpus.analysis.analyzer import Analyzer
from corpus.database import sqlite_url
from corpus.entry_texts import list_texts
from corpus.folder import load_folder
from corpus.library import Library
from corpus.models import Document
from corpus.search import Searcher
from corpus.stock import Source, Stock, open_stock
from tests.benchmarks.latency import measure_start
from tests.benchmarks.search import read_peak
from tests.benchmarks.zipf import SEEDS

A_PAPER = 200
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


def write_papers(library: Library, entries: int, seeds: tuple[Document, ...]) -> None:
    """Add papers of 200 questions each, with the sentences of the seeds in other orders."""
    chance = random.Random(1)
    pairs = [
        (entry.question.text, entry.answer.text)
        for seed in seeds
        for entry in seed.questions
        if entry.question and entry.answer
    ]
    sentences = [sentence for _, answer in pairs for sentence in answer.replace("\n", " ").split(". ") if sentence]
    for paper in range(-(-entries // A_PAPER)):
        lines = []
        for number in range(1, A_PAPER + 1):
            question, _ = chance.choice(pairs)
            answer = ". ".join(chance.sample(sentences, 6))
            lines.append(
                f"Vraag {number}\n{question}\n\nAntwoord {number}\n{answer} (Zaak {paper * A_PAPER + number}.)\n"
            )
        library.add(f"lijst-{paper:06}.txt", "\n".join(lines).encode())


def run_bot(sizes: list[int]) -> None:
    seeds = load_folder(SEEDS)
    print(f"{'entries':>9}{'added in s':>12}{'indexed in s':>14}{'first answer s':>24}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            began = time.perf_counter()
            library = Library.open(sqlite_url(folder))
            write_papers(library, size, seeds)
            added = time.perf_counter() - began
            began = time.perf_counter()
            Shelves(seeds=SEEDS, library=library, index=folder / "index").open()
            library.close()
            indexed = time.perf_counter() - began
            took = [asyncio.run(measure_start(folder)) for _ in range(3)]
            print(f"{size:>9}{added:>12.1f}{indexed:>14.1f}{'  '.join(f'{each:.2f}' for each in took):>24}", flush=True)


def main() -> None:
    if sys.argv[1:2] == ["run"]:
        run_bot([int(size) for size in sys.argv[2:] or ("1000", "100000")])
        return
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

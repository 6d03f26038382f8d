"""Papers by words over many cards: the catalogue beside SQLite's full-text search and a plain look at each paper.

`python -m tests.benchmarks.catalogue [PAPERS]` prints milliseconds of the processor a query, the median of five, and
seconds for what is made once.
"""

from __future__ import annotations

import datetime
import random
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np

from corpus.catalogue import Catalogue
from corpus.filtering import fold_text
from corpus.models import DocumentKind, Metadata
from corpus.papers import Card

QUERIES = ("politie", "de kosten van opvang", "gevangenissen 2015", "vvd financien", "ah-tk-20102011-44")
PARTIES = ("VVD", "D66", "GroenLinks-PvdA", "SP")
MINISTRIES = ("Financiën", "Justitie en Veiligheid", "Volksgezondheid, Welzijn en Sport")
WORDS = (
    "politie kosten opvang gevangenissen wachtlijsten asiel zorg onderwijs wegen belasting toezicht subsidie".split()
)


def make_cards(count: int) -> tuple[Card, ...]:
    chance = random.Random(1)
    return tuple(make_card(number, chance) for number in range(count))


def make_card(number: int, chance: random.Random) -> Card:
    year, party, ministry = 2000 + number % 25, chance.choice(PARTIES), chance.choice(MINISTRIES)
    subject = " ".join((*chance.choices(WORDS, k=4), f"onderwerp{chance.randrange(50_000)}"))
    metadata = Metadata(
        id=f"ah-tk-{year}{year + 1}-{number // 25}",
        kind=DocumentKind.WRITTEN_QUESTIONS,
        title=f"Vragen van het lid Voorbeeld ({party}) aan de Minister van {ministry} over {subject}",
        date=datetime.date(year, 1 + number % 12, 1 + number % 28),
        ministry=ministry,
        asked_by=f"het lid Voorbeeld ({party})",
        url=f"https://zoek.officielebekendmakingen.nl/ah-tk-{year}{year + 1}-{number // 25}.html",
    )
    questions = tuple((one, f"{metadata.id}#{one}") for one in range(1, 9))
    entries = tuple((one,) for one, _ in questions)
    return Card(owner=metadata.id, metadata=metadata, file="", sha256="", entries=entries, questions=questions)


def measure(find: Callable[[str], int]) -> None:
    for query in QUERIES:
        times = []
        for _ in range(5):
            began = time.process_time()
            count = find(query)
            times.append((time.process_time() - began) * 1_000)
        print(f"  {query:<24} {count:>7} papers {statistics.median(times):>9.2f} ms")


def build_catalogue(cards: Sequence[Card]) -> Callable[[str], int]:
    catalogue = Catalogue(cards, lambda _: np.ones(len(cards), np.bool_))
    catalogue.prepare()
    return lambda query: len(catalogue.find(query))


def split(text: str) -> list[str]:
    return re.findall(r"\w+", fold_text(text))


def describe(card: Card) -> str:
    known = card.metadata
    return " ".join((known.title, known.id, known.ministry or "", known.asked_by or "", str(known.date)))


def build_fts(cards: Sequence[Card]) -> Callable[[str], int]:
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE VIRTUAL TABLE papers USING fts5(words, tokenize='unicode61 remove_diacritics 2', prefix='3 5')"
    )
    base.executemany("INSERT INTO papers VALUES (?)", ((describe(card),) for card in cards))

    def find(query: str) -> int:
        asked = " ".join(f'"{word}"*' for word in split(query))
        return len(base.execute("SELECT rowid FROM papers WHERE papers MATCH ?", (asked,)).fetchall())

    return find


def build_scan(cards: Sequence[Card]) -> Callable[[str], int]:
    texts = [" " + " ".join(split(describe(card))) for card in cards]
    return lambda query: sum(all(f" {word}" in text for word in split(query)) for text in texts)


def main() -> None:
    cards = make_cards(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    for name, build in (("catalogue", build_catalogue), ("SQLite FTS5", build_fts), ("plain look", build_scan)):
        began = time.process_time()
        find = build(cards)
        print(f"{name}: {len(cards):,} papers, made in {time.process_time() - began:.1f} s")
        measure(find)


if __name__ == "__main__":
    main()

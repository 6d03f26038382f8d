"""A bot with a library of its own, to which papers are added while it runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.config import Secret
from bot.holdings import Holdings
from bot.local import LocalOptions, LocalSlack, serve
from bot.shelves import Shelves
from bot.state.state import State
from corpus.adding import EVERYBODY, Added
from corpus.database import sqlite_url
from corpus.library import Library
from corpus.readers import Limits
from tests.conftest import OPTIONS, run_office

# Seconds that something may take on a machine that is busy with other work.
PATIENCE = 60.0
SEED = "kst-36000-1\nVraag 1\nKomt er een brug?\nAntwoord\nDe brug komt er.\n"


def make_list(number: int, *questions: str, answer: str = "Dat wordt onderzocht.") -> bytes:
    """Return a list of questions of dossier 36000."""
    lines = [f"kst-36000-{number}"]
    for place, question in enumerate(questions, start=1):
        lines += [f"Vraag {place}", question, "Antwoord", answer]
    return "\n".join(lines).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stocked:
    """The running bot: its Slack, its papers and what it keeps."""

    slack: LocalSlack
    library: Library
    holdings: Holdings
    state: State

    async def add(self, number: int, *questions: str, team: str = EVERYBODY, **more: Any) -> Added:
        """Add a paper as the command line does, and have it taken up."""
        raw = make_list(number, *questions, **more)
        added = await asyncio.to_thread(self.library.add, f"{number}.txt", raw, team=team)
        await self.holdings.reload()
        return added


@asynccontextmanager
async def run_stocked(
    folder: Path,
    *,
    url: str = "",
    over_http: bool = False,
    slack: LocalSlack | None = None,
    state: State | None = None,
    options: LocalOptions | None = None,
    **settings: object,
) -> AsyncIterator[Stocked]:
    """Run the bot on a library in a folder; beside a Slack that is there, or one of its own."""
    seeds = folder / "seeds"
    seeds.mkdir(exist_ok=True)
    (seeds / "stuk.txt").write_text(SEED, encoding="utf-8")
    url = url or sqlite_url(folder)
    limits = settings.get("limits")
    library = Library.open(url, limits if isinstance(limits, Limits) else None)
    own = state or State.open(url)
    holdings = await Holdings.load(Shelves(seeds=seeds, library=library))
    given: dict[str, object] = {"database": Secret(url), "seeds": seeds, "lease": 1.0, **settings}
    options = replace(options or OPTIONS, administrators=("U0JIJ",))
    try:
        if slack is not None:
            async with run_office(slack, holdings.searcher, over_http=over_http, state=own, holdings=holdings, **given):
                yield Stocked(slack=slack, library=library, holdings=holdings, state=own)
            return
        async with (
            serve(options=options) as running,
            run_office(running, holdings.searcher, over_http=over_http, state=own, holdings=holdings, **given),
        ):
            yield Stocked(slack=running, library=library, holdings=holdings, state=own)
    finally:
        library.close()
        if state is None:
            own.close()

"""The papers that the bot answers from: loaded off the event loop, and swapped in one assignment."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from bot.errors import StartError
from bot.meanings import SHIPPED
from bot.shelves import Shelves
from corpus.adding import EVERYBODY, Arrival, compare_arrival
from corpus.errors import CorpusError
from corpus.models import Document
from corpus.search import Searcher

if TYPE_CHECKING:
    from corpus.filling import Filling

logger = logging.getLogger(__name__)

# The revision of a library that was not read yet.
NEVER = -1
# Seconds that the first questions have the processor for themselves.
QUIET = 3.0
# Seconds after which nobody answers from an earlier searcher: another process looks for new papers every two seconds,
# and then reads and indexes them; news is on its way for a minute.
SETTLE = 120.0


class Shown(Protocol):
    """Gives what somebody may see, of the moment."""

    @property
    def searcher(self) -> Searcher:
        """The searcher of the moment: whoever answers asks for it once, and keeps to it."""
        ...

    def within(self, team: str) -> Shown:
        """Return what a team sees."""
        ...


class TeamHoldings(Struct, frozen=True, kw_only=True):
    """What one workspace sees of the holdings."""

    holdings: Holdings
    team: str

    @property
    def searcher(self) -> Searcher:
        """The searcher of the moment, of what the team sees."""
        return self.holdings.searcher.within(self.team)

    def within(self, team: str) -> Shown:
        """Return what another team sees."""
        return self.holdings.within(team)


class Holdings:
    """Holds the searcher of the moment; whoever answers asks for it once and keeps to it."""

    def __init__(
        self,
        searcher: Searcher,
        shelves: Shelves,
        revision: int = NEVER,
        *,
        quiet: float = QUIET,
        settle: float = SETTLE,
    ) -> None:
        self._searcher = searcher
        self._shelves = shelves
        self._revision = revision
        self._quiet = quiet
        self._settle_after = settle
        self._read: tuple[Document, ...] = ()
        # The seeds that were added too: of these the library has versions.
        self._hidden: Mapping[str, Document] = {}
        self._complaint = ""
        self._finishing: asyncio.Task[None] | None = None
        self._settling: asyncio.Task[None] | None = None
        self._filling: Filling | None = None
        self._changed = asyncio.Event()
        self._reading = asyncio.Lock()

    @classmethod
    async def load(cls, shelves: Shelves, *, quiet: float = QUIET, settle: float = SETTLE) -> Holdings:
        """Read and index the papers; those of a library that can't be read now are taken up once it can.

        What only makes searching quicker or better is loaded `quiet` seconds after; what is saved of papers that are
        gone is thrown away after `settle` seconds.

        Raises:
            StartError: there is no paper to answer from.
        """
        holdings = cls(Searcher.build(()), shelves, quiet=quiet, settle=settle)
        await holdings.reload()
        if not holdings.searcher.cards:
            seeds = await asyncio.to_thread(shelves.load_seeds)
            holdings._searcher = await asyncio.to_thread(Searcher.build, seeds)
        if not holdings.searcher.cards:
            raise StartError(f"no paper could be read from {shelves.seeds}: put papers there or set GRIFFIER_SEEDS")
        return holdings

    @property
    def searcher(self) -> Searcher:
        """The searcher of what everybody sees; `within` shows a team its own papers too."""
        return self._searcher

    @property
    def shelves(self) -> Shelves:
        """Where the papers are loaded from."""
        return self._shelves

    @property
    def revision(self) -> int:
        """The revision of the library that is taken up at least; NEVER where none could be read."""
        return self._revision

    def within(self, team: str) -> Shown:
        """Return what a team sees, of each moment that it is asked for."""
        return TeamHoldings(holdings=self, team=team)

    async def wait(self, seconds: float) -> None:
        """Wait until other papers are in use, at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        self._changed.clear()

    def list_arrivals(self, after: int, until: int, searcher: Searcher) -> tuple[Arrival, ...]:
        """Return what came in after one revision, and until another, for who answers from `searcher`.

        Of a paper that takes the place of a seed only what the seed had not came in.
        """
        library = self._shelves.library
        arrivals = library.list_arrivals(after, until) if library else ()
        return tuple(self._compare_to_seed(arrival, searcher) for arrival in arrivals)

    def _compare_to_seed(self, arrival: Arrival, searcher: Searcher) -> Arrival:
        seed, card = self._hidden.get(arrival.document_id), searcher.find_card(arrival.document_id)
        if arrival.entries is not None or seed is None or card is None:
            return arrival
        return compare_arrival(arrival, seed, searcher.load(card))

    async def forget_team(self, team: str) -> None:
        """Remove the papers that a workspace added for itself.

        Raises:
            LibraryError: the library can't be used now.
        """
        if self._shelves.library:
            await asyncio.to_thread(self._shelves.library.forget_team, team)

    async def reload(self) -> None:
        """Read the papers again; questions are answered from the old ones until all is ready.

        Where that fails the old ones stay in use, and the log says so once.
        """
        async with self._reading:
            await self._reload()

    async def catch_up(self) -> None:
        """Take up what was added to or removed from the library, if anything was."""
        async with self._reading:
            if await asyncio.to_thread(self._is_behind):
                await self._reload()

    async def _reload(self) -> None:
        try:
            revision = await asyncio.to_thread(self._shelves.find_revision)
            searcher, hidden = await asyncio.to_thread(self._build)
        except CorpusError as error:
            self._complain(f"{error}; what could be read before stays in use")
            return
        except Exception as error:
            # Whatever nobody foresaw: what could be read before still answers.
            kind = type(error).__name__
            self._complain(f"the papers can't be read ({kind}); what could be read before stays in use", error)
            return
        if not searcher.cards:
            self._revision = revision
            self._complain("no paper could be read; those from before stay in use")
            return
        teams = self._searcher.teams
        # Together, so that nobody sees the one without the other.
        self._revision, self._searcher, self._hidden = revision, searcher, hidden
        self._changed.set()
        # What was read stays: the search for what can be thrown away need not go through it, time and again.
        gc.freeze()
        for task in (self._finishing, self._settling):
            if task:
                task.cancel()
        self._finishing = asyncio.create_task(self._finish(searcher, teams))
        self._settling = asyncio.create_task(self._settle(searcher))
        self._complaint = ""
        logger.info("%d papers are in use", len(searcher.cards))

    def _build(self) -> tuple[Searcher, Mapping[str, Document]]:
        """Return the searcher of all papers, and the seeds that were added too."""
        seeds, held = self._shelves.load_seeds(), self._shelves.list_held()
        hidden = {seed.id: seed for seed in seeds if seed.id in held}
        if saved := self._shelves.open(seeds):
            self._read = ()
            return saved, hidden
        owned = self._shelves.load(seeds, self._read)
        self._read = tuple(document for _, document in owned)
        return build_searcher(owned), hidden

    async def finish(self) -> None:
        """Wait until that is done too which could wait, and the meanings of all entries are compared."""
        if self._finishing is not None:
            await self._finishing
        if self._filling is not None:
            await asyncio.to_thread(self._filling.join)

    async def follow(self, seconds: float) -> None:
        """Take up what is added to or removed from the library, looking every so many seconds; never ends."""
        while True:
            await asyncio.sleep(seconds)
            await self.catch_up()

    def _is_behind(self) -> bool:
        try:
            return self._shelves.find_revision() != self._revision
        except Exception:
            # Reading again complains of it, or takes up all when it works by then.
            return True

    async def _settle(self, searcher: Searcher) -> None:
        await asyncio.sleep(self._settle_after)
        await asyncio.to_thread(searcher.settle)

    async def _finish(self, searcher: Searcher, teams: Sequence[str]) -> None:
        """Do what can wait until a searcher is in use; questions are answered meanwhile, as exactly if not as well.

        Loading the kernel takes a second of the processor, which the first questions should not wait for.
        """
        is_start = self._filling is None
        if not is_start:
            # A paper that came should not part the others from their meanings for long.
            await asyncio.to_thread(self._fill, searcher)
        await asyncio.sleep(self._quiet)
        await asyncio.to_thread(_let_go)
        await asyncio.to_thread(searcher.accelerate)
        await self._prepare_catalogues(searcher, teams)
        if is_start:
            await asyncio.to_thread(self._fill, searcher)

    async def _prepare_catalogues(self, searcher: Searcher, teams: Sequence[str]) -> None:
        """Count what everybody sees, and what each team sees that asked before, so that nobody waits for it."""
        for shown in (searcher, *map(searcher.within, teams)):
            await asyncio.to_thread(shown.catalogue.prepare)

    def _fill(self, searcher: Searcher) -> None:
        if self._shelves.vectors is not None:
            from corpus.filling import Filling

            self._filling = self._filling or Filling(self._shelves.vectors, self._shelves.seeds / SHIPPED)
            self._filling.follow(searcher)

    def _complain(self, complaint: str, error: Exception | None = None) -> None:
        if complaint != self._complaint:
            logger.error("%s", complaint, exc_info=error)
        self._complaint = complaint


def build_searcher(owned: Iterable[tuple[str, Document]]) -> Searcher:
    """Return the searcher of papers, each with its team."""
    owned = tuple(owned)
    shared = tuple(document for team, document in owned if team == EVERYBODY)
    return Searcher.build(shared, private=((team, document) for team, document in owned if team != EVERYBODY))


def _let_go() -> None:
    """Free the searcher from before, with its files: it was kept out of the search for what can be thrown away."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()

"""All stores over one database, and the road to them from the event loop."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from bot.state.alerts import Alerts
from bot.state.audit import Audit
from bot.state.channels import Channels
from bot.state.feedback import FeedbackStore
from bot.state.inbox import InboxStore
from bot.state.installations import Installations
from bot.state.leases import Leases
from bot.state.migration import migrate
from bot.state.persons import Persons
from bot.state.questions import SavedQuestions
from bot.state.requests import Requests
from bot.state.retention import Keeping
from bot.state.subjects import Subjects
from corpus.database import MEMORY, Database
from corpus.errors import LibraryError

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

# Threads that work on a server's database. SQLite gets one: its writers take turns, and waiting for
# each other in a queue is quicker than in its lock.
_THREADS = 4


class State:
    """What must survive. `is_lasting` is False where it is kept in memory alone."""

    def __init__(self, database: Database, *, clock: Callable[[], float], is_lasting: bool) -> None:
        self.database = database
        self.is_lasting = is_lasting
        self.inbox = InboxStore(database=database, clock=clock)
        self.channels = Channels(database=database, clock=clock)
        self.persons = Persons(database=database, clock=clock)
        self.questions = SavedQuestions(database=database, clock=clock)
        self.alerts = Alerts(database=database, clock=clock)
        self.feedback = FeedbackStore(database=database, clock=clock)
        self.audit = Audit(database=database, clock=clock)
        self.subjects = Subjects(database=database, clock=clock)
        self.installations = Installations(database=database, clock=clock)
        self.requests = Requests(database=database, clock=clock)
        self.leases = Leases(database=database, clock=clock)
        self.keeping = Keeping(database=database, clock=clock)
        self._threads = ThreadPoolExecutor(1 if database.is_embedded else _THREADS, "state")

    @classmethod
    def open(cls, url: str, clock: Callable[[], float] = time.time) -> State:
        """Open the state in a database, and bring its tables up to date.

        Raises:
            LibraryError: the database is out of reach, damaged, or of a newer version.
        """
        database = Database.open(url)
        try:
            migrate(database)
        except LibraryError:
            database.close()
            raise
        return cls(database, clock=clock, is_lasting=True)

    @classmethod
    def open_in_memory(cls, clock: Callable[[], float] = time.time) -> State:
        """Return a state that lasts as long as this process: for when its database can't be used."""
        database = Database.open(MEMORY)
        migrate(database)
        return cls(database, clock=clock, is_lasting=False)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what a method of a store gives, without holding up the event loop.

        Raises:
            LibraryError: the database can't be used now.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(function, *args, **kwargs))

    async def run_or(self, otherwise: T, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what a method of a store gives, or `otherwise` where the database can't be used now.

        For what an answer can do without, such as a channel's settings.
        """
        try:
            return await self.run(function, *args, **kwargs)
        except LibraryError as error:
            logger.error("%s; going on without it", error)
            return otherwise

    def close(self) -> None:
        """Finish what is being written, and let go of the database."""
        self._threads.shutdown()
        self.database.close()

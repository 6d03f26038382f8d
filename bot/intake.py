"""Papers that are dropped in a direct message: fetched, read and reported on, and added once an administrator says so.

Nothing is kept between the report and the press: the file is fetched from Slack again, and must be the same.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from msgspec import Struct, field
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.engine import Connection

from bot.administrators import Administrators
from bot.downloads import DownloadError, Fetched, fetch_file
from bot.holdings import Holdings
from bot.listeners.incoming import Typed, Visitor
from bot.posting import Place
from bot.remarks import is_of_file
from bot.sending import Compose, Letter
from bot.speaking import Speaking
from bot.state.audit import record
from bot.state.state import State
from bot.texts import Texts
from bot.views.answer import build_notice
from bot.views.message import Message
from bot.views.uploads import (
    Offer,
    Step,
    build_added,
    build_not_added,
    build_not_removed,
    build_refusal,
    build_report,
    build_step,
    explain_download,
    explain_source,
)
from corpus.adding import Added
from corpus.errors import LibraryError, SourceError, UnknownDocumentError
from corpus.models import Document

logger = logging.getLogger(__name__)

# Files of one message that are read.
MOST_FILES = 10
# So many files are in memory at once, whoever sends them.
_MOST_AT_ONCE = 2
# A file at which the bot stopped this often is itself the cause.
_MOST_ATTEMPTS = 5
# Those who may add papers are named, if there are not too many.
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the messages that answer a message with files; `name` tells it apart from the others."""

    name: str
    compose: Compose


class Intake(Struct, frozen=True, kw_only=True):
    """Reads what people drop, and adds it for their workspace."""

    holdings: Holdings
    speaking: Speaking
    state: State
    administrators: Administrators
    largest: int
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_MOST_AT_ONCE))

    def takes_all(self, typed: Typed) -> bool:
        """Tell whether a message is answered by its parts alone: an administrator's text just goes with the file.

        So does anybody's that only says what to do with the file.
        """
        if not typed.files or not typed.is_asked:
            return False
        return is_of_file(typed.text) or (typed.is_direct and self._may_add(typed))

    def list_parts(self, typed: Typed, client: AsyncWebClient, attempts: int) -> Iterator[Part]:
        """Return the messages about the files of a message: one for each, or one that says who may add papers.

        What the bot stopped at again and again (`attempts`) is not read once more.
        """
        if not typed.files:
            return
        if not typed.is_direct:
            # What somebody shows beside a question is none of the bot's.
            if self.takes_all(typed):
                yield Part(name="files", compose=partial(self._say_where, typed))
            return
        if not self._may_add(typed):
            yield Part(name="files", compose=partial(self._refuse, typed))
            return
        report = self._report if attempts <= _MOST_ATTEMPTS else self._give_up
        for file_id in typed.files[:MOST_FILES]:
            yield Part(name=file_id, compose=partial(report, typed, client, file_id))
        if len(typed.files) > MOST_FILES:
            yield Part(name="more", compose=partial(self._say_many, typed))

    async def add(self, client: AsyncWebClient, visitor: Visitor, offer: Offer, title: str) -> Message:
        """Add a paper that was reported on, for the workspace of who says so; return how that went.

        `title` is what it is called until its file has come.
        """
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        name = title
        try:
            async with self._room:
                fetched = await fetch_file(client, offer.file_id, self.largest)
                name = fetched.name
                if fetched.sha256 != offer.sha256:
                    return build_refusal(name, texts.uploads.changed_since, texts)
                document = await self._read(fetched)
                added = await self._put(document, fetched, visitor)
        except DownloadError as error:
            return build_not_added(error.name or name, explain_download(error, texts), offer, texts)
        except SourceError as error:
            return build_refusal(name, explain_source(error, texts), texts)
        except LibraryError as error:
            logger.error("%s; a paper was not added", error)
            return build_not_added(name, texts.uploads.not_now, offer, texts)
        await self.holdings.catch_up()
        return build_added(added, texts)

    async def remove(self, visitor: Visitor, document_id: str) -> Message:
        """Take a paper of the workspace out again; return how that went."""
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        library = self.holdings.shelves.library
        card = self.holdings.searcher.within(visitor.team).find_card(document_id)
        name = card.title if card else document_id
        if library is None:
            return build_step(name, Step.GONE_ALREADY, texts)

        def note(connection: Connection) -> None:
            self._record(connection, visitor, "paper.removed", document_id, "")

        try:
            await asyncio.to_thread(library.remove, document_id, team=visitor.team, alongside=note)
        except UnknownDocumentError:
            return build_step(name, Step.GONE_ALREADY, texts)
        except LibraryError as error:
            logger.error("%s; a paper was not taken out", error)
            return build_not_removed(name, document_id, texts)
        await self.holdings.catch_up()
        return build_step(name, Step.REMOVED, texts)

    def say_who_can(self, team: str, texts: Texts) -> Message:
        """Return, kindly, who may add papers in a workspace."""
        who = ", ".join(f"<@{person}>" for person in self.administrators.list_persons(team)[:_NAMED])
        return build_notice(texts.uploads.who_can.format(who=who) if who else texts.uploads.nobody_can)

    def _may_add(self, typed: Typed) -> bool:
        return self.administrators.may_act(typed.team, typed.person)

    async def _refuse(self, typed: Typed) -> Letter:
        texts = await self.speaking.find_texts(typed.team, typed.person)
        return Letter(place=find_place(typed), message=self.say_who_can(typed.team, texts))

    async def _say_where(self, typed: Typed) -> Letter:
        texts = await self.speaking.find_texts(typed.team, typed.person)
        return Letter(place=find_place(typed), message=build_notice(texts.uploads.only_in_direct))

    async def _say_many(self, typed: Typed) -> Letter:
        texts = await self.speaking.find_texts(typed.team, typed.person)
        line = texts.uploads.too_many_files.format(most=MOST_FILES)
        return Letter(place=find_place(typed), message=build_notice(line))

    async def _report(self, typed: Typed, client: AsyncWebClient, file_id: str) -> Letter:
        texts = await self.speaking.find_texts(typed.team, typed.person)
        try:
            message = await self._compose(typed, client, file_id, texts)
        except Exception as error:
            # Whatever nobody foresaw: who sent the file should not be left without a word.
            reference = secrets.token_hex(4)
            logger.error("failure %s", reference, exc_info=error)
            message = build_refusal("", texts.uploads.failed.format(reference=reference), texts)
        return Letter(place=find_place(typed), message=message)

    async def _give_up(self, typed: Typed, client: AsyncWebClient, file_id: str) -> Letter:
        logger.error("the file %s is not read again: the bot stopped at it too often", file_id)
        texts = await self.speaking.find_texts(typed.team, typed.person)
        return Letter(place=find_place(typed), message=build_refusal("", texts.uploads.unreadable, texts))

    async def _compose(self, typed: Typed, client: AsyncWebClient, file_id: str, texts: Texts) -> Message:
        name = ""
        try:
            async with self._room:
                fetched = await fetch_file(client, file_id, self.largest)
                name = fetched.name
                document = await self._read(fetched)
        except DownloadError as error:
            return build_refusal(error.name or name, explain_download(error, texts), texts)
        except SourceError as error:
            return build_refusal(name, explain_source(error, texts), texts)
        except LibraryError:
            return build_refusal(name, texts.uploads.not_now, texts)
        held = self.holdings.searcher.within(typed.team).find_card(document.id)
        offer = Offer(file_id=file_id, sha256=document.sha256)
        return build_report(document, held.sha256 if held else None, offer, texts)

    async def _read(self, fetched: Fetched) -> Document:
        library = self.holdings.shelves.library
        if library is None:
            raise LibraryError("the library can't be used")
        return await asyncio.to_thread(library.read, fetched.name, fetched.raw)

    async def _put(self, document: Document, fetched: Fetched, visitor: Visitor) -> Added:
        library = self.holdings.shelves.library
        if library is None:
            raise LibraryError("the library can't be used")

        def note(connection: Connection, added: Added) -> None:
            self._record(connection, visitor, "paper.added", document.id, f"{added.change}, {fetched.name}")

        return await asyncio.to_thread(library.put, document, fetched.raw, team=visitor.team, alongside=note)

    def _record(self, connection: Connection, visitor: Visitor, action: str, subject: str, detail: str) -> None:
        """Write a change down in the library's own transaction: the log and the papers are in one database."""
        if self.state.is_lasting:
            now = self.state.audit.clock()
            record(connection, visitor.team, by=visitor.person, action=action, subject=subject, detail=detail, now=now)


def find_place(typed: Typed) -> Place:
    """Return where the answer belongs: in the thread that the question is in, or opens.

    What one person sees can't open a thread: Slack shows it only in one that is there.
    """
    person = typed.person if typed.for_asker and not typed.is_direct else None
    if typed.thread_ts or typed.is_direct or typed.in_channel or person:
        return Place(typed.channel, typed.thread_ts, person)
    return Place(typed.channel, typed.ts)

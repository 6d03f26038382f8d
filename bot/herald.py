"""Telling of news: what is followed is looked for in papers that came in, and told once, where it is followed."""

from __future__ import annotations

import asyncio
import datetime
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from msgspec import Struct
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import GriffierError
from bot.holdings import NEVER, Holdings
from bot.listeners.incoming import Visitor
from bot.posting import Place, read_code
from bot.sending import LeaseLostError, Letter, Receipt, Sender, SendingError
from bot.speaking import Speaking
from bot.state.alerts import Alert, Pace, is_person
from bot.state.state import State
from bot.threads import Threads
from bot.views.alerts import build_news
from corpus.adding import Arrival
from corpus.errors import LibraryError, QueryError
from corpus.models import Entry, Hit
from corpus.search import Searcher

logger = logging.getLogger(__name__)

LEASE = "alerts"
# So many messages are on their way at once: one channel that has to wait holds up few others.
_MOST_AT_ONCE = 8
# How often is looked for what is due, in seconds, where no papers come in; sooner where the lease asks it.
_LOOK = 10.0
# One message may take so many seconds; Slack may say to wait for longer than others should.
_PATIENCE = 60.0
# Slack's clock and ours may differ so many seconds.
_CLOCKS = 300.0
# What Slack answers where there is nobody (any more) to tell.
_GONE = frozenset(
    {
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "user_not_found",
        "user_disabled",
        "user_not_visible",
        "cannot_dm_bot",
    }
)


class Daily(Struct, frozen=True, kw_only=True):
    """When news is told that is told once a day: at an hour, 0 to 23, of a time zone."""

    hour: int
    zone: ZoneInfo

    def find_last(self, now: float) -> float:
        """Return the last such moment until `now`, both in seconds since 1970."""
        local = datetime.datetime.fromtimestamp(now, self.zone)
        moment = local.replace(hour=self.hour, minute=0, second=0, microsecond=0)
        if moment > local:
            moment = (moment - datetime.timedelta(days=1)).replace(hour=self.hour)
        return moment.timestamp()


# Gives the client of a team; None where the bot is not there (any more). Raises GriffierError where its token can't be
# used, LibraryError where it is not known whether there is one.
FindClient = Callable[[str], Awaitable[AsyncWebClient | None]]


@dataclass(slots=True, kw_only=True)
class Herald:
    """Tells of news, one process for all; each entry once for each alert, whatever is killed and when.

    What is going to be told is written down first. When it was planned before, the herald looks in Slack whether it
    was posted already. An alert whose channel or person is gone is stopped.
    """

    state: State
    holdings: Holdings
    speaking: Speaking
    sender: Sender
    find_client: FindClient
    daily: Daily
    owner: str
    lease: float
    _until: float = field(default=float("-inf"), init=False)
    _rooms: dict[tuple[str, str], str] = field(default_factory=dict, init=False)
    # Until when a team is left alone, as its token could not be used: that may last, and Slack may be asked for it.
    _waits: dict[str, float] = field(default_factory=dict, init=False)

    async def follow(self) -> None:
        """Tell whenever papers came in, or it is the hour; never ends."""
        try:
            while True:
                try:
                    await self.tell()
                except LibraryError as error:
                    logger.error("%s; news is told once it works again", error)
                except Exception as error:
                    # One failure that nobody foresaw should not silence all alerts until the next start.
                    logger.error("news could not be told", exc_info=error)
                await self.holdings.wait(min(_LOOK, self.lease / 4))
        finally:
            await self.state.run_or(None, self.state.leases.release, LEASE, self.owner)

    async def tell(self) -> None:
        """Tell all that is due now, if no other process does."""
        teams = await self.state.run(self.state.alerts.list_teams)
        if not teams or not await self._take():
            return
        holding = asyncio.create_task(self._hold())
        try:
            room = asyncio.Semaphore(_MOST_AT_ONCE)
            now = time.monotonic()
            due = [team for team in teams if self._waits.get(team, now) <= now]
            await asyncio.gather(*(self._tell_team(team, room) for team in due))
        finally:
            holding.cancel()
            await asyncio.gather(holding, return_exceptions=True)

    async def _take(self) -> bool:
        since = time.monotonic()
        is_mine = await self.state.run(self.state.leases.take, LEASE, self.owner, self.lease)
        if is_mine:
            self._until = since + self.lease
        return is_mine

    async def _hold(self) -> None:
        while True:
            await asyncio.sleep(self.lease / 4)
            try:
                await self._take()
            except LibraryError as error:
                logger.error("%s; what is told stops when the lease is over", error)

    async def _tell_team(self, team: str, room: asyncio.Semaphore) -> None:
        # Both of one moment: the searcher has all that came in until the revision.
        revision, searcher = self.holdings.revision, self.holdings.searcher.within(team)
        alerts = await self.state.run(self.state.alerts.list_all, team)
        # What another process began may be of papers that this one has still to take up: told now, it would be nothing.
        begun = [(alert, True) for alert in alerts if alert.pending is not None and alert.pending <= revision]
        due = [alert for alert in alerts if self._is_due(alert, revision)]
        found = await asyncio.to_thread(self._find_news, due, revision, searcher) if due else {}
        quiet = [alert.id for alert in due if not found[alert.id]]
        for alert in due:
            if entries := found[alert.id]:
                planned = await self.state.run(self.state.alerts.plan, alert, revision, entries)
                begun += [(planned, False)] if planned else []
        if quiet:
            await self.state.run(self.state.alerts.mark_seen, team, quiet, revision)
        await asyncio.gather(*(self._post(alert, searcher, room, was_begun=was) for alert, was in begun))

    def _is_due(self, alert: Alert, revision: int) -> bool:
        if alert.pending is not None or revision == NEVER:
            return False
        if alert.pace is Pace.AT_ONCE:
            return alert.seen < revision
        # Also where nothing came in: what comes after the hour is told at the next.
        return alert.checked_at < self.daily.find_last(self.state.alerts.clock())

    def _find_news(self, alerts: Sequence[Alert], revision: int, searcher: Searcher) -> dict[int, tuple[str, ...]]:
        """Return the entries that are news to each alert, by its id."""
        arrivals = self.holdings.list_arrivals(min(alert.seen for alert in alerts), revision, searcher)
        news = {}
        for alert in alerts:
            late = [arrival for arrival in arrivals if arrival.revision > alert.seen]
            entries = _find(searcher, alert.query, late) if late else ()
            news[alert.id] = self.state.alerts.find_unsent(alert, entries) if entries else ()
        return news

    async def _post(self, alert: Alert, searcher: Searcher, room: asyncio.Semaphore, *, was_begun: bool) -> None:
        """Tell what was planned; what can't be told now stays planned."""
        try:
            async with room, asyncio.timeout(_PATIENCE):
                await self._send(alert, searcher, was_begun=was_begun)
                await self.state.run(self.state.alerts.finish, alert)
        except LeaseLostError:
            logger.warning("another process has taken over what is followed")
        except TimeoutError:
            logger.error("Slack did not take news in time; it is told later")
        except GriffierError as error:
            self._waits[alert.team] = time.monotonic() + 4 * self.lease
            logger.error("%s; news is told later", error)
        except (SendingError, LibraryError) as error:
            logger.error("%s; news is told later", error)
        except SlackApiError as error:
            await self._give_up(alert, read_code(error))
        except Exception as error:
            # One alert that nobody foresaw should not keep the others from being told.
            logger.error("what is followed could not be told", exc_info=error)

    async def _send(self, alert: Alert, searcher: Searcher, *, was_begun: bool) -> None:
        ids = await self.state.run(self.state.alerts.list_planned, alert)
        hits = _build_hits(searcher, [entry for id_ in ids if (entry := searcher.find_entry(id_))])
        if not hits:
            return
        client = await self.find_client(alert.team)
        if client is None:
            return
        person = alert.target if is_person(alert.target) else ""
        answering = await self.speaking.speak_to(alert.team, person)
        place = Place(await self._find_room(client, alert))
        letter = Letter(place=place, message=build_news(alert, hits, answering.texts))

        async def compose() -> Letter:
            return letter

        receipt = Receipt(
            key=f"{alert.team}:alert:{alert.id}:{alert.made_at}:{alert.pending}",
            since=f"{max(0.0, (alert.pending_since or 0.0) - _CLOCKS):.6f}",
            was_tried=was_begun,
            may_post=lambda: time.monotonic() < self._until,
        )
        if posted := await self.sender.send(client, place.channel, compose, receipt):
            # Whoever asks on under the news goes on from what is followed.
            follower = Visitor(team=alert.team, person=alert.person, name="", channel=place.channel)
            await Threads(state=self.state).go_on_from(follower, posted, alert.query, since=posted)

    async def _find_room(self, client: AsyncWebClient, alert: Alert) -> str:
        """Return the channel to post to: what was posted to a person can be looked up in their own channel alone."""
        if not is_person(alert.target):
            return alert.target
        who = (alert.team, alert.target)
        if who not in self._rooms:
            opened = await client.conversations_open(users=[alert.target])
            self._rooms[who] = str(opened["channel"]["id"])
        return self._rooms[who]

    async def _give_up(self, alert: Alert, code: str) -> None:
        if code not in _GONE:
            logger.error("Slack refuses news (%s); it is told later", code)
            return
        logger.warning("what %s follows is stopped: Slack says %s", alert.target, code)
        await self.state.run_or(None, self.state.alerts.remove, alert.team, alert.target, alert.id)


def _find(searcher: Searcher, query: str, arrivals: Sequence[Arrival]) -> tuple[str, ...]:
    try:
        return tuple(entry.id for entry in searcher.find_news(query, arrivals))
    except QueryError:
        # It could be read when it was followed, by the rules of then.
        return ()


def _build_hits(searcher: Searcher, entries: Sequence[Entry]) -> tuple[Hit, ...]:
    return tuple(
        Hit(rank=rank, score=1.0, entry=entry, document=searcher.document_of(entry))
        for rank, entry in enumerate(entries, start=1)
    )

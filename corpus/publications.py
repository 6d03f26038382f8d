"""Papers from officielebekendmakingen.nl: looked up over SRU, fetched politely, from the set hosts alone.

Source: the SRU interface of repository.overheid.nl (searchRetrieve 2.0) and the addresses
`https://zoek.officielebekendmakingen.nl/<identifier>.xml` and `.pdf`.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver
from msgspec import Struct

from corpus.errors import FetchError
from corpus.identifiers import PUBLICATIONS, Identifier, parse_identifier

SRU = "https://repository.overheid.nl/sru"
# Seconds between two requests, and the first wait after a refusal; it doubles each time.
PAUSE = 1.0
BACK_OFF = 2.0
TRIES = 4
# Who asks for papers waits no longer than this at once, whatever the site says.
LONGEST_WAIT = 300.0
TIMEOUT = 60.0
LARGEST = 200 * 1024 * 1024
PAGE = 100
# The interface answers no further than this.
LAST_RECORD = 9_999
_LOOPBACK = "localhost"
_FORMATS = ("xml", "pdf")


class _PublicResolver(AbstractResolver):
    """Finds the public addresses of a host, and no others: a name can be made to lead into the own network."""

    def __init__(self) -> None:
        self._resolver = DefaultResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        if host == _LOOPBACK:
            return found
        public = [entry for entry in found if ip_address(entry["host"].partition("%")[0]).is_global]
        if not public:
            raise OSError(f"{host} has no public address")
        return public

    async def close(self) -> None:
        await self._resolver.close()


def open_session() -> aiohttp.ClientSession:
    """Return a session that reaches public addresses alone, but for those that the settings name as numbers.

    Of proxies and passwords that the machine has set it knows nothing.
    """
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(resolver=_PublicResolver()), trust_env=False)


class Fetched(Struct, frozen=True):
    """A paper's file: its name and its bytes."""

    file: str
    raw: bytes


@dataclass(slots=True, kw_only=True)
class Publications:
    """Asks one thing at a time, waits between two, and tries again where the site is busy."""

    session: aiohttp.ClientSession
    site: str = PUBLICATIONS
    sru: str = SRU
    pause: float = PAUSE
    back_off: float = BACK_OFF
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    async def fetch(self, paper: Identifier) -> Fetched:
        """Return a paper as XML, else as PDF.

        Raises:
            FetchError: there is no such paper, or the site can't be reached.
        """
        for format_ in _FORMATS:
            raw = await self._get(f"{self.site.rstrip('/')}/{paper.id}.{format_}")
            if raw is not None:
                return Fetched(f"{paper.id}.{format_}", raw)
        raise FetchError(f"{paper.id}: not published there; check the number")

    async def search(self, dossier: str) -> tuple[Identifier, ...]:
        """Return the papers of a dossier (`36560-VI`), as the search interface lists them.

        Raises:
            FetchError: the interface refuses the query, or can't be reached.
        """
        query = f'c.product-area==officielepublicaties AND w.publicatienaam==Kamerstuk AND w.dossiernummer=="{dossier}"'
        found: dict[str, Identifier] = {}
        start, total = 1, 1
        while start <= min(total, LAST_RECORD):
            arguments = {"operation": "searchRetrieve", "version": "2.0", "query": query}
            arguments |= {"startRecord": str(start), "maximumRecords": str(PAGE)}
            raw = await self._get(self.sru, arguments)
            total, papers = _parse_records(raw or b"")
            found |= {paper.id: paper for paper in papers}
            start += PAGE
        return tuple(found.values())

    async def _get(self, url: str, arguments: dict[str, str] | None = None) -> bytes | None:
        """Return what is at an address, None where nothing is."""
        async with self._turn:
            wait = self.pause
            for attempt in range(TRIES):
                await self.sleep(wait)
                try:
                    async with self.session.get(
                        url, params=arguments, allow_redirects=False, timeout=aiohttp.ClientTimeout(total=TIMEOUT)
                    ) as response:
                        if response.status == 404:
                            return None
                        if response.status == 200:
                            return await _read(response, url)
                        if response.status < 500 and response.status != 429:
                            raise FetchError(f"{_name(url)}: the site answers {response.status}; try again later")
                        told = response.headers.get("Retry-After", "")
                        wait = float(told) if told.isdecimal() else self.back_off * 2**attempt
                        if wait > LONGEST_WAIT:
                            raise FetchError(f"{_name(url)}: the site asks to wait for long; try again later")
                except (aiohttp.ClientError, TimeoutError):
                    wait = self.back_off * 2**attempt
        raise FetchError(f"{_name(url)}: the site can't be reached; try again later")


async def _read(response: aiohttp.ClientResponse, url: str) -> bytes:
    raw = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        raw += chunk
        if len(raw) > LARGEST:
            raise FetchError(f"{_name(url)}: larger than {LARGEST // 2**20} MB; it is no paper")
    return bytes(raw)


def _name(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}{parts.path}"


def _parse_records(raw: bytes) -> tuple[int, tuple[Identifier, ...]]:
    """Return how many records there are in all, and the papers on this page of them."""
    # The bot itself fetches nothing, and should not wait for this at its start.
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(raw, parser=parser)
    except etree.LxmlError as error:
        raise FetchError("the search interface answers with something else than XML; try again later") from error
    if root.find(".//{*}diagnostic") is not None:
        # An invalid query gets 200 and a diagnosis.
        raise FetchError("the search interface refuses the dossier's number; write it as 36560-VI")
    total = root.findtext(".//{*}numberOfRecords") or "0"
    names = (node.text or "" for node in root.iterfind(".//{*}identifier"))
    papers = tuple(paper for name in names if (paper := parse_identifier(name)) and not paper.is_dossier)
    return int(total) if total.isdecimal() else 0, papers


def parse_address(text: str, site: str = PUBLICATIONS) -> Identifier | None:
    """Return the paper that an address of the site is for; None for any other address.

    Accepts `https://zoek.officielebekendmakingen.nl/kst-36560-VI-10.html` (also .xml and .pdf).
    """
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or parts.netloc != urlsplit(site).netloc:
        return None
    name = parts.path.strip("/")
    for ending in (".html", ".xml", ".pdf"):
        name = name.removesuffix(ending)
    paper = parse_identifier(name)
    return paper if paper and not paper.is_dossier else None

"""Fetching, against a server on the loopback that answers in the published form."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from corpus.errors import FetchError
from corpus.identifiers import Identifier, parse_identifier
from corpus.publications import Publications, _PublicResolver, parse_address
from tests.bot.test_cli import run
from tests.corpus.test_markup import XML
from tests.corpus.test_readers import ANSWERED

RECORDS = """<searchRetrieveResponse xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse">
<numberOfRecords>{total}</numberOfRecords><records>{records}</records></searchRetrieveResponse>"""
RECORD = """<record><recordData><gzd xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:identifier>{id}
</dcterms:identifier></gzd></recordData></record>"""
DIAGNOSTICS = """<searchRetrieveResponse xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse"><diagnostics>
<diagnostic xmlns="info:srw/xmlns/1/sru-1-2-diagnostics"><uri>x</uri></diagnostic></diagnostics>
</searchRetrieveResponse>"""


class Site:
    """The site and its search interface, with what it was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[str] = []
        self.refusals = 0
        self.wait = "1"
        self.files = {"ah-tk-20232024-0007.xml": XML.encode(), "ah-tk-20232024-0009.pdf": ANSWERED}

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        if self.refusals:
            self.refusals -= 1
            return web.Response(status=503, headers={"Retry-After": self.wait})
        name = request.match_info["name"]
        if name == "elders.xml":
            raise web.HTTPFound("http://evil.example/")
        if name not in self.files:
            raise web.HTTPNotFound
        return web.Response(body=self.files[name])

    async def search(self, request: web.Request) -> web.Response:
        self.asked.append(request.query["query"])
        if "99999" in request.query["query"]:
            return web.Response(text=DIAGNOSTICS)
        start = int(request.query["startRecord"])
        ids = [f"kst-36560-VI-{number}" for number in range(start, min(start + 100, 151))]
        return web.Response(text=RECORDS.format(total=150, records="".join(RECORD.format(id=id_) for id_ in ids)))


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_get("/sru", site.search)
    app.router.add_get("/{name}", site.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    site.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield site
    await runner.cleanup()


def name(text: str) -> Identifier:
    found = parse_identifier(text)
    assert found is not None
    return found


async def fetch(site: Site, text: str, waits: list[float] | None = None) -> tuple[str, bytes]:
    async def wait(seconds: float) -> None:
        (waits if waits is not None else []).append(seconds)

    async with aiohttp.ClientSession() as session:
        publications = Publications(session=session, site=site.url, sru=f"{site.url}/sru", sleep=wait)
        fetched = await publications.fetch(name(text))
    return fetched.file, fetched.raw


async def test_a_paper_comes_as_xml_and_else_as_pdf(site: Site) -> None:
    assert await fetch(site, "ah-tk-20232024-0007") == ("ah-tk-20232024-0007.xml", XML.encode())
    assert await fetch(site, "ah-tk-20232024-0009") == ("ah-tk-20232024-0009.pdf", ANSWERED)
    with pytest.raises(FetchError, match="not published there"):
        await fetch(site, "kst-36560-VI-999")


async def test_a_busy_site_is_waited_for_as_it_says(site: Site) -> None:
    waits: list[float] = []
    site.refusals = 2
    assert (await fetch(site, "ah-tk-20232024-0007", waits))[1] == XML.encode()
    assert waits == [1.0, 1.0, 1.0]
    site.refusals = 100
    with pytest.raises(FetchError, match="can't be reached"):
        await fetch(site, "ah-tk-20232024-0007")


async def test_a_site_that_asks_to_wait_for_a_day_is_left_for_later(site: Site) -> None:
    waits: list[float] = []
    site.refusals, site.wait = 1, "86400"
    with pytest.raises(FetchError, match="try again later"):
        await fetch(site, "ah-tk-20232024-0007", waits)
    assert waits == [1.0]


async def test_a_dossier_is_listed_page_by_page_and_a_refusal_is_said(site: Site) -> None:
    async def no_wait(_: float) -> None: ...

    async with aiohttp.ClientSession() as session:
        publications = Publications(session=session, site=site.url, sru=f"{site.url}/sru", sleep=no_wait)
        found = await publications.search("36560-VI")
        assert [paper.number for paper in found] == [str(number) for number in range(1, 151)]
        assert 'w.dossiernummer=="36560-VI"' in site.asked[0]
        with pytest.raises(FetchError, match="refuses the dossier's number"):
            await publications.search("99999")


def test_only_the_sites_own_addresses_are_papers() -> None:
    assert parse_address("https://zoek.officielebekendmakingen.nl/kst-36560-VI-10.html") == name("kst-36560-VI-10")
    for other in (
        "https://evil.example/kst-36560-VI-10.html", "http://127.0.0.1/kst-36560-VI-10.html", "file:///etc/passwd",
        "https://zoek.officielebekendmakingen.nl.evil.example/kst-1-1.html", "https://zoek.officielebekendmakingen.nl/",
    ):  # fmt: skip
        assert parse_address(other) is None


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"])
async def test_a_name_that_leads_into_the_own_network_is_not_followed(host: str) -> None:
    resolver = _PublicResolver()
    with pytest.raises(OSError, match="no public address"):
        await resolver.resolve(host)
    assert [found["host"] for found in await resolver.resolve("8.8.8.8")] == ["8.8.8.8"]
    await resolver.close()


async def test_a_paper_is_added_by_its_identifier_on_the_command_line(site: Site, tmp_path: Path) -> None:
    settings = {"GRIFFIER_DATA": str(tmp_path), "PUBLICATIONS_URL": site.url, "SRU_URL": f"{site.url}/sru"}

    async def call(*arguments: str) -> tuple[int, str, str]:
        result = await asyncio.to_thread(run, *arguments, cwd=tmp_path, **settings)
        return result.returncode, result.stdout, result.stderr

    code, out, _ = await call("add", "ah-tk-20232024-0007")
    assert (code, "added ah-tk-20232024-0007 (written_questions): 2 questions, 2 answered" in out) == (0, True)
    code, _, err = await call("add", "https://evil.example/x.pdf")
    assert code == 2
    assert "alone" in err
    assert "ah-tk-20232024-0007" in (await call("bronnen"))[1]

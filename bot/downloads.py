"""Files that people share in Slack, fetched with the bot's token: from Slack's own host alone, and never more than may.

The token goes along with the request, so it is sent nowhere but to the host that keeps Slack's files: no redirect is
followed, and an address of any other host is refused, whoever gave it.
"""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum
from pathlib import PurePath
from urllib.parse import urlsplit

import aiohttp
from msgspec import Struct
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import GriffierError
from bot.posting import read_code

# Where Slack keeps its files.
HOST = "files.slack.com"
_SLACK = "slack.com"
# Seconds that a file may take to come.
_PATIENCE = aiohttp.ClientTimeout(total=120, sock_connect=10, sock_read=30)
_PIECE = 64 * 1024
_LONGEST_NAME = 100
_ODD = re.compile(r"[^\w .()-]+")


class Trouble(StrEnum):
    """Why a file was not fetched."""

    NOT_HERE = "not_here"
    NOT_FOUND = "not_found"
    NO_RIGHT = "no_right"
    TOO_LARGE = "too_large"
    UNREACHABLE = "unreachable"


class DownloadError(GriffierError):
    """A file that was not fetched; `name` is what it is called, where that is known."""

    def __init__(self, trouble: Trouble, name: str = "") -> None:
        self.trouble = trouble
        self.name = name
        super().__init__(f"a file of Slack was not fetched ({trouble})")


class Fetched(Struct, frozen=True, kw_only=True):
    """A file as it is in Slack; `name` holds nothing that a path or an identifier could take for its own."""

    name: str
    raw: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()


async def fetch_file(client: AsyncWebClient, file_id: str, most: int) -> Fetched:
    """Return a file, at most so many bytes.

    Raises:
        DownloadError: it is not there, not Slack's, too large, or does not come.
    """
    described = await _describe(client, file_id)
    name = clean_name(str(described.get("name") or ""))
    if described.get("is_external") or described.get("mode") != "hosted":
        gone = described.get("mode") in ("tombstone", "hidden_by_limit")
        raise DownloadError(Trouble.NOT_FOUND if gone else Trouble.NOT_HERE, name)
    size = described.get("size")
    if isinstance(size, int) and size > most:
        raise DownloadError(Trouble.TOO_LARGE, name)
    url = str(described.get("url_private_download") or described.get("url_private") or "")
    if not is_allowed(url, client.base_url):
        raise DownloadError(Trouble.NOT_HERE, name)
    raw = await _download(url, client, most, name)
    if isinstance(size, int) and len(raw) != size:
        # What came is cut off, or a page to sign in instead of the file.
        raise DownloadError(Trouble.UNREACHABLE, name)
    return Fetched(name=name, raw=raw)


def is_allowed(url: str, api_url: str) -> bool:
    """Tell whether an address is of Slack's files, or for another Web API than Slack's of that very server."""
    try:
        wanted, api = urlsplit(url), urlsplit(api_url)
        if (api.hostname or "") == _SLACK or (api.hostname or "").endswith(f".{_SLACK}"):
            return wanted.scheme == "https" and wanted.hostname == HOST and wanted.port in (None, 443)
        return bool(wanted.hostname) and _name_origin(url) == _name_origin(api_url)
    except ValueError:
        return False


def clean_name(name: str) -> str:
    """Return a file's name without what could mean something else than a name; never empty."""
    path = PurePath(_ODD.sub("-", name.replace("\\", "/").rpartition("/")[2]).strip(" .-") or "bestand")
    return path.stem[: _LONGEST_NAME - len(path.suffix[:10])] + path.suffix[:10]


def _name_origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


async def _describe(client: AsyncWebClient, file_id: str) -> dict[str, object]:
    try:
        answer = await client.files_info(file=file_id)
    except SlackApiError as error:
        code = read_code(error)
        if code in ("missing_scope", "not_allowed_token_type"):
            raise DownloadError(Trouble.NO_RIGHT) from error
        found = code not in ("file_not_found", "file_deleted")
        raise DownloadError(Trouble.UNREACHABLE if found else Trouble.NOT_FOUND) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise DownloadError(Trouble.UNREACHABLE) from error
    described = answer.get("file")
    return described if isinstance(described, dict) else {}


async def _download(url: str, client: AsyncWebClient, most: int, name: str) -> bytes:
    headers = {"Authorization": f"Bearer {client.token}"}
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.get(url, headers=headers, allow_redirects=False, proxy=client.proxy) as response,
        ):
            if response.status != 200:
                # Without the right to read files Slack sends to where people sign in.
                is_sent_on = 300 <= response.status < 400
                raise DownloadError(Trouble.NO_RIGHT if is_sent_on else Trouble.UNREACHABLE, name)
            raw = bytearray()
            async for piece in response.content.iter_chunked(_PIECE):
                raw += piece
                if len(raw) > most:
                    raise DownloadError(Trouble.TOO_LARGE, name)
            return bytes(raw)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise DownloadError(Trouble.UNREACHABLE, name) from error

"""The files of the workspace, in memory."""

from __future__ import annotations

import mimetypes
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from bot.local.errors import ApiError
from bot.local.workspace import Json, Workspace

_MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file: what Slack says of it, and its bytes."""

    description: Json
    content: bytes


class Files:
    """Keeps files up to a total size; the oldest go first."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._files: OrderedDict[str, StoredFile] = OrderedDict()

    def add(self, user: str, name: str, content: bytes, title: str = "") -> Json:
        """Keep a file and return what Slack says of it.

        Raises:
            ApiError: it is empty or too large.
        """
        if not content:
            raise ApiError("no_file_data")
        if len(content) > self._workspace.options.largest_file:
            raise ApiError("file_upload_size_restricted")
        description = self._describe(user, PurePath(name).name or "bestand", content, title)
        self._files[description["id"]] = StoredFile(description=description, content=content)
        while sum(len(file.content) for file in self._files.values()) > _MOST_BYTES:
            self._files.popitem(last=False)
        return description

    def find(self, id_: str) -> StoredFile:
        """Return a file.

        Raises:
            ApiError: there is none.
        """
        if id_ not in self._files:
            raise ApiError("file_not_found")
        return self._files[id_]

    def remove(self, id_: str) -> None:
        self.find(id_)
        del self._files[id_]

    def _describe(self, user: str, name: str, content: bytes, title: str) -> Json:
        id_ = f"F{secrets.token_hex(5).upper()}"
        type_ = mimetypes.guess_type(name)[0] or "application/octet-stream"
        suffix = PurePath(name).suffix.removeprefix(".").casefold() or "binary"
        address = f"{self._workspace.base}/files-pri/{self._workspace.team['id']}-{id_}"
        stamp = int(self._workspace.options.clock())
        return {
            "id": id_,
            "created": stamp,
            "timestamp": stamp,
            "name": name,
            "title": title or name,
            "mimetype": type_,
            "filetype": {"txt": "text"}.get(suffix, suffix),
            "pretty_type": suffix.upper(),
            "user": user,
            "user_team": self._workspace.team["id"],
            "editable": False,
            "size": len(content),
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": False,
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": f"{address}/{quote(name)}",
            "url_private_download": f"{address}/download/{quote(name)}",
            "permalink": f"{self._workspace.base}/files/{user}/{id_}/{quote(name)}",
            "has_rich_preview": False,
            "file_access": "visible",
        }

"""`files.*`, and the addresses that files are sent to and fetched from."""

from __future__ import annotations

import secrets

from aiohttp import web

from bot.local.call import read_token
from bot.local.errors import ApiError
from bot.local.files import Files, StoredFile
from bot.local.methods.method import Method, find_writable, read_json
from bot.local.posting import Posting
from bot.local.tokens import Tokens
from bot.local.workspace import Json, Workspace

_READ, _WRITE = ("files:read",), ("files:write",)


class FileMethods:
    """Says what a file is, and takes files of the app."""

    def __init__(self, workspace: Workspace, files: Files, posting: Posting, tokens: Tokens) -> None:
        self._workspace = workspace
        self._files = files
        self._posting = posting
        self._tokens = tokens
        self._awaited: dict[str, tuple[str, bytes | None]] = {}

    def list_methods(self) -> dict[str, Method]:
        return {
            "files.info": Method(run=self._info, scopes=_READ),
            "files.delete": Method(run=self._delete, scopes=_WRITE),
            "files.getUploadURLExternal": Method(run=self._begin, scopes=_WRITE),
            "files.completeUploadExternal": Method(run=self._complete, scopes=_WRITE),
        }

    async def handle_upload(self, request: web.Request) -> web.Response:
        """Answer `POST /upload/<id>`: the bytes of a file of the app, as they are or as a form."""
        id_ = request.match_info["id"]
        if id_ not in self._awaited:
            raise web.HTTPNotFound
        content = await request.read()
        if request.content_type == "multipart/form-data":
            form = await request.post()
            field = next((value for value in form.values() if isinstance(value, web.FileField)), None)
            content = field.file.read() if field else b""
        self._awaited[id_] = (self._awaited[id_][0], content)
        return web.Response(text=f"OK - {len(content)}")

    async def handle_download(self, request: web.Request) -> web.Response:
        """Answer `GET /files-pri/<team>-<file>/…`; who brings no token of the bot is sent to sign in, as Slack does."""
        scopes = self._workspace.options.scopes
        is_allowed = scopes is None or "files:read" in scopes
        if not self._tokens.knows(read_token(request, {})) or not is_allowed:
            raise web.HTTPFound(f"{self._workspace.base}/?redir={request.path}")
        try:
            return build_download(self._files.find(request.match_info["id"].rpartition("-")[2]))
        except ApiError:
            raise web.HTTPNotFound from None

    async def _info(self, body: Json) -> Json:
        return {"file": self._files.find(str(body.get("file") or "")).description, "comments": []}

    async def _delete(self, body: Json) -> Json:
        self._files.remove(str(body.get("file") or ""))
        return {}

    async def _begin(self, body: Json) -> Json:
        if not body.get("filename"):
            raise ApiError("missing_argument")
        id_ = secrets.token_hex(8)
        self._awaited[id_] = (str(body["filename"]), None)
        return {"upload_url": f"{self._workspace.base}/upload/{id_}", "file_id": id_}

    async def _complete(self, body: Json) -> Json:
        channel = find_writable(self._workspace, {"channel": body["channel_id"]}) if body.get("channel_id") else None
        named = read_json(body.get("files"), "invalid_arguments")
        if not isinstance(named, list) or not named:
            raise ApiError("invalid_arguments")
        files = [self._take(entry) for entry in named]
        if channel:
            text = str(body.get("initial_comment") or "")
            message = {"text": text or ", ".join(file["title"] for file in files), "thread_ts": body.get("thread_ts")}
            posted = await self._posting.post(channel, message)
            posted["files"] = files
            await self._workspace.publish_change(channel, posted)
        return {"files": files}

    def _take(self, entry: Json) -> Json:
        name, content = self._awaited.pop(str(entry.get("id")), ("", None))
        if content is None:
            raise ApiError("file_not_found")
        return self._files.add(self._workspace.bot_user, name, content, str(entry.get("title") or ""))


def build_download(file: StoredFile, *, is_shown: bool = False) -> web.Response:
    """Return the bytes of a file; only a picture is ever shown by the browser, all else is saved."""
    type_ = str(file.description["mimetype"])
    is_picture = type_ in ("image/png", "image/jpeg", "image/gif", "image/webp")
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
    if not (is_shown and is_picture):
        headers["Content-Disposition"] = "attachment"
    return web.Response(body=file.content, content_type=type_, headers=headers)

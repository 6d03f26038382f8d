"""What a person does on the page, by the name that the page gives it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.local.interactions import Interactions
from bot.local.people import People
from bot.local.workspace import Json

Act = Callable[[str, Json], Awaitable[Json]]


class PageActs:
    """Carries out acts; each answers `ok`, with an `error` to show where it failed."""

    def __init__(self, people: People, interactions: Interactions) -> None:
        self._people = people
        self._interactions = interactions
        self._acts: dict[str, Act] = {
            "post": self._post,
            "upload": self._upload,
            "edit": self._edit,
            "delete": self._delete,
            "command": self._command,
            "invite": self._invite,
            "home_open": self._open_home,
            "action": self._press,
            "suggest": self._suggest,
            "shortcut": self._run_shortcut,
            "message_shortcut": self._run_message_shortcut,
            "view_submit": self._submit,
            "view_close": self._close,
        }

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._acts)

    async def carry_out(self, act: str, user: str, body: Json) -> Json:
        return await self._acts[act](user, body)

    async def _post(self, user: str, body: Json) -> Json:
        ts = await self._people.post(user, body["channel"], str(body["text"]), thread_ts=body.get("thread_ts"))
        return {"ok": True, "ts": ts}

    async def _upload(self, user: str, body: Json) -> Json:
        text, thread_ts = str(body.get("text") or ""), body.get("thread_ts") or None
        ts = await self._people.upload(user, body["channel"], body["name"], body["content"], text, thread_ts=thread_ts)
        return {"ok": True, "ts": ts}

    async def _edit(self, user: str, body: Json) -> Json:
        await self._people.edit(user, body["channel"], body["ts"], str(body["text"]))
        return {"ok": True}

    async def _delete(self, user: str, body: Json) -> Json:
        await self._people.delete(user, body["channel"], body["ts"])
        return {"ok": True}

    async def _command(self, user: str, body: Json) -> Json:
        in_thread = bool(body.get("thread_ts"))
        text = str(body.get("text") or "")
        return _say(await self._people.command(user, body["channel"], body["command"], text, in_thread=in_thread))

    async def _invite(self, user: str, body: Json) -> Json:
        await self._people.invite(user, body["channel"])
        return {"ok": True}

    async def _open_home(self, user: str, body: Json) -> Json:
        await self._people.open_home(user, "messages" if body.get("tab") == "messages" else "home")
        return {"ok": True}

    async def _press(self, user: str, body: Json) -> Json:
        act, state = self._interactions, body.get("state")
        if body.get("view_id"):
            return _say(await act.press_in_view(user, body["view_id"], body["action"], state))
        return _say(await act.press(user, body["channel"], body["message_ts"], body["action"], state))

    async def _suggest(self, user: str, body: Json) -> Json:
        field = {name: str(body[name]) for name in ("action_id", "block_id", "value")}
        place = (str(body.get("channel") or ""), str(body.get("message_ts") or ""))
        answer = await self._interactions.suggest(user, field, view_id=str(body.get("view_id") or ""), place=place)
        return {"ok": True, **answer}

    async def _run_shortcut(self, user: str, body: Json) -> Json:
        return _say(await self._interactions.run_shortcut(user, body["callback_id"]))

    async def _run_message_shortcut(self, user: str, body: Json) -> Json:
        place = body["channel"], body["message_ts"]
        return _say(await self._interactions.run_message_shortcut(user, *place, body["callback_id"]))

    async def _submit(self, user: str, body: Json) -> Json:
        errors = await self._interactions.submit_view(user, body["view_id"], body.get("state") or {"values": {}})
        return {"ok": False, "errors": errors} if errors else {"ok": True}

    async def _close(self, user: str, body: Json) -> Json:
        await self._interactions.close_view(user, body["view_id"], is_cleared=bool(body.get("is_cleared")))
        return {"ok": True}


def _say(error: str | None) -> Json:
    return {"ok": False, "error": error} if error else {"ok": True}

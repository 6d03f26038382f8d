"""What is open: each person's stack of modals and Home tab, and the triggers that may open more."""

from __future__ import annotations

import secrets

from bot.local.block_ids import fill_ids
from bot.local.errors import ApiError
from bot.local.workspace import Json, Workspace

_MOST_PUSHED = 3
_MOST_TRIGGERS = 10_000
_KEPT = "type title close submit blocks private_metadata callback_id external_id clear_on_close notify_on_close".split()


class Views:
    """Opens, stacks, changes and closes views; each change is told to the pages of its person."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._views: dict[str, Json] = {}
        self._owners: dict[str, str] = {}
        self._stacks: dict[str, list[str]] = {person: [] for person in workspace.people}
        self._homes: dict[str, str] = {}
        self._triggers: dict[str, tuple[str, float]] = {}

    def make_trigger(self, user: str) -> str:
        clock = self._workspace.options.clock()
        trigger = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._triggers[trigger] = (user, clock + self._workspace.options.trigger_life)
        while len(self._triggers) > _MOST_TRIGGERS:
            del self._triggers[next(iter(self._triggers))]
        return trigger

    def take_trigger(self, trigger: str) -> str:
        """Return whose trigger this is, and use it up.

        Raises:
            ApiError: there is no such trigger, it was used, or it is too late.
        """
        user, until = self._triggers.get(trigger, ("", 0.0))
        if not user:
            raise ApiError("invalid_trigger_id")
        if until == 0.0:
            raise ApiError("exchanged_trigger_id")
        self._triggers[trigger] = (user, 0.0)
        if until < self._workspace.options.clock():
            raise ApiError("expired_trigger_id")
        return user

    def list_views(self, user: str) -> list[Json]:
        """Return a person's open modals, the one on top last."""
        return [self._views[id_] for id_ in self._stacks[user]]

    def find_home(self, user: str) -> Json | None:
        """Return what was published for a person's Home tab."""
        return self._views.get(self._homes.get(user, ""))

    def find_view(self, view_id: str = "", external_id: str = "") -> Json:
        """Return a view that is open or published.

        Raises:
            ApiError: there is none.
        """
        for view in self._views.values():
            if view_id == view["id"] or (external_id and external_id == view["external_id"]):
                return view
        raise ApiError("not_found")

    async def open(self, user: str, view: Json) -> Json:
        """Open a modal, in place of those that are open."""
        for id_ in self._stacks[user]:
            self._forget(id_)
        self._stacks[user] = []
        return await self._put(user, view)

    async def push(self, user: str, view: Json) -> Json:
        """Open a modal on top of those that are open.

        Raises:
            ApiError: none is open, or three are.
        """
        if not self._stacks[user]:
            raise ApiError("not_found")
        if len(self._stacks[user]) >= _MOST_PUSHED:
            raise ApiError("push_limit_reached")
        return await self._put(user, view)

    async def update(self, before: Json, view: Json) -> Json:
        """Put a view in the place of another, under its id."""
        after = self._build(view, id_=before["id"], root=before["root_view_id"], previous=before["previous_view_id"])
        self._views[before["id"]] = after
        await self._tell(self._owners[before["id"]], after)
        return after

    async def publish(self, user: str, view: Json, hash_: str | None = None) -> Json:
        """Put a view on a person's Home tab.

        Raises:
            ApiError: `hash_` is not that of the view that is there.
        """
        before = self.find_home(user)
        if hash_ and (before is None or before["hash"] != hash_):
            raise ApiError("hash_conflict")
        if before is not None:
            return await self.update(before, view)
        after = self._build(view)
        self._homes[user] = after["id"]
        self._keep(user, after)
        await self._tell(user, after)
        return after

    async def close(self, view: Json, *, is_cleared: bool = False) -> list[Json]:
        """Close a modal and those above it, or all where `is_cleared`; return what was closed, the top first."""
        user = self._owners[view["id"]]
        stack = self._stacks[user]
        from_ = 0 if is_cleared else stack.index(view["id"])
        closed = [self._views[id_] for id_ in reversed(stack[from_:])]
        del stack[from_:]
        for one in closed:
            self._forget(one["id"])
        await self._tell(user, view)
        return closed

    async def _put(self, user: str, view: Json) -> Json:
        stack = self._stacks[user]
        after = self._build(view, root=stack[0] if stack else None, previous=stack[-1] if stack else None)
        stack.append(after["id"])
        self._keep(user, after)
        await self._tell(user, after)
        return after

    def _keep(self, user: str, view: Json) -> None:
        self._views[view["id"]] = view
        self._owners[view["id"]] = user

    def _forget(self, view_id: str) -> None:
        self._views.pop(view_id, None)
        self._owners.pop(view_id, None)

    async def _tell(self, user: str, view: Json) -> None:
        if view["type"] == "home":
            await self._workspace.publish({"type": "home_published", "view": view}, user)
        else:
            stack = self.list_views(user)
            await self._workspace.publish({"type": "views_changed", "views": stack}, user)

    def _build(self, view: Json, id_: str | None = None, root: str | None = None, previous: str | None = None) -> Json:
        external_id = str(view.get("external_id") or "")
        if external_id and any(o["external_id"] == external_id and o["id"] != id_ for o in self._views.values()):
            raise ApiError("duplicate_external_id")
        own = id_ or f"V{secrets.token_hex(6).upper()}"
        workspace = self._workspace
        return {
            "id": own,
            "team_id": workspace.team["id"],
            "app_id": workspace.app_id,
            "app_installed_team_id": workspace.team["id"],
            "bot_id": workspace.bot_id,
            **{name: view.get(name) for name in _KEPT},
            "private_metadata": view.get("private_metadata") or "",
            "callback_id": view.get("callback_id") or "",
            "external_id": external_id,
            "clear_on_close": bool(view.get("clear_on_close")),
            "notify_on_close": bool(view.get("notify_on_close")),
            "blocks": fill_ids(view.get("blocks") or []),
            "state": {"values": {}},
            "hash": f"{int(workspace.options.clock())}.{secrets.token_hex(4)}",
            "root_view_id": root or own,
            "previous_view_id": previous,
        }

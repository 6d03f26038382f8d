"""`views.*`: modals and the Home tab."""

from __future__ import annotations

from bot.local.errors import ApiError
from bot.local.limits import find_view_error
from bot.local.methods.method import Method, read_json
from bot.local.views import Views
from bot.local.workspace import Json, Workspace


class ViewMethods:
    """Opens, pushes, changes and publishes views."""

    def __init__(self, workspace: Workspace, views: Views) -> None:
        self._workspace = workspace
        self._views = views

    def list_methods(self) -> dict[str, Method]:
        return {
            "views.open": Method(run=self._open),
            "views.push": Method(run=self._push),
            "views.update": Method(run=self._update),
            "views.publish": Method(run=self._publish),
        }

    async def _open(self, body: Json) -> Json:
        view = read_view(body, "modal")
        user = self._views.take_trigger(str(body.get("trigger_id") or ""))
        return {"view": await self._views.open(user, view)}

    async def _push(self, body: Json) -> Json:
        view = read_view(body, "modal")
        user = self._views.take_trigger(str(body.get("trigger_id") or ""))
        return {"view": await self._views.push(user, view)}

    async def _update(self, body: Json) -> Json:
        before = self._views.find_view(str(body.get("view_id") or ""), str(body.get("external_id") or ""))
        view = read_view(body, str(before["type"]))
        if body.get("hash") and body["hash"] != before["hash"]:
            raise ApiError("hash_conflict")
        return {"view": await self._views.update(before, view)}

    async def _publish(self, body: Json) -> Json:
        if not self._workspace.options.has_home_tab:
            raise ApiError("not_enabled")
        view = read_view(body, "home")
        user = str(body.get("user_id") or "")
        if user not in self._workspace.people:
            raise ApiError("invalid_arguments", ("user_id must be a valid user id",))
        return {"view": await self._views.publish(user, view, body.get("hash"))}


def read_view(body: Json, type_: str) -> Json:
    """Return the view of a call or of an acknowledgement.

    Raises:
        ApiError: Slack would refuse it.
    """
    view = read_json(body.get("view"), "invalid_arguments")
    error = find_view_error(view)
    if error:
        raise ApiError(*error)
    if not isinstance(view, dict) or view["type"] != type_:
        raise ApiError("invalid_arguments", (f"must be a {type_} [json-pointer:/view/type]",))
    return view

"""`api.test`, `auth.test`, `users.*`: who and what there is."""

from __future__ import annotations

from bot.local.errors import ApiError
from bot.local.methods.method import Method
from bot.local.workspace import Json, Workspace

_READ = ("users:read",)


class Team:
    """Answers who the bot is and who the people are."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def list_methods(self) -> dict[str, Method]:
        return {
            "api.test": Method(run=self._test),
            "auth.test": Method(run=self._auth_test),
            "users.info": Method(run=self._user_info, scopes=_READ),
            "users.list": Method(run=self._list_users, scopes=_READ),
        }

    async def _test(self, body: Json) -> Json:
        return {}

    async def _auth_test(self, body: Json) -> Json:
        team = self._workspace.team
        return {
            "url": self._workspace.base,
            "team": team["name"],
            "team_id": team["id"],
            "user": self._workspace.options.app_name.casefold(),
            "user_id": self._workspace.bot_user,
            "bot_id": self._workspace.bot_id,
            "is_enterprise_install": False,
        }

    async def _user_info(self, body: Json) -> Json:
        if body.get("user") not in self._workspace.users:
            raise ApiError("user_not_found")
        user = self._workspace.users[body["user"]]
        if body.get("include_locale") in (True, "true", "1"):
            return {"user": user}
        return {"user": {name: value for name, value in user.items() if name != "locale"}}

    async def _list_users(self, body: Json) -> Json:
        return {"members": list(self._workspace.users.values()), "response_metadata": {"next_cursor": ""}}

"""What a person does in the workspace, and what the app hears of it."""

from __future__ import annotations

import html
import re

from bot.local.dispatch import DeliveryError, Dispatcher
from bot.local.web_api import ApiError, WebApi
from bot.local.workspace import Json, Workspace


class People:
    """Carries out what people do; each act changes the workspace first and is told to the app after."""

    def __init__(self, workspace: Workspace, dispatcher: Dispatcher, api: WebApi) -> None:
        self._workspace = workspace
        self._dispatcher = dispatcher
        self._api = api

    async def post(self, user: str, channel: str, text: str, *, thread_ts: str | None = None) -> str:
        """Post a message as typed; `@Griffier` becomes a mention as in Slack's own composer."""
        workspace = self._workspace
        name = re.escape(workspace.options.app_name)
        encoded = re.sub(rf"@{name}\b", f"<@{workspace.bot_user}>", html.escape(text, quote=False), flags=re.IGNORECASE)
        message: Json = {"type": "message", "user": user, "text": encoded, "ts": workspace.make_ts()}
        message["team"] = workspace.team["id"]
        if thread_ts:
            message["thread_ts"] = thread_ts
        await workspace.add_message(channel, message)
        event = self._build_event(channel, message)
        if workspace.channels[channel]["is_member"]:
            await self._dispatcher.deliver_event(event)
        if f"<@{workspace.bot_user}>" in encoded and not workspace.channels[channel]["is_im"]:
            await self._dispatcher.deliver_event({**event, "type": "app_mention"})
        return str(message["ts"])

    async def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        message = self._find_own(user, channel, ts)
        before = dict(message)
        message |= {"text": html.escape(text, quote=False), "edited": {"user": user, "ts": self._workspace.make_ts()}}
        await self._workspace.publish_change(channel, message)
        await self._tell(channel, "message_changed", {"message": dict(message), "previous_message": before})

    async def delete(self, user: str, channel: str, ts: str) -> None:
        message = self._find_own(user, channel, ts)
        await self._workspace.remove_message(channel, message)
        await self._tell(channel, "message_deleted", {"deleted_ts": ts, "previous_message": message})

    async def join(self, user: str, channel: str) -> None:
        await self._tell(channel, "channel_join", {"user": user, "text": f"<@{user}> has joined the channel"})

    async def command(self, user: str, channel: str, command: str, text: str, *, in_thread: bool = False) -> str | None:
        """Give a slash command; return what Slack shows where it fails, or None."""
        known = {entry.command for entry in self._workspace.options.commands}
        if command not in known:
            return f"{command} is geen geldige opdracht."
        if in_thread:
            return f"{command} werkt niet in een thread."
        names = self._workspace.users[user], self._workspace.channels[channel]
        payload: Json = {
            "token": "local",
            "team_id": self._workspace.team["id"],
            "team_domain": self._workspace.team["domain"],
            "channel_id": channel,
            "channel_name": names[1]["name"] or "directmessage",
            "user_id": user,
            "user_name": names[0]["name"],
            "command": command,
            "text": html.escape(text, quote=False),
            "api_app_id": self._workspace.app_id,
            "is_enterprise_install": "false",
            "response_url": self._api.make_response_url(user, channel),
            "trigger_id": self._workspace.make_trigger(user),
        }
        try:
            answer = await self._dispatcher.deliver("slash_commands", payload)
        except DeliveryError as error:
            return f"{command} is mislukt met de fout “{error}”."
        if answer.get("text") or answer.get("blocks"):
            await self._api.post_for_app(channel, answer, None if answer.get("response_type") == "in_channel" else user)
        return None

    async def press(self, user: str, channel: str, message_ts: str, action: Json) -> str | None:
        """Press a button of a message; return what Slack shows where it fails, or None."""
        message = self._workspace.find_message(channel, message_ts)
        if message is None:
            raise ApiError("message_not_found")
        container: Json = {"type": "message", "message_ts": message_ts, "channel_id": channel}
        container["is_ephemeral"] = bool(message.get("visible_to"))
        payload = self._build_interaction(user, "block_actions", actions=[self._stamp(action)])
        payload |= {
            "container": container,
            "channel": {"id": channel, "name": self._workspace.channels[channel]["name"]},
            "message": message,
            "response_url": self._api.make_response_url(user, channel, message),
            "state": {"values": {}},
        }
        return await self._interact(payload)

    async def press_in_view(self, user: str, view_id: str, action: Json, state: Json | None = None) -> str | None:
        view = self._find_view(view_id)
        payload = self._build_interaction(user, "block_actions", actions=[self._stamp(action)])
        payload |= {
            "container": {"type": "view", "view_id": view_id},
            "view": {**view, "state": state or {"values": {}}},
        }
        return await self._interact(payload)

    async def submit_view(self, user: str, view_id: str, state: Json) -> dict[str, str]:
        """Submit a modal; return the errors of its fields, none where it closed."""
        view = {**self._find_view(view_id), "state": state}
        payload = self._build_interaction(user, "view_submission", view=view)
        answer = await self._dispatcher.deliver("interactive", payload)
        if answer.get("response_action") == "errors":
            return dict(answer.get("errors") or {})
        await self._close(view_id, user)
        return {}

    async def close_view(self, user: str, view_id: str) -> None:
        view = self._find_view(view_id)
        await self._close(view_id, user)
        if view.get("notify_on_close"):
            await self._interact(self._build_interaction(user, "view_closed", view=view))

    def _build_event(self, channel: str, message: Json) -> Json:
        kind = "im" if self._workspace.channels[channel]["is_im"] else "channel"
        return {**message, "channel": channel, "channel_type": kind, "event_ts": message["ts"]}

    async def _tell(self, channel: str, subtype: str, more: Json) -> None:
        if self._workspace.channels[channel]["is_member"]:
            message = {"type": "message", "subtype": subtype, "ts": self._workspace.make_ts(), "hidden": True, **more}
            await self._dispatcher.deliver_event(self._build_event(channel, message))

    def _find_own(self, user: str, channel: str, ts: str) -> Json:
        message = self._workspace.find_message(channel, ts)
        if message is None:
            raise ApiError("message_not_found")
        if message.get("user") != user:
            raise ApiError("cant_update_message")
        return message

    def _find_view(self, view_id: str) -> Json:
        view = self._workspace.views.get(view_id)
        if view is None:
            raise ApiError("not_found")
        return view

    async def _close(self, view_id: str, user: str) -> None:
        self._workspace.views.pop(view_id, None)
        await self._workspace.publish({"type": "view_closed", "view_id": view_id}, user)

    def _stamp(self, action: Json) -> Json:
        return {**action, "action_ts": self._workspace.make_ts()}

    def _build_interaction(self, user: str, kind: str, **more: object) -> Json:
        person = self._workspace.users[user]
        return {
            "type": kind,
            "token": "local",
            "api_app_id": self._workspace.app_id,
            "team": {"id": self._workspace.team["id"], "domain": self._workspace.team["domain"]},
            "user": {
                "id": user,
                "username": person["name"],
                "name": person["name"],
                "team_id": self._workspace.team["id"],
            },
            "trigger_id": self._workspace.make_trigger(user),
            "enterprise": None,
            "is_enterprise_install": False,
            **more,
        }

    async def _interact(self, payload: Json) -> str | None:
        try:
            await self._dispatcher.deliver("interactive", payload)
        except DeliveryError as error:
            return f"Dat lukte niet ({error})."
        return None

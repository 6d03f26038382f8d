"""What a person presses, chooses and fills in, and what the app's acknowledgement does."""

from __future__ import annotations

from bot.local.checks.choices import find_suggestion_problems
from bot.local.dispatch import Dispatcher
from bot.local.errors import ApiError, DeliveryError
from bot.local.fields import find_field_errors
from bot.local.methods.views import read_view
from bot.local.options import LocalShortcut, ShortcutKind
from bot.local.responses import Responses
from bot.local.views import Views
from bot.local.workspace import Json, Workspace

EMPTY: Json = {"values": {}}
_TROUBLE = "Er ging iets mis met de verbinding. Probeer het nog eens"


class Interactions:
    """Tells the app of buttons, fields, shortcuts and modals; what fails is returned as what Slack shows."""

    def __init__(self, workspace: Workspace, dispatcher: Dispatcher, views: Views, responses: Responses) -> None:
        self._workspace = workspace
        self._dispatcher = dispatcher
        self._views = views
        self._responses = responses

    async def press(
        self, user: str, channel: str, message_ts: str, action: Json, state: Json | None = None
    ) -> str | None:
        """Use an element of a message; return what Slack shows where it fails, or None."""
        payload = self._build(user, "block_actions", actions=[self._stamp(action)])
        payload |= self._describe_message(user, channel, self._find_message(channel, message_ts), action)
        return await self._interact({**payload, "state": state or EMPTY})

    async def press_in_view(self, user: str, view_id: str, action: Json, state: Json | None = None) -> str | None:
        """Use an element of a modal or of the Home tab."""
        payload = self._build(user, "block_actions", actions=[self._stamp(action)])
        payload |= {"team": self._name_team(user), "container": {"type": "view", "view_id": view_id}}
        return await self._interact({**payload, "view": {**self._views.find_view(view_id), "state": state or EMPTY}})

    async def suggest(self, user: str, field: Json, *, view_id: str = "", place: tuple[str, str] = ("", "")) -> Json:
        """Ask the app what it offers for what was typed (`field`: action_id, block_id, value).

        The field is in a view, or in a message, by its channel and time stamp. Returns `options` or
        `option_groups`, none where the app has no answer.
        """
        payload = self._build(user, "block_suggestion", **field)
        if view_id:
            payload |= {"team": self._name_team(user), "container": {"type": "view", "view_id": view_id}}
            payload["view"] = self._views.find_view(view_id)
        else:
            described = self._describe_message(user, place[0], self._find_message(*place), field)
            payload |= {name: value for name, value in described.items() if name != "response_url"}
        try:
            answer = await self._dispatcher.deliver("interactive", payload)
        except DeliveryError:
            return {"options": []}
        return {"options": []} if find_suggestion_problems(answer) or not answer else answer

    async def submit_view(self, user: str, view_id: str, state: Json) -> dict[str, str]:
        """Submit a modal; return the errors of its fields, none where the app took it.

        Raises:
            DeliveryError: the app did not take it, or answered what Slack does not understand.
        """
        view = {**self._views.find_view(view_id), "state": state}
        errors = find_field_errors(view, state)
        if errors:
            return errors
        urls = self._make_urls(user, view, state)
        payload = self._build(user, "view_submission", view=view, response_urls=urls, team=self._name_team(user))
        answer = await self._dispatcher.deliver("interactive", payload)
        try:
            return await self._carry_out(user, view, answer)
        except ApiError as error:
            raise DeliveryError(f"{error.code} {' '.join(error.details)}".strip()) from error

    async def close_view(self, user: str, view_id: str, *, is_cleared: bool = False) -> None:
        """Close a modal by its button, or by the cross (`is_cleared`), which closes those below it too."""
        view = self._views.find_view(view_id)
        is_cleared = is_cleared or view["clear_on_close"]
        for closed in await self._views.close(view, is_cleared=is_cleared):
            if closed["notify_on_close"]:
                payload = self._build(user, "view_closed", view=closed, is_cleared=is_cleared)
                await self._interact({**payload, "team": self._name_team(user)})

    async def run_shortcut(self, user: str, callback_id: str) -> str | None:
        """Run a global shortcut."""
        self._find_shortcut(callback_id, ShortcutKind.GLOBAL)
        payload = self._build(user, "shortcut", callback_id=callback_id, action_ts=self._workspace.make_ts())
        return await self._interact(payload)

    async def run_message_shortcut(self, user: str, channel: str, message_ts: str, callback_id: str) -> str | None:
        """Run a shortcut on a message."""
        self._find_shortcut(callback_id, ShortcutKind.MESSAGE)
        message = self._find_message(channel, message_ts)
        payload = self._build(user, "message_action", callback_id=callback_id, action_ts=self._workspace.make_ts())
        payload |= {
            "channel": self._name_channel(channel),
            "message": message,
            "message_ts": message_ts,
            "response_url": self._responses.make_url(user, channel, message),
        }
        return await self._interact(payload)

    async def _carry_out(self, user: str, view: Json, answer: Json) -> dict[str, str]:
        match answer.get("response_action"):
            case None if not answer:
                await self._views.close(view)
            case "clear":
                await self._views.close(view, is_cleared=True)
            case "update":
                await self._views.update(view, read_view(answer, "modal"))
            case "push":
                await self._views.push(user, read_view(answer, "modal"))
            case "errors":
                return _read_errors(view, answer)
            case other:
                raise DeliveryError(f"unknown response_action {other}")
        return {}

    def _make_urls(self, user: str, view: Json, state: Json) -> list[Json]:
        """Return an address to answer at for each channel that was chosen in a field that asks for one."""
        urls = []
        for block in view["blocks"]:
            element = block.get("element") or {}
            if block["type"] == "input" and element.get("response_url_enabled"):
                place = {"block_id": block["block_id"], "action_id": element["action_id"]}
                filled = state["values"][place["block_id"]][place["action_id"]]
                channel = filled.get("selected_conversation") or filled.get("selected_channel")
                if channel in self._workspace.channels:
                    urls.append(
                        {**place, "channel_id": channel, "response_url": self._responses.make_url(user, channel)}
                    )
        return urls

    def _describe_message(self, user: str, channel: str, message: Json, action: Json) -> Json:
        """Return where in the workspace a message is that something is done with."""
        is_ephemeral = bool(message.get("visible_to"))
        container = {"type": "message", "message_ts": message["ts"], "channel_id": channel}
        described: Json = {"channel": self._name_channel(channel)}
        if message.get("thread_ts"):
            container["thread_ts"] = message["thread_ts"]
        if not is_ephemeral:  # Slack does not repeat what only one person sees
            described["message"] = message
        unfurl = _find_unfurl(message, str(action.get("block_id")))
        if unfurl:
            container |= {"type": "message_attachment", "attachment_id": unfurl["id"], "is_app_unfurl": True}
            container["app_unfurl_url"] = unfurl["app_unfurl_url"]
            described["app_unfurl"] = unfurl
        described["container"] = {**container, "is_ephemeral": is_ephemeral}
        described["response_url"] = self._responses.make_url(user, channel, message)
        return described

    def _find_message(self, channel: str, ts: str) -> Json:
        message = self._workspace.find_message(channel, ts)
        if message is None:
            raise ApiError("message_not_found")
        return message

    def _find_shortcut(self, callback_id: str, kind: ShortcutKind) -> LocalShortcut:
        for shortcut in self._workspace.options.shortcuts:
            if (shortcut.callback_id, shortcut.kind) == (callback_id, kind):
                return shortcut
        raise ApiError("shortcut_not_found")

    def _name_channel(self, channel: str) -> Json:
        return {"id": channel, "name": self._workspace.channels[channel]["name"] or "directmessage"}

    def _stamp(self, action: Json) -> Json:
        return {**action, "action_ts": self._workspace.make_ts()}

    def _build(self, user: str, kind: str, **more: object) -> Json:
        person, team = self._workspace.users[user], self._workspace.team
        return {
            "type": kind,
            "token": "local",
            "api_app_id": self._workspace.app_id,
            "team": {"id": team["id"], "domain": team["domain"]},
            "user": {"id": user, "username": person["name"], "name": person["name"], "team_id": person["team_id"]},
            "trigger_id": self._views.make_trigger(user),
            "enterprise": None,
            "is_enterprise_install": False,
            **more,
        }

    def _name_team(self, user: str) -> Json:
        """Return the workspace that a person is of, which in a view stands for that of the app (bolt-js issue 1614)."""
        person, team = self._workspace.users[user], self._workspace.team
        is_own = person["team_id"] == team["id"]
        return {"id": person["team_id"], "domain": team["domain"] if is_own else "elders"}

    async def _interact(self, payload: Json) -> str | None:
        try:
            await self._dispatcher.deliver("interactive", payload)
        except DeliveryError as error:
            return f"{_TROUBLE} ({error})."
        return None


def _find_unfurl(message: Json, block_id: str) -> Json | None:
    for attachment in message.get("attachments") or []:
        if attachment.get("is_app_unfurl") and any(block["block_id"] == block_id for block in attachment["blocks"]):
            found: Json = attachment
            return found
    return None


def _read_errors(view: Json, answer: Json) -> dict[str, str]:
    errors = answer.get("errors")
    fields = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or set(errors) - fields:
        raise DeliveryError("errors must name the block_id of an input block")
    return {str(name): str(text) for name, text in errors.items()}

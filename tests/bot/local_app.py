"""A small app that uses all that the local Slack offers, for the tests of Slack's side alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Secret
from bot.figures import Figures
from bot.local import LocalCommand, LocalOptions, LocalShortcut, LocalSlack, ShortcutKind, serve
from bot.transports import http, socket_mode
from bot.transports.door import Door

Json = dict[str, Any]

DOMAIN = "kamerstukken.example"
OPTIONS = LocalOptions(
    commands=(LocalCommand(command="/proef", description="Toont de proef", usage_hint="[naam]"),),
    shortcuts=(
        LocalShortcut(
            name="Zoek met filters", description="Een venster", callback_id="search", kind=ShortcutKind.GLOBAL
        ),
        LocalShortcut(
            name="Zoek hierover", description="Op dit bericht", callback_id="about", kind=ShortcutKind.MESSAGE
        ),
    ),
    unfurl_domains=(DOMAIN,),
    has_home_tab=True,
    administrators=("U0JIJ",),
)
PAPERS = ("Jaarverslag 2022", "Jaarverslag 2023", "Begroting 2024", "Voorjaarsnota 2024")


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str = "") -> Json:
    return {"text": plain(text), "value": value or text}


def button(text: str, action_id: str, value: str = "x", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": value, **more}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def input_block(block_id: str, label: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


def modal(title: str, blocks: list[Json], **more: Any) -> Json:
    return {"type": "modal", "title": plain(title), "blocks": blocks, "close": plain("Annuleren"), **more}


def search_modal() -> Json:
    paper = {"type": "external_select", "action_id": "paper", "min_query_length": 2, "placeholder": plain("Een titel")}
    several = {"type": "multi_external_select", "action_id": "several", "min_query_length": 0}
    order = [option("Beste eerst", "best"), option("Nieuwste eerst", "new")]
    words = {"type": "plain_text_input", "action_id": "words", "max_length": 100}
    blocks = [
        input_block("words", "Waar zoekt u naar?", words, hint=plain("Bijvoorbeeld: dwangsommen")),
        input_block("year", "Jaar", choices("static_select", "year", option("2022"), option("2023")), optional=True),
        input_block("paper", "Stuk", paper, optional=True),
        input_block("several", "Meer stukken", several, optional=True),
        input_block(
            "kinds",
            "Soort",
            choices("checkboxes", "kinds", option("Vragen", "q"), option("Rapporten", "r")),
            optional=True,
        ),
        input_block("order", "Volgorde", {**choices("radio_buttons", "order", *order), "initial_option": order[0]}),
        input_block("since", "Vanaf", {"type": "datepicker", "action_id": "since"}, optional=True),
        {"type": "actions", "block_id": "more", "elements": [button("Uitleg", "explain"), button("Anders", "change")]},
    ]
    return modal("Zoeken", blocks, submit=plain("Zoek"), callback_id="search", notify_on_close=True)


def choices(type_: str, action_id: str, *options: Json) -> Json:
    return {"type": type_, "action_id": action_id, "options": list(options)}


def rich_blocks() -> list[Json]:
    """Return a message with every block that a person may see in one."""
    menu = choices("overflow", "menu", option("In context", "context"), option("Kopieer citaat", "cite"))
    jump = {**choices("static_select", "jump", option("Vraag 42", "42"), option("Vraag 44", "44"))}
    trash = {"type": "icon_button", "icon": "trash", "text": plain("Verwijder"), "action_id": "trash"}
    actions = [button("Meer hits", "more", style="primary"), button("Hele antwoord", "whole")]
    return [
        {"type": "header", "text": plain("Vraag 43")},
        {"type": "rich_text", "elements": rich_parts()},
        table(
            ("Jaar", "Vragen", "Ministerie"), ("2022", "1.204", "Justitie en Veiligheid"), ("2023", "98", "Financiën")
        ),
        section("*Bron:* <https://example.com/stuk|Jaarverslag 2022> · vraag 43", accessory=menu),
        {"type": "section", "fields": [mrkdwn("*Zekerheid*\nhoog"), mrkdwn("*Pagina*\n13 van 36")]},
        {"type": "context", "elements": [mrkdwn("Hit 1 van 12 · 4 juni 2024")]},
        {"type": "actions", "elements": [*actions, {**jump, "placeholder": plain("Ga naar")}]},
        {"type": "carousel", "elements": [card("open_card"), card("open_card_2")]},
        {"type": "context_actions", "elements": [FEEDBACK, trash]},
    ]


FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "judge",
    "positive_button": {"text": plain("Goed antwoord"), "value": "good"},
    "negative_button": {"text": plain("Niet goed"), "value": "bad"},
}


def rich_parts() -> list[Json]:
    bold = {"type": "text", "text": "dwangsommen", "style": {"bold": True}}
    source = {"type": "link", "url": "https://example.com/stuk", "text": "Jaarverslag 2022"}
    return [
        {
            "type": "rich_text_section",
            "elements": [leaf("Welk bedrag aan "), bold, leaf(" betaalde de IND? Zie "), source],
        },
        listed("ordered", 0, "Eerst dit", "Dan dat"),
        listed("bullet", 1, "met een onderdeel"),
        {"type": "rich_text_quote", "elements": [leaf("De IND heeft in 2022 € 3,4 miljoen betaald.")]},
        {"type": "rich_text_preformatted", "elements": [leaf("a  b\n1  2")]},
    ]


def leaf(text: str) -> Json:
    return {"type": "text", "text": text}


def listed(style: str, indent: int, *items: str) -> Json:
    elements = [{"type": "rich_text_section", "elements": [leaf(item)]} for item in items]
    return {"type": "rich_text_list", "style": style, "indent": indent, "elements": elements}


def table(*rows: tuple[str, ...]) -> Json:
    cells = [[{"type": "raw_text", "text": text} for text in row] for row in rows]
    return {"type": "table", "rows": cells, "column_settings": [{"align": "left"}, {"align": "right"}]}


def card(action_id: str) -> Json:
    return {
        "type": "card",
        "title": mrkdwn("*Jaarverslag 2022*"),
        "subtitle": mrkdwn("36 360 VI, nr. 1"),
        "body": mrkdwn("Totaallijst met 412 vragen."),
        "actions": [button("Open", action_id)],
    }


def chart() -> Json:
    counts = {"2021": 320, "2022": 412, "2023": 287}
    series = [{"name": "Vragen", "data": [{"label": year, "value": count} for year, count in counts.items()]}]
    drawn = {"type": "bar", "series": series, "axis_config": {"categories": list(counts)}}
    return {"type": "data_visualization", "title": "Vragen per jaar", "chart": drawn}


def home_view(count: int = 0) -> Json:
    find = {"type": "plain_text_input", "action_id": "find", "placeholder": plain("Zoek in de stukken")}
    blocks = [
        {"type": "header", "text": plain("Kamerstukken")},
        input_block("find", "Zoeken", find, dispatch_action=True),
        section(f"U zocht {count} keer.", accessory=button("Vernieuw", "renew")),
        {"type": "divider"},
        chart(),
    ]
    return {"type": "home", "blocks": blocks}


@dataclass(slots=True)
class Heard:
    """What the app was told, in order, by type."""

    payloads: list[Json] = field(default_factory=list)

    def of(self, type_: str) -> list[Json]:
        return [payload for payload in self.payloads if payload["type"] == type_]


def build_app(slack: LocalSlack, heard: Heard) -> AsyncApp:
    app = AsyncApp(
        client=AsyncWebClient(token=slack.bot_token, base_url=slack.api_url), signing_secret=slack.signing_secret
    )
    counts: dict[str, int] = {}

    @app.middleware
    async def hear(body: Json, next: Any) -> None:
        heard.payloads.append(body.get("event") or {"type": "command", **body})
        # Whoever waits for what was heard looks again, also where nothing in the workspace changes after it.
        await slack.workspace.notify()
        await next()

    @app.event("message")
    async def take_message(event: Json, say: Any) -> None:
        if event.get("text") == "toon alles":
            await say(text="Vraag 43: welk bedrag?", blocks=rich_blocks())

    @app.event("app_home_opened")
    async def take_home(event: Json, client: AsyncWebClient) -> None:
        if event["tab"] == "home":
            await client.views_publish(user_id=event["user"], view=home_view(counts.get(event["user"], 0)))

    @app.event("link_shared")
    async def take_links(event: Json, client: AsyncWebClient) -> None:
        found = [
            section("*Jaarverslag 2022*\n412 vragen"),
            {"type": "actions", "elements": [button("Zoek hierin", "search_in")]},
        ]
        unfurls = {link["url"]: {"blocks": found} for link in event["links"]}
        await client.chat_unfurl(unfurl_id=event["unfurl_id"], source=event["source"], unfurls=unfurls)

    for name in ("app_mention", "member_joined_channel"):
        app.event(name)(_take_nothing)

    @app.command("/proef")
    async def take_command(ack: Any, command: Json) -> None:
        await ack(f"Dag {command['text']}")

    @app.shortcut("search")
    async def take_search(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=search_modal())

    @app.shortcut("about")
    async def take_about(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        view = modal("Hierover", [section(body["message"]["text"])], private_metadata=body["channel"]["id"])
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.options("paper")
    @app.options("several")
    async def offer_papers(ack: Any, payload: Json) -> None:
        typed = payload["value"].casefold()
        await ack(options=[option(paper) for paper in PAPERS if typed in paper.casefold()])

    @app.action("explain")
    async def take_explain(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view=modal("Uitleg", [section("Zo zoekt u.")]))

    @app.action("change")
    async def take_change(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        view = search_modal()
        view["blocks"].insert(0, section("Dit venster is veranderd."))
        await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)

    @app.action("find")
    @app.action("renew")
    async def take_find(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        user = body["user"]["id"]
        counts[user] = counts.get(user, 0) + 1
        await client.views_publish(user_id=user, view=home_view(counts[user]), hash=body["view"]["hash"])

    @app.view("search")
    async def take_submission(ack: Any, body: Json) -> None:
        words = body["view"]["state"]["values"]["words"]["words"]["value"]
        answers: dict[str, Json] = {
            "fout": {"response_action": "errors", "errors": {"words": "Dat woord kennen we niet."}},
            "verder": {"response_action": "update", "view": modal("Gevonden", [section("Eén stuk gevonden.")])},
            "diep": {"response_action": "push", "view": modal("Dieper", [section("Nog een venster.")])},
            "klaar": {"response_action": "clear"},
            "onzin": {"response_action": "errors", "errors": {"bestaat_niet": "x"}},
        }
        await ack(**answers.get(words, {}))

    @app.view_closed("search")
    async def take_closed(ack: Any) -> None:
        await ack()

    @app.action("menu")
    async def take_menu(ack: Any, respond: Any, action: Json) -> None:
        await ack()
        await respond(f"Gekozen: {action['selected_option']['value']}")

    @app.action("judge")
    async def take_judgement(ack: Any, respond: Any, action: Json) -> None:
        await ack()
        await respond(f"Oordeel: {action['value']}", replace_original=False)

    for name in ("more", "whole", "jump", "open_card", "open_card_2", "trash", "search_in"):
        app.action(name)(_take_nothing)
    return app


async def _take_nothing(ack: Any) -> None:
    await ack()


@asynccontextmanager
async def run_app(*, over_http: bool = False, **options: Any) -> AsyncIterator[tuple[LocalSlack, Heard]]:
    """Run the app in a local Slack, over Socket Mode or signed HTTP; gives what it hears besides."""
    heard = Heard()
    async with serve(options=replace(OPTIONS, **options)) as slack:
        app = build_app(slack, heard)
        if over_http:
            door = Door(app=app, signing_secret=Secret(slack.signing_secret))
            async with http.listen(door, "127.0.0.1", 0, Figures()) as address:
                slack.dispatcher.http_target = address
                yield slack, heard
        else:
            async with socket_mode.connect(app, Secret(slack.app_token), 1, Figures()):
                yield slack, heard

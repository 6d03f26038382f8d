"""The local Slack refuses what Slack refuses: its limits are those of two independent judges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import slackblocks as sb
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.local.limits import find_block_problems, find_message_error, find_view_error, find_view_problems
from tests.bot.local_app import (
    FEEDBACK,
    button,
    card,
    chart,
    choices,
    home_view,
    input_block,
    leaf,
    modal,
    mrkdwn,
    option,
    plain,
    rich_blocks,
    search_modal,
    section,
    table,
)

Json = dict[str, Any]
X = "x"


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def field(**element: Any) -> Json:
    return input_block("b", "Label", element)


def buttons(count: int) -> list[sb.Button]:
    return [sb.Button("x", f"a{number}") for number in range(count)]


def options(count: int) -> list[sb.Option]:
    return [sb.Option(sb.Text("x", sb.TextType.PLAINTEXT), str(number)) for number in range(count)]


def json_options(count: int) -> list[Json]:
    return [option("x", str(number)) for number in range(count)]


# What is measured, the most that Slack takes of it, our block with so much of it, and slackblocks' own.
LIMITS: list[tuple[str, int, Callable[[int], Json], Callable[[int], object]]] = [
    ("section text", 3_000, lambda n: section(X * n), lambda n: sb.SectionBlock(X * n)),
    (
        "section fields",
        10,
        lambda n: {"type": "section", "fields": [mrkdwn(X)] * n},
        lambda n: sb.SectionBlock(fields=[X] * n),
    ),
    ("header text", 150, lambda n: {"type": "header", "text": plain(X * n)}, lambda n: sb.HeaderBlock(X * n)),
    (
        "context elements",
        10,
        lambda n: {"type": "context", "elements": [mrkdwn(X)] * n},
        lambda n: sb.ContextBlock([sb.Text(X)] * n),
    ),
    (
        "actions elements",
        25,
        lambda n: actions(*(button(X, str(i)) for i in range(n))),
        lambda n: sb.ActionsBlock(buttons(n)),
    ),
    ("button text", 75, lambda n: actions(button(X * n, "a")), lambda n: sb.Button(X * n, "a")),
    ("button value", 2_000, lambda n: actions(button(X, "a", X * n)), lambda n: sb.Button(X, "a", value=X * n)),
    ("action_id", 255, lambda n: actions(button(X, X * n)), lambda n: sb.Button(X, X * n)),
    ("block_id", 255, lambda n: section(X, block_id=X * n), lambda n: sb.SectionBlock(X, block_id=X * n)),
    ("markdown text", 12_000, lambda n: {"type": "markdown", "text": X * n}, lambda n: sb.MarkdownBlock(X * n)),
    (
        "overflow options",
        5,
        lambda n: section(X, accessory={**choices("overflow", "a"), "options": json_options(n)}),
        lambda n: sb.OverflowMenu("a", options(n)),
    ),
    (
        "radio buttons",
        10,
        lambda n: field(type="radio_buttons", options=json_options(n)),
        lambda n: sb.RadioButtonGroup("a", options(n)),
    ),
    (
        "select options",
        100,
        lambda n: field(type="static_select", options=json_options(n)),
        lambda n: sb.StaticSelectMenu("a", options(n)),
    ),
    (
        "option text",
        75,
        lambda n: field(type="static_select", options=[option(X * n, "v")]),
        lambda n: sb.Option(X * n, "v"),
    ),
    (
        "option value",
        150,
        lambda n: field(type="static_select", options=[option(X, X * n)]),
        lambda n: sb.Option(X, X * n),
    ),
    (
        "input label",
        2_000,
        lambda n: input_block("b", X * n, {"type": "datepicker"}),
        lambda n: sb.InputBlock(X * n, sb.DatePicker("a")),
    ),
    ("card title", 150, lambda n: {"type": "card", "title": mrkdwn(X * n)}, lambda n: sb.CardBlock(title=X * n)),
    ("card body", 200, lambda n: {"type": "card", "body": mrkdwn(X * n)}, lambda n: sb.CardBlock(body=X * n)),
    (
        "card actions",
        3,
        lambda n: {"type": "card", "actions": [button(X, str(i)) for i in range(n)]},
        lambda n: sb.CardBlock(actions=buttons(n)),
    ),
    (
        "carousel cards",
        10,
        lambda n: {"type": "carousel", "elements": [card(str(i)) for i in range(n)]},
        lambda n: sb.CarouselBlock([sb.CardBlock(title="x")] * n),
    ),
    ("table rows", 100, lambda n: table(*[("x",)] * n), lambda n: sb.TableBlock([[sb.RawText("x")]] * n)),
    ("table cells", 20, lambda n: table(("x",) * n), lambda n: sb.TableBlock([[sb.RawText("x")] * n])),
    (
        "image alt",
        2_000,
        lambda n: {"type": "image", "image_url": "https://x.nl/a.png", "alt_text": X * n},
        lambda n: sb.ImageBlock("https://x.nl/a.png", X * n),
    ),
]


@pytest.mark.parametrize(("name", "most", "build", "judge"), LIMITS, ids=[limit[0] for limit in LIMITS])
def test_a_limit_is_where_slackblocks_has_it(
    name: str, most: int, build: Callable[[int], Json], judge: Callable[[int], object]
) -> None:
    surface = "modal" if build(1)["type"] == "input" else "message"
    assert find_block_problems([build(most)], surface) == []
    judge(most)
    assert find_block_problems([build(most + 1)], surface)
    with pytest.raises(sb.InvalidUsageError):
        judge(most + 1)


JUDGED = "section text,header text,card title,card body,actions elements,carousel cards,image alt,button text"


@pytest.mark.parametrize("name", JUDGED.split(","))
def test_slack_sdks_models_refuse_the_same(name: str) -> None:
    most, build = next((most, build) for measured, most, build, _ in LIMITS if measured == name)
    _parse(build(most))
    with pytest.raises(SlackObjectFormationError):
        _parse(build(most + 1))


@pytest.mark.parametrize(
    ("blocks", "problem"),
    [
        ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
        ([{"type": "section"}], "must define either text or fields [json-pointer:/blocks/0]"),
        ([{"type": "zomaar"}], "unsupported type: zomaar [json-pointer:/blocks/0/type]"),
        ([{"type": "header"}], "missing required field: text [json-pointer:/blocks/0]"),
        (
            [{"type": "header", "text": mrkdwn("x")}],
            "must be a valid plain_text text object [json-pointer:/blocks/0/text]",
        ),
        (
            [section("x"), section("x", accessory={"type": "datum"})],
            "unsupported type: datum [json-pointer:/blocks/1/accessory/type]",
        ),
        (
            [section("x", block_id="a"), section("x", block_id="a")],
            "`block_id` already exists: `a` [json-pointer:/blocks/1/block_id]",
        ),
        (
            [actions(button("x", "a"), button("y", "a"))],
            "`action_id` `a` already exists in this block [json-pointer:/blocks/0]",
        ),
        ([actions()], "no less than 1 items allowed [json-pointer:/blocks/0/elements]"),
        (
            [actions(button("x", "a", style="groot"))],
            "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
        ),
        (
            [actions(button("x", "a", url="javascript:x"))],
            "must be a valid url [json-pointer:/blocks/0/elements/0/url]",
        ),
        (
            [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [leaf("")]}]}],
            "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]",
        ),
        (
            [{"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "x", "elements": []}]}],
            "must be one of: bullet, ordered [json-pointer:/blocks/0/elements/0/style]",
        ),
        ([table(("x",)), table(("x",))], "only_one_table_allowed"),
        (
            [{"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}],
            "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]",
        ),
        ([table(*[("x" * 101,)] * 100)], "must be less than 10001 characters [json-pointer:/blocks/0/rows]"),
        (
            [{"type": "context_actions", "elements": [{**FEEDBACK, "positive_button": None}]}],
            "missing required field: positive_button [json-pointer:/blocks/0/elements/0]",
        ),
        ([{"type": "card"}], "must define at least one of hero_image, title, actions, body [json-pointer:/blocks/0]"),
        ([{"type": "image", "alt_text": "x"}], "must provide either image_url or slack_file [json-pointer:/blocks/0]"),
        ([{**chart(), "title": "x" * 51}], "must be less than 51 characters [json-pointer:/blocks/0/title]"),
        ([{"type": "alert", "text": mrkdwn("x")}], "unsupported type: alert [json-pointer:/blocks/0/type]"),
        (
            [{"type": "markdown", "text": "x" * 7_000}] * 2,
            "markdown must be less than 12001 characters in all [json-pointer:/blocks]",
        ),
        ([section("x")] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
        (["x"], "must provide an object [json-pointer:/blocks/0]"),
        ("x", "must provide an array [json-pointer:/blocks]"),
    ],
)
def test_a_refusal_names_what_is_wrong_and_where(blocks: object, problem: str) -> None:
    assert problem in find_block_problems(blocks, "message")


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        (modal("x" * 25, []), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (
            modal("x", [input_block("a", "b", {"type": "datepicker"})]),
            "missing required field: submit [json-pointer:/view]",
        ),
        (
            modal("x", [], private_metadata="x" * 3_001),
            "must be less than 3001 characters [json-pointer:/view/private_metadata]",
        ),
        (modal("x", [table(("x",))]), "unsupported type: table [json-pointer:/view/blocks/0/type]"),
        (modal("x", [section("x")] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
        (
            modal("x", [field(type="static_select", options=[])], submit=plain("x")),
            "no less than 1 items allowed [json-pointer:/view/blocks/0/element/options]",
        ),
        (
            modal("x", [field(type="button", text=plain("x"))], submit=plain("x")),
            "unsupported type: button [json-pointer:/view/blocks/0/element/type]",
        ),
        (
            modal("x", [field(type="external_select", min_query_length=-1)], submit=plain("x")),
            "must be a whole number from 0 to 100 [json-pointer:/view/blocks/0/element/min_query_length]",
        ),
        (
            modal("x", [field(type="datepicker", initial_date="1 mei")], submit=plain("x")),
            "must be in the form YYYY-MM-DD [json-pointer:/view/blocks/0/element/initial_date]",
        ),
        (
            {"type": "home", "blocks": [], "submit": plain("x")},
            "a home view has no submit or close [json-pointer:/view]",
        ),
        (
            {"type": "home", "blocks": [{"type": "markdown", "text": "x"}]},
            "unsupported type: markdown [json-pointer:/view/blocks/0/type]",
        ),
        ({"type": "iets"}, "unsupported type: iets [json-pointer:/view/type]"),
    ],
)
def test_a_view_is_refused_for_what_slack_refuses(view: Json, problem: str) -> None:
    assert problem in find_view_problems(view)


def test_what_the_tests_app_shows_passes_all_judges() -> None:
    assert find_message_error({"text": "x", "blocks": rich_blocks()}) is None
    for block in rich_blocks():
        _parse(block)
    for view in (search_modal(), home_view()):
        assert find_view_error(view) is None
        View(**view).validate_json()


def test_totals_have_codes_of_their_own() -> None:
    long = {"text": "x", "blocks": [section("x" * 2_900)] * 5}
    assert find_message_error(long) == ("msg_blocks_too_long", ())
    assert find_message_error({"text": "x" * 40_001}) == ("msg_too_long", ())
    wide = {"text": "x", "blocks": [table(*[("x" * 30, "y" * 30, "z" * 30)] * 100)]}
    assert find_message_error(wide) is None
    assert find_view_error(modal("x", [section("x" * 3_000)] * 90)) == ("view_too_large", ())
    assert find_message_error({"text": "x", "attachments": [{"blocks": [section("")]}]}) == (
        "invalid_attachments",
        ("must be more than 0 characters [json-pointer:/attachments/0/blocks/0/text/text]",),
    )


def _parse(block: Json) -> Json:
    parsed = Block.parse(block)
    assert parsed is not None, block["type"]
    return parsed.to_dict()

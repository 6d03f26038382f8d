"""The layout blocks, and which of them may stand on which surface."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.local.checks.cards import check_card, check_carousel
from bot.local.checks.elements import ACTIONS, CONTEXT_ACTIONS, INPUT, SECTION, check_element, check_image
from bot.local.checks.rich_text import check_rich_text
from bot.local.checks.tables import check_chart, check_data_table, check_table
from bot.local.checks.text import (
    PLAIN,
    check_items,
    check_optional_string,
    check_optional_text,
    check_string,
    check_text,
    list_items,
    tell,
)
from bot.local.workspace import Json

Check = Callable[[Json, str], Iterator[str]]

_EVERYWHERE = frozenset("actions card context divider header image input rich_text section".split())
_WIDE = frozenset("carousel container data_table data_visualization table".split())
_SURFACES = {
    "message": _EVERYWHERE | _WIDE | {"context_actions", "markdown"},
    "modal": _EVERYWHERE | {"alert"},
    "home": _EVERYWHERE | _WIDE,
}
_MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
_IN_CONTAINERS = frozenset("actions context divider image rich_text section table".split())


def check_blocks(blocks: object, surface: str, at: str) -> Iterator[str]:
    """Check the blocks of a `message`, `modal` or `home`, each and together."""
    yield from check_items(blocks, at, _MOST_BLOCKS[surface], least=0)
    known: set[str] = set()
    for place, block in enumerate(list_items(blocks)):
        where = f"{at}/{place}"
        if block.get("type") not in _SURFACES[surface]:
            yield tell(f"unsupported type: {block.get('type')}", f"{where}/type")
            continue
        yield from check_optional_string(block.get("block_id"), f"{where}/block_id", 255)
        if block.get("block_id") in known:
            yield tell(f"`block_id` already exists: `{block['block_id']}`", f"{where}/block_id")
        known.add(block.get("block_id") or "")
        known.discard("")
        yield from _find_check(str(block["type"]))(block, where)
        yield from _check_action_ids(block, where)


def _find_check(type_: str) -> Check:
    return {
        "actions": _check_actions,
        "alert": _check_alert,
        "card": check_card,
        "carousel": check_carousel,
        "container": _check_container,
        "context": _check_context,
        "context_actions": _check_context_actions,
        "data_table": check_data_table,
        "data_visualization": check_chart,
        "header": _check_header,
        "image": _check_image_block,
        "input": _check_input,
        "markdown": _check_markdown,
        "rich_text": check_rich_text,
        "section": _check_section,
        "table": check_table,
    }.get(type_, _check_nothing)


def _check_nothing(block: Json, at: str) -> Iterator[str]:
    yield from ()  # a divider


def _check_section(block: Json, at: str) -> Iterator[str]:
    if block.get("text") is None and block.get("fields") is None:
        yield tell("must define either text or fields", at)
    yield from check_optional_text(block.get("text"), f"{at}/text", 3_000)
    if block.get("fields") is not None:
        yield from check_items(block["fields"], f"{at}/fields", 10)
        for place, field in enumerate(list_items(block["fields"])):
            yield from check_text(field, f"{at}/fields/{place}", 2_000)
    if block.get("accessory") is not None:
        yield from check_element(block["accessory"], f"{at}/accessory", SECTION)


def _check_header(block: Json, at: str) -> Iterator[str]:
    yield from check_text(block.get("text"), f"{at}/text", 150, PLAIN)


def _check_context(block: Json, at: str) -> Iterator[str]:
    yield from check_items(block.get("elements"), f"{at}/elements", 10)
    for place, element in enumerate(list_items(block.get("elements"))):
        where = f"{at}/elements/{place}"
        check = check_image(element, where) if element.get("type") == "image" else check_text(element, where, 2_000)
        yield from check


def _check_actions(block: Json, at: str) -> Iterator[str]:
    yield from check_items(block.get("elements"), f"{at}/elements", 25)
    for place, element in enumerate(list_items(block.get("elements"))):
        yield from check_element(element, f"{at}/elements/{place}", ACTIONS)


def _check_context_actions(block: Json, at: str) -> Iterator[str]:
    yield from check_items(block.get("elements"), f"{at}/elements", 5)
    for place, element in enumerate(list_items(block.get("elements"))):
        yield from check_element(element, f"{at}/elements/{place}", CONTEXT_ACTIONS)


def _check_image_block(block: Json, at: str) -> Iterator[str]:
    yield from check_image(block, at)
    yield from check_optional_text(block.get("title"), f"{at}/title", 2_000, PLAIN)


def _check_input(block: Json, at: str) -> Iterator[str]:
    yield from check_text(block.get("label"), f"{at}/label", 2_000, PLAIN)
    yield from check_optional_text(block.get("hint"), f"{at}/hint", 2_000, PLAIN)
    if block.get("element") is None:
        yield tell("missing required field: element", at)
    else:
        yield from check_element(block["element"], f"{at}/element", INPUT)


def _check_markdown(block: Json, at: str) -> Iterator[str]:
    yield from check_string(block.get("text"), f"{at}/text", 12_000)


def _check_alert(block: Json, at: str) -> Iterator[str]:
    yield from check_text(block.get("text"), f"{at}/text", 200)
    if block.get("level") not in (None, "default", "info", "warning", "error", "success"):
        yield tell("must be one of: default, info, warning, error, success", f"{at}/level")


def _check_container(block: Json, at: str) -> Iterator[str]:
    if block.get("title") is None and block.get("rich_text_title") is None:
        yield tell("must define either title or rich_text_title", at)
    yield from check_optional_text(block.get("title"), f"{at}/title", 150, PLAIN)
    yield from check_optional_text(block.get("subtitle"), f"{at}/subtitle", 150)
    if block.get("is_collapsible") and block.get("has_header_divider"):
        yield tell("can't be set where is_collapsible is true", f"{at}/has_header_divider")
    children = block.get("child_blocks")
    yield from check_items(children, f"{at}/child_blocks", 10)
    for place, child in enumerate(list_items(children)):
        where = f"{at}/child_blocks/{place}"
        if child.get("type") not in _IN_CONTAINERS:
            yield tell(f"unsupported type: {child.get('type')}", f"{where}/type")
        else:
            yield from _find_check(str(child["type"]))(child, where)


def _check_action_ids(block: Json, at: str) -> Iterator[str]:
    ids = [id_ for element in list_elements(block) if (id_ := element.get("action_id"))]
    for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1}):
        yield tell(f"`action_id` `{id_}` already exists in this block", at)


def list_elements(block: Json) -> list[Json]:
    """Return the interactive elements of a block, those in cards and containers too, in order."""
    if block.get("type") == "carousel":
        return [element for card in list_items(block.get("elements")) for element in list_elements(card)]
    if block.get("type") == "container":
        return [element for child in list_items(block.get("child_blocks")) for element in list_elements(child)]
    if block.get("type") not in ("section", "actions", "context_actions", "input", "card"):
        return []
    one = [block[name] for name in ("accessory", "element") if isinstance(block.get(name), dict)]
    several = list_items(block.get("elements")) + list_items(block.get("actions"))
    return [element for element in one + several if element.get("type") != "image"]

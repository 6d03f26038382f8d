"""Tables and charts."""

from __future__ import annotations

from collections.abc import Iterator

from bot.local.checks.rich_text import check_rich_text
from bot.local.checks.text import check_items, check_optional_string, check_string, check_whole, list_items, tell
from bot.local.workspace import Json

_MOST_COLUMNS = 20
_TABLE_TEXT = 10_000
_DATA_TEXT = 20_000


def check_table(block: Json, at: str) -> Iterator[str]:
    """Return what Slack would say of a table."""
    yield from _check_rows(block.get("rows"), f"{at}/rows", least=1, most=100)
    settings = block.get("column_settings")
    if settings is not None:
        if not isinstance(settings, list) or len(settings) > _MOST_COLUMNS:
            yield tell(f"no more than {_MOST_COLUMNS} items allowed", f"{at}/column_settings")
        for place, setting in enumerate(list_items(settings)):
            if setting.get("align") not in (None, "left", "center", "right"):
                yield tell("must be one of: left, center, right", f"{at}/column_settings/{place}/align")
    if _count(block.get("rows")) > _TABLE_TEXT:
        yield tell(f"must be less than {_TABLE_TEXT + 1} characters", f"{at}/rows")


def check_data_table(block: Json, at: str) -> Iterator[str]:
    """Return what Slack would say of a table of data."""
    rows = block.get("rows")
    yield from _check_rows(rows, f"{at}/rows", least=2, most=201)
    yield from check_string(block.get("caption"), f"{at}/caption", 3_000)
    yield from check_whole(block.get("page_size"), f"{at}/page_size", 1, 100)
    if isinstance(rows, list) and len({len(row) for row in rows if isinstance(row, list)}) > 1:
        yield tell("all rows must have the same number of cells", f"{at}/rows")
    if isinstance(rows, list) and rows and any(cell.get("type") == "rich_text" for cell in list_items(rows[0])):
        yield tell("unsupported type: rich_text", f"{at}/rows/0")
    if _count(rows) > _DATA_TEXT:
        yield tell(f"must be less than {_DATA_TEXT + 1} characters", f"{at}/rows")


def check_chart(block: Json, at: str) -> Iterator[str]:
    """Check a pie, bar, line or area chart."""
    yield from check_string(block.get("title"), f"{at}/title", 50)
    chart = block.get("chart")
    if not isinstance(chart, dict):
        yield tell("missing required field: chart", at)
    elif chart.get("type") == "pie":
        yield from check_items(chart.get("segments"), f"{at}/chart/segments", 12)
        for place, segment in enumerate(list_items(chart.get("segments"))):
            yield from _check_point(segment, f"{at}/chart/segments/{place}", is_positive=True)
    elif chart.get("type") in ("bar", "line", "area"):
        yield from _check_axes(chart, f"{at}/chart")
    else:
        yield tell(f"unsupported type: {chart.get('type')}", f"{at}/chart/type")


def _check_axes(chart: Json, at: str) -> Iterator[str]:
    axes = chart.get("axis_config")
    categories = axes.get("categories") if isinstance(axes, dict) else None
    if not isinstance(axes, dict) or not isinstance(categories, list) or not 1 <= len(categories) <= 20:
        yield tell("must be 1 to 20 categories", f"{at}/axis_config/categories")
        return
    for place, category in enumerate(categories):
        yield from check_string(category, f"{at}/axis_config/categories/{place}", 20)
    for name in ("x_label", "y_label"):
        yield from check_optional_string(axes.get(name), f"{at}/axis_config/{name}", 50)
    yield from check_items(chart.get("series"), f"{at}/series", 12)
    for place, series in enumerate(list_items(chart.get("series"))):
        where = f"{at}/series/{place}"
        yield from check_string(series.get("name"), f"{where}/name", 20)
        yield from check_items(series.get("data"), f"{where}/data", 20)
        if sorted(str(point.get("label")) for point in list_items(series.get("data"))) != sorted(categories):
            yield tell("must have one value for every category", f"{where}/data")
        for number, point in enumerate(list_items(series.get("data"))):
            yield from _check_point(point, f"{where}/data/{number}", is_positive=False)


def _check_point(point: Json, at: str, *, is_positive: bool) -> Iterator[str]:
    yield from check_string(point.get("label"), f"{at}/label", 20)
    value = point.get("value")
    if not isinstance(value, int | float) or isinstance(value, bool) or (is_positive and value <= 0):
        yield tell("must be a positive number" if is_positive else "must be a number", f"{at}/value")


def _check_rows(rows: object, at: str, *, least: int, most: int) -> Iterator[str]:
    if not isinstance(rows, list) or len(rows) < least:
        yield tell(f"no less than {least} items allowed", at)
        return
    if len(rows) > most:
        yield tell(f"no more than {most} items allowed", at)
    for place, row in enumerate(rows):
        yield from check_items(row, f"{at}/{place}", _MOST_COLUMNS)
        for number, cell in enumerate(list_items(row)):
            yield from _check_cell(cell, f"{at}/{place}/{number}")


def _check_cell(cell: Json, at: str) -> Iterator[str]:
    match cell.get("type"):
        case "raw_text":
            yield from check_string(cell.get("text"), f"{at}/text", _DATA_TEXT)
        case "raw_number":
            if not isinstance(cell.get("value"), int | float):
                yield tell("must be a number", f"{at}/value")
        case "rich_text":
            yield from check_rich_text(cell, at)
        case other:
            yield tell(f"unsupported type: {other}", f"{at}/type")


def _count(value: object) -> int:
    """Return how many characters of text stand anywhere in a value."""
    if isinstance(value, list):
        return sum(map(_count, value))
    if not isinstance(value, dict):
        return 0
    own = value.get("text")
    return (len(own) if isinstance(own, str) else 0) + sum(map(_count, value.values()))

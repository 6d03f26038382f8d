"""Text objects and the plain values of Block Kit."""

from __future__ import annotations

from collections.abc import Iterator

from bot.local.workspace import Json

PLAIN = ("plain_text",)
ANY = ("plain_text", "mrkdwn")


def tell(problem: str, at: str) -> str:
    """Return a problem with the place of it."""
    return f"{problem} [json-pointer:{at}]"


def check_text(text: object, at: str, most: int, types: tuple[str, ...] = ANY) -> Iterator[str]:
    """Check a required text object of 1 to `most` characters."""
    parent, _, name = at.rpartition("/")
    if text is None:
        yield tell(f"missing required field: {name}", parent)
    elif not isinstance(text, dict) or text.get("type") not in types:
        yield tell(f"must be a valid {' or '.join(types)} text object", at)
    else:
        yield from check_string(text.get("text"), f"{at}/text", most)


def check_optional_text(text: object, at: str, most: int, types: tuple[str, ...] = ANY) -> Iterator[str]:
    """Check a text object that may be absent."""
    if text is not None:
        yield from check_text(text, at, most, types)


def check_string(value: object, at: str, most: int, least: int = 1) -> Iterator[str]:
    """Return what Slack would say of a text of `least` to `most` characters."""
    if not isinstance(value, str):
        yield tell("must provide a string", at)
    elif len(value) < least:
        yield tell(f"must be more than {least - 1} characters", at)
    elif len(value) > most:
        yield tell(f"must be less than {most + 1} characters", at)


def check_optional_string(value: object, at: str, most: int) -> Iterator[str]:
    """Check a string that may be absent or empty."""
    if value is not None:
        yield from check_string(value, at, most, least=0)


def check_items(items: object, at: str, most: int, least: int = 1) -> Iterator[str]:
    """Check that this is an array of `least` to `most` objects; the objects are checked elsewhere."""
    if not isinstance(items, list):
        yield tell("must provide an array", at)
        return
    if len(items) < least:
        yield tell(f"no less than {least} items allowed", at)
    elif len(items) > most:
        yield tell(f"no more than {most} items allowed", at)
    for place, item in enumerate(items):
        if not isinstance(item, dict):
            yield tell("must provide an object", f"{at}/{place}")


def check_url(url: object, at: str) -> Iterator[str]:
    """Return what Slack would say of an address."""
    yield from check_string(url, at, 3_000)
    if isinstance(url, str) and url and not url.startswith(("http://", "https://", "slack://", "mailto:")):
        yield tell("must be a valid url", at)


def check_whole(value: object, at: str, least: int, most: int) -> Iterator[str]:
    """Check a whole number that may be absent."""
    if value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        yield tell(f"must be a whole number from {least} to {most}", at)


def list_items(items: object) -> list[Json]:
    """Return the objects of an array, none where it is no array."""
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []

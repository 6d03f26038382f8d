"""The pictures of what people see: one of each message and modal, none of what is no longer there."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

from PIL import Image

from bot import views
from tests.conftest import ROOT
from tests.screens import FOLDER, SCREENS, VARIANTS, name_file

# Bytes of all pictures.
MOST = 4_000_000
# What others are made of.
NO_VIEWS = ("message.fit_message", "modals.build_modal")
IMAGE = re.compile(r"!\[[^\]]+\]\((tests/golden/screens/[^)]+)\)")


def list_builders() -> Iterator[str]:
    """Return what builds a message or modal, as `module.function`."""
    for name in (found.name for found in pkgutil.iter_modules(views.__path__)):
        module = importlib.import_module(f"{views.__name__}.{name}")
        for function in vars(module).values():
            if (
                inspect.isfunction(function)
                and not function.__name__.startswith("_")
                and function.__module__ == module.__name__
            ):
                is_view = function.__annotations__.get("return") in ("Message", "View")
                if is_view and f"{name}.{function.__name__}" not in NO_VIEWS:
                    yield f"{name}.{function.__name__}"


def test_there_is_a_picture_of_each_message_and_modal() -> None:
    shown = {shown for screen in SCREENS for shown in screen.shows}
    assert set(list_builders()) - shown == set()
    for name in shown:
        module, _, function = name.partition(".")
        assert hasattr(importlib.import_module(f"bot.views.{module}"), function), name


def test_the_pictures_are_those_that_the_command_makes() -> None:
    made = {name_file(screen, variant) for screen in SCREENS for variant in VARIANTS}
    assert {path.name for path in FOLDER.iterdir()} == made
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST


def test_a_picture_is_as_wide_as_its_window() -> None:
    for path in FOLDER.iterdir():
        with Image.open(path) as image:
            assert image.width <= (390 if "-phone-" in path.name else 1_100), path.name
            assert image.height > 40, path.name


def test_the_readme_shows_pictures_that_the_command_makes() -> None:
    shown = IMAGE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(shown) >= 2
    assert {path.rpartition("/")[2] for path in shown} <= {path.name for path in FOLDER.iterdir()}

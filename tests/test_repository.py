"""What the repository says of itself is true."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from bot.cli import build_parser
from bot.config import NAMES, load_settings
from bot.state.retention import Retention
from bot.state.tables import TABLES
from bot.texts import DUTCH
from corpus.models import Document
from tests.conftest import ROOT, SEEDS


def test_ci_calls_the_readmes_test_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = next(line for line in readme.splitlines() if "&& .venv/bin/pytest" in line)
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = re.search(r"On the command line: (.+?); `griffier --help`", " ".join(readme.split()))
    assert listed is not None
    named = re.findall(r"`(?:griffier )?([a-z-]+)[a-z ]*`", listed[1])
    (commands,) = (action.choices for action in build_parser()._actions if action.choices)
    assert sorted(named) == sorted(commands)


def test_every_setting_is_in_the_example_and_nothing_else_is() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^# ([A-Z_]+)=", example, re.MULTILINE)) == sorted(NAMES)


def test_every_setting_is_read() -> None:
    asked: list[str] = []

    class Recorder(dict[str, str]):
        def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
            asked.append(name)
            return default

    load_settings(Recorder())
    assert set(asked) == set(NAMES)


def test_the_examples_defaults_are_those_of_the_settings() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    stated = dict(re.findall(r"^# ([A-Z_]+)=(.+)$", example, re.MULTILINE))
    assert load_settings(stated) == load_settings({})


def test_the_manifest_names_every_seed_with_its_checksum() -> None:
    papers = tomllib.loads((SEEDS / "MANIFEST.toml").read_text(encoding="utf-8"))["paper"]
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SEEDS.glob("*.txt")}
    assert {paper["file"]: paper["sha256"] for paper in papers} == files
    for paper in papers:
        assert all(paper[key] for key in ("title", "identifier", "about", "publisher", "licence", "url"))


def test_the_manifest_agrees_with_what_the_papers_say(documents: dict[str, Document]) -> None:
    papers = tomllib.loads((SEEDS / "MANIFEST.toml").read_text(encoding="utf-8"))["paper"]
    assert {paper["identifier"] for paper in papers} == set(documents)


def test_the_readmes_answer_is_the_seeds_own_text() -> None:
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    seed = " ".join((SEEDS / "vragen-jaarverslag-jenv-2022-pagina-13.txt").read_text(encoding="utf-8").split())
    sentences = re.findall(r"(?:Welk bedrag|De IND heeft).+?[.?](?= )", readme)
    assert [sentence in seed for sentence in sentences] == [True, True]


def list_sentences(texts: Struct) -> list[tuple[str, str]]:
    """Return the name and text of each sentence of a language, those of its groups included."""
    found = []
    for name, value in asdict(texts).items():
        if isinstance(value, Struct):
            found += list_sentences(value)
        elif isinstance(value, str):
            found.append((name, value))
    return found


def test_sentences_for_people_stand_in_one_place() -> None:
    dutch = {sentence for _, sentence in list_sentences(DUTCH) if " " in sentence}
    for path in sorted((ROOT / "bot").rglob("*.py")):
        if "texts" in path.parts or "local" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        assert not [sentence for sentence in dutch if len(sentence) > 20 and sentence in source]


def test_the_arrows_between_the_packages_run_one_way() -> None:
    for path in Path(ROOT / "corpus").rglob("*.py"):
        assert not re.search(r"^\s*(?:from|import) (?:bot|slack)", path.read_text(encoding="utf-8"), re.MULTILINE), path
    for path in Path(ROOT / "bot" / "local").rglob("*.py"):
        imports = re.findall(r"^\s*from (bot\S*|corpus\S*) import", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert all(name.startswith("bot.local") for name in imports), path


def test_every_sentence_is_used() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    assert [name for name, _ in list_sentences(DUTCH) if not re.search(rf"\.{name}\b", source)] == []


def test_the_readme_names_every_table_that_says_something_of_a_person() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("### What is kept of people")[2].partition("\n## ")[0]
    listed = set(re.findall(r"\(`([a-z_]+)`\)", section))
    assert listed == {table.name for table in TABLES.sorted_tables if "person" in table.c}
    kept = Retention()
    assert (kept.events, kept.subjects) == (2, 1), "the days that the section tells"


def test_every_attack_on_the_list_names_a_test_that_there_is() -> None:
    listed = re.findall(
        r"^\|.*\| `(tests/[^`]+)` \|$", (ROOT / "SECURITY.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(listed) > 30
    for entry in listed:
        path, _, name = entry.partition("::")
        source = (ROOT / path).read_text(encoding="utf-8")
        assert not name or re.search(rf"^(?:async )?def {name}\(", source, re.MULTILINE), entry
    # And none is tried in vain: each attack is on the list.
    tried = re.findall(r"^(?:async )?def (test_\w+)\(", (ROOT / "tests/bot/test_attacks.py").read_text(), re.MULTILINE)
    assert sorted(tried) == sorted(entry.rpartition("::")[2] for entry in listed if "test_attacks.py" in entry)

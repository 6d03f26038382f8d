"""The command line, run as people and scripts run it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEEDS


def run(*arguments: str, stdin: str = "", cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments]
    settings = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, input=stdin, cwd=cwd, env=settings, capture_output=True, text=True, timeout=60)


def test_ask_prints_the_answer_and_its_source() -> None:
    result = run("ask", "hoeveel dwangsommen betaalde de IND in 2022?")
    assert result.returncode == 0
    assert "€ 3,4 miljoen" in result.stdout
    assert "p. 13 van 36" in result.stdout


def test_each_further_result_names_its_paper_by_number_or_else_by_title(tmp_path: Path) -> None:
    head = "Onderwerp: Antwoorden over de haven\n\n"
    questions = "".join(f"Vraag {number}\nWat kost kade {number}?\nAntwoord\nNiets, {number}.\n" for number in (1, 2))
    (tmp_path / "haven.txt").write_text(head + questions, encoding="utf-8")
    others = run("ask", "--seeds", str(tmp_path), "wat kost kade 2").stdout.partition("Ook gevonden")[2]
    assert "Vraag 1 · Antwoorden over de haven\n" in others
    others = run("ask", "overlast aanpakken in de asielopvang").stdout.partition("Ook gevonden")[2]
    assert " · Jaarverslag Justitie en Veiligheid 2020, 3.1 Beleidsverslag\n" in others
    assert " · Jaarverslag Justitie en Veiligheid 2023, 3.1 Beleidsverslag\n" in others


def test_ask_reads_a_query_a_line_and_prints_an_object_a_line() -> None:
    result = run("ask", "--json", "--top", "3", "-", stdin="dwangsommen\nvraag 7\nxylofoon\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["kind"] for answer in answers] == ["text", "number", "text"]
    assert len(answers[0]["hits"]) <= 3
    assert answers[2]["hits"] == []


def test_ask_says_how_it_read_the_language_that_its_help_explains() -> None:
    result = run("ask", "dwangsommen jaar:2022 soort:vraag")
    assert result.stdout.startswith("Gezocht naar “dwangsommen” · jaar 2022 · alleen vragen\n")
    nothing = run("ask", "dwangsommen jaar:1999")
    assert nothing.returncode == 1
    assert "jaar 1999. Laat een deel weg" in nothing.stdout
    explained = run("ask", "--help").stdout
    assert all(f"{name}:" in explained for name in ("jaar", "dossier", "document", "partij", "ministerie", "soort"))


def test_vraag_bronnen_and_parse() -> None:
    assert "Vraag 43" in run("vraag", "43").stdout
    assert run("vraag", "7", "36360-VI").returncode == 1
    assert "kst-36560-VI-10" in run("bronnen").stdout
    parsed = json.loads(run("parse", str(next(SEEDS.glob("kst-36560*"))), "--json").stdout)
    assert parsed["document"]["date"] == "2024-06-04"
    assert [entry["numbers"] for entry in parsed["entries"]] == [[number] for number in range(1, 20)]


def test_bronnen_finds_papers_as_in_slack() -> None:
    found = run("bronnen", "justitie", "jaar:2020")
    assert found.returncode == 0
    assert [line.partition(" ")[0] for line in found.stdout.splitlines()] == ["jaarverslag-2020-VI-beleidsverslag"]
    none = run("bronnen", "xylofoons")
    assert (none.returncode, none.stdout) == (1, "")
    assert "xylofoons" in none.stderr


def test_the_version_is_told() -> None:
    told = run("--version")
    assert told.returncode == 0
    assert re.fullmatch(r"griffier(?: \d+\.\d+\.\d+|, not installed as a package)\n", told.stdout)


def test_to_fetch_what_is_new_of_no_dossier_says_how_to_follow_one(tmp_path: Path) -> None:
    synced = run("sync", GRIFFIER_DATA=str(tmp_path))
    assert synced.returncode == 0
    assert "griffier add --dossier" in synced.stdout


def test_the_manifest_holds_just_what_is_used() -> None:
    manifest = json.loads(run("manifest").stdout)
    assert manifest["oauth_config"]["scopes"]["bot"] == [
        "app_mentions:read", "channels:history", "chat:write", "commands", "files:read", "groups:history",
        "im:history", "im:write", "links:read", "links:write", "mpim:history",
    ]  # fmt: skip
    assert manifest["settings"]["socket_mode_enabled"] is True
    over_http = json.loads(run("manifest", "--url", "https://bot.example/slack/events").stdout)
    assert over_http["settings"]["event_subscriptions"]["request_url"] == "https://bot.example/slack/events"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["dans"], "invalid choice"), (["ask"], "required"), (["ask", "x", "--top", "0"], "1 to 1000"),
        (["vraag", "veel"], "no question number"), (["parse", "weg.txt"], "can't be read"),
        (["ask", "x", "--seeds", "weg"], "no such folder"), (["ask", " "], "no word"), (["add"], "nothing to add"),
        (["manifest", "--url", "http://bot.example/slack/events"], "https://your.host/slack/events"),
        (["manifest", "--url", "https://bot.example"], "https://your.host/slack/events"),
        (["restore", "weg.bak"], "weg.bak: no such file"),
    ],
)  # fmt: skip
def test_wrong_use_exits_2_with_one_clear_line(arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_wrong_setting_is_said_by_name() -> None:
    result = run(PORT="geheim")
    assert result.returncode == 2
    assert result.stderr.startswith("griffier: PORT should be")
    assert "geheim" not in result.stderr


def test_limits_on_a_paper_are_settings(tmp_path: Path) -> None:
    paper = tmp_path / "lang.txt"
    paper.write_text("Vraag 1\nWat?\nAntwoord\n" + "Dit. " * 1000)
    small = run("add", str(paper), GRIFFIER_DATA=str(tmp_path), GRIFFIER_LARGEST_TEXT="1000")
    assert small.returncode == 2
    assert "lang.txt" in small.stderr
    assert "raise GRIFFIER_LARGEST_TEXT" in small.stderr
    assert run("add", str(paper), GRIFFIER_DATA=str(tmp_path)).returncode == 0
    # What was admitted stays readable when the limit is lowered.
    assert run("check", GRIFFIER_DATA=str(tmp_path), GRIFFIER_LARGEST_TEXT="1000").returncode == 0


def test_check_holds_what_is_saved_against_the_library(tmp_path: Path) -> None:
    data = {"GRIFFIER_DATA": str(tmp_path / "data")}
    paper = tmp_path / "kort.txt"
    paper.write_text("Vraag 1\nHoeveel zaken zijn er?\nAntwoord\nEr zijn vijf zaken.\n")
    assert run("add", str(paper), **data).returncode == 0
    assert "vijf zaken" in run("ask", "hoeveel zaken", **data).stdout
    assert run("check", **data).returncode == 0
    part = next((tmp_path / "data" / "index" / "words").glob("*.part"))
    part.write_bytes(part.read_bytes()[:-100])
    checked = run("check", **data)
    assert checked.returncode == 2
    assert "the index of words" in checked.stderr


def test_add_reports_a_file_whose_name_is_not_utf_8_and_goes_on(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"map \xe9")
    odd.mkdir()
    for name in (b"ge\xe9nd.txt", b"z.txt"):
        (odd / os.fsdecode(name)).write_text("Vraag 1\nHoeveel?\n\nAntwoord 1\nVijf.\n")
    result = run("add", str(odd), GRIFFIER_DATA=str(tmp_path / "data"), LC_ALL="C.UTF-8", PYTHONIOENCODING="utf-8")
    assert result.returncode == 2
    assert result.stderr == "griffier: ge\\udce9nd.txt: has a name that is not UTF-8; give it another name\n"
    assert "map \\udce9/z.txt: added z (question_list)" in result.stdout
    # So it is where the papers of a folder are read at the start.
    asked = run("vraag", "1", "--seeds", str(odd), LC_ALL="C.UTF-8", PYTHONIOENCODING="utf-8")
    assert "Vijf." in asked.stdout


MULTIPLY = """
import os, threading
from bot.__main__ import main
try:
    main()
except SystemExit:
    import numpy
    vectors = numpy.ones((10_000, 384), numpy.float32)
    vectors @ vectors[0]
    print("beside:", len(os.listdir("/proc/self/task")) - threading.active_count())
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted by /proc")
def test_vectors_are_compared_by_the_thread_that_asks_and_no_other() -> None:
    command = [sys.executable, "-c", MULTIPLY, "--help"]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "beside: 0", done.stderr

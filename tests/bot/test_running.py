"""The command that the README gives, run as a process of its own."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from pathlib import Path

import aiohttp

from tests.bot.test_cli import run
from tests.conftest import ROOT


async def start(folder: Path) -> tuple[asyncio.subprocess.Process, str]:
    # A proxy that leads to Slack and the like does not lead to this machine.
    proxy = {"HTTPS_PROXY": "http://127.0.0.1:9"}
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "GRIFFIER_DATA": str(folder), **proxy}
    environment |= {"GRIFFIER_LOCAL_PORT": "0", "GRIFFIER_MOST_QUESTIONS": "10000"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=folder, env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
    match = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert match, line
    return process, match[0]


async def ask(session: aiohttp.ClientSession, url: str, text: str) -> str:
    async with session.get(f"{url}/page/api/state") as response:
        state = await response.json()
    channel = next(entry["id"] for entry in state["channels"] if entry["is_im"])
    async with session.ws_connect(f"{url}/page/ws?user={state['me']['id']}") as socket:
        await socket.receive_json()
        body = {"user": state["me"]["id"], "channel": channel, "text": text}
        async with session.post(f"{url}/page/api/post", json=body) as response:
            assert (await response.json())["ok"]
        while True:
            event = await asyncio.wait_for(socket.receive_json(), 10)
            if event["type"] == "message" and event["message"].get("bot_id"):
                return str(event["message"]["text"])


async def test_it_starts_answers_takes_up_new_papers_and_stops(tmp_path: Path) -> None:
    process, url = await start(tmp_path)
    try:
        async with aiohttp.ClientSession() as session:
            assert "€ 3,4 miljoen" in await ask(session, url, "hoeveel dwangsommen betaalde de IND in 2022?")
            assert "Ik vond niets" in await ask(session, url, "xylofoon")
            paper = tmp_path / "nieuw.txt"
            paper.write_text("Vraag 1\nKomt er xylofoon?\nAntwoord\nNee.\n")
            added = await asyncio.to_thread(run, "add", str(paper), cwd=tmp_path, GRIFFIER_DATA=str(tmp_path))
            assert "added nieuw" in added.stdout
            async with asyncio.timeout(20):
                while "Komt er xylofoon?" not in await ask(session, url, "xylofoon"):
                    pass
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

"""The command line: what can be asked of Griffier without Slack, and the command that runs it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NoReturn, TextIO
from urllib.parse import urlsplit

from bot import feedback_cli, keeping_cli, operating_cli, papers_cli, terminal
from bot.config import load_settings
from bot.errors import GriffierError
from bot.holdings import build_searcher
from bot.logs import describe_failure
from bot.manifest import build_manifest, list_features
from bot.meanings import MOST_COMPARED, compare_meanings, load_encoder, watch_entries
from bot.progress import show_progress
from bot.shelves import Shelves
from bot.subcommands import Commands, parse_count
from bot.texts import LANGUAGES
from corpus.answer import Answer
from corpus.errors import CorpusError
from corpus.folder import load_document, load_folder
from corpus.query import parse_number_query
from corpus.search import Searcher
from corpus.serialisation import answer_to_json, document_to_json

WRONG_USE = 2
CRASHED = 70
ASK_LANGUAGE = """a query holds words, and these, in any order and together:
  "dwangsommen betaald"        exactly these words
  IND -dwangsom                without a word
  jaar:2022, jaar:2020-2022    of a year, of several years
  dossier:36360                of a dossier
  document:kst-36560-VI-10     of a paper
  partij:VVD                   asked by a party
  ministerie:JenV              of a ministry; with spaces: ministerie:"Justitie en Veiligheid"
  soort:vraag, soort:verslag   questions only, reports only
  vraag:43 dossier:36360       a question by number

What can't be read as one of these is text. In a shell, put single quotes around the whole query:
  griffier ask 'dwangsommen jaar:2022 soort:vraag'"""


def run_command(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Do what `arguments` ask and return the exit code: 0 done, 1 not found or failed, 2 wrong use or input."""
    options = build_parser().parse_args(arguments)
    try:
        code: int = options.run(options, environment)
    except (GriffierError, CorpusError) as error:
        sys.stderr.write(f"griffier: {terminal.show_controls(str(error))}\n")
        return WRONG_USE
    except BrokenPipeError:
        # Whoever read our output, such as `head`, has enough of it.
        sys.stderr.close()
        return 0
    except Exception as error:
        # Not by its text, which may quote a token or a password, nor with what its functions held.
        lines = "\n  ".join(describe_failure(error))
        sys.stderr.write(f"griffier: something went wrong that nobody foresaw; please report where:\n  {lines}\n")
        return CRASHED
    return code


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Exit with one clear line instead of the whole usage."""
        self.exit(WRONG_USE, f"{self.prog}: {message} (see `{self.prog} --help`)\n")


class _ShowVersion(argparse.Action):
    """Looks the version up when it is asked for: no other command waits for that."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            said = f"griffier {version('griffier')}"
        except PackageNotFoundError:
            said = "griffier, not installed as a package"
        _print(said)
        parser.exit(0)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each sets `run`, a function of options and environment."""
    parser = _Parser(
        prog="griffier",
        description="Answers from Dutch parliamentary papers, with the literal text and its source. "
        "Without a command: run the bot, in Slack where tokens are set, else in a local Slack.",
    )
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="show the version and exit")
    parser.set_defaults(run=operating_cli.run_bot)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)

    start = commands.add_parser("run", help="run the bot (the same as no command)")
    start.set_defaults(run=operating_cli.run_bot)
    _add_asking(commands)
    _add_evaluating(commands)
    _add_parsing(commands)
    papers_cli.add_commands(commands)
    feedback_cli.add_commands(commands)
    operating_cli.add_commands(commands)
    keeping_cli.add_commands(commands)
    _add_manifest(commands)
    return parser


def _add_asking(commands: Commands) -> None:
    ask = commands.add_parser(
        "ask",
        help="ask a question and print the answer",
        epilog=ASK_LANGUAGE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ask.add_argument("query", type=_parse_text, help="what to look for; - reads a query a line from standard input")
    ask.add_argument("--top", type=parse_count, default=10, metavar="N", help="at most N hits (default 10)")
    ask.add_argument("--json", action="store_true", help="print one JSON object a query")
    _add_seeds(ask)
    ask.set_defaults(run=_ask)

    vraag = commands.add_parser("vraag", help="print a question by its number")
    vraag.add_argument("number", help="a number or a range: 43, 40-43, '40 t/m 43'")
    vraag.add_argument("document", nargs="?", default="", help="a paper or dossier: kst-36560-VI-10, 36360-VI")
    vraag.add_argument("--json", action="store_true", help="print one JSON object")
    _add_seeds(vraag)
    vraag.set_defaults(run=_vraag)

    bronnen = commands.add_parser("bronnen", help="list the papers, or find some of them")
    bronnen.add_argument("words", nargs="*", metavar="WORD", help="what to find: words, a paper, a dossier or filters")
    _add_seeds(bronnen)
    bronnen.set_defaults(run=_bronnen)


def _add_evaluating(commands: Commands) -> None:
    evaluating = commands.add_parser(
        "evaluate",
        help="measure how well the right entry is found",
        description="Measure how well the right entry is found, over a folder in BEIR layout: corpus.jsonl (_id, "
        "title, text), queries.jsonl (_id, text) and qrels.tsv (query-id, corpus-id, score). Shows the whole chain, "
        "plain rank_bm25 on lower-cased words, and the chain without each of its steps.",
    )
    evaluating.add_argument("folder", type=_parse_folder, metavar="FOLDER")
    evaluating.add_argument("--json", action="store_true", help="print one JSON object")
    evaluating.set_defaults(run=_evaluate)


def _add_parsing(commands: Commands) -> None:
    parse = commands.add_parser("parse", help="show what a file is read as")
    parse.add_argument("file", type=Path, metavar="FILE")
    parse.add_argument("--json", action="store_true", help="print one JSON object")
    _add_seeds(parse)
    parse.set_defaults(run=_parse)


def _add_manifest(commands: Commands) -> None:
    manifest = commands.add_parser("manifest", help="print the manifest to make the Slack app with")
    manifest.add_argument(
        "--url", type=_parse_events_url, help="for HTTP: the public address of /slack/events (default: Socket Mode)"
    )
    manifest.set_defaults(run=_manifest)


def _add_seeds(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seeds",
        type=_parse_folder,
        metavar="DIR",
        help="a folder of papers instead of the seeds that come with Griffier and what was added to them",
    )


def _ask(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    searcher = load_searcher(options.seeds, environment)
    settings = load_settings(environment)
    keeps = options.seeds is None and papers_cli.has_library(environment)
    lacking = compare_meanings(searcher, settings, options.seeds or settings.seeds, keeps=keeps)
    if lacking and keeps:
        sys.stderr.write(f"griffier: {lacking} entries are found by their words alone until a bot has run\n")
    found = True
    for query in _read_queries(options.query, sys.stdin):
        answer = searcher.search(query, top=options.top)
        found = bool(answer.hits)
        _print_answer(answer, searcher, as_json=options.json)
    return 0 if found or options.query == "-" else 1


def _vraag(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    query = parse_number_query(f"{options.number} {options.document}".strip())
    if query is None:
        build_parser().error(f"no question number in: {options.number} {options.document}".rstrip())
    searcher = load_searcher(options.seeds, environment)
    answer = searcher.look_up(query, most=len(searcher.cards))
    _print_answer(answer, searcher, as_json=options.json)
    return 0 if answer.hits else 1


def _bronnen(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    searcher, words = load_searcher(options.seeds, environment), " ".join(options.words)
    cards = searcher.catalogue.find(words) if words else searcher.cards
    for card in cards:
        _print(terminal.format_paper_line(card, LANGUAGES["nl"]))
    if words and not cards:
        sys.stderr.write(f"griffier: no paper is called so: {terminal.show_controls(words)}\n")
    return 1 if words and not cards else 0


def _parse(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    document = load_document(options.file)
    if options.json:
        _print(json.dumps(document_to_json(document), ensure_ascii=False, indent=2))
    else:
        _print(terminal.format_document(document, LANGUAGES["nl"]))
    return 0


def _evaluate(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from corpus.evaluation import count_ways, evaluate, evaluation_to_json, load_collection

    collection = load_collection(options.folder)
    encoder = load_encoder(load_settings(environment))
    if encoder and len(collection.entries) > MOST_COMPARED:
        encoder = None
        sys.stderr.write(
            f"griffier: more than {MOST_COMPARED} entries are found by words alone: their meanings would take long\n"
        )
    ways = evaluate(collection, encoder=encoder, watch=watch_entries)
    found = list(show_progress(ways, "ways", total=count_ways(encoder)))
    rows = evaluation_to_json(found)
    if options.json:
        size = {"entries": len(collection.entries), "queries": len(collection.queries)}
        _print(json.dumps({**size, "results": rows}, ensure_ascii=False, indent=2))
    else:
        _print(f"{len(collection.entries)} entries, {len(collection.queries)} queries\n{terminal.format_table(rows)}")
    return 0


def _manifest(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    language = load_settings(environment).language
    _print(json.dumps(build_manifest(list_features(LANGUAGES[language]), options.url), ensure_ascii=False, indent=2))
    return 0


def load_searcher(folder: Path | None, environment: Mapping[str, str]) -> Searcher:
    """Return a searcher over a folder, else over the seeds and the library; with a progress bar where that is slow."""

    def watch(files: list[Path]) -> Iterator[Path]:
        return show_progress(files, "papers")

    settings = load_settings(environment)
    if folder is not None or not papers_cli.has_library(environment):
        return Searcher.build(load_folder(folder or settings.seeds, progress=watch))
    library = papers_cli.open_library(environment)
    try:
        shelves = Shelves(seeds=settings.seeds, library=library, index=settings.index)
        return shelves.open() or build_searcher(shelves.load())
    finally:
        library.close()


def _print_answer(answer: Answer, searcher: Searcher, *, as_json: bool) -> None:
    if as_json:
        _print(json.dumps(answer_to_json(answer), ensure_ascii=False))
    else:
        _print(terminal.format_answer(answer, searcher, LANGUAGES["nl"]))


def _read_queries(query: str, lines: TextIO) -> Iterator[str]:
    if query != "-":
        yield query
        return
    for line in lines:
        if line.strip():
            yield line.strip()


def _print(text: str) -> None:
    sys.stdout.write(f"{terminal.show_controls(text)}\n")
    sys.stdout.flush()


def _parse_text(raw: str) -> str:
    if not raw.strip():
        raise argparse.ArgumentTypeError("there is no word in it")
    return raw


def _parse_events_url(raw: str) -> str:
    """Return the address where Slack reaches the bot; Slack takes no other than such an address."""
    parts = urlsplit(raw)
    if parts.scheme != "https" or not parts.hostname or parts.path != "/slack/events":
        raise argparse.ArgumentTypeError(f"an address such as https://your.host/slack/events, not {raw}")
    return raw


def _parse_folder(raw: str) -> Path:
    path = Path(raw)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"no such folder: {raw}")
    return path

"""How long a search takes as the corpus grows: `python -m tests.benchmarks.search [--sizes N …] [--peers NAME …]`.

Ours beside rank_bm25, bm25s, tantivy and SQLite FTS5, on the same terms and queries of 8 terms
(`tests.benchmarks.zipf`), each in two processes of its own: one builds, one loads and searches. Needs
`pip install 'griffier[bench,fast]'`. Writes `search.json` and `search.svg` in `tests/golden/benchmarks`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from tests.benchmarks.search_peers import ENGINES, Engine, Growing, find_builder
from tests.benchmarks.zipf import TermCorpus, load_corpus, make_corpus, make_queries, measure_seeds, save_corpus

RESULTS = Path(__file__).parent.parent / "golden" / "benchmarks"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
QUERIES = 500
ROUNDS = 5
# Seconds that one engine's queries may take; the slow ones answer fewer.
PATIENCE = 60.0
# Above so many entries these need more memory or patience than there is.
MOST = {"rank_bm25": 100_000, "bm25s numpy": 300_000, "bm25s numba": 300_000}
Measured = dict[str, float | str]


def measure_building(name: str, corpus: TermCorpus, folder: Path) -> Measured:
    began = time.perf_counter()
    ENGINES[name].build(corpus, folder)
    return {"build_s": time.perf_counter() - began, "build_mb": read_peak()}


def measure_searching(name: str, corpus: TermCorpus, queries: list[list[str]], folder: Path) -> Measured:
    began = time.perf_counter()
    search = ENGINES[name].load(corpus, folder)
    loaded = time.perf_counter() - began
    times = time_queries(search, queries)
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    return {
        "load_s": loaded,
        "median_ms": float(np.median(times)) * 1000,
        "p99_ms": float(np.percentile(times, 99)) * 1000,
        "search_mb": read_peak(),
        "disk_mb": disk,
    }


def measure_growing(name: str, corpus: TermCorpus, folder: Path) -> Measured:
    """Return the seconds until a paper of 100 entries more is saved, and is searched in."""
    engine = find_builder(name)
    if not isinstance(engine, Growing):
        raise SystemExit(f"{name} can't grow")
    began = time.perf_counter()
    engine.grow(corpus, folder)
    return {"grow_s": time.perf_counter() - began}


def time_queries(search: Callable[[Sequence[str]], list[int]], queries: Sequence[Sequence[str]]) -> list[float]:
    """Return the seconds of each query, the best of some rounds, so that other work of the machine counts less.

    A slow engine answers fewer queries, and each but once.
    """
    best: list[float] = []
    spent = 0.0
    for query in queries[:20]:
        search(query)
    for _ in range(ROUNDS):
        times = []
        for query in queries[: len(best) or None]:
            began = time.perf_counter()
            search(query)
            times.append(time.perf_counter() - began)
            spent += times[-1]
            if spent > PATIENCE and (best or len(times) >= 100):
                break
        if best and len(times) < len(best):
            break
        best = [min(pair) for pair in zip(best, times, strict=True)] if best else times
    return best


def read_peak() -> float:
    """Return the MB of memory that this process held at its peak, mapped files included."""
    # What `getrusage` says is never less than what the process that started this one held.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1024


def run(step: str, name: str, corpus: Path, folder: Path) -> Measured:
    command = [sys.executable, "-m", "tests.benchmarks.search", "--step", step, name, str(corpus), str(folder)]
    measured: Measured = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return measured


def compare(sizes: Sequence[int], names: Sequence[str]) -> list[Measured]:
    statistics = measure_seeds()
    rows: list[Measured] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as made:
            corpus = make_corpus(size, statistics)
            save_corpus(corpus, Path(made))
            # The searching process gets them as they are: it should hold no corpus.
            (Path(made) / "queries.json").write_text(json.dumps(make_queries(corpus, QUERIES)))
            del corpus
            rows += measure_size(size, names, Path(made))
    return rows


def measure_size(size: int, names: Sequence[str], made: Path) -> list[Measured]:
    """Return a row for each engine that can take so many entries."""
    rows: list[Measured] = []
    built: dict[Engine, tuple[Path, Measured]] = {}
    for name in names:
        if size > MOST.get(name, size):
            continue
        # The same index serves each way to search it.
        builder = find_builder(name)
        if builder not in built:
            folder = made / name
            folder.mkdir()
            built[builder] = folder, run("build", name, made, folder)
        folder, measured = built[builder]
        rows.append({"engine": name, "entries": size} | measured | run("search", name, made, folder))
    for row in rows:
        # Last of all: nobody should search in what is added here.
        builder = find_builder(str(row["engine"]))
        if isinstance(builder, Growing) and "grow_s" not in built[builder][1]:
            built[builder][1].update(run("grow", str(row["engine"]), made, built[builder][0]))
        row.setdefault("grow_s", built[builder][1].get("grow_s", "-"))
        show(row)
    return rows


def show(row: Measured) -> None:
    figures = ""
    for column in ("median_ms", "p99_ms", "build_s", "load_s", "grow_s", "build_mb", "search_mb", "disk_mb"):
        figure = row[column]
        shown = figure if isinstance(figure, str) else f"{figure:.{3 if column.endswith('ms') else 2}f}"
        figures += f"{shown:>12}"
    print(f"{row['engine']:<16}{row['entries']:>9}{figures}", flush=True)


def draw(rows: Sequence[Measured], path: Path) -> None:
    """Draw the cost of a search against the size of the corpus: the median, and up to the 99th percentile."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "griffier"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 4.5), layout="constrained")
    for name in ENGINES:
        points = sorted((row for row in rows if row["engine"] == name), key=lambda row: row["entries"])
        if points:
            sizes, medians, highs = (
                [float(point[key]) for point in points] for key in ("entries", "median_ms", "p99_ms")
            )
            ours = name.startswith("griffier")
            (line,) = axes.plot(sizes, medians, marker="o", label=name, linewidth=2.5 if ours else 1.2)
            axes.fill_between(sizes, medians, highs, alpha=0.12, color=line.get_color(), linewidth=0)
    axes.set(xscale="log", yscale="log", xlabel="entries", ylabel="ms a query: median, to 99th percentile")
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(fontsize="small")
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    if sys.argv[1:2] == ["--step"]:
        _, _, step, name, corpus, folder = sys.argv
        # What an engine prints of its own goes elsewhere.
        sys.stdout, output = sys.stderr, sys.stdout
        made = load_corpus(Path(corpus))
        if step == "grow":
            json.dump(measure_growing(name, made, Path(folder)), output)
        elif step == "build":
            json.dump(measure_building(name, made, Path(folder)), output)
        else:
            queries = json.loads((Path(corpus) / "queries.json").read_text())
            json.dump(measure_searching(name, made, queries, Path(folder)), output)
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--peers", nargs="+", default=list(ENGINES), choices=list(ENGINES))
    parser.add_argument("--results", type=Path, default=RESULTS)
    options = parser.parse_args()
    columns = ("median ms", "p99 ms", "build s", "load s", "grow s", "build MB", "search MB", "disk MB")
    print(f"{'engine':<16}{'entries':>9}" + "".join(f"{column:>12}" for column in columns))
    rows = compare(options.sizes, options.peers)
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / "search.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    draw(rows, options.results / "search.svg")


if __name__ == "__main__":
    main()

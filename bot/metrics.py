"""The figures of a process in the form that Prometheus reads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct

from bot.figures import BOUNDS, Figures, Times

if TYPE_CHECKING:
    from prometheus_client import Metric

# Seconds and counts under these names are all that leaves the process.
_PREFIX = "griffier_"


class Levels(Struct, frozen=True, kw_only=True):
    """How things stand at the moment; None is what could not be found out."""

    papers: int = 0
    entries: int = 0
    connections: int = 0
    underway: int = 0
    sending: int = 0
    queue: int | None = None
    is_ready: bool = False


def format_metrics(figures: Figures, levels: Levels) -> bytes:
    """Return the text that Prometheus reads: what was counted, how things stand, and what the process uses.

    Source: Prometheus text exposition format 0.0.4.
    """
    # Nothing else needs the library, and a start should not wait for it.
    from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest

    registry = CollectorRegistry()
    registry.register(_Collector(figures, levels))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


class _Collector:
    def __init__(self, figures: Figures, levels: Levels) -> None:
        self._figures = figures
        self._levels = levels

    def collect(self) -> Iterator[Metric]:
        yield from self._collect_counts()
        yield from self._collect_levels()
        figures = self._figures
        yield _build_times("ack_seconds", "From the receipt of a payload to its acknowledgement", figures.ack_times)
        yield _build_times("answer_seconds", "From the receipt of a question to its answer", figures.answer_times)

    def _collect_counts(self) -> Iterator[Metric]:
        from prometheus_client.core import CounterMetricFamily

        figures = self._figures
        counts: tuple[tuple[str, str, tuple[str, ...], dict[tuple[str, ...], int]], ...] = (
            ("events", "What Slack sent", ("kind",), {(kind,): n for kind, n in figures.events.items()}),
            (
                "answers",
                "What was answered, and how it ended",
                ("kind", "outcome"),
                {(*key,): n for key, n in figures.answers.items()},
            ),
            ("searches", "Searches by how sure the answer was", ("outcome",), _label(figures.searches)),
            ("retries", "Messages that had to be posted again", ("reason",), _label(figures.retries)),
            ("refused_requests", "Requests over HTTP that were refused", ("status",), _label(figures.refused)),
            ("duplicates", "Events that were known when they came", (), {(): figures.duplicates}),
            ("reconnections", "Lines to Slack that were replaced", (), {(): figures.reconnections}),
            ("failures", "What nobody foresaw", (), {(): figures.failures}),
        )
        for name, meaning, labels, values in counts:
            family = CounterMetricFamily(_PREFIX + name, meaning, labels=labels)
            for each, value in sorted(values.items()):
                family.add_metric(each, value)
            yield family

    def _collect_levels(self) -> Iterator[Metric]:
        from prometheus_client.core import GaugeMetricFamily

        levels = self._levels
        gauges = (
            ("papers", "Papers that are answered from", levels.papers),
            ("index_entries", "Questions and passages in the index", levels.entries),
            ("connections", "Lines to Slack that are open", levels.connections),
            ("underway", "Questions that this process is answering", levels.underway),
            ("sending", "Messages that wait for their turn or for Slack", levels.sending),
            (
                "queue",
                "Questions without an answer, of all processes",
                levels.queue,
            ),
            ("ready", "Whether the process can answer", int(levels.is_ready)),
        )
        for name, meaning, value in gauges:
            if value is not None:
                yield GaugeMetricFamily(_PREFIX + name, meaning, value=value)


def _label(counts: dict[str, int]) -> dict[tuple[str, ...], int]:
    return {(name,): count for name, count in counts.items()}


def _build_times(name: str, meaning: str, times: Times) -> Metric:
    from prometheus_client.core import HistogramMetricFamily

    bounds = (*map(str, BOUNDS), "+Inf")
    buckets = list(zip(bounds, accumulate(times.counts), strict=True))
    return HistogramMetricFamily(_PREFIX + name, meaning, buckets=buckets, sum_value=times.total)

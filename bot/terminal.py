"""Answers and papers as a person wants to read them in a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence

from bot.texts import Texts
from bot.views.answer import describe_briefly, describe_cut, describe_hit
from bot.views.entry import describe_entry, describe_missing, format_snippet
from bot.views.papers import describe_content
from bot.views.source import SEPARATOR, format_source
from bot.views.understood import describe_nothing, describe_understood
from corpus.answer import Answer
from corpus.folding import FoldedHit, fold_hits
from corpus.models import Document, Entry, Paper, QuestionAnswer
from corpus.search import Searcher

WIDTH = 96
INDENT = "  "


# What moves the cursor of a terminal, colours it, or turns the direction of a line; not the end of a line and the tab.
# And what stands for a byte of a file's name that is not UTF-8: it can't be written out.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def show_controls(text: str) -> str:
    """Return `text` with what would steer a terminal written out, in a form that is also right inside JSON."""
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def format_answer(answer: Answer, searcher: Searcher, texts: Texts) -> str:
    """Return an answer: the best hit whole (a look-up: all of them), the others as a line each."""
    if not answer.hits:
        return _format_nothing(answer, searcher, texts)
    if answer.kind == "number":
        shown = [format_entry(hit.entry, hit.document, texts) for hit in answer.hits]
        if answer.total > len(answer.hits):
            shown.append(texts.more_lists.format(count=texts.format_count(len(answer.having))))
        return "\n\n".join(shown)
    first, *others = fold_hits(answer.hits)
    best = first.hit
    said = (describe_understood(answer.query, texts), describe_cut(answer, texts), not answer.sure and texts.unsure)
    parts = [line for line in said if line]
    parts.append("\n".join(filter(None, (format_entry(best.entry, best.document, texts), describe_hit(first, texts)))))
    if others:
        parts.append("\n".join((f"{texts.also_found}:", *(_format_hit(hit, texts) for hit in others))))
    return "\n\n".join(parts)


def format_entry(entry: Entry, document: Document, texts: Texts) -> str:
    """Return an entry with its source, wrapped for a terminal."""
    lines = [describe_entry(entry, document, texts)]
    if isinstance(entry, QuestionAnswer):
        lines += [_wrap(entry.question.text if entry.question else describe_missing(entry, texts)), texts.answer]
        lines.append(_wrap(entry.answer.text if entry.answer else texts.no_answer))
    else:
        lines.append(_wrap(entry.text.text))
    lines += [_wrap(f"{note.marker}  {note.text.text}") for note in entry.notes]
    lines.append(format_source(entry, document, texts))
    if document.metadata.url:
        lines.append(document.metadata.url)
    return "\n".join(lines)


def format_paper_line(document: Paper, texts: Texts) -> str:
    """Return a paper on one line: identifier, title, date and what is in it."""
    date = document.metadata.date
    facts = (
        document.id,
        document.title,
        texts.format_date(date) if date else None,
        describe_content(document, texts),
    )
    return SEPARATOR.join(fact for fact in facts if fact)


def format_document(document: Document, texts: Texts) -> str:
    """Return what a file was read as: the paper, its warnings, and every entry in full."""
    head = [format_paper_line(document, texts), *(f"! {warning}" for warning in document.warnings)]
    entries = [format_entry(entry, document, texts) for entry in document.entries]
    return "\n\n".join(("\n".join(head), *entries))


def format_table(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows with the same keys as a table, the keys above it; figures stand to the right."""
    heads = tuple(rows[0])
    cells = [heads, *(tuple(_format_cell(row[head]) for head in heads) for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    )


def _format_cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _format_hit(folded: FoldedHit, texts: Texts) -> str:
    hit = folded.hit
    place, note = SEPARATOR.join(describe_briefly(hit, texts)), describe_hit(folded, texts)
    lines = (f"{hit.rank:>3}. {place}", format_snippet(hit.entry, hit.matches, WIDTH - 5), note)
    return "\n     ".join(line for line in lines if line)


def _format_nothing(answer: Answer, searcher: Searcher, texts: Texts) -> str:
    if answer.kind == "text":
        return describe_nothing(answer.query, texts)
    if answer.unknown_paper:
        return texts.unknown_paper.format(paper=answer.unknown_paper)
    lines = [texts.no_such_number.format(numbers=texts.format_numbers(answer.missing))]
    for document in answer.lists:
        known = searcher.numbers(document)
        form = texts.numbers_there if known else texts.no_numbers_there
        lines.append(form.format(title=document.title, numbers=texts.format_numbers(known)))
    return "\n".join(lines)


def _wrap(text: str) -> str:
    return "\n".join(
        textwrap.fill(line, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT, break_long_words=False)
        for line in text.splitlines()
    )

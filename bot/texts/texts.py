"""Every sentence that a person reads in Slack, in Dutch and in English.

Templates have named fields, filled by the views; both languages use the same fields. What is
filled in from people or papers is escaped by the view, never here.
"""

from __future__ import annotations

import datetime

from msgspec import Struct

from bot.texts.alerts import AlertTexts
from bot.texts.feedback import FeedbackTexts
from bot.texts.finding import FindingTexts
from bot.texts.home import HomeTexts
from bot.texts.installing import InstallingTexts
from bot.texts.meaning import MeaningTexts
from bot.texts.reading import ReadingTexts
from bot.texts.steering import SteeringTexts
from bot.texts.uploads import UploadTexts


class Texts(Struct, frozen=True, kw_only=True):
    """The sentences of one language."""

    months: tuple[str, ...]
    date: str

    finding: FindingTexts
    home: HomeTexts
    reading: ReadingTexts

    # parts of an answer
    question: str
    questions: str
    question_unnumbered: str
    question_missing: str
    question_elsewhere: str
    question_missing_short: str
    answer: str
    no_answer: str
    source: str
    about: str
    page: str
    page_of: str
    pages: str
    pages_of: str
    paper: str
    paper_answered: str
    paper_asked: str
    also_found: str
    same_answer: str
    similar: str
    no_similar: str
    in_report: str
    unsure: str
    asked: str
    asked_command: str

    # what a search was understood to ask
    understood: str
    understood_filters: str
    understood_words: str
    understood_phrase: str
    understood_without: str
    understood_year: str
    understood_dossier: str
    understood_document: str
    understood_party: str
    understood_ministry: str
    understood_number: str
    only_questions: str
    only_reports: str
    or_word: str

    # buttons
    open: str
    read_on: str
    close: str
    part_of: str
    open_label: str

    # nothing, or not one thing
    nothing_found: str
    nothing_left: str
    nothing_to_search: str
    which_list: str
    which_list_for_more: str
    more_lists: str
    choose: str
    no_such_number: str
    no_such_numbers: str
    some_missing: str
    not_shown: str
    numbers_there: str
    no_numbers_there: str
    unknown_paper: str
    number_not_understood: str
    too_many_numbers: str
    gone: str
    empty_question: str
    failed: str
    too_late: str
    too_many_questions: str
    and_word: str
    up_to: str

    # /bronnen
    papers_line_questions: str
    papers_line_one_question: str

    # help
    help_head: str
    help_body: str
    help_language: str
    unknown_command: str

    # slash commands, as the manifest and the local Slack show them
    app_description: str
    command_vraag: str
    hint_vraag: str
    command_zoek: str
    hint_zoek: str
    command_bronnen: str
    hint_bronnen: str
    command_griffier: str
    hint_griffier: str

    # a group for each feature, from a module of its own
    steering: SteeringTexts
    feedback: FeedbackTexts
    meaning: MeaningTexts
    installing: InstallingTexts
    alerts: AlertTexts
    uploads: UploadTexts

    def format_date(self, date: datetime.date) -> str:
        """Return `date` written out: 4 juni 2024."""
        return self.date.format(day=date.day, month=self.months[date.month - 1], year=date.year)

    def format_count(self, count: int) -> str:
        """Return how many, with its thousands set apart: 1.204."""
        return f"{count:,}".replace(",", self.finding.thousands)

    def format_numbers(self, numbers: tuple[int, ...]) -> str:
        """Return `numbers` with runs of three and more drawn together: 1 t/m 19, 40 en 43."""
        pieces: list[str] = []
        for first, last in _find_runs(numbers):
            if last - first > 1:
                pieces.append(self.up_to.format(first=first, last=last))
            else:
                pieces.extend(str(number) for number in range(first, last + 1))
        if len(pieces) < 2:
            return "".join(pieces)
        return f"{', '.join(pieces[:-1])} {self.and_word} {pieces[-1]}"


def _find_runs(numbers: tuple[int, ...]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs

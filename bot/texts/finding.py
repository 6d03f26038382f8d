"""Sentences about finding papers and answers: lists of papers, a paper's card, the search window."""

from __future__ import annotations

from msgspec import Struct


class FindingTexts(Struct, frozen=True, kw_only=True):
    """The sentences of one language."""

    thousands: str

    # a list of papers
    papers_all: str
    papers_found: str
    papers_found_one: str
    papers_none: str
    papers_hint: str
    papers_title: str
    papers_search: str
    show: str
    show_label: str
    shown_of: str
    turn_back: str
    turn_on: str
    search_text: str
    count_papers: str
    count_one_paper: str
    count_questions: str
    count_one_question: str
    count_passages: str
    count_one_passage: str

    # a paper's card
    paper_title: str
    identifier: str
    kind: str
    kind_question_list: str
    kind_written_questions: str
    kind_annual_report: str
    kind_letter: str
    kind_other: str
    date: str
    date_asked: str
    date_answered: str
    year: str
    ministry: str
    asked_by: str
    answered_by: str
    about: str
    subject: str
    questions: str
    all_answered: str
    one_answered: str
    none_answered: str
    some_answered: str
    passages: str
    not_answered: str
    search_in_paper: str
    go_to: str

    # the search window
    search_title: str
    search_words: str
    search_words_hint: str
    search_paper: str
    search_first_year: str
    search_last_year: str
    search_ministry: str
    search_party: str
    search_dossier: str
    search_kind: str
    search_any: str
    kind_questions: str
    kind_reports: str
    search_send: str
    search_nothing: str
    search_no_words: str
    search_years_turned: str
    results_title: str
    results_count: str
    results_count_one: str
    results_best: str
    results_adjust: str
    completion: str

    # shortcuts, as Slack lists them
    shortcut_name: str
    shortcut_description: str
    message_shortcut_description: str


DUTCH = FindingTexts(
    thousands=".",
    papers_all="Ik ken {papers}. De nieuwste staan bovenaan.",
    papers_found="{count} stukken bij “{query}”:",
    papers_found_one="1 stuk bij “{query}”:",
    papers_none="Ik ken geen stuk bij “{query}”. Probeer een ander woord, of zoek in de tekst van alle stukken.",
    papers_hint="Zoek een stuk: `/bronnen justitie`, `/bronnen 36 560 VI` of `/bronnen ministerie:JenV jaar:2023`.",
    papers_title="Stukken",
    papers_search="Zoek een stuk",
    show="Bekijk",
    show_label="Bekijk {what}",
    shown_of="{first} t/m {last} van {total}",
    turn_back="Vorige",
    turn_on="Volgende",
    search_text="Zoek in de tekst",
    count_papers="{count} stukken",
    count_one_paper="1 stuk",
    count_questions="{count} vragen",
    count_one_question="1 vraag",
    count_passages="{count} passages",
    count_one_passage="1 passage",
    paper_title="Stuk",
    identifier="Kenmerk",
    kind="Soort",
    kind_question_list="Lijst van vragen en antwoorden",
    kind_written_questions="Schriftelijke vragen",
    kind_annual_report="Jaarverslag",
    kind_letter="Brief",
    kind_other="Ander stuk",
    date="Datum",
    date_asked="Gesteld op",
    date_answered="Beantwoord op",
    year="Jaar",
    ministry="Ministerie",
    asked_by="Gevraagd door",
    answered_by="Beantwoord door",
    about="Gaat over",
    subject="Onderwerp",
    questions="Vragen",
    all_answered="{count}, allemaal beantwoord",
    one_answered="{count}, beantwoord",
    none_answered="{count}, nog niet beantwoord",
    some_answered="{count}, waarvan {answered} beantwoord",
    passages="Passages",
    not_answered="(nog) geen antwoord",
    search_in_paper="Zoek in dit stuk",
    go_to="Ga naar",
    search_title="Zoek in Kamerstukken",
    search_words="Waar zoek je naar?",
    search_words_hint="Bijvoorbeeld: dwangsommen IND",
    search_paper="In welk stuk?",
    search_first_year="Vanaf welk jaar?",
    search_last_year="Tot en met welk jaar?",
    search_ministry="Welk ministerie?",
    search_party="Gevraagd door welke partij?",
    search_dossier="Welk dossier?",
    search_kind="Vragen of verslagen?",
    search_any="Maakt niet uit",
    kind_questions="Alleen vragen",
    kind_reports="Alleen verslagen",
    search_send="Zoek",
    search_nothing="Vul in waar je naar zoekt, of kies hieronder iets.",
    search_no_words="Hier staat geen woord in waarop ik kan zoeken. Probeer een onderwerp of een naam.",
    search_years_turned="Dit jaar ligt voor het eerste jaar. Kies {year} of later.",
    results_title="Gevonden",
    results_count="{count} resultaten",
    results_count_one="1 resultaat",
    results_best="Ik laat de beste {shown} zien.",
    results_adjust="Zoek anders",
    completion="{name} ({count})",
    shortcut_name="Zoek in Kamerstukken",
    shortcut_description="Zoek met filters op jaar, ministerie, soort en stuk",
    message_shortcut_description="Zoek op de tekst van dit bericht",
)

ENGLISH = FindingTexts(
    thousands=",",
    papers_all="I know {papers}. The newest come first.",
    papers_found="{count} papers for “{query}”:",
    papers_found_one="1 paper for “{query}”:",
    papers_none="I know no paper for “{query}”. Try another word, or search the text of all papers.",
    papers_hint="Find a paper: `/bronnen justitie`, `/bronnen 36 560 VI` or `/bronnen ministerie:JenV jaar:2023`.",
    papers_title="Papers",
    papers_search="Find a paper",
    show="View",
    show_label="View {what}",
    shown_of="{first} to {last} of {total}",
    turn_back="Previous",
    turn_on="Next",
    search_text="Search the text",
    count_papers="{count} papers",
    count_one_paper="1 paper",
    count_questions="{count} questions",
    count_one_question="1 question",
    count_passages="{count} passages",
    count_one_passage="1 passage",
    paper_title="Paper",
    identifier="Reference",
    kind="Kind",
    kind_question_list="List of questions and answers",
    kind_written_questions="Written questions",
    kind_annual_report="Annual report",
    kind_letter="Letter",
    kind_other="Other paper",
    date="Date",
    date_asked="Asked on",
    date_answered="Answered on",
    year="Year",
    ministry="Ministry",
    asked_by="Asked by",
    answered_by="Answered by",
    about="Is about",
    subject="Subject",
    questions="Questions",
    all_answered="{count}, all answered",
    one_answered="{count}, answered",
    none_answered="{count}, not answered yet",
    some_answered="{count}, of which {answered} answered",
    passages="Passages",
    not_answered="no answer (yet)",
    search_in_paper="Search this paper",
    go_to="Go to",
    search_title="Search the papers",
    search_words="What are you looking for?",
    search_words_hint="For example: dwangsommen IND",
    search_paper="In which paper?",
    search_first_year="From which year?",
    search_last_year="Up to which year?",
    search_ministry="Which ministry?",
    search_party="Asked by which party?",
    search_dossier="Which dossier?",
    search_kind="Questions or reports?",
    search_any="Doesn't matter",
    kind_questions="Questions only",
    kind_reports="Reports only",
    search_send="Search",
    search_nothing="Fill in what you are looking for, or choose something below.",
    search_no_words="There is no word in this that I can search for. Try a subject or a name.",
    search_years_turned="This year is before the first one. Choose {year} or later.",
    results_title="Found",
    results_count="{count} results",
    results_count_one="1 result",
    results_best="I show the best {shown}.",
    results_adjust="Search anew",
    completion="{name} ({count})",
    shortcut_name="Search the papers",
    shortcut_description="Search with filters: year, ministry, kind and paper",
    message_shortcut_description="Search for the text of this message",
)

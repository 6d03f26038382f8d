"""Sentences about finding papers and answers: lists of papers, a paper's card, the search window, Home and links."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTexts:
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
    questions: str
    all_answered: str
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

    # Home
    home_search: str
    home_search_hint: str
    home_filters: str
    home_newest: str
    home_all_papers: str
    home_holds: str
    home_holds_line: str
    home_per_year: str
    home_per_ministry: str
    home_others: str
    home_unknown: str
    home_bar: str
    home_saved: str
    home_no_saved: str
    home_ask_again: str
    home_remove: str
    home_alerts: str
    home_no_alerts: str
    home_alert_here: str
    home_alert_channel: str
    home_alert_at_once: str
    home_alert_daily: str
    home_stop: str
    home_language: str
    home_language_default: str
    home_language_nl: str
    home_language_en: str
    home_help: str
    home_help_title: str
    home_help_button: str
    home_unavailable: str


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
    questions="Vragen",
    all_answered="{count}, allemaal beantwoord",
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
    home_search="Zoek in Kamerstukken",
    home_search_hint="Typ je vraag en druk op Enter",
    home_filters="Zoek met filters",
    home_newest="Nieuwste stukken",
    home_all_papers="Alle stukken",
    home_holds="Wat ik ken",
    home_holds_line="{papers}, met samen {questions}.",
    home_per_year="Vragen per jaar",
    home_per_ministry="Vragen per ministerie",
    home_others="Overige",
    home_unknown="Niet bekend",
    home_bar="{name}: {questions} in {papers}",
    home_saved="Jouw bewaarde vragen",
    home_no_saved="Je hebt nog geen vragen bewaard.",
    home_ask_again="Zoek opnieuw",
    home_remove="Verwijder",
    home_alerts="Wat jij volgt",
    home_no_alerts="Je volgt nog niets.",
    home_alert_here="bericht aan jou",
    home_alert_channel="bericht in {channel}",
    home_alert_at_once="meteen",
    home_alert_daily="elke dag",
    home_stop="Stop met volgen",
    home_language="Taal",
    home_language_default="Zoals hier gewoon is",
    home_language_nl="Nederlands",
    home_language_en="English",
    home_help=(
        "Stel je vraag in een kanaal met `@Griffier`, of stuur mij een bericht. Ik geef het letterlijke antwoord met "
        "de bron, en schrijf niets zelf."
    ),
    home_help_title="Uitleg",
    home_help_button="Meer uitleg",
    home_unavailable="Bij je bewaarde vragen en wat je volgt kan ik nu niet. Probeer het straks nog eens.",
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
    questions="Questions",
    all_answered="{count}, all answered",
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
    home_search="Search the papers",
    home_search_hint="Type your question and press Enter",
    home_filters="Search with filters",
    home_newest="Newest papers",
    home_all_papers="All papers",
    home_holds="What I know",
    home_holds_line="{papers}, with {questions} in all.",
    home_per_year="Questions per year",
    home_per_ministry="Questions per ministry",
    home_others="Others",
    home_unknown="Not known",
    home_bar="{name}: {questions} in {papers}",
    home_saved="Your saved questions",
    home_no_saved="You have no saved questions yet.",
    home_ask_again="Search again",
    home_remove="Remove",
    home_alerts="What you follow",
    home_no_alerts="You follow nothing yet.",
    home_alert_here="message to you",
    home_alert_channel="message in {channel}",
    home_alert_at_once="at once",
    home_alert_daily="daily",
    home_stop="Stop following",
    home_language="Language",
    home_language_default="As is usual here",
    home_language_nl="Nederlands",
    home_language_en="English",
    home_help=(
        "Ask in a channel with `@Griffier`, or send me a message. I give the literal answer with its source, and write "
        "nothing myself."
    ),
    home_help_title="Help",
    home_help_button="More help",
    home_unavailable="I can't get at your saved questions and what you follow now. Please try again later.",
)

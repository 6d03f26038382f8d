"""Sentences on the Home tab."""

from __future__ import annotations

from msgspec import Struct


class HomeTexts(Struct, frozen=True, kw_only=True):
    """The sentences of one language."""

    search: str
    search_hint: str
    filters: str
    newest: str
    all_papers: str
    holds: str
    holds_line: str
    per_year: str
    per_ministry: str
    others: str
    unknown: str
    bar: str
    saved: str
    no_saved: str
    ask_again: str
    remove: str
    alerts: str
    no_alerts: str
    alert_here: str
    alert_channel: str
    alert_at_once: str
    alert_daily: str
    stop: str
    language: str
    language_default: str
    language_nl: str
    language_en: str
    help: str
    help_title: str
    help_button: str
    unavailable: str


DUTCH = HomeTexts(
    search="Zoek in Kamerstukken",
    search_hint="Typ je vraag en druk op Enter",
    filters="Zoek met filters",
    newest="Nieuwste stukken",
    all_papers="Alle stukken",
    holds="Wat ik ken",
    holds_line="{papers}, met samen {questions}.",
    per_year="Vragen per jaar",
    per_ministry="Vragen per ministerie",
    others="Overige",
    unknown="Niet bekend",
    bar="{name}: {questions} in {papers}",
    saved="Jouw bewaarde vragen",
    no_saved="Je hebt nog geen vragen bewaard.",
    ask_again="Zoek opnieuw",
    remove="Verwijder",
    alerts="Wat jij volgt",
    no_alerts="Je volgt nog niets.",
    alert_here="bericht aan jou",
    alert_channel="bericht in {channel}",
    alert_at_once="meteen",
    alert_daily="elke dag",
    stop="Stop met volgen",
    language="Taal",
    language_default="Zoals hier gewoon is",
    language_nl="Nederlands",
    language_en="English",
    help=(
        "Stel je vraag in een kanaal met `@Griffier`, of stuur mij een bericht. Ik geef het letterlijke antwoord met "
        "de bron, en schrijf niets zelf."
    ),
    help_title="Uitleg",
    help_button="Meer uitleg",
    unavailable="Bij je bewaarde vragen en wat je volgt kan ik nu niet. Probeer het straks nog eens.",
)

ENGLISH = HomeTexts(
    search="Search the papers",
    search_hint="Type your question and press Enter",
    filters="Search with filters",
    newest="Newest papers",
    all_papers="All papers",
    holds="What I know",
    holds_line="{papers}, with {questions} in all.",
    per_year="Questions per year",
    per_ministry="Questions per ministry",
    others="Others",
    unknown="Not known",
    bar="{name}: {questions} in {papers}",
    saved="Your saved questions",
    no_saved="You have no saved questions yet.",
    ask_again="Search again",
    remove="Remove",
    alerts="What you follow",
    no_alerts="You follow nothing yet.",
    alert_here="message to you",
    alert_channel="message in {channel}",
    alert_at_once="at once",
    alert_daily="daily",
    stop="Stop following",
    language="Language",
    language_default="As is usual here",
    language_nl="Nederlands",
    language_en="English",
    help=(
        "Ask in a channel with `@Griffier`, or send me a message. I give the literal answer with its source, and write "
        "nothing myself."
    ),
    help_title="Help",
    help_button="More help",
    unavailable="I can't get at your saved questions and what you follow now. Please try again later.",
)

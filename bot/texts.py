"""Every sentence that a person reads in Slack, in Dutch and in English.

Templates have named fields, filled by the views; both languages use the same fields. What is
filled in from people or papers is escaped by the view, never here.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from corpus.parsing.dates import MONTHS


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The sentences of one language."""

    months: tuple[str, ...]
    date: str

    # parts of an answer
    question: str
    questions: str
    question_missing: str
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
    previous: str
    next: str
    part_of: str
    open_label: str

    # nothing, or not one thing
    nothing_found: str
    nothing_left: str
    nothing_to_search: str
    which_list: str
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
    papers_head: str
    papers_line_questions: str
    papers_line_one_question: str
    papers_line_passages: str
    papers_more: str

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

    def format_date(self, date: datetime.date) -> str:
        """Return `date` written out: 4 juni 2024."""
        return self.date.format(day=date.day, month=self.months[date.month - 1], year=date.year)

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


DUTCH = Texts(
    months=MONTHS,
    date="{day} {month} {year}",
    question="Vraag {numbers}",
    questions="Vragen {numbers}",
    question_missing="Einde van een antwoord. De vraag staat op een eerdere bladzijde, die hier niet is.",
    question_missing_short="Einde van een antwoord",
    answer="Antwoord",
    no_answer="Deze vraag heeft (nog) geen antwoord.",
    source="Bron",
    about="over {paper}",
    page="p. {page}",
    page_of="p. {page} van {total}",
    pages="p. {first}-{last}",
    pages_of="p. {first}-{last} van {total}",
    paper="Kamerstuk {paper}",
    also_found="Ook gevonden",
    same_answer="Vrijwel hetzelfde antwoord: {names}.",
    similar="Vergelijkbare vragen",
    no_similar="Ik vond geen vragen die hierop lijken.",
    in_report="In het verslag waar de vraag over gaat",
    unsure="Ik weet niet zeker of dit je vraag beantwoordt. Dit komt er het dichtst bij:",
    asked="{user} zocht: {query}",
    asked_command="{user} vroeg: {query}",
    understood="Gezocht naar {parts}",
    understood_filters="Gezocht op {parts}",
    understood_words="“{words}”",
    understood_phrase="precies “{words}”",
    understood_without="zonder “{words}”",
    understood_year="jaar {value}",
    understood_dossier="dossier {value}",
    understood_document="document {value}",
    understood_party="partij {value}",
    understood_ministry="ministerie {value}",
    understood_number="vraag {value}",
    only_questions="alleen vragen",
    only_reports="alleen verslagen",
    or_word="of",
    open="Open",
    read_on="Lees verder",
    close="Sluiten",
    previous="Vorige",
    next="Volgende",
    part_of="Deel {part} van {total}",
    open_label="Open {what}",
    nothing_found=(
        "Ik vond niets over “{query}”. Probeer andere of minder woorden, of kijk met `/bronnen` welke stukken ik ken."
    ),
    nothing_left=(
        "Ik vond niets bij {parts}. Laat een deel weg, bijvoorbeeld een filter, de aanhalingstekens of een woord "
        "met een streepje ervoor, en zoek opnieuw."
    ),
    nothing_to_search=("Hier staat geen woord in waarop ik kan zoeken. Probeer het met een onderwerp of een naam."),
    which_list="{question} staat in meer dan één lijst. Welke bedoel je?",
    choose="Kies deze",
    no_such_number="Vraag {numbers} ken ik niet.",
    no_such_numbers="Vragen {numbers} ken ik niet.",
    not_shown="Niet getoond: vraag {numbers}. Vraag er minder tegelijk.",
    some_missing="Niet gevonden: vraag {numbers}.",
    numbers_there="• {title}: vraag {numbers}",
    no_numbers_there="• {title}: geen genummerde vragen",
    unknown_paper="{paper} heb ik niet. Met `/bronnen` zie je welke stukken ik ken.",
    number_not_understood=(
        "Welke vraag bedoel je? Bijvoorbeeld `/vraag 43`, `/vraag 36360-VI 43`, `/vraag 40-43` of "
        "`/vraag kst-36560-VI-10 7`."
    ),
    too_many_numbers="Dat zijn te veel vragen in één keer. Vraag er hooguit {most}.",
    gone="Dit stuk is er niet meer, of het is vernieuwd. Stel je vraag opnieuw.",
    empty_question="Waar kan ik naar zoeken? Stel gewoon je vraag, of typ `help`.",
    too_late="Sorry, ik was er even niet en heb je vraag gemist. Stel hem nog eens, dan zoek ik het op.",
    too_many_questions="Dat zijn veel vragen achter elkaar. Wacht een minuutje, dan ben ik er weer voor je.",
    failed="Er ging iets mis en ik kon niet antwoorden. Probeer het nog eens. (Kenmerk: {reference})",
    and_word="en",
    up_to="{first} t/m {last}",
    papers_head="Dit zijn de stukken die ik ken:",
    papers_line_questions="{count} vragen ({numbers})",
    papers_line_one_question="1 vraag ({numbers})",
    papers_line_passages="{count} passages",
    papers_more="En nog {count} stukken.",
    help_head="Ik zoek in Kamerstukken en geef het letterlijke antwoord met de bron.",
    help_body=(
        "*Zo vraag je het mij*\n"
        "• Stel je vraag in een kanaal: `@Griffier hoeveel dwangsommen betaalde de IND in 2022?`\n"
        "• Of stuur mij een bericht zonder @.\n"
        "• `/zoek <tekst>` zoekt op woorden.\n"
        "• `/vraag 43` geeft vraag 43. Ook goed: `/vraag 36360-VI 43`, `/vraag kst-36560-VI-10 7`, "
        "`/vraag 40-43` en `/vraag 40 t/m 43`.\n"
        "• `/bronnen` toont de stukken die ik ken.\n"
        "Ik schrijf niets zelf: elke zin staat letterlijk in een stuk. Weet ik het niet zeker, zeg ik dat."
    ),
    help_language=(
        "*Zoek gerichter*\n"
        '• Precies deze woorden: `"dwangsommen betaald"`\n'
        "• Zonder een woord: `IND -dwangsom`\n"
        "• Uit een jaar of een paar jaren: `IND jaar:2022` of `jaar:2020-2022`\n"
        "• Uit een dossier: `dossier:36360`\n"
        "• Uit een stuk: `document:kst-36560-VI-10`\n"
        "• Gevraagd door een partij: `partij:VVD`\n"
        '• Van een ministerie: `ministerie:justitie` of `ministerie:"Justitie en Veiligheid"`\n'
        "• Alleen vragen of alleen verslagen: `soort:vraag` of `soort:verslag`\n"
        "• Een vraag op nummer: `vraag:43 dossier:36360`\n"
        "Je kunt ze samen gebruiken: `dwangsommen jaar:2022 soort:vraag`. Wat ik niet als filter herken, lees ik als "
        "gewone tekst."
    ),
    unknown_command="Dat ken ik niet. Dit kan ik wel:",
    app_description="Zoekt in Kamerstukken en geeft het letterlijke antwoord met de bron.",
    command_vraag="Geef een vraag met het antwoord, op nummer",
    hint_vraag="43 | 36360-VI 43 | 40 t/m 43",
    command_zoek="Zoek in vragen, antwoorden en verslagen",
    hint_zoek="dwangsommen IND 2022",
    command_bronnen="Toon de stukken die Griffier kent",
    hint_bronnen="",
    command_griffier="Uitleg over Griffier",
    hint_griffier="help",
)

ENGLISH = Texts(
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    date="{day} {month} {year}",
    question="Question {numbers}",
    questions="Questions {numbers}",
    question_missing="End of an answer. Its question is on an earlier page, which is not here.",
    question_missing_short="End of an answer",
    answer="Answer",
    no_answer="This question has no answer (yet).",
    source="Source",
    about="about {paper}",
    page="p. {page}",
    page_of="p. {page} of {total}",
    pages="pp. {first}-{last}",
    pages_of="pp. {first}-{last} of {total}",
    paper="Parliamentary paper {paper}",
    also_found="Also found",
    same_answer="Nearly the same answer: {names}.",
    similar="Similar questions",
    no_similar="I found no questions like this one.",
    in_report="In the report that the question is about",
    unsure="I am not sure that this answers your question. This comes closest:",
    asked="{user} searched for: {query}",
    asked_command="{user} asked: {query}",
    understood="Searched for {parts}",
    understood_filters="Searched by {parts}",
    understood_words="“{words}”",
    understood_phrase="exactly “{words}”",
    understood_without="without “{words}”",
    understood_year="year {value}",
    understood_dossier="dossier {value}",
    understood_document="document {value}",
    understood_party="party {value}",
    understood_ministry="ministry {value}",
    understood_number="question {value}",
    only_questions="questions only",
    only_reports="reports only",
    or_word="or",
    open="Open",
    read_on="Read on",
    close="Close",
    previous="Previous",
    next="Next",
    part_of="Part {part} of {total}",
    open_label="Open {what}",
    nothing_found=(
        "I found nothing about “{query}”. Try other or fewer words, or see with `/bronnen` which papers I know."
    ),
    nothing_left=(
        "I found nothing for {parts}. Leave a part out, such as a filter, the quotation marks or a word with a "
        "hyphen before it, and search again."
    ),
    nothing_to_search="There is no word in this that I can search for. Try a subject or a name.",
    which_list="{question} is in more than one list. Which one do you mean?",
    choose="Choose this",
    no_such_number="I don't know question {numbers}.",
    no_such_numbers="I don't know questions {numbers}.",
    not_shown="Not shown: question {numbers}. Ask for fewer at once.",
    some_missing="Not found: question {numbers}.",
    numbers_there="• {title}: question {numbers}",
    no_numbers_there="• {title}: no numbered questions",
    unknown_paper="I don't have {paper}. `/bronnen` shows which papers I know.",
    number_not_understood=(
        "Which question do you mean? For example `/vraag 43`, `/vraag 36360-VI 43`, `/vraag 40-43` or "
        "`/vraag kst-36560-VI-10 7`."
    ),
    too_many_numbers="Those are too many questions at once. Ask for at most {most}.",
    gone="This paper is no longer here, or it was renewed. Please ask again.",
    empty_question="What can I look for? Just ask your question, or type `help`.",
    too_late="Sorry, I was away for a while and missed your question. Ask it again and I will look it up.",
    too_many_questions="Those are many questions in a row. Give me a minute, and I will be there for you again.",
    failed="Something went wrong and I could not answer. Please try again. (Reference: {reference})",
    and_word="and",
    up_to="{first} to {last}",
    papers_head="These are the papers that I know:",
    papers_line_questions="{count} questions ({numbers})",
    papers_line_one_question="1 question ({numbers})",
    papers_line_passages="{count} passages",
    papers_more="And {count} more papers.",
    help_head="I search Dutch parliamentary papers and give the literal answer with its source.",
    help_body=(
        "*How to ask me*\n"
        "• Ask in a channel: `@Griffier hoeveel dwangsommen betaalde de IND in 2022?`\n"
        "• Or send me a message without the @.\n"
        "• `/zoek <text>` searches for words.\n"
        "• `/vraag 43` gives question 43. Also: `/vraag 36360-VI 43`, `/vraag kst-36560-VI-10 7`, "
        "`/vraag 40-43` and `/vraag 40 t/m 43`.\n"
        "• `/bronnen` shows the papers that I know.\n"
        "I write nothing myself: every sentence stands in a paper. When I am not sure, I say so."
    ),
    help_language=(
        "*Search more precisely*\n"
        '• Exactly these words: `"dwangsommen betaald"`\n'
        "• Without a word: `IND -dwangsom`\n"
        "• Of one year or several: `IND jaar:2022` or `jaar:2020-2022`\n"
        "• Of a dossier: `dossier:36360`\n"
        "• Of a paper: `document:kst-36560-VI-10`\n"
        "• Asked by a party: `partij:VVD`\n"
        '• Of a ministry: `ministerie:justitie` or `ministerie:"Justitie en Veiligheid"`\n'
        "• Only questions or only reports: `soort:vraag` or `soort:verslag`\n"
        "• A question by number: `vraag:43 dossier:36360`\n"
        "Use them together: `dwangsommen jaar:2022 soort:vraag`. What I don't know as a filter I read as plain text."
    ),
    unknown_command="I don't know that. This is what I can do:",
    app_description="Searches Dutch parliamentary papers and gives the literal answer with its source.",
    command_vraag="Give a question with its answer, by number",
    hint_vraag="43 | 36360-VI 43 | 40 t/m 43",
    command_zoek="Search questions, answers and reports",
    hint_zoek="dwangsommen IND 2022",
    command_bronnen="Show the papers that Griffier knows",
    hint_bronnen="",
    command_griffier="About Griffier",
    hint_griffier="help",
)

LANGUAGES = {"nl": DUTCH, "en": ENGLISH}

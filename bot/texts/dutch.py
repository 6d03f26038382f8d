"""What a person reads in Dutch: short, friendly, B1."""

from __future__ import annotations

from bot.texts import alerts, feedback, finding, home, installing, meaning, steering, uploads
from bot.texts.reading import DUTCH as READING
from bot.texts.texts import Texts
from corpus.number_words import MONTHS

DUTCH = Texts(
    months=MONTHS,
    date="{day} {month} {year}",
    finding=finding.DUTCH,
    home=home.DUTCH,
    reading=READING,
    question="Vraag {numbers}",
    questions="Vragen {numbers}",
    question_unnumbered="Vraag zonder nummer",
    question_missing="Einde van een antwoord. De vraag staat op een eerdere bladzijde, die hier niet is.",
    question_elsewhere="De vraag zelf staat niet in dit stuk, alleen het antwoord.",
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
    paper_answered="Aanhangsel {paper}",
    paper_asked="Kamervragen {paper}",
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
    which_list_for_more="{question} staan in meer dan één lijst. Welke bedoel je?",
    more_lists=(
        "Niet alle lijsten staan hier: ik ken er {count}. Noem het stuk erbij, bijvoorbeeld `vraag 43 uit 36360-VI`."
    ),
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
    papers_line_questions="{count} vragen ({numbers})",
    papers_line_one_question="1 vraag ({numbers})",
    help_head="Ik zoek in Kamerstukken en geef het letterlijke antwoord met de bron.",
    help_body=(
        "*Zo vraag je het mij*\n"
        "• Stel je vraag in een kanaal: `@Griffier hoeveel dwangsommen betaalde de IND in 2022?`\n"
        "• Of stuur mij een bericht zonder @.\n"
        "• `/zoek dwangsommen` zoekt op woorden.\n"
        "• `/vraag 43` geeft vraag 43. Ook goed: `/vraag 36360-VI 43`, `/vraag kst-36560-VI-10 7`, "
        "`/vraag 40-43` en `/vraag 40 t/m 43`.\n"
        "• `/bronnen` toont de stukken die ik ken, `/bronnen justitie` zoekt erin.\n"
        "• Vraag ook zo om stukken: `36 560 VI`, `kamervragen van de VVD` of `welke vragen zijn niet beantwoord?`.\n"
        "Ik schrijf niets zelf: elke zin staat letterlijk in een stuk. Weet ik iets niet zeker, dan zeg ik dat."
    ),
    help_language=(
        "*Zoek gerichter*\n"
        '• Precies deze woorden: `"dwangsommen betaald"`\n'
        "• Zonder een woord: `IND -dwangsom`\n"
        "• Uit een jaar of een paar jaren: `IND jaar:2022` of `jaar:2020-2022`\n"
        "• Uit een dossier: `dossier:36360`\n"
        "• Uit een stuk: `document:kst-36560-VI-10`\n"
        "• Gevraagd door een partij: `partij:VVD`\n"
        '• Van een ministerie: `ministerie:JenV` of `ministerie:"Justitie en Veiligheid"`\n'
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
    hint_bronnen="justitie | 36 360 VI | ministerie:JenV jaar:2023",
    command_griffier="Uitleg, instellingen, taal en wat je bewaarde",
    hint_griffier="help | instellingen | taal en | bewaard | vergeet mij",
    steering=steering.DUTCH,
    feedback=feedback.DUTCH,
    meaning=meaning.DUTCH,
    installing=installing.DUTCH,
    alerts=alerts.DUTCH,
    uploads=uploads.DUTCH,
)

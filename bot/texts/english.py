"""What a person reads in English."""

from __future__ import annotations

from bot.texts import alerts, feedback, finding, home, installing, meaning, steering, uploads
from bot.texts.reading import ENGLISH as READING
from bot.texts.texts import Texts

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
    finding=finding.ENGLISH,
    home=home.ENGLISH,
    reading=READING,
    question="Question {numbers}",
    questions="Questions {numbers}",
    question_unnumbered="Question without a number",
    question_missing="End of an answer. Its question is on an earlier page, which is not here.",
    question_elsewhere="The question itself is not in this paper, only its answer.",
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
    paper_answered="Aanhangsel {paper}",
    paper_asked="Written questions {paper}",
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
    which_list_for_more="{question} are in more than one list. Which one do you mean?",
    more_lists="Not all lists are here: I know {count}. Name the paper as well, for example `vraag 43 uit 36360-VI`.",
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
    papers_line_questions="{count} questions ({numbers})",
    papers_line_one_question="1 question ({numbers})",
    help_head="I search Dutch parliamentary papers and give the literal answer with its source.",
    help_body=(
        "*How to ask me*\n"
        "• Ask in a channel: `@Griffier hoeveel dwangsommen betaalde de IND in 2022?`\n"
        "• Or send me a message without the @.\n"
        "• `/zoek dwangsommen` searches for words.\n"
        "• `/vraag 43` gives question 43. Also: `/vraag 36360-VI 43`, `/vraag kst-36560-VI-10 7`, "
        "`/vraag 40-43` and `/vraag 40 t/m 43`.\n"
        "• `/bronnen` shows the papers that I know, `/bronnen justitie` searches them.\n"
        "• Ask for papers like this: `36 560 VI`, `questions of the VVD` or `which questions are unanswered?`.\n"
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
        '• Of a ministry: `ministerie:JenV` or `ministerie:"Justitie en Veiligheid"`\n'
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
    hint_bronnen="justitie | 36 360 VI | ministerie:JenV jaar:2023",
    command_griffier="Help, settings, language and what you saved",
    hint_griffier="help | settings | language nl | saved | forget me",
    steering=steering.ENGLISH,
    feedback=feedback.ENGLISH,
    meaning=meaning.ENGLISH,
    installing=installing.ENGLISH,
    alerts=alerts.ENGLISH,
    uploads=uploads.ENGLISH,
)

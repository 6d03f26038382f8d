"""How the bot is steered: threads, settings of a channel, language, and what it keeps of a person."""

from __future__ import annotations

from msgspec import Struct


class SteeringTexts(Struct, frozen=True, kw_only=True):
    """The sentences of steering in one language."""

    understood_as: str
    greeting: str
    welcome: str
    not_wanted: str
    not_rewritten: str
    which_answer: str
    not_kept: str
    help_threads: str
    help_elsewhere: str
    help_steering: str

    # settings of a channel
    settings_title: str
    settings_intro: str
    settings_save: str
    settings_cancel: str
    answer_to: str
    answer_to_mention: str
    answer_to_questions: str
    answer_to_questions_hint: str
    reply_in: str
    reply_in_thread: str
    reply_in_channel: str
    visible_to: str
    visible_to_all: str
    visible_to_asker: str
    visible_to_asker_hint: str
    settings_changed: str
    settings_reset: str
    settings_same: str
    settings_unknown: str
    settings_only_in_channels: str
    says_mention: str
    says_questions: str
    says_thread: str
    says_channel: str
    says_all: str
    says_asker: str

    # language
    own_name: str
    language_ask: str
    language_kept: str
    language_reset: str

    # what is kept of a person
    forget_title: str
    forget_nothing: str
    forget_kept: str
    forget_means: str
    forget_all: str
    forget_not: str
    forget_done: str
    forget_left: str
    kept_settings: str
    kept_questions: str
    kept_alerts: str
    kept_feedback: str
    kept_subjects: str
    kept_waiting: str


DUTCH = SteeringTexts(
    understood_as="Begrepen als: {parts}",
    greeting=(
        "Hoi! Stel gewoon je vraag, bijvoorbeeld: hoeveel dwangsommen betaalde de IND in 2022? Ik geef het letterlijke "
        "antwoord met de bron. Met `help` zie je wat ik nog meer kan."
    ),
    welcome="Graag gedaan!",
    not_wanted=(
        "Jammer. Zeg in andere woorden wat je zoekt. Of druk onder het antwoord op de duim omlaag, en schrijf wat je "
        "had willen vinden."
    ),
    not_rewritten="Dat kan ik niet: ik schrijf niets zelf, en laat alleen zien wat er letterlijk in een stuk staat.",
    which_answer=(
        "Welk antwoord bedoel je? Vraag het in de thread eronder. De bron staat ook onder elk antwoord, en “Over dit "
        "stuk” vertelt er meer over."
    ),
    not_kept="Dat lukt nu niet: ik kan niet bij wat ik bewaar. Probeer het straks nog eens.",
    help_threads=(
        "*Vraag door in een thread*\n"
        "• Noem mij in de thread en zeg alleen wat anders is: `@Griffier en in 2023?`, `en bij de politie?`, "
        "`vraag 44` of `alleen verslagen`. In een gesprek met mij alleen hoef je mij niet te noemen.\n"
        "• Ik zeg erbij hoe ik je begrijp. Bij een heel nieuwe vraag begin ik opnieuw."
    ),
    help_elsewhere=(
        "*Ook handig*\n"
        "• `/volg dwangsommen IND`: ik laat het weten als er iets nieuws over is. `/volg lijst` toont wat je volgt.\n"
        "• Op mijn tabblad Home zoek je, en staan de nieuwste stukken en je bewaarde vragen.\n"
        "• “{shortcut}” staat in het menu van elk bericht. Je vindt het ook bij de snelkoppelingen, met filters.\n"
        "• Plak een link naar een stuk dat ik ken, en ik laat zien wat het is.\n"
        "• Een beheerder voegt een stuk toe door het mij in een privébericht te sturen."
    ),
    help_steering=(
        "*Stel mij in*\n"
        "• `/griffier instellingen`: wanneer ik in dit kanaal antwoord, waar, en wie het ziet.\n"
        "• `/griffier taal en`: ik praat Engels met je. Met `/griffier taal nl` weer Nederlands.\n"
        "• `/griffier bewaard`: de vragen die je bewaarde met de knop onder een antwoord.\n"
        "• `/griffier vergeet mij`: zie wat ik van jou bewaar, en wis het.\n"
        "• `/griffier help`: deze uitleg.\n"
        "Met de duimen onder een antwoord zeg je of het goed was. Zo kan mijn zoeken beter worden."
    ),
    settings_title="Griffier in dit kanaal",
    settings_intro="Dit geldt voor dit hele kanaal. Iedereen hier kan het veranderen; het kanaal ziet wie dat deed.",
    settings_save="Bewaren",
    settings_cancel="Annuleren",
    answer_to="Wanneer antwoord ik?",
    answer_to_mention="Alleen als iemand mij noemt",
    answer_to_questions="Op elk bericht dat eindigt op een vraagteken",
    answer_to_questions_hint=(
        "Noemt niemand mij? Dan antwoord ik alleen als ik het zeker weet, en nooit in een thread of op een bericht "
        "aan iemand anders."
    ),
    reply_in="Waar komt mijn antwoord?",
    reply_in_thread="In een thread bij de vraag",
    reply_in_channel="In het kanaal zelf",
    visible_to="Wie ziet mijn antwoord?",
    visible_to_all="Iedereen in het kanaal",
    visible_to_asker="Alleen wie het vraagt",
    visible_to_asker_hint="Met een knop kan die persoon het antwoord delen.",
    settings_changed="{user} heeft mij anders ingesteld voor dit kanaal. Vanaf nu geldt:",
    settings_reset="{user} heeft mijn instellingen voor dit kanaal teruggezet. Vanaf nu geldt:",
    settings_same="Zo stond het al. Er is niets veranderd.",
    settings_unknown=(
        "Dat begrijp ik niet. Typ `/griffier instellingen` voor een venster, of zet er een of meer van deze woorden "
        "achter: `vermelding` of `vragen`, `thread` of `kanaal`, `iedereen` of `vrager`. Met `standaard` zet je alles "
        "terug."
    ),
    settings_only_in_channels="Instellingen zijn er alleen voor kanalen. Typ dit in het kanaal dat je bedoelt.",
    says_mention="Ik antwoord als iemand mij noemt.",
    says_questions=(
        "Ik antwoord op elk bericht dat eindigt op een vraagteken, als ik het antwoord zeker weet. Noem je mij, dan "
        "antwoord ik altijd."
    ),
    says_thread="Mijn antwoord komt in een thread.",
    says_channel="Mijn antwoord komt in het kanaal.",
    says_all="Iedereen ziet mijn antwoord.",
    says_asker="Alleen wie het vraagt ziet mijn antwoord, en kan het delen.",
    own_name="Nederlands",
    language_ask="In welke taal wil je dat ik met je praat? De stukken zelf blijven in het Nederlands.",
    language_kept="Vanaf nu praat ik Nederlands met je. De stukken zelf blijven zoals ze zijn.",
    language_reset="Vanaf nu praat ik met je in de taal die voor iedereen geldt.",
    forget_title="Dit bewaar ik van jou:",
    forget_nothing="Ik bewaar niets van jou.",
    forget_kept="• {kind}: {count}",
    forget_means=(
        "Wil je dat ik dit allemaal wis? Dat kan niet ongedaan worden gemaakt. Berichten in Slack wis ik niet, ook "
        "niet mijn eigen antwoorden."
    ),
    forget_all="Wis alles",
    forget_not="Laat maar",
    forget_done="Gewist. Dit heb ik verwijderd:",
    forget_left="Goed, ik heb niets gewist.",
    kept_settings="Je taal",
    kept_questions="Bewaarde vragen",
    kept_alerts="Zoekvragen die je volgt",
    kept_feedback="Oordelen over antwoorden",
    kept_subjects="Vragen van de laatste dag, om op door te gaan",
    kept_waiting="Vragen die nog op antwoord wachten",
)
ENGLISH = SteeringTexts(
    understood_as="Understood as: {parts}",
    greeting=(
        "Hello! Just ask your question, for example: hoeveel dwangsommen betaalde de IND in 2022? I give the literal "
        "answer with its source. `help` shows what else I can do."
    ),
    welcome="You're welcome!",
    not_wanted=(
        "A pity. Say in other words what you are looking for. Or press the thumb down under the answer, and write what "
        "you wanted to find."
    ),
    not_rewritten="I can't do that: I write nothing myself, and only show what a paper says, word for word.",
    which_answer=(
        "Which answer do you mean? Ask it in the thread under it. The source stands under each answer too, and “About "
        "this paper” tells more of it."
    ),
    not_kept="That does not work now: I can't reach what I keep. Please try again later.",
    help_threads=(
        "*Ask on in a thread*\n"
        "• Mention me in the thread and say only what is different: `@Griffier en in 2023?`, `en bij de politie?`, "
        "`vraag 44` or `alleen verslagen`. In a conversation with me alone no mention is needed.\n"
        "• I say how I understood you. A whole new question starts anew."
    ),
    help_elsewhere=(
        "*Also handy*\n"
        "• `/volg dwangsommen IND`: I tell you when there is news about it. `/volg list` shows what you follow.\n"
        "• On my Home tab you can search, and find the newest papers and your saved questions.\n"
        "• “{shortcut}” is in the menu of every message. It is among the shortcuts too, with filters.\n"
        "• Paste a link to a paper that I know, and I show what it is.\n"
        "• An administrator adds a paper by sending it to me in a direct message."
    ),
    help_steering=(
        "*Set me up*\n"
        "• `/griffier settings`: when I answer in this channel, where, and who sees it.\n"
        "• `/griffier language nl`: I speak Dutch with you. `/griffier language en` goes back to English.\n"
        "• `/griffier saved`: the questions that you saved with the button under an answer.\n"
        "• `/griffier forget me`: see what I keep of you, and erase it.\n"
        "• `/griffier help`: this text.\n"
        "With the thumbs under an answer you say whether it was good. That can make my searching better."
    ),
    settings_title="Griffier in this channel",
    settings_intro="This holds for everybody in this channel. Anyone here can change it; the channel sees who did.",
    settings_save="Save",
    settings_cancel="Cancel",
    answer_to="When do I answer?",
    answer_to_mention="Only when somebody mentions me",
    answer_to_questions="Every message that ends in a question mark",
    answer_to_questions_hint=(
        "When nobody mentions me, I answer only if I am sure, and never in a thread or to a message for somebody else."
    ),
    reply_in="Where does my answer go?",
    reply_in_thread="Into a thread under the question",
    reply_in_channel="Into the channel itself",
    visible_to="Who sees my answer?",
    visible_to_all="Everybody in the channel",
    visible_to_asker="Only who asked",
    visible_to_asker_hint="A button lets that person share the answer.",
    settings_changed="{user} changed my settings for this channel. From now on:",
    settings_reset="{user} put my settings for this channel back. From now on:",
    settings_same="It was like that already. Nothing has changed.",
    settings_unknown=(
        "I don't understand that. Type `/griffier settings` for a window, or put one or more of these words behind it: "
        "`mention` or `questions`, `thread` or `channel`, `everyone` or `asker`. `default` puts everything back."
    ),
    settings_only_in_channels="Only channels have settings. Type this in the channel that you mean.",
    says_mention="I answer when somebody mentions me.",
    says_questions=(
        "I answer every message that ends in a question mark, if I am sure of the answer. When you mention me, I "
        "always answer."
    ),
    says_thread="My answer goes into a thread.",
    says_channel="My answer goes into the channel.",
    says_all="Everybody sees my answer.",
    says_asker="Only who asked sees my answer, and can share it.",
    own_name="English",
    language_ask="Which language shall I speak with you? The papers themselves stay in Dutch.",
    language_kept="From now on I speak English with you. The papers themselves stay as they are.",
    language_reset="From now on I speak with you in the language that holds for everybody.",
    forget_title="This is what I keep of you:",
    forget_nothing="I keep nothing of you.",
    forget_kept="• {kind}: {count}",
    forget_means=(
        "Shall I erase all of this? That can't be undone. I erase no messages in Slack, not even my own answers."
    ),
    forget_all="Erase all",
    forget_not="Never mind",
    forget_done="Erased. This is what I removed:",
    forget_left="All right, I erased nothing.",
    kept_settings="Your language",
    kept_questions="Saved questions",
    kept_alerts="Searches that you follow",
    kept_feedback="Verdicts on answers",
    kept_subjects="Questions of the last day, to go on from",
    kept_waiting="Questions that still wait for an answer",
)

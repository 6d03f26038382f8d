"""What a person reads about queries that are followed."""

from __future__ import annotations

from msgspec import Struct


class AlertTexts(Struct, frozen=True, kw_only=True):
    """The sentences about following, of one language."""

    command: str
    hint: str
    follow: str
    follow_label: str
    title: str
    submit: str
    query_label: str
    query_hint: str
    target_label: str
    target_channel: str
    target_person: str
    pace_label: str
    at_once: str
    daily: str
    at_once_said: str
    daily_said: str
    following_channel: str
    following_person: str
    done_title: str
    change_to_daily: str
    change_to_at_once: str
    stop: str
    stop_this: str
    stop_label: str
    stopped: str
    stopped_already: str
    list_head_channel: str
    list_head_person: str
    list_empty_channel: str
    list_empty_person: str
    list_pages: str
    list_back: str
    list_on: str
    one_question: str
    questions: str
    one_passage: str
    passages: str
    both: str
    at_least: str
    more: str
    too_many: str
    too_long: str
    nothing_to_follow: str
    not_a_member: str
    not_now: str


DUTCH = AlertTexts(
    command="Krijg bericht als een nieuw stuk iets over je onderwerp heeft",
    hint="dwangsommen IND | lijst",
    follow="Volg",
    follow_label="Volg {query}",
    title="Volgen",
    submit="Volg",
    query_label="Wat wil je volgen?",
    query_hint="Je kunt hier filters gebruiken, net als bij het zoeken: dwangsommen soort:vraag",
    target_label="Wie krijgt bericht?",
    target_channel="Dit kanaal",
    target_person="Alleen ik",
    pace_label="Wanneer?",
    at_once="Meteen",
    daily="Eén keer per dag",
    at_once_said="meteen",
    daily_said="één keer per dag",
    following_channel="{user} laat dit kanaal “{query}” volgen. Ik stuur hier {pace} bericht over nieuwe stukken.",
    following_person="Je volgt nu “{query}”. Ik stuur je {pace} bericht over nieuwe stukken.",
    done_title="Geregeld",
    change_to_daily="Liever één keer per dag",
    change_to_at_once="Liever meteen",
    stop="Stop",
    stop_this="Niet meer volgen",
    stop_label="Volg {query} niet meer",
    stopped="“{query}” volg ik niet meer.",
    stopped_already="Dit volgde ik al niet meer.",
    list_head_channel="Dit volgt dit kanaal:",
    list_head_person="Dit volg je:",
    list_empty_channel="Dit kanaal volgt nog niets. Typ bijvoorbeeld `/volg dwangsommen IND`.",
    list_empty_person="Je volgt nog niets. Typ bijvoorbeeld `/volg dwangsommen IND`.",
    list_pages="{first} t/m {last} van {total}",
    list_back="Vorige",
    list_on="Volgende",
    one_question="1 nieuwe vraag over “{query}”",
    questions="{count} nieuwe vragen over “{query}”",
    one_passage="1 nieuwe passage over “{query}”",
    passages="{count} nieuwe passages over “{query}”",
    both="{count} nieuwe vragen en passages over “{query}”",
    at_least="ten minste {count}",
    more="En nog {count}. Zoek ze met {command}.",
    too_many="Er zijn al {most} onderwerpen die je hier volgt. Stop er eerst een met `/volg lijst`.",
    too_long="Dat is te lang om te volgen. Gebruik hooguit {most} tekens.",
    nothing_to_follow="Hier staat geen woord in dat ik kan volgen. Probeer het met een onderwerp of een naam.",
    not_a_member=(
        "Ik zit niet in dit kanaal, dus ik kan hier geen bericht sturen. Nodig me eerst uit met `/invite @Griffier`, "
        "of stuur mij `/volg` in een privébericht."
    ),
    not_now="Dat lukt nu even niet. Probeer het over een paar minuten nog eens.",
)

ENGLISH = AlertTexts(
    command="Be told when a new paper has something on your subject",
    hint="dwangsommen IND | list",
    follow="Follow",
    follow_label="Follow {query}",
    title="Follow",
    submit="Follow",
    query_label="What do you want to follow?",
    query_hint="You can use filters here, as in a search: dwangsommen soort:vraag",
    target_label="Who is told?",
    target_channel="This channel",
    target_person="Only me",
    pace_label="When?",
    at_once="At once",
    daily="Once a day",
    at_once_said="at once",
    daily_said="once a day",
    following_channel="{user} has this channel follow “{query}”. I tell of new papers here {pace}.",
    following_person="You now follow “{query}”. I tell you of new papers {pace}.",
    done_title="Done",
    change_to_daily="Rather once a day",
    change_to_at_once="Rather at once",
    stop="Stop",
    stop_this="Stop following",
    stop_label="Stop following {query}",
    stopped="I no longer follow “{query}”.",
    stopped_already="I was not following this any more.",
    list_head_channel="This channel follows:",
    list_head_person="You follow:",
    list_empty_channel="This channel follows nothing yet. Type for example `/volg dwangsommen IND`.",
    list_empty_person="You follow nothing yet. Type for example `/volg dwangsommen IND`.",
    list_pages="{first} to {last} of {total}",
    list_back="Previous",
    list_on="Next",
    one_question="1 new question about “{query}”",
    questions="{count} new questions about “{query}”",
    one_passage="1 new passage about “{query}”",
    passages="{count} new passages about “{query}”",
    both="{count} new questions and passages about “{query}”",
    at_least="at least {count}",
    more="And {count} more. Search them with {command}.",
    too_many="You follow {most} subjects here already. Stop one of them first with `/volg list`.",
    too_long="That is too long to follow. Use at most {most} characters.",
    nothing_to_follow="There is no word in this that I can follow. Try a subject or a name.",
    not_a_member=(
        "I am not in this channel, so I can't tell anything here. Invite me first with `/invite @Griffier`, or send me "
        "`/volg` in a direct message."
    ),
    not_now="That does not work just now. Please try again in a few minutes.",
)

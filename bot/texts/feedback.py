"""What people think of an answer, and the questions that they keep."""

from __future__ import annotations

from msgspec import Struct


class FeedbackTexts(Struct, frozen=True, kw_only=True):
    """The sentences of feedback and of saved questions in one language."""

    good: str
    good_spoken: str
    wrong: str
    wrong_spoken: str
    thanks: str
    wanted_title: str
    wanted_intro: str
    wanted_label: str
    wanted_hint: str
    wanted_example: str
    send: str

    save: str
    save_spoken: str
    saved: str
    saved_full: str
    saved_title: str
    saved_none: str
    saved_more: str
    saved_gone: str
    ask_again: str
    ask_again_spoken: str
    remove: str
    removed: str


DUTCH = FeedbackTexts(
    good="Goed",
    good_spoken="Dit antwoord is goed",
    wrong="Niet goed",
    wrong_spoken="Dit antwoord is niet goed",
    thanks="Dank je. Daarmee kan mijn zoeken beter worden.",
    wanted_title="Wat zocht je?",
    wanted_intro="Jammer dat dit niet het goede antwoord is op “{query}”.",
    wanted_label="Wat had je willen vinden?",
    wanted_hint=(
        "Wat je hier schrijft, bewaart wie mij beheert bij je oordeel. Met /griffier vergeet mij wis je het weer."
    ),
    wanted_example="Bijvoorbeeld: het bedrag van 2023, of vraag 12",
    send="Verstuur",
    save="Bewaar vraag",
    save_spoken="Bewaar de vraag: {query}",
    saved="Bewaard. Met `/griffier bewaard` zie je al je vragen.",
    saved_full="Je bewaart al {most} vragen. Haal er eerst een weg met `/griffier bewaard`.",
    saved_title="Je bewaarde vragen",
    saved_none="Je hebt nog geen vragen bewaard. Onder een antwoord staat de knop “Bewaar vraag”.",
    saved_more="En nog {count} oudere vragen. Haal er een paar weg om ze te zien.",
    saved_gone="Die vraag bewaar je niet meer.",
    ask_again="Zoek",
    ask_again_spoken="Zoek opnieuw: {query}",
    remove="Haal weg",
    removed="Weggehaald: “{query}”.",
)
ENGLISH = FeedbackTexts(
    good="Good",
    good_spoken="This answer is good",
    wrong="Not good",
    wrong_spoken="This answer is not good",
    thanks="Thank you. That can make my searching better.",
    wanted_title="What did you look for?",
    wanted_intro="A pity that this is not the right answer to “{query}”.",
    wanted_label="What did you want to find?",
    wanted_hint=("What you write here is kept with your verdict, by who runs me. /griffier forget me erases it again."),
    wanted_example="For example: the amount of 2023, or question 12",
    send="Send",
    save="Save question",
    save_spoken="Save the question: {query}",
    saved="Saved. `/griffier saved` shows all your questions.",
    saved_full="You keep {most} questions already. Remove one first, with `/griffier saved`.",
    saved_title="Your saved questions",
    saved_none="You have not saved any questions yet. Under an answer is the button “Save question”.",
    saved_more="And {count} older questions. Remove some to see them.",
    saved_gone="You no longer keep that question.",
    ask_again="Search",
    ask_again_spoken="Search again: {query}",
    remove="Remove",
    removed="Removed: “{query}”.",
)

"""What a person reads about papers that they drop in a direct message."""

from __future__ import annotations

from msgspec import Struct


class UploadTexts(Struct, frozen=True, kw_only=True):
    """The sentences about added papers, of one language."""

    # who may
    who_can: str
    nobody_can: str

    # what was read
    question_list: str
    written_questions: str
    annual_report: str
    letter: str
    other: str
    unanswered: str
    is_new: str
    is_newer: str
    is_held: str
    named_by_file: str
    pages_guessed: str
    warned: str
    not_for_others: str

    # how far it is
    step_read: str
    step_adding: str
    step_added: str
    step_replaced: str
    step_unchanged: str
    step_dropped: str
    step_removed: str
    step_not_removed: str
    step_gone_already: str
    new: str
    changed: str
    gone: str
    add: str
    drop: str
    again: str
    remove: str
    remove_title: str
    remove_text: str
    keep: str
    add_label: str
    drop_label: str
    remove_label: str

    # why not
    refused: str
    this_file: str
    failed: str
    encrypted: str
    broken_pdf: str
    broken_word: str
    broken_markup: str
    picture: str
    empty: str
    not_text: str
    old_format: str
    packed: str
    too_large: str
    entities: str
    unreadable: str
    not_here: str
    not_found: str
    no_right: str
    unreachable: str
    changed_since: str
    not_now: str
    too_many_files: str
    only_in_direct: str


DUTCH = UploadTexts(
    who_can="Een stuk toevoegen kan alleen een beheerder. Vraag het aan {who}.",
    nobody_can="Een stuk toevoegen kan alleen een beheerder, en die is nog niet ingesteld.",
    question_list="Lijst van vragen",
    written_questions="Schriftelijke vragen",
    annual_report="Verslag",
    letter="Brief",
    other="Ander stuk",
    unanswered="Nog zonder antwoord: vraag {numbers}",
    is_new="Dit stuk heb ik nog niet.",
    is_newer="Hiervan heb ik al een versie. Als je deze toevoegt, zien jullie voortaan deze.",
    is_held="Dit stuk heb ik al, precies zo. Je hoeft niets te doen.",
    named_by_file="Ik zie geen eigen nummer van dit stuk. Ik noem het daarom: {name}",
    pages_guessed="De bladzijden zijn niet zeker: ik heb ze geteld naar de witregels in de tekst.",
    warned="Let op: {warning}",
    not_for_others="Alleen deze werkruimte krijgt het te zien.",
    step_read="Gelezen. Zal ik dit toevoegen?",
    step_adding="Ik voeg het toe…",
    step_added="Toegevoegd. Je kunt er nu in zoeken.",
    step_replaced="Toegevoegd in plaats van de vorige versie: {what}.",
    step_unchanged="Dit stuk was al toegevoegd.",
    step_dropped="Niet toegevoegd.",
    step_removed="Weer weggehaald.",
    step_not_removed="Weghalen lukt nu even niet. Probeer het over een paar minuten nog eens.",
    step_gone_already="Dit stuk was al weggehaald.",
    new="{count} nieuw",
    changed="{count} veranderd",
    gone="{count} vervallen",
    add="Toevoegen",
    drop="Toch niet",
    again="Probeer opnieuw",
    remove="Weghalen",
    remove_title="Stuk weghalen?",
    remove_text="Daarna vindt niemand in deze werkruimte het nog.",
    keep="Laat staan",
    add_label="Voeg {name} toe",
    drop_label="Voeg {name} toch niet toe",
    remove_label="Haal {name} weg",
    refused="{name} kan ik niet gebruiken.",
    this_file="Dit bestand",
    failed="Er ging iets mis bij het lezen. Probeer het nog eens. (Kenmerk: {reference})",
    encrypted="Het bestand is beveiligd met een wachtwoord. Sla het op zonder wachtwoord en stuur het opnieuw.",
    broken_pdf="Deze PDF is kapot of niet compleet. Download hem opnieuw en stuur hem dan nog eens.",
    broken_word="Dit Word-bestand is kapot. Open het in Word, sla het opnieuw op en stuur het dan nog eens.",
    broken_markup="Dit XML- of HTML-bestand is kapot. Download het opnieuw en stuur het dan nog eens.",
    picture="Hier staan alleen plaatjes in en geen tekst. Maak er met OCR een PDF met tekst van.",
    empty="Er staat geen tekst in. Stuur een bestand met tekst.",
    not_text="Dit is geen tekst. Stuur een PDF, een Word-bestand (.docx), XML, HTML of gewone tekst.",
    old_format="Dit soort bestand lees ik niet. Sla het op als .docx of PDF en stuur het opnieuw.",
    packed="Dit is een ingepakt bestand. Pak het eerst uit en stuur de stukken zelf.",
    too_large="Dit stuk is te groot, of wordt dat bij het lezen. Splits het, of vraag om een hogere grens.",
    entities="Dit bestand bepaalt zelf wat tekens betekenen. Dat vertrouw ik niet: stuur het zoals het verscheen.",
    unreadable="Ik kan dit niet lezen. Stuur een PDF, een Word-bestand (.docx), XML, HTML of gewone tekst.",
    not_here="Het bestand staat niet in Slack zelf. Download het en stuur het hier als bestand.",
    not_found="Het bestand is er niet meer. Stuur het opnieuw.",
    no_right="Ik mag bestanden niet ophalen. Laat de app opnieuw installeren, met het recht files:read.",
    unreachable="Ik kon het bestand niet ophalen. Probeer het over een paar minuten nog eens.",
    changed_since="Het bestand is veranderd sinds ik het las. Stuur het opnieuw.",
    not_now="Toevoegen lukt nu even niet. Probeer het over een paar minuten nog eens.",
    too_many_files="Ik las de eerste {most} bestanden. Stuur de andere in een nieuw bericht.",
    only_in_direct=(
        "In een kanaal lees ik geen bestanden. Een beheerder kan een stuk toevoegen in een privébericht aan mij."
    ),
)

ENGLISH = UploadTexts(
    who_can="Only an administrator can add a paper. Ask {who}.",
    nobody_can="Only an administrator can add a paper, and none has been set yet.",
    question_list="List of questions",
    written_questions="Written questions",
    annual_report="Report",
    letter="Letter",
    other="Other paper",
    unanswered="Without an answer so far: question {numbers}",
    is_new="I don't have this paper yet.",
    is_newer="I have a version of this already. If you add this one, you will see this one from then on.",
    is_held="I have this very paper already. There is nothing to do.",
    named_by_file="I see no number of this paper's own. So I call it: {name}",
    pages_guessed="The pages are not certain: I counted them by the gaps in the text.",
    warned="Note: {warning}",
    not_for_others="Only this workspace will see it.",
    step_read="Read. Shall I add this?",
    step_adding="I am adding it…",
    step_added="Added. You can search it now.",
    step_replaced="Added in place of the version before: {what}.",
    step_unchanged="This paper had been added already.",
    step_dropped="Not added.",
    step_removed="Taken out again.",
    step_not_removed="Taking it out does not work just now. Please try again in a few minutes.",
    step_gone_already="This paper had been taken out already.",
    new="{count} new",
    changed="{count} changed",
    gone="{count} gone",
    add="Add",
    drop="Rather not",
    again="Try again",
    remove="Take out",
    remove_title="Take this paper out?",
    remove_text="Nobody in this workspace will find it after that.",
    keep="Leave it",
    add_label="Add {name}",
    drop_label="Do not add {name}",
    remove_label="Take {name} out",
    refused="I can't use {name}.",
    this_file="this file",
    failed="Something went wrong while I read it. Please try again. (Reference: {reference})",
    encrypted="The file has a password. Save it without one and send it again.",
    broken_pdf="This PDF is broken or not complete. Download it again and send it once more.",
    broken_word="This Word file is broken. Open it in Word, save it anew and send it once more.",
    broken_markup="This XML or HTML file is broken. Download it again and send it once more.",
    picture="There are only pictures in this and no text. Make it a PDF with text by OCR.",
    empty="There is no text in it. Send a file with text.",
    not_text="This is not text. Send a PDF, a Word file (.docx), XML, HTML or plain text.",
    old_format="I don't read this kind of file. Save it as .docx or PDF and send it again.",
    packed="This is a packed file. Unpack it first and send the papers themselves.",
    too_large="This paper is too large, or becomes so when it is read. Split it, or ask for a higher limit.",
    entities="This file defines for itself what signs mean, and I don't trust that. Send it as it was published.",
    unreadable="I can't read this. Send a PDF, a Word file (.docx), XML, HTML or plain text.",
    not_here="The file is not in Slack itself. Download it and send it here as a file.",
    not_found="The file is no longer there. Send it again.",
    no_right="I may not fetch files. Have the app installed again, with the scope files:read.",
    unreachable="I could not fetch the file. Please try again in a few minutes.",
    changed_since="The file has changed since I read it. Send it again.",
    not_now="Adding does not work just now. Please try again in a few minutes.",
    too_many_files="I read the first {most} files. Send the others in a new message.",
    only_in_direct="I read no files in a channel. An administrator can add a paper in a direct message to me.",
)

"""What a person reads who lets the bot into a workspace."""

from __future__ import annotations

from msgspec import Struct


class InstallingTexts(Struct, frozen=True, kw_only=True):
    """The pages of an installation, and what is said where there is none."""

    begin_title: str
    begin_body: str
    begin_button: str
    done_title: str
    done_body: str  # {name}: the workspace
    done_button: str
    failed_title: str
    cancelled: str
    expired: str
    not_welcome: str
    no_organisation: str
    trouble: str
    again: str
    not_installed: str


DUTCH = InstallingTexts(
    begin_title="Griffier toevoegen aan Slack",
    begin_body="Griffier zoekt in Kamerstukken en geeft het letterlijke antwoord met de bron. Slack vraagt je zo of "
    "Griffier in jouw workspace mag.",
    begin_button="Toevoegen aan Slack",
    done_title="Het is gelukt",
    done_body="Griffier staat nu in {name}. Stuur Griffier een bericht, of nodig Griffier uit in een kanaal.",
    done_button="Open Slack",
    failed_title="Het is niet gelukt",
    cancelled="Je hebt het toevoegen gestopt. Er is niets veranderd.",
    expired="Deze poging is verlopen of al gebruikt, of begon in een andere browser. Begin opnieuw.",
    not_welcome="Griffier staat hier niet open voor deze workspace. Vraag de beheerder van Griffier om toegang.",
    no_organisation="Griffier kan niet in één keer aan een hele organisatie worden toegevoegd. Begin opnieuw en kies "
    "één workspace.",
    trouble="Er ging iets mis. Probeer het later nog eens.",
    again="Begin opnieuw",
    not_installed="Griffier is niet meer toegevoegd aan deze workspace. Vraag de beheerder van de workspace om "
    "Griffier opnieuw toe te voegen.",
)
ENGLISH = InstallingTexts(
    begin_title="Add Griffier to Slack",
    begin_body="Griffier searches parliamentary papers and gives the literal answer with its source. Slack will ask "
    "you whether Griffier may come into your workspace.",
    begin_button="Add to Slack",
    done_title="Done",
    done_body="Griffier is now in {name}. Send Griffier a message, or invite Griffier to a channel.",
    done_button="Open Slack",
    failed_title="That did not work",
    cancelled="You stopped. Nothing has changed.",
    expired="This attempt has expired, was used before, or began in another browser. Please start again.",
    not_welcome="This Griffier is not open to this workspace. Ask whoever runs Griffier for access.",
    no_organisation="Griffier can't be added to a whole organisation at once. Start again and choose one workspace.",
    trouble="Something went wrong. Please try again later.",
    again="Start again",
    not_installed="Griffier is no longer installed in this workspace. Ask the workspace's administrator to add "
    "Griffier again.",
)

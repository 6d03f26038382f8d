"""The Bolt app: wiring, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerting import Alerting
from bot.config import Secret
from bot.desk import Desk
from bot.figures import Figures
from bot.intake import Intake
from bot.leaving import Leaving
from bot.listeners import (
    actions,
    alerts,
    commands,
    departures,
    failures,
    home,
    links,
    origin,
    papers,
    questions,
    receipt,
    searching,
    sharing,
    uploads,
)
from bot.manners import Manners
from bot.speaking import Speaking
from bot.state.state import State
from bot.steering import Steering
from bot.threads import Threads
from bot.underway import Underway

if TYPE_CHECKING:
    from bot.installing import Installing


def build_app(
    *,
    client: AsyncWebClient,
    signing_secret: Secret | None,
    speaking: Speaking,
    state: State,
    desk: Desk,
    manners: Manners,
    alerting: Alerting,
    intake: Intake,
    underway: Underway,
    figures: Figures,
    leaving: Leaving,
    installing: Installing | None = None,
) -> AsyncApp:
    """Return the app with all its listeners; it opens no connection."""
    app = AsyncApp(
        # Without a name Bolt reads the source of all its callers for one.
        name="griffier",
        client=client,
        # Socket Mode carries no signatures: there the connection itself is authenticated.
        signing_secret=signing_secret.reveal() if signing_secret else "",
        request_verification_enabled=signing_secret is not None,
        before_authorize=origin.Origin(api_url=str(client.base_url)).check,
        # With neither of these there is one workspace, that of the client's token.
        authorize=installing.authorize if installing else None,  # type: ignore[arg-type]  # Bolt takes these too
        oauth_flow=installing.flow if installing else None,
        user_facing_authorize_error_message=speaking.answering.texts.installing.not_installed,
    )
    underway.watch(app)
    receipt.register(app, receipt.Receipt(figures=figures))
    questions.register(app, questions.Questions(desk=desk, manners=manners))
    shelf = home.Home(speaking=speaking, state=state)
    errands = Steering(speaking=speaking, state=state, manners=manners, refresh=shelf.refresh).register(app)
    commands.register(app, commands.Commands(speaking=speaking, manners=manners, errands=errands))
    sharer = sharing.Sharing(speaking=speaking, state=state)
    actions.register(app, actions.Actions(speaking=speaking, sharing=sharer, threads=Threads(state=state)))
    sharing.register(app, sharer)
    papers.register(app, papers.Papers(speaking=speaking, manners=manners))
    searching.register(app, searching.Searching(speaking=speaking, sharing=sharer))
    home.register(app, shelf)
    links.register(app, links.Links(speaking=speaking))
    departures.register(app, departures.Departures(leaving=leaving))
    alerts.register(app, alerts.AlertListeners(alerting=alerting, speaking=speaking, refresh=shelf.refresh))
    uploads.register(app, uploads.UploadListeners(intake=intake, speaking=speaking))
    failures.register(app, failures.Failures(speaking=speaking, figures=figures))
    return app

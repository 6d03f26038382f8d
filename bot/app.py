"""The Bolt app: wiring, and nothing else."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerting import Alerting
from bot.config import Secret
from bot.desk import Desk
from bot.figures import Figures
from bot.intake import Intake
from bot.listeners import (
    actions,
    alerts,
    commands,
    failures,
    home,
    links,
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
from bot.underway import Underway

# slack_sdk retries connection errors alone unless it is told more; a 429 waits as long as Slack says.
RETRIES = 5
# After an error of its own Slack may have posted all the same: a second try is worth that, a fifth is not.
SERVER_ERROR_RETRIES = 1


def build_client(token: Secret, api_url: str) -> AsyncWebClient:
    """Return a client that waits and tries again where Slack is busy or out of reach."""
    return AsyncWebClient(
        token=token.reveal(),
        base_url=api_url,
        retry_handlers=[
            AsyncConnectionErrorRetryHandler(max_retry_count=RETRIES),
            AsyncRateLimitErrorRetryHandler(max_retry_count=RETRIES),
            AsyncServerErrorRetryHandler(max_retry_count=SERVER_ERROR_RETRIES),
        ],
    )


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
) -> AsyncApp:
    """Return the app with all its listeners; it opens no connection."""
    app = AsyncApp(
        client=client,
        # Socket Mode carries no signatures: there the connection itself is authenticated.
        signing_secret=signing_secret.reveal() if signing_secret else "",
        request_verification_enabled=signing_secret is not None,
    )
    underway.watch(app)
    receipt.register(app, receipt.Receipt(figures=figures))
    questions.register(app, questions.Questions(desk=desk, manners=manners))
    shelf = home.Home(speaking=speaking, state=state)
    errands = Steering(speaking=speaking, state=state, manners=manners, refresh=shelf.refresh).register(app)
    commands.register(app, commands.Commands(speaking=speaking, errands=errands))
    sharer = sharing.Sharing(speaking=speaking, state=state)
    actions.register(app, actions.Actions(speaking=speaking, sharing=sharer))
    sharing.register(app, sharer)
    papers.register(app, papers.Papers(speaking=speaking))
    searching.register(app, searching.Searching(speaking=speaking, sharing=sharer))
    home.register(app, shelf)
    links.register(app, links.Links(speaking=speaking))
    alerts.register(app, alerts.AlertListeners(alerting=alerting, speaking=speaking))
    uploads.register(app, uploads.UploadListeners(intake=intake, speaking=speaking))
    failures.register(app, failures.Failures(speaking=speaking, figures=figures))
    return app

"""The ways in which Slack reaches the bot; each is an async context that is connected while it is open."""

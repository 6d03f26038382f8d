"""Griffier in Slack: what was typed goes to `corpus`, and its answer goes back as a message."""

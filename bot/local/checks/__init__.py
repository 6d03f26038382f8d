"""What Block Kit refuses: each function yields what is wrong, with the place of it, as Slack words it.

Source: Slack's Block Kit reference (docs.slack.dev/reference/block-kit).
"""

"""Values to Slack messages: pure functions that do no input or output."""

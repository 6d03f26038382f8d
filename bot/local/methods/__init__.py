"""The methods of the Web API, a module per family, each with Slack's shapes and error codes."""

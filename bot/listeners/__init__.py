"""One module per Slack feature; each unpacks the payload, asks `answering`, and posts the reply."""

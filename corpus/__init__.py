"""Parliamentary papers: reading, parsing, indexing and searching them. Knows nothing of Slack."""

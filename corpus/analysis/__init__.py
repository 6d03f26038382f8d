"""Text to terms: small pure steps, put in order by `analyzer`."""

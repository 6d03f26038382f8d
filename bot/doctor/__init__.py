"""`griffier doctor`: looks at all that the bot rests on, changes nothing, and says what to do."""

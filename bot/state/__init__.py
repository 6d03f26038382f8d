"""What must survive: one module a noun, each a small store over the database of `corpus.database`.

Every row belongs to a team (a Slack workspace), and every method takes the team first: what belongs to
one workspace can't be asked for by another. Times are seconds since 1970. The stores block; inside the
event loop they are called through `State.run`.
"""

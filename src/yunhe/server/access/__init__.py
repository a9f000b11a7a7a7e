"""Access: who holds which post, what may be read and done in it, and the log of who did.

`holding` records who holds a post (events of `post:…`), `held` is the table folded from them, `reader` answers who is
reading and in what scope.
"""

"""A draft of the visitor `clerk` that waits to be read."""

import shelved


def make() -> str:
    return str(shelved.put(owner=shelved.owner(), is_draft=True).pk)

"""A draft of the visitor `clerk`, read and audited."""

import shelved


def make() -> str:
    return str(shelved.stands(owner=shelved.owner(), is_draft=True).pk)

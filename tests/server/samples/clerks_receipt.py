"""The receipt of a draft that the visitor `clerk` deleted."""

import shelved


def make() -> str:
    from yunhe.server.reports import removal

    receipt = removal.remove(shelved.stands(owner=shelved.owner(), is_draft=True), "clerk-1")
    assert receipt
    return receipt.pk

"""A draft of somebody else: nobody sees it but its owner."""

from readable import TEXT, stands
from visitors import account


def make() -> str:
    from yunhe.server.accounts.models import Account

    owner = Account.objects.filter(username="起草人").first() or account("起草人")
    return str(stands(f"{TEXT}（讨论稿）\n", owner=owner.pk, is_draft=True).pk)

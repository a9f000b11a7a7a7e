"""Two drafts that the visitor `clerk` handed in together."""

import shelved


def make() -> str:
    from yunhe.server.reports.archive import Member
    from yunhe.server.reports.handing_in import Wish, hand_in

    files = [Member(f"{name}.txt", f"{shelved.TEXT}{name}{shelved.owner()}".encode()) for name in "甲乙"]
    return hand_in([*files, Member("空.txt")], Wish(shelved.owner(), True)).pk

"""Everything that is Django, and only here: the ledger, the matters, the registers, who may see what, the pages.

Each app is a package with its models in `models/`, one noun a file, and is named in `settings.INSTALLED_APPS`:
`ledger` (events, seals), `vault` (personal data outside the events), `matters` (the folded situation of a matter, its
timers and notifications, written in the transaction that appends the events), later `registers`, `access`. A verb of
the command line is a file in `verbs/`. Importing this package loads no Django; `start` does.
"""

import os

SETTINGS = "yunhe.server.settings"


def start() -> None:
    """Set Django up, once; who calls it again finds everything ready."""
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
        django.setup()


def require_tables() -> None:
    """Refuse to go on with a database that lacks tables or has those of an older version."""
    from yunhe.server.tables import missing

    lacking = missing()
    if lacking:
        from yunhe.server.errors import StoreError

        raise StoreError("数据库", f"缺表，或表是旧的（{'、'.join(lacking)}）", "先运行 yunhe migrate")

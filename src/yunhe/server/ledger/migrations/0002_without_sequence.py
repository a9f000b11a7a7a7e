"""Numbers the rows of the ledger without noting the last number apart: none is ever removed, so it is the largest."""

from django.db import migrations

from yunhe.server.reshaping import Reshape


class Migration(migrations.Migration):
    """One page less to write for each event on SQLite."""

    dependencies = (("ledger", "0001_tables"),)
    operations = (Reshape("ledger_event"),)

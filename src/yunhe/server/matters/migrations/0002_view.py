"""The public view of matters, without fields, owners' opinions or anything personal (docs/ledger.md)."""

from django.db import migrations

VIEW = """
CREATE VIEW matter AS
SELECT number, mechanism, version, store, state, outcome, owner, parent, opened, changed, due, simulated
FROM matters_matter
"""


class Migration(migrations.Migration):
    """`matter`, for reading."""

    dependencies = (("matters", "0001_tables"),)
    operations = (migrations.RunSQL(VIEW, "DROP VIEW matter"),)

"""The public views: the observations in force, and all versions with the instant at which each was superseded."""

from django.db import migrations

COLUMNS = (
    "v.subject, v.number, v.indicator, v.kind, v.place, v.period, v.starts, v.ends, v.basis, "
    "CAST(v.value AS numeric) AS value, v.value AS value_text, v.unit, v.status, v.reason, v.simulated, v.source, "
    "v.actor, v.at"
)
IN_FORCE = f"""
CREATE VIEW observation AS
SELECT {COLUMNS}
FROM observations_version v
WHERE v.value IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM observations_version n WHERE n.subject = v.subject AND n.number > v.number)
"""
HISTORY = f"""
CREATE VIEW observation_history AS
SELECT {COLUMNS}, v.value IS NULL AS withdrawn,
(SELECT n.at FROM observations_version n WHERE n.subject = v.subject AND n.number = v.number + 1) AS superseded
FROM observations_version v
"""


class Migration(migrations.Migration):
    """`observation` and `observation_history`, for reading."""

    dependencies = (("observations", "0001_tables"),)
    operations = (
        migrations.RunSQL(IN_FORCE, "DROP VIEW observation"),
        migrations.RunSQL(HISTORY, "DROP VIEW observation_history"),
    )

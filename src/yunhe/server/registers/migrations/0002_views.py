"""The public views of the registers, without anything personal (docs/ledger.md): entries, and their values."""

from typing import Any

from django.db import migrations

_ENTRY = """
CREATE VIEW entry AS
SELECT register, key, title, region, store, since, changed, withdrawn, simulated
FROM registers_entry
"""
_VALUES_SQLITE = """
CREATE VIEW entry_value AS
SELECT e.register, e.key, f.key AS field, CAST(CASE WHEN f.type = 'array' THEN i.value ELSE
  CASE f.type WHEN 'true' THEN '是' WHEN 'false' THEN '否' ELSE f.value END END AS text) AS value, e.simulated
FROM registers_entry e, json_each(e.open_values) f
LEFT JOIN json_each(CASE WHEN f.type = 'array' THEN f.value ELSE '[]' END) i
WHERE e.withdrawn IS NULL AND f.type <> 'null' AND f.type <> 'object'
"""
_VALUES_POSTGRESQL = """
CREATE VIEW entry_value AS
SELECT e.register, e.key, f.key AS field, CASE WHEN jsonb_typeof(f.value) = 'array' THEN i.value ELSE
  CASE f.value #>> '{}' WHEN 'true' THEN CASE jsonb_typeof(f.value) WHEN 'boolean' THEN '是' ELSE 'true' END
  WHEN 'false' THEN CASE jsonb_typeof(f.value) WHEN 'boolean' THEN '否' ELSE 'false' END
  ELSE f.value #>> '{}' END END AS value, e.simulated
FROM registers_entry e CROSS JOIN LATERAL jsonb_each(e.open_values::jsonb) f
LEFT JOIN LATERAL jsonb_array_elements_text(CASE WHEN jsonb_typeof(f.value) = 'array' THEN f.value ELSE '[]' END) i
  ON TRUE
WHERE e.withdrawn IS NULL AND jsonb_typeof(f.value) NOT IN ('null', 'object')
"""


def make(apps: Any, schema_editor: Any) -> None:
    """Both views, the second as the database can."""
    schema_editor.execute(_ENTRY, params=None)
    values = _VALUES_SQLITE if schema_editor.connection.vendor == "sqlite" else _VALUES_POSTGRESQL
    schema_editor.execute(values, params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    """Neither."""
    schema_editor.execute("DROP VIEW entry_value", params=None)
    schema_editor.execute("DROP VIEW entry", params=None)


class Migration(migrations.Migration):
    """`entry` and `entry_value`, for reading."""

    dependencies = (("registers", "0001_tables"),)
    operations = (migrations.RunPython(make, drop),)

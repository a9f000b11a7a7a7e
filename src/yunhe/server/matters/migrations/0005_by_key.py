"""Keeps parties, notices and serial numbers by their keys alone on SQLite, not as rows and keys apart."""

from django.db import migrations

from yunhe.server.reshaping import Reshape


class Migration(migrations.Migration):
    """Two pages less to write at a step."""

    dependencies = (("matters", "0004_without_patterns"),)
    operations = tuple(Reshape(table, by_key=True) for table in ("matters_party", "matters_notice", "matters_serial"))

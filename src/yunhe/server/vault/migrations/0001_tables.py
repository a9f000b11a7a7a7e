"""The tables of the vault, with their guards."""

from django.db import migrations, models

from yunhe.server.guards import AppendOnly
from yunhe.server.vault.guards import GuardVault


class Migration(migrations.Migration):
    """Stores, persons, payload, identities, looks, erasures."""

    initial = True

    operations = (
        migrations.CreateModel(
            name="StoredStore",
            fields=[
                ("store", models.CharField(max_length=50, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=30)),
                ("wrapped", models.BinaryField()),
            ],
            options={"db_table": "vault_store"},
        ),
        migrations.CreateModel(
            name="StoredPerson",
            fields=[
                ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("store", models.CharField(max_length=50)),
                ("key", models.CharField(max_length=30)),
                ("wrapped", models.BinaryField()),
            ],
            options={
                "db_table": "vault_person",
                "indexes": [models.Index(fields=["store", "key", "id"], name="vault_person_wrapped")],
            },
        ),
        migrations.CreateModel(
            name="StoredPayload",
            fields=[
                ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("person", models.CharField(max_length=40)),
                ("store", models.CharField(max_length=50)),
                ("subject", models.CharField(max_length=200)),
                ("field", models.CharField(max_length=100)),
                ("content", models.BinaryField()),
            ],
            options={
                "db_table": "vault_payload",
                "indexes": [
                    models.Index(fields=["person"], name="vault_payload_person"),
                    models.Index(fields=["subject"], name="vault_payload_subject"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredIdentity",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("store", models.CharField(max_length=50)),
                ("hashed", models.CharField(max_length=64)),
                ("person", models.CharField(db_index=True, max_length=40)),
            ],
            options={
                "db_table": "vault_identity",
                "constraints": [models.UniqueConstraint(fields=("store", "hashed"), name="vault_identity_once")],
            },
        ),
        migrations.CreateModel(
            name="StoredLook",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True)),
                ("reader", models.CharField(max_length=200)),
                ("post", models.CharField(max_length=200)),
                ("purpose", models.CharField(max_length=200)),
                ("subject", models.CharField(db_index=True, max_length=200)),
                ("person", models.CharField(db_index=True, max_length=40)),
                ("shown", models.TextField()),
            ],
            options={"db_table": "vault_look"},
        ),
        migrations.CreateModel(
            name="StoredErasure",
            fields=[
                ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("person", models.CharField(db_index=True, max_length=40)),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "vault_erasure"},
        ),
        AppendOnly("vault_look", unique=[["id"]]),
        AppendOnly("vault_erasure", unique=[["id"]]),
        GuardVault(),
    )

"""How long it took, so that what takes long is not taken all the time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """`statistics_taking.took`."""

    dependencies = (("statistics", "0001_tables"),)

    operations = (
        migrations.AddField(
            model_name="storedtaking", name="took", field=models.PositiveIntegerField(default=0), preserve_default=True
        ),
    )

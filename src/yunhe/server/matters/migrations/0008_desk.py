"""The index of desks holds what a scope asks of a matter too, so that counting a desk reads no row."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """`matters_desk` anew."""

    dependencies = (("matters", "0007_marks"),)

    operations = (
        migrations.RemoveIndex(model_name="storedmatter", name="matters_desk"),
        migrations.AddIndex(
            model_name="storedmatter",
            index=models.Index(
                fields=["owner", "due", "number", "mechanism", "store"], name="matters_desk", condition=Q(outcome=None)
            ),
        ),
    )

"""What falls due over the whole district, in the order in which it does."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """An index of open matters by their limit."""

    dependencies = (("matters", "0005_by_key"),)

    operations = (
        migrations.AddIndex(
            model_name="storedmatter",
            index=models.Index(
                fields=["due", "number"], name="matters_due", condition=Q(outcome=None, due__isnull=False)
            ),
        ),
    )

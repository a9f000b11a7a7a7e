"""One try to log in: when, as whom, from which address, by what, and whether it was let in."""

from django.db import models


class Login(models.Model):
    """One row a try. Triggers refuse to change it."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    username = models.CharField(max_length=60, db_index=True)
    address = models.CharField(max_length=60)
    how = models.CharField(max_length=20)
    is_let_in = models.BooleanField()

    class Meta:
        db_table = "accounts_login"

    def __str__(self) -> str:
        return f"{self.at} {self.username}"

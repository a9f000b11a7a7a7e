"""The code that opens a matter to its applicant, as a slow salted hash, and the account it was bound to."""

from django.db import models


class StoredCode(models.Model):
    """One row a matter that may be followed; the code itself is kept nowhere."""

    number = models.CharField(max_length=200, primary_key=True)
    salt = models.BinaryField()
    hashed = models.BinaryField()
    made = models.DateTimeField()
    account = models.BigIntegerField(null=True)

    class Meta:
        db_table = "counter_code"
        indexes = (models.Index(fields=["account", "number"], name="counter_of_account"),)

    def __str__(self) -> str:
        return self.number

"""What is derived from the ledger, one sealed row a file; it can be dropped and rebuilt (`nansen rebuild`)."""

from django.db import models


class File(models.Model):
    """A file's clear outline: random id, kind, site, the day of its next sweep; and the sealed row derived from it.

    `through` is the number of the last act that the row takes account of.
    """

    id = models.CharField(max_length=32, primary_key=True)
    kind = models.CharField(max_length=12)
    site = models.CharField(max_length=40)
    sweep_on = models.DateField(null=True, db_index=True)
    through = models.BigIntegerField(db_index=True)
    sealed = models.BinaryField()

    class Meta:
        """The officers of a site are asked for on many a page, among a hundred thousand other files."""

        indexes = (models.Index(fields=["kind", "site"], name="file_of_kind"),)

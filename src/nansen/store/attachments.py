"""Pictures and other attachments, sealed: truth like the ledger, so the table only grows."""

from django.db import models


class Attachment(models.Model):
    """A sealed attachment: the id by which its statement names it, and its file, under whose key it is sealed.

    Triggers refuse UPDATE, DELETE and REPLACE. Nothing here says what it is, what is on it, or of which term it is.
    """

    id = models.CharField(max_length=32, primary_key=True)
    file = models.CharField(max_length=32, db_index=True)
    sealed = models.BinaryField()

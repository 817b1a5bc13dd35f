"""Who signs in: the account of allauth tied to a staff file of the register."""

from django.conf import settings
from django.db import models


class Seat(models.Model):
    """One account, one staff file; the SHA-256 of the token with which its officer signs commands.

    `bound` is a MAC over the three under the key folder's secret: who writes to the database alone cannot sit down in
    another officer's seat.
    """

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seat")
    staff = models.CharField(max_length=32, unique=True)
    token_sha256 = models.CharField(max_length=64, blank=True)
    bound = models.CharField(max_length=64)

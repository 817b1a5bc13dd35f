"""The ledger's tables.

They only grow: triggers refuse UPDATE and DELETE on entries, subtrees, bodies and keys, and DELETE on the edge. The
format leaves room for an erasure of bodies and of keys, whose entries and proofs stay; nothing in this version erases.
"""

from django.db import models


class Entry(models.Model):
    """A leaf of the tree: its number from 0 without gaps, and its published bytes for ever."""

    number = models.BigIntegerField(primary_key=True)
    leaf = models.BinaryField()


class Body(models.Model):
    """The sealed entry beside its leaf, and the erasable map from a file to its entries."""

    number = models.BigIntegerField(primary_key=True)
    file = models.CharField(max_length=32)
    act = models.CharField(max_length=8)
    entry_id = models.CharField(max_length=32)
    sealed = models.BinaryField()

    class Meta:
        """A file's acts are read in the order of the ledger, without its thousands of read entries."""

        indexes = (models.Index(fields=["file", "act", "number"], name="body_of_file"),)


class Sent(models.Model):
    """The ids that came with a form or a loaded line, so that what is sent twice is kept once.

    Only these need looking up: an index over the random ids of all entries would cost more than the entries do.
    """

    entry_id = models.CharField(max_length=32, primary_key=True)
    number = models.BigIntegerField()


class Edge(models.Model):
    """The one row of the tree's state: size, right edge, and the signed head of exactly that size."""

    id = models.SmallIntegerField(primary_key=True)
    size = models.BigIntegerField()
    hashes = models.BinaryField()
    head = models.TextField()

    class Meta:
        """There is one edge."""

        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="edge_is_one"),)


class Subtree(models.Model):
    """The root of a complete subtree of 256**level leaves: what makes a proof cheap at any size."""

    level = models.SmallIntegerField()
    number = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        """A subtree has one root."""

        constraints = (models.UniqueConstraint(fields=["level", "number"], name="subtree_once"),)


class Key(models.Model):
    """A file's data key, wrapped under the key-encryption key of that version (RFC 3394)."""

    file = models.CharField(max_length=32, primary_key=True)
    kek_version = models.IntegerField()
    wrapped = models.BinaryField()

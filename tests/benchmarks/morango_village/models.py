"""One syncable record: what an entry of ours carries."""

import uuid

from django.db import models
from morango.models.core import SyncableModel


class Record(SyncableModel):
    """A record of a village."""

    morango_profile = "village"
    morango_model_name = "record"

    village = models.CharField(max_length=32)
    noun = models.CharField(max_length=40)
    content = models.TextField()

    def calculate_source_id(self, *_args, **_kwargs):
        return uuid.uuid4().hex

    def calculate_partition(self, *_args, **_kwargs):
        return f"{self.village}:records"

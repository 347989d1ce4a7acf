"""The history of records: what each of them was like, who changed it, when and why.

Knows Django only; which models are kept, and with which of their parts, the apps declare.
"""

from filmography.publishing.history.commands import ToldInHistory
from filmography.publishing.history.differences import Difference, RowChange, differences
from filmography.publishing.history.erasing import forget, rename_in_rows
from filmography.publishing.history.new_records import NewRecords
from filmography.publishing.history.recording import (
    Recording,
    current,
    in_the_name_of,
    recorded,
    recording,
)
from filmography.publishing.history.registry import keep
from filmography.publishing.history.restoring import RestoreRefused, restore
from filmography.publishing.history.snapshots import digest, references, snapshot, snapshots
from filmography.publishing.history.versions import (
    ErasureReason,
    RecordVersion,
    latest,
    versions_of,
)
from filmography.publishing.history.words import WordChange, word_difference

__all__ = [
    "Difference",
    "ErasureReason",
    "NewRecords",
    "RecordVersion",
    "Recording",
    "RestoreRefused",
    "RowChange",
    "ToldInHistory",
    "WordChange",
    "current",
    "differences",
    "digest",
    "forget",
    "in_the_name_of",
    "keep",
    "latest",
    "recorded",
    "recording",
    "references",
    "rename_in_rows",
    "restore",
    "snapshot",
    "snapshots",
    "versions_of",
    "word_difference",
]

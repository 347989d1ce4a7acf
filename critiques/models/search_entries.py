"""What the public may find of a record in a span of time, ready for search. Made from the records
by `critiques.search`, and by nothing else."""

from django.db import models

_KIND, _TIMED, _WINDOW = 56, 60, 16  # bits
MOST_WINDOWS = 1 << _WINDOW


class SearchEntry(models.Model):
    """A record has one, or several if what is public of it will change at a set time.

    The database's full-text index lies beside it: the table `critiques_search` on SQLite, the
    column `vector` on PostgreSQL.
    """

    class Kind(models.IntegerChoices):
        """Those that have names first, so that they are one range of ids."""

        FILM = 1, "Films"
        PERSON = 2, "People"
        THEME = 3, "Themes"
        LIST = 4, "Lists"
        SOURCE = 5, "Sources"
        SCENE = 6, "Scenes"
        ORGANISATION = 7, "Organisations"
        EXCERPT = 8, "Passages"

    # Kind and the record's own id: those of a kind stand together, newest last. Entries that hold
    # for a time only have ids of their own, so that time need not be asked of all others.
    # Never counted up, but on SQLite only such a key is the row's own, which FTS5 refers to.
    id = models.BigAutoField(primary_key=True)
    # Microseconds since 1970.
    visible_from = models.BigIntegerField()
    visible_until = models.BigIntegerField()
    # Of what it tells, as a date that sorts; of a passage, that of its source.
    dated = models.CharField(max_length=10, blank=True)
    # Of its own name and text, and of what it stands with.
    tokens = models.TextField()
    around = models.TextField()
    facets = models.TextField()
    # What a page of results shows of the record, as JSON.
    shown = models.TextField()

    class Meta:
        default_permissions = ()
        verbose_name = "search entry"
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return f"{self.Kind(kind_of(self.pk)).label}: {record_of(self.pk)}"


class SearchLanguage(models.Model):
    """A language by whose rules words of entries were cut to their stems, besides our own."""

    code = models.CharField(max_length=20, primary_key=True)

    class Meta:
        default_permissions = ()
        verbose_name = "search language"
        verbose_name_plural = "search languages"

    def __str__(self) -> str:
        return self.code


def entry_id(kind: int, record: int, window: int | None = None) -> int:
    """Of an entry that always holds, or of one for a window of time."""
    if window is None:
        return kind << _KIND | record
    return 1 << _TIMED | kind << _KIND | record << _WINDOW | window


def is_timed(entry: int) -> bool:
    return bool(entry >> _TIMED)


def kind_of(entry: int) -> int:
    return entry >> _KIND & 15


def record_of(entry: int) -> int:
    record = entry & ((1 << _KIND) - 1)
    return record >> _WINDOW if is_timed(entry) else record


def lasting(entry: int) -> int:
    """The id that the record has, or would have, of an entry that always holds: by these ids all
    entries are in the order of kinds and records."""
    return entry if entry < 1 << _TIMED else entry_id(kind_of(entry), record_of(entry))


def ids_of_kind(kind: int) -> tuple[int, int]:
    """The lowest and the highest id of this kind."""
    return kind << _KIND, (kind + 1 << _KIND) - 1


def timed(ids: tuple[int, int]) -> tuple[int, int]:
    """The range of those that hold for a time, beside a range of those that always do."""
    return ids[0] | 1 << _TIMED, ids[1] | 1 << _TIMED


def windows_of(kind: int, record: int) -> tuple[int, int]:
    """The lowest and the highest id that windows of one record may have."""
    return entry_id(kind, record, 0), entry_id(kind, record, MOST_WINDOWS - 1)

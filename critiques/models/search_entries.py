"""What the public may find of a record in a span of time, ready for search. Made from the records
by `critiques.search`, and by nothing else."""

from django.db import models

_KIND, _WINDOW = 56, 48  # bits


class SearchEntry(models.Model):
    """A record has one, or several if what is public of it will change at a set time.

    The database's full-text index lies beside it: the table `critiques_search` on SQLite, the
    column `vector` on PostgreSQL.
    """

    class Kind(models.IntegerChoices):
        """Those that have names first, so that suggestions are one range of ids."""

        FILM = 1, "Films"
        PERSON = 2, "People"
        THEME = 3, "Themes"
        LIST = 4, "Lists"
        SOURCE = 5, "Sources"
        EXCERPT = 6, "Passages"

    # Kind, window of time, and the record's own id: those of a kind stand together, newest last.
    # Never counted up, but on SQLite only such a key is the row's own, which FTS5 refers to.
    id = models.BigAutoField(primary_key=True)
    # Microseconds since 1970.
    visible_from = models.BigIntegerField()
    visible_until = models.BigIntegerField()
    # Of what it tells, as a date that sorts; of a passage, that of its source.
    dated = models.CharField(max_length=10, blank=True)
    tokens = models.TextField()
    facets = models.TextField()

    class Meta:
        default_permissions = ()
        verbose_name = "search entry"
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return f"{self.Kind(kind_of(self.pk)).label}: {record_of(self.pk)}"


def entry_id(kind: int, record: int, window: int = 0) -> int:
    return kind << _KIND | window << _WINDOW | record


def kind_of(entry: int) -> int:
    return entry >> _KIND


def record_of(entry: int) -> int:
    return entry & ((1 << _WINDOW) - 1)


def ids_of_kind(kind: int, last: int | None = None) -> tuple[int, int]:
    """The lowest and the highest id of this kind, or of those from it to the last."""
    return kind << _KIND, ((last or kind) + 1 << _KIND) - 1


def ids_of_later_windows(kind: int) -> tuple[int, int]:
    return entry_id(kind, 0, 1), ids_of_kind(kind)[1]

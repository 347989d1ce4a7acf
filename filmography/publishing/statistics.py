"""What the database's planner knows of its tables."""

from django.db import connection


def gather_statistics() -> None:
    """After many rows came at once: until the database looks by itself, which on PostgreSQL takes
    minutes and on SQLite never happens, its planner would take the tables for empty."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

"""What the database's planner knows of its tables."""

from django.db import connection


def gather_statistics() -> None:
    """After many rows came at once: until the database looks by itself, which on PostgreSQL takes
    minutes and on SQLite never happens, its planner would take the tables for empty."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("ANALYZE")
            return
        # Without a name it would take in what all databases of a server share, and wait for
        # whoever else does the same.
        cursor.execute("""
            DO $$ DECLARE ours regclass; BEGIN
                FOR ours IN SELECT oid FROM pg_class
                    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
                LOOP EXECUTE format('ANALYZE %s', ours); END LOOP;
            END $$
        """)

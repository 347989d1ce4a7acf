"""What the database's planner knows of its tables."""

from django.db import connection


def gather_statistics() -> None:
    """After many rows came at once: until the database looks by itself, which on PostgreSQL takes
    minutes and on SQLite never happens, its planner would take the tables for empty."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("ANALYZE")
            # A full-text index asks its own tables in ways that suit large ones: with statistics of
            # small ones it would go through all of one that has grown since.
            cursor.execute(
                "UPDATE sqlite_stat1 SET stat = '1000000' || substr(stat, instr(stat || ' ', ' ')) "
                "WHERE tbl IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')"
            )
            cursor.execute("ANALYZE sqlite_schema")
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

"""The trigger that keeps annotations on the words they annotate, whoever writes the row."""

from critiques.models.annotations import WORDS_NOT_THERE
from filmography.publishing.triggers import Trigger

_SQLITE_CHECK = f"""
WHEN NEW.exact IS NOT (
    SELECT substr(text, NEW."start" + 1, NEW."end" - NEW."start")
    FROM critiques_excerpt WHERE id = NEW.excerpt_id
)
BEGIN SELECT RAISE(ABORT, '{WORDS_NOT_THERE}'); END
"""

_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION critiques_annotation_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.exact IS DISTINCT FROM (
        SELECT substr(text, NEW."start" + 1, NEW."end" - NEW."start")
        FROM critiques_excerpt WHERE id = NEW.excerpt_id
    ) THEN
        RAISE EXCEPTION '{WORDS_NOT_THERE}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""

ANNOTATED_WORDS = Trigger(
    tables=frozenset({"critiques_annotation", "critiques_excerpt"}),
    install={
        "sqlite": (
            "CREATE TRIGGER critiques_annotation_insert BEFORE INSERT "
            f"ON critiques_annotation {_SQLITE_CHECK}",
            "CREATE TRIGGER critiques_annotation_update "
            'BEFORE UPDATE OF "start", "end", exact, excerpt_id '
            f"ON critiques_annotation {_SQLITE_CHECK}",
        ),
        "postgresql": (
            _POSTGRESQL_FUNCTION,
            "CREATE TRIGGER critiques_annotation_words "
            'BEFORE INSERT OR UPDATE OF "start", "end", exact, excerpt_id ON critiques_annotation '
            "FOR EACH ROW EXECUTE FUNCTION critiques_annotation_words()",
        ),
    },
    lift={
        "sqlite": (
            "DROP TRIGGER IF EXISTS critiques_annotation_insert",
            "DROP TRIGGER IF EXISTS critiques_annotation_update",
        ),
        "postgresql": (
            "DROP TRIGGER IF EXISTS critiques_annotation_words ON critiques_annotation",
        ),
    },
)

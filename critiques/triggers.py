"""Triggers: annotations stay on the words they annotate, captures stay as they were captured, and
what was decided stays written down."""

from critiques.models.annotations import WORDS_NOT_THERE
from filmography.publishing.triggers import Trigger

_SQLITE_CHECK = f"""
WHEN NEW.placement <> 'orphaned' AND NEW.exact IS NOT (
    SELECT substr(text, NEW."start" + 1, NEW."end" - NEW."start")
    FROM critiques_excerpt WHERE id = NEW.excerpt_id
)
BEGIN SELECT RAISE(ABORT, '{WORDS_NOT_THERE}'); END
"""

_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION critiques_annotation_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.placement <> 'orphaned' AND NEW.exact IS DISTINCT FROM (
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
            'BEFORE UPDATE OF "start", "end", exact, placement, excerpt_id '
            f"ON critiques_annotation {_SQLITE_CHECK}",
        ),
        "postgresql": (
            _POSTGRESQL_FUNCTION,
            "CREATE TRIGGER critiques_annotation_words "
            'BEFORE INSERT OR UPDATE OF "start", "end", exact, placement, excerpt_id '
            "ON critiques_annotation FOR EACH ROW EXECUTE FUNCTION critiques_annotation_words()",
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

TEXT_NEVER_CHANGES = "The text of a capture never changes. Capture the source again."

CAPTURED_TEXT = Trigger(
    tables=frozenset({"critiques_capture"}),
    install={
        "sqlite": (
            "CREATE TRIGGER critiques_capture_text BEFORE UPDATE OF text, sha256, source_id "
            "ON critiques_capture WHEN NEW.text <> OLD.text OR NEW.sha256 <> OLD.sha256 "
            "OR NEW.source_id <> OLD.source_id "
            f"BEGIN SELECT RAISE(ABORT, '{TEXT_NEVER_CHANGES}'); END",
        ),
        "postgresql": (
            "CREATE OR REPLACE FUNCTION critiques_capture_text() RETURNS trigger "
            "LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{TEXT_NEVER_CHANGES}' USING ERRCODE = 'check_violation'; "
            "END $$",
            "CREATE TRIGGER critiques_capture_text BEFORE UPDATE OF text, sha256, source_id "
            "ON critiques_capture FOR EACH ROW WHEN (NEW.text <> OLD.text "
            "OR NEW.sha256 <> OLD.sha256 OR NEW.source_id <> OLD.source_id) "
            "EXECUTE FUNCTION critiques_capture_text()",
        ),
    },
    lift={
        "sqlite": ("DROP TRIGGER IF EXISTS critiques_capture_text",),
        "postgresql": ("DROP TRIGGER IF EXISTS critiques_capture_text ON critiques_capture",),
    },
)

EVENTS_STAY = "What was decided stays written down: a moderation event is never changed or deleted."

MODERATION_EVENTS = Trigger(
    tables=frozenset({"critiques_moderationevent"}),
    install={
        "sqlite": (
            *(
                f"CREATE TRIGGER critiques_moderationevent_{what.lower()} BEFORE {what} "
                f"ON critiques_moderationevent BEGIN SELECT RAISE(ABORT, '{EVENTS_STAY}'); END"
                for what in ("UPDATE", "DELETE")
            ),
            # INSERT OR REPLACE deletes without asking the trigger before DELETE.
            "CREATE TRIGGER critiques_moderationevent_replace BEFORE INSERT "
            "ON critiques_moderationevent "
            "WHEN EXISTS (SELECT 1 FROM critiques_moderationevent WHERE id = NEW.id) "
            f"BEGIN SELECT RAISE(ABORT, '{EVENTS_STAY}'); END",
        ),
        "postgresql": (
            "CREATE OR REPLACE FUNCTION critiques_moderationevent_stays() RETURNS trigger "
            "LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{EVENTS_STAY}' USING ERRCODE = 'check_violation'; "
            "END $$",
            "CREATE TRIGGER critiques_moderationevent_stays BEFORE UPDATE OR DELETE "
            "ON critiques_moderationevent FOR EACH ROW "
            "EXECUTE FUNCTION critiques_moderationevent_stays()",
            "CREATE TRIGGER critiques_moderationevent_truncate BEFORE TRUNCATE "
            "ON critiques_moderationevent EXECUTE FUNCTION critiques_moderationevent_stays()",
        ),
    },
    lift={
        "sqlite": tuple(
            f"DROP TRIGGER IF EXISTS critiques_moderationevent_{what}"
            for what in ("update", "delete", "replace")
        ),
        "postgresql": (
            "DROP TRIGGER IF EXISTS critiques_moderationevent_stays ON critiques_moderationevent",
            "DROP TRIGGER IF EXISTS critiques_moderationevent_truncate "
            "ON critiques_moderationevent",
        ),
    },
)

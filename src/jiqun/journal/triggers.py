"""The database itself refuses to change the journal.

Reinstalled after every migration: on SQLite a table remake drops triggers without a word.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSED = "the journal is append-only"

SQLITE = {
    "journal_entry_no_update": f"BEFORE UPDATE ON journal_entry BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    "journal_entry_no_delete": f"BEFORE DELETE ON journal_entry BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    "journal_payload_no_delete": f"BEFORE DELETE ON journal_payload BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    "journal_payload_only_erased": (
        "BEFORE UPDATE ON journal_payload WHEN NEW.canonical IS NOT NULL OR NEW.entry_id <> OLD.entry_id"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    ),
    "journal_head_no_delete": f"BEFORE DELETE ON journal_head BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    "journal_head_one_step": (
        f"BEFORE UPDATE ON journal_head WHEN NEW.seq <> OLD.seq + 1 BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    ),
}

POSTGRES_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$;
"""

POSTGRES = {
    "journal_entry_no_change": ("journal_entry", "BEFORE UPDATE OR DELETE ON journal_entry FOR EACH ROW"),
    "journal_entry_no_truncate": ("journal_entry", "BEFORE TRUNCATE ON journal_entry FOR EACH STATEMENT"),
    "journal_payload_no_delete": ("journal_payload", "BEFORE DELETE ON journal_payload FOR EACH ROW"),
    "journal_payload_no_truncate": ("journal_payload", "BEFORE TRUNCATE ON journal_payload FOR EACH STATEMENT"),
    "journal_payload_only_erased": (
        "journal_payload",
        "BEFORE UPDATE ON journal_payload FOR EACH ROW"
        " WHEN (NEW.canonical IS NOT NULL OR NEW.entry_id <> OLD.entry_id)",
    ),
    "journal_head_no_delete": ("journal_head", "BEFORE DELETE ON journal_head FOR EACH ROW"),
    "journal_head_no_truncate": ("journal_head", "BEFORE TRUNCATE ON journal_head FOR EACH STATEMENT"),
    "journal_head_one_step": (
        "journal_head",
        "BEFORE UPDATE ON journal_head FOR EACH ROW WHEN (NEW.seq <> OLD.seq + 1)",
    ),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts every trigger in place, whatever was there before."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, body in SQLITE.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(f"CREATE TRIGGER {name} {body}")
        else:
            cursor.execute(POSTGRES_FUNCTIONS)
            for name, (table, when) in POSTGRES.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
                cursor.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION journal_refuse()")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes them away again: for tests that empty the database, never for the product."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            for name, (table, _) in POSTGRES.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")

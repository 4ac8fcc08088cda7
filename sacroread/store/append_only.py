"""The triggers that keep what was written as it was written; for migrations."""

from alembic import op

from sacroread.store.dialect import is_server


def forbid_changes(table: str, words: str) -> None:
    """Make the triggers that refuse every UPDATE and DELETE of a table, in a migration."""
    if is_server(op.get_bind()):
        op.execute(
            "CREATE OR REPLACE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE restrict_violation USING MESSAGE = TG_ARGV[0]; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_forbid BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION forbid('{words}')"
        )
        return
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_forbid_{event.lower()} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )


def forbid_replacing(table: str, words: str, *keys: str) -> None:
    """Make the trigger that refuses a row in the place of another, in a migration of a file.

    `INSERT OR REPLACE` deletes a row without asking the trigger of a DELETE. Each of `keys` says in SQL which
    row is there already; a server knows no such statement.
    """
    if not is_server(op.get_bind()):
        there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} {key})" for key in keys)  # noqa: S608 - our own words
        op.execute(
            f"CREATE TRIGGER {table}_forbid_replace BEFORE INSERT ON {table} WHEN {there} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )

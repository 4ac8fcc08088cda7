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

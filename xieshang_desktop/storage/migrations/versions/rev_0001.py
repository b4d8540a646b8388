"""The tables of the first version, as they were: this file never imports today's."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, index and guard of version 1, and mark the file as ours."""
    text = Path(__file__).with_name("rev_0001.sql").read_text("utf-8")
    for statement in text.split(";;\n"):
        op.get_bind().exec_driver_sql(statement)

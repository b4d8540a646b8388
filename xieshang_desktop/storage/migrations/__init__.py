"""Brings the tables of an older version up to date; Alembic is imported only for that.

Revision `0002` makes what `user_version` 2 names, and so on. A revision stands alone: it never
imports today's tables. It is undone by going back to the copy that was made before it ran.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def upgrade(file: Path, target: str = "head") -> None:
    """Run the revisions that `file` lacks, in one transaction; an empty file gets them all."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, pool

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with closing(sqlite3.connect(file, isolation_level=None)) as driver:
        engine = create_engine("sqlite://", creator=lambda: driver, poolclass=pool.StaticPool)
        with engine.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            config.attributes["connection"] = connection
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version:
                command.stamp(config, f"{version:04d}")
            command.upgrade(config, target)
            reached = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            connection.exec_driver_sql(f"PRAGMA user_version = {int(reached.scalar_one())}")
            connection.exec_driver_sql("DROP TABLE alembic_version")

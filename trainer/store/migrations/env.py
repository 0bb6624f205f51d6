"""Alembic's environment: runs the migrations inside the transaction that `trainer.store.schema` has begun."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()

"""Where Alembic gets its connection from: the study file that is being opened hands it over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()

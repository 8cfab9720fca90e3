"""How Alembic runs inside the program: on the connection and in the transaction it is given, logging nothing."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_item=context.config.attributes.get("render_item"),
    transactional_ddl=True,
)
context.run_migrations()

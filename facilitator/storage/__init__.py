"""The book: the only place that imports SQLAlchemy."""

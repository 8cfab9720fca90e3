"""Group sessions and scheduling for peer recovery specialists."""

__version__ = "0.1.0"

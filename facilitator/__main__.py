"""``python -m facilitator`` and the ``facilitator`` command."""

from facilitator.cli.main import main

if __name__ == "__main__":
    main()

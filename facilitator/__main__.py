"""``python -m facilitator`` and the ``facilitator`` command."""

import sys
from typing import NoReturn

from facilitator.cli.kit.process import whole_process


def main() -> NoReturn:
    """Run the line that was typed."""
    whole_process(lambda: _run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    if arguments in ([], ["open"]):  # the screens do without what reads lines: click takes 20 ms
        from facilitator.cli.open import on_terminal, open_home
        from facilitator.home import find_home

        if on_terminal():
            try:
                return open_home(find_home())
            except (Exception, KeyboardInterrupt, SystemExit) as error:
                from facilitator.cli.main import tell

                return tell(error, arguments)
    from facilitator.cli.main import run

    return run(arguments)


if __name__ == "__main__":
    main()

import pytest


@pytest.fixture
def steady(program):
    """A closed group of an hour with three people on its roster, and one who is not."""
    program.group()
    program.people("Ana", "Bo", "Cy", group="Steady")
    program.people("Walt")
    return program

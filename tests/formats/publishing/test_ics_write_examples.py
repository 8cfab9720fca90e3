from tests.make_examples import FOLDER, examples


def test_the_bundled_examples_are_what_the_program_writes() -> None:
    assert {path.name: path.read_bytes() for path in FOLDER.glob("*.ics")} == examples()

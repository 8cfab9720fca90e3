import pytest

from facilitator.errors import BadInput
from facilitator.storage.keys.slots import AuditHead
from facilitator.storage.keys.witness import add_witness, read_witness

HEAD = AuditHead(12, "ab" * 32, "2027-03-01T18:15:00+00:00", "cd" * 32)


def test_a_line_is_added_after_those_that_are_there_and_read_again(tmp_path):
    path = tmp_path / "paper"
    line = add_witness(path, "uid", HEAD)
    add_witness(path, "uid", HEAD)
    assert path.read_text() == f"{line}\n{line}\n"
    assert line.isprintable()
    assert read_witness(path) == [("uid", HEAD)] * 2
    assert [head.seal for _, head in read_witness(path)] == [HEAD.seal] * 2
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "facilitator-witness a 1 \x1b[2J c d",
        "facilitator-witness a b c d e",
        "facilitator-witness a 1 c d",
        "x\ufffe\x00",
        f"w {'9' * 99}",
    ],
)
def test_another_file_is_no_witness_and_is_not_written_over(tmp_path, text):
    path = tmp_path / "paper"
    path.write_text(text)
    with pytest.raises(BadInput, match="no witness"):
        read_witness(path)
    with pytest.raises(BadInput, match="no witness"):
        add_witness(path, "uid", HEAD)
    assert path.read_text() == text


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadInput, match="cannot read"):
        read_witness(tmp_path / "none")

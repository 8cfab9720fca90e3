import pytest


@pytest.fixture
def outline(tmp_path):
    path = tmp_path / "tea.md"
    path.write_text("# Tea\n\n## One\n\n- Pour (10)\n- Drink\n", "utf-8")
    return path


def test_a_draft_is_made_checked_and_never_made_again(cli, outline):
    said = cli("curriculum", "draft", outline)
    path = cli.home.curricula / "tea.md"
    assert said.out == f"{path}\n"
    assert said.err.splitlines() == [
        "Tea: 1 lesson. It is a draft; read it in an editor before you use it.",
        '- Lesson 1 "One": 1 item has no minutes in the outline; 50 were dealt out.',
        f"Then: facilitator curriculum check {path}",
    ]
    assert cli("curriculum", "check", path).err == "1 file, 0 problems\n"
    before = path.read_bytes()
    refused = cli("curriculum", "draft", outline, code=2)
    assert refused.err.splitlines()[0] == f"{path} is there already"
    assert path.read_bytes() == before
    made = cli.json("curriculum", "draft", outline, "--key", "our-tea", "--title", "Our tea")
    assert made == {
        "file": str(cli.home.curricula / "our-tea.md"),
        "key": "our-tea",
        "title": "Our tea",
        "lessons": 1,
        "remarks": ['Lesson 1 "One": 1 item has no minutes in the outline; 50 were dealt out.'],
        "problems": 0,
    }


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", b"PK\3\4"), ("a.txt", b"\0"), ("a.pdf", b"%PDF"), ("none.txt", None)]
)
def test_bad_input_is_told_in_two_lines(cli, tmp_path, name, data):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert name in cli("curriculum", "draft", tmp_path / name, code=2).err

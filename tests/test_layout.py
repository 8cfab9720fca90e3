"""Files lie where their names say; the rules and what they mean are in ``layout.py``."""

import pytest

from tests import layout
from tests.conftest import ROOT

RULES = [
    layout.long_files,
    layout.full_folders,
    layout.strayed_tests,
    layout.untested_modules,
    layout.names_twice,
    layout.classes_twice,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(rule):
    wrong = rule(ROOT)
    assert not wrong, "\n" + "\n".join(wrong)


def plant(root, files):
    """Make a tree of files; a number stands for so many lines."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n" * text if isinstance(text, int) else text, "utf-8")
    return root


TREES = [
    (layout.long_files, {"facilitator/a.py": 400, "tests/b.py": 400, "docs/c.py": 401}, []),
    (
        layout.long_files,
        {"facilitator/domain/a.py": 401, "tests/domain/test_a.py": 500},
        [
            "facilitator/domain/a.py has 401 lines, 400 are allowed: split it by idea",
            "tests/domain/test_a.py has 500 lines, 400 are allowed: split it by idea",
        ],
    ),
    (
        layout.full_folders,
        {f"facilitator/domain/a{number}.py": 1 for number in range(20)}
        | {"facilitator/domain/__init__.py": 0, "facilitator/domain/book/b.py": 1, "facilitator/domain/notes.toml": ""},
        [],
    ),
    (
        layout.full_folders,
        {f"tests/domain/test_a{number}.py": 1 for number in range(21)},
        ["tests/domain/ has 21 files, 20 are allowed: make folders of its subjects"],
    ),
    (
        layout.strayed_tests,
        {
            "facilitator/domain/dates/rule.py": 1,
            "tests/domain/dates/test_rule.py": 1,
            "tests/domain/dates/test_rule_edges.py": 1,
            "tests/domain/made/days.py": 1,
            "tests/leaks/test_walks.py": 1,
            "tests/test_words.py": 1,
        },
        [],
    ),
    (
        layout.strayed_tests,
        {"facilitator/domain/dates/rule.py": 1, "tests/domain/days/test_rule.py": 1},
        [
            "tests/domain/days/test_rule.py mirrors no folder: there is no facilitator/domain/days/; "
            "the nearest is tests/domain/"
        ],
    ),
    (
        layout.untested_modules,
        {
            "facilitator/__main__.py": 1,
            "facilitator/words.py": 1,
            "facilitator/domain/__init__.py": 0,
            "facilitator/storage/migrations/env.py": 1,
            "facilitator/storage/migrations/versions/v1.py": 1,
            "tests/test_words.py": 1,
        },
        [],
    ),
    (
        layout.untested_modules,
        {"facilitator/words.py": 1, "facilitator/domain/dates/rule.py": 1, "tests/domain/test_rule.py": 1},
        [
            "facilitator/domain/dates/rule.py has no test of its name: write tests/domain/dates/test_rule.py",
            "facilitator/words.py has no test of its name: write tests/test_words.py",
        ],
    ),
    (
        layout.names_twice,
        {
            "facilitator/domain/people.py": 1,
            "facilitator/domain/practice/people.py": 1,
            "facilitator/services/people/rows.py": 1,
            "facilitator/services/practice/rows.py": 1,
            "facilitator/services/practice/__init__.py": 0,
            "facilitator/storage/tables/people.py": 1,
            "facilitator/storage/queries/people/people.py": 1,
            "facilitator/storage/queries/practice/people.py": 1,
        },
        [],
    ),
    (
        layout.names_twice,
        {"facilitator/services/book/rows.py": 1, "facilitator/services/book/keys/rows.py": 1},
        [
            "facilitator/services/book/keys/rows.py and facilitator/services/book/rows.py have one name and one "
            "subject: say in each name what it does"
        ],
    ),
    (
        layout.names_twice,
        {"facilitator/storage/queries/book/a/rows.py": 1, "facilitator/storage/queries/book/b/rows.py": 1},
        [
            "facilitator/storage/queries/book/a/rows.py and facilitator/storage/queries/book/b/rows.py have one name "
            "and one subject: say in each name what it does"
        ],
    ),
    (
        layout.names_twice,
        {"facilitator/domain/people.py": 1, "facilitator/domain/people/rosters.py": 1},
        ["facilitator/domain/people.py lies beside a folder of its name: move it in, or name it otherwise"],
    ),
    (
        layout.classes_twice,
        {
            "facilitator/a.py": "class Room:\n    class Chosen: ...\nclass _Work: ...\n",
            "facilitator/b.py": "class Rooms:\n    class Chosen: ...\nclass _Work: ...\n",
            "tests/c.py": "class Room: ...\n",
        },
        [],
    ),
    (
        layout.classes_twice,
        {
            "facilitator/a.py": "class Room: ...\n",
            "facilitator/tui/b.py": "import os\nif os:\n    class Room: ...\n",
        },
        ["class Room stands in facilitator/a.py:1 and facilitator/tui/b.py:3: give each a name of its own"],
    ),
]


@pytest.mark.parametrize(
    ("rule", "files", "told"), TREES, ids=[f"{rule.__name__}-{len(told)}" for rule, _, told in TREES]
)
def test_a_rule_tells_what_is_wrong_and_nothing_else(rule, files, told, tmp_path):
    assert rule(plant(tmp_path, files)) == told

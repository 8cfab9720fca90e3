"""Every action that anything records has words, and words mean actions that something records."""

import ast
from pathlib import Path

import pytest

import facilitator
from facilitator.domain.history.audit_words import LOOKS, MARKS, WORDS, action_words, actions_meant, sentence
from facilitator.services.sessions.count_minutes import RECOUNT

SOURCES = Path(facilitator.__file__).parent
# where the action stands among the arguments of a call
PLACES = {"record": 0, "Step": 0, "_step": 0, "_noted": 1, "_changing": 2, "looked": None, "Look": 0}
# handed on from a call above
HANDED_ON = {"action", "step.action", "edit.action", "look.action", "query.UNDO"} | {
    "look",
    "act",
    "Look(action, object_uid, names)",
}


def recorded():
    """Every action that stands in a call of the sources, and what stands there instead of one."""
    actions, others = set(), set()
    for path in SOURCES.rglob("*.py"):
        for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            at = PLACES.get(name, -1)
            where = call.args if at is None else call.args[at : at + 1] if at >= 0 else []
            for each in where:
                told = _constants(each)
                actions |= {one for one in told if at is not None or one.startswith("read.")}
                others |= set() if told or at is None or name == "_step" else {ast.unparse(each)}
    return actions, others


def _constants(node):
    """The strings that an argument may be: a choice of two has both; its condition is none of them."""
    if isinstance(node, ast.Name) and node.id == "RECOUNT":
        return {RECOUNT}
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Look":
        return _constants(node.args[0])
    if isinstance(node, ast.IfExp):
        return _constants(node.body) | _constants(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def test_each_recorded_action_has_words_and_each_word_is_recorded():
    actions, others = recorded()
    assert others - HANDED_ON == set()
    assert sorted(actions - WORDS.keys()) == []
    named_steps = {"closures.answer", "group.next", *MARKS}
    assert sorted(WORDS.keys() - actions - named_steps) == []
    assert set(LOOKS) <= WORDS.keys()


@pytest.mark.parametrize(
    ("action", "payload", "said"),
    [
        ("session.move", {"forced_over": []}, "moved a session"),
        ("undo", {"of": "session.move", "step": 3}, "took back: moved a session"),
        ("redo", {"of": "enrol"}, "did again: put somebody on the roster"),
        ("read.roll", {"people": 1, "names": True}, "looked at the roll, 1 person, by name"),
        ("read.roster", {"people": 12, "names": False}, "looked at the roster, 12 people, by code"),
        ("room.edit", {"fields": ["capacity", "public_name"]}, "changed a room, capacity, public name"),
        ("later.thing", {}, "later thing"),
    ],
)
def test_a_sentence_says_who_looked_at_how_many_and_which_fields(action, payload, said):
    assert sentence(action, payload) == said


def test_words_find_actions_however_they_are_spelled():
    assert set(actions_meant("MOVED")) == {"session.move", "session.online"}
    assert "read.roll" in actions_meant("roll")
    assert actions_meant("zebra") == []
    assert action_words("read.roll") == "looked at the roll"

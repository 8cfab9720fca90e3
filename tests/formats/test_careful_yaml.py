"""The quick reader of YAML and the one that decides give the same nodes, at the same places."""

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facilitator.formats import careful_yaml
from facilitator.formats.careful_yaml import UnsafeYaml, composed
from tests.formats.tea import FRAME, FRONT

FRONTS = [FRONT.split("---\n")[1], FRAME.split("---\n")[1]]
PIECES = [
    ": ", "- ", '"', "'", "{", "}", "[", "]", ", ", "\n", "\n  ", "#", " #", "!", "&a ", "*a", "%", "@", "`", "é", "  ",
    "---\n",
    "...\n", "a", "b: c", "\\", "~", "null", "true", "1", "\u2028", "\xa0", "?", "|", ">", "\t",
]  # fmt: skip


def shape(node):
    """A node as plain values with their places."""
    if node is None:
        return None
    at = (node.start_mark.line, node.start_mark.column)
    if isinstance(node, yaml.ScalarNode):
        return at, node.value
    if isinstance(node, yaml.SequenceNode):
        return at, [shape(each) for each in node.value]
    return at, [(shape(key), shape(value)) for key, value in node.value]


def read(text):
    try:
        return shape(composed(text))
    except UnsafeYaml as unsafe:
        return unsafe.code, unsafe.mark.line, unsafe.mark.column
    except yaml.MarkedYAMLError as error:
        return error.problem


def slowly(text):
    quick = careful_yaml._quick_loader
    careful_yaml._quick_loader = lambda: None
    try:
        return read(text)
    finally:
        careful_yaml._quick_loader = quick


@st.composite
def changed(draw):
    text = draw(st.sampled_from([*FRONTS, "", "a: b\n"]))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 4])))
        text = text[:start] + draw(st.sampled_from(PIECES)) + text[end:]
    return text


@given(changed())
@settings(max_examples=300, deadline=None)
@example("a: [b,, c]")
@example("a: {b: , c}")
@example("a: b\tc")
@example("? a")
@example("a: |#")
@example("---\n#")
def test_both_read_the_same(text):
    assert read(text) == slowly(text)


@pytest.mark.parametrize("text", FRONTS)
def test_plain_front_matter_is_read_quickly(text, monkeypatch):
    monkeypatch.setattr(careful_yaml, "_Loader", None)
    assert isinstance(composed(text), yaml.MappingNode)

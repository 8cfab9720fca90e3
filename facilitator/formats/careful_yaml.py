"""YAML from anywhere as plain nodes: nothing is constructed, and there is nothing in it that could blow up."""

import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any, Final, cast

import yaml
from yaml.composer import Composer

MAX_DEPTH: Final = 4

# tabs, explicit keys, blocks, and a comma where nothing stands: there the two readers differ
_READ_OTHERWISE: Final = re.compile(r"[\t?|>]|---|[\[,{]\s*,|: *,")


_QUOTED: Final = re.compile(r"(?<=[:\[{,] )\"[^\"\\\n]*\"(?=[,}\]\n])")
"""Values in quotes, in which no sign is one of YAML's."""


class UnsafeYaml(Exception):
    """YAML that a curriculum has no use for: it is refused before anything is built from it."""

    def __init__(self, mark: yaml.Mark, code: str, message: str) -> None:
        super().__init__(message)
        self.mark = mark
        self.code = code
        self.message = message


class _Careful(Composer):
    """Composes nodes without anchors, aliases, tags or depth."""

    depth = 0
    peek_event: Any

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise UnsafeYaml(
                event.start_mark,
                "yaml-alias",
                "A value begins with & or *, which YAML takes as a sign. Put it in quotes.",
            )
        if event.tag is not None:
            raise UnsafeYaml(
                event.start_mark, "yaml-tag", "A value begins with !, which YAML takes as a sign. Put it in quotes."
            )
        if self.depth >= MAX_DEPTH:
            raise UnsafeYaml(
                event.start_mark, "too-deep", "Lists here are inside too many others. Write a plain value."
            )
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Loader(_Careful, yaml.SafeLoader):
    """YAML as Python reads it: it decides, and its words say what is wrong."""


def composed(text: str) -> yaml.Node | None:
    """The node of a text; whatever libyaml refuses or may read otherwise is read by the one that decides.

    Raises:
        UnsafeYaml: for anchors, aliases, tags and depth.
        yaml.MarkedYAMLError: for what is no YAML.
    """
    quick = None if _READ_OTHERWISE.search(_QUOTED.sub('""', text)) else _quick_loader()
    if quick:
        with suppress(yaml.MarkedYAMLError, UnsafeYaml):
            return cast("yaml.Node | None", quick(text).get_single_node())
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


@cache
def _quick_loader() -> Callable[[str], Any] | None:
    """Loads by libyaml, six times faster (0.2 ms for front matter, not 1.2); None where PyYAML was built without it."""
    if not yaml.__with_libyaml__:
        return None
    from yaml.cyaml import CSafeLoader

    class Quick(_Careful, CSafeLoader):
        def __init__(self, text: str) -> None:
            CSafeLoader.__init__(self, text)
            Composer.__init__(self)

    return Quick

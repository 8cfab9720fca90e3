"""Words that make a label out of a person, and advice: dated data, a file a language (``words_to_avoid.en.toml``)."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from facilitator.formats.curricula.phrases import Searched, led_spans, merged, spans, to_search

_FOLDER: Final = Path(__file__).parent
_LED: Final = "... "
_NAME: Final = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class FoundWord:
    """Words as they stand in a text from ``start``, what to write instead, and why."""

    start: int
    words: str
    instead: str
    why: str


@dataclass(frozen=True, slots=True)
class _Avoided:
    words: tuple[str, ...]
    fine: tuple[str, ...]
    instead: str
    why: str
    leads: tuple[str, ...] = ()
    led: tuple[str, ...] = ()
    """What stands behind one of the leads, which all of these begin with."""


def words_to_avoid_in(text: str, language: str, searched: Searched | None = None) -> list[FoundWord]:
    """All that a text should say in other words, in its order; nothing in a language that has no list.

    ``language`` is a BCP 47 tag, of which the first part counts; ``searched`` is the text made ready, where it is.
    """
    return _found_in(searched or to_search(text), text, "words_to_avoid", language)


def advice_in(text: str, language: str, searched: Searched | None = None) -> list[FoundWord]:
    """All that tells somebody what to do about a body, a treatment or a life (``advice.en.toml``), in its order."""
    return _found_in(searched or to_search(text), text, "advice", language)


def _found_in(searched: Searched, text: str, kept: str, language: str) -> list[FoundWord]:
    found = [hit for each in _avoided(kept, language.split("-")[0].lower()) for hit in _hits(each, text, searched)]
    return sorted(found, key=lambda hit: (hit.start, hit.words))


def _hits(avoided: _Avoided, text: str, searched: Searched) -> Iterator[FoundWord]:
    """Each place once, by the longest phrase that stands there."""
    found = [span for phrase in avoided.words for span in spans(phrase, searched)]
    found += led_spans(avoided.leads, avoided.led, searched) if avoided.led else []
    fine = merged(span for phrase in avoided.fine for span in spans(phrase, searched)) if found else []
    begins = [start for start, _ in fine]
    end = 0
    for start, stop in sorted(found, key=lambda span: (span[0], -span[1])):
        at = bisect_left(begins, stop) - 1  # the last one that begins before the end of these words
        if start >= end and (at < 0 or fine[at][1] <= start):
            end = stop
            words = " ".join(re.sub(r"[\s>*_]+", " ", text[start:stop]).split())
            yield FoundWord(start, words, avoided.instead, avoided.why)


@cache
def _avoided(name: str, language: str) -> tuple[_Avoided, ...]:
    import tomllib  # 4 ms, and only where texts are checked

    file = _FOLDER / f"{name}.{language}.toml"
    if not language.isalpha() or not file.is_file():
        return ()
    kept: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    sets: dict[str, str] = kept.get("sets", {})
    leads = tuple(_written_out(kept.get("leads", ()), sets))
    return tuple(
        _Avoided(
            tuple(_written_out((each for each in entry["words"] if not each.startswith(_LED)), sets)),
            tuple(_written_out(entry.get("fine", ()), sets)),
            entry["instead"],
            entry["why"],
            leads,
            tuple(_written_out((each.removeprefix(_LED) for each in entry["words"] if each.startswith(_LED)), sets)),
        )
        for entry in kept["avoid"]
    )


def _written_out(phrases: Iterable[str], sets: Mapping[str, str]) -> Iterator[str]:
    """Phrases with the words of their sets in place of the names in braces."""
    for phrase in phrases:
        yield _NAME.sub(lambda found: sets[found[1]], phrase)

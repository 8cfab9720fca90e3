"""How long what is written in an agenda item takes: words aloud, minutes that are named, rounds of few and of many.

Words are read at 130 a minute, a calm pace for words that people shall take in. Minutes count where the text tells
the room to take them ("two minutes of quiet", "one minute each"); said of pairs or of a small group they count for two,
three or four people, else for everybody. A round without minutes has a third of one for each person, or less where a
word is enough. What a text only speaks of ("after ten minutes", "a five-minute walk") takes no time.

Nothing here guesses how long an open talk goes on: it is told only what surely does not fit.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from facilitator.domain.curricula.curriculum import AgendaItem, PartKind, Say

WORDS_A_MINUTE: Final = 130
USUAL_PEOPLE: Final = (3, 12)
"""The least and the most, where a curriculum does not say it."""

SLACK: Final = 0.5
"""Minutes; lengths are said in whole ones, and nobody plans closer."""

_TURN: Final = 20 / 60
_SHORT_TURN: Final = 8 / 60
"""Minutes of one person in a round where no minutes are named; the second where a word is asked for."""

_SMALL_GROUP: Final = 4
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60,
}  # fmt: skip
_NUMBER: Final = rf"(?:[0-9]{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_MINUTES: Final = re.compile(
    rf"(?<![\w-])(?P<half>half\s+a\s+minute)\b|(?<![\w-])(?P<low>{_NUMBER})(?:\s*(?:-|–|to|or)\s*{_NUMBER})?\s+"
    rf"(?:(?:full|quiet|silent|whole|more|good|slow)\s+)?(?P<unit>minutes?|min|seconds?|secs?)\b(?!-)",
    re.IGNORECASE,
)
_NOT_TAKEN: Final = re.compile(
    r"\b(?:after|before|until|within|every|last|first|final|another|than|most|up to|already|at least|past|by|over|"
    r"under|into|about to|if|when|had|instead of|saves?|spare|left|only have|stay(?:s|ing)?(?: on)?(?: for)?|"
    r"(?:can|could|may|might|will|would) (?:be )?\w+(?: for)?|"
    r"(?<!next )the|your|their|my|our|these|those|his|her)\s+(?:the\s+|your\s+|these\s+)?$",
    re.IGNORECASE,
)
_NOT_TAKEN_BEHIND: Final = re.compile(
    r"\s*(?:'s\b|ago\b|early\b|late\b|left\b|longer\b|before\b|after\b|from now\b|walks?\b|away\b|this week\b|"
    r"on (?:foot|mon|tues|wednes|thurs|fri|satur|sun)\w*|(?:a|every|each) (?:day|week|night|morning|evening)\b|"
    r"by (?:bus|car|foot)\b)",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(
    r"\bwe(?:'ll| will)? (?:have|got)\b[^.;:]{0,30}$|\bwe've (?:got )?[^.;:]{0,30}$", re.IGNORECASE
)
_BUNCH: Final = r"(?:team|group|pair|corner|side|half|row|table)s?"
_EACH: Final = re.compile(
    rf"\s*(?:for\s+)?(?:each\b(?!\s+(?:{_BUNCH}|one)\b)|apiece\b|per (?:person|head|turn|member)\b|"
    r"a (?:person|turn|head|piece)\b|for every(?:one|body)\b|every person\b)",
    re.IGNORECASE,
)
_EACH_BEFORE: Final = re.compile(
    rf"\b(?:each|every(?:one|body)?|all)\s+(?!{_BUNCH}\b)(?:\w+\s+){{0,3}}?(?:has|have|gets?|takes?|speaks?(?:\s+for)?|"
    r"shares?(?:\s+for)?|talks?(?:\s+for)?)\s+(?:about\s+)?$",
    re.IGNORECASE,
)
_FOR_EACH: Final = re.compile(r"\s*for (?:each|every)\b(?!\s+(?:person|member|one|of))", re.IGNORECASE)
_THINGS: Final = re.compile(
    r"\b(?:them|these|those|cards?|slips?|signs?|questions?|words?|lists?|scenes?|pictures?)\b", re.IGNORECASE
)
_PEOPLE: Final = re.compile(r"\b(?:people|persons?|members?|everyone|everybody|you|turns?|speakers?)\b", re.IGNORECASE)
_TOLD: Final = re.compile(
    r"(?:^(?:for|in|with)?\s*|[:;]\s*|\b(?:takes?|have|has|spend|gives?|gets?|let's|let us|next)\s+"
    r"(?:have\s+|take\s+|the\s+next\s+|about\s+|us\s+|it\s+|each\s+other\s+|yourself\s+)?)$",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"\"(?:[^\"\n]|\n(?!\s*\n)){0,400}\"|“(?:[^”\n]|\n(?!\s*\n)){0,400}”")
_LISTED: Final = re.compile(r"^[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]", re.MULTILINE)
_PAIRS: Final = re.compile(
    r"\b(?:pairs?|partners?|two by two|twos|each other|neighbou?rs?|swap|each way)\b", re.IGNORECASE
)
_THREES: Final = re.compile(r"\b(?:threes|trios?|(?:groups?|circles?) of three)\b", re.IGNORECASE)
_FOURS: Final = re.compile(
    r"\b(?:fours|small (?:groups?|circles?)|(?:groups?|circles?) of (?:three or )?four)\b", re.IGNORECASE
)
_ROUND: Final = re.compile(
    r"\b(?:(?<!eyes )go(?:ing)? (?:once |slowly )?a?round\b(?! and| it| the (?:corner|block|house))|"
    r"around the (?:circle|room|table)|round:|one (?:by one|at a time)|"
    r"(?:a|one|quick|short|last|closing|final|second|first|two|in a) rounds?\b(?! of applause)|"
    r"(?:each person|each|each one|everyone|everybody) (?:says|names|shares|tells|reads))\b",
    re.IGNORECASE,
)
_LENGTHS: Final = ("min", "sec")
_TURNS: Final = ("round", "one by", "one at a", " says", " names", " shares", " tells", " reads")
"""What a text has at the least, in small letters, if it is to be looked at closely."""

_OFTEN: Final = re.compile(r"\b(?:twice|two (?:rounds|times)|three (?:rounds|times))\b", re.IGNORECASE)
_SHORT: Final = re.compile(
    r"\b(?:(?:a|one|single|two|three) (?:or two )?words?|hello|hi|a number|a nod|thumbs?|a color|"
    r"(?:a|your|their|first) names?|one (?:thing|line|sentence)|a sentence|a line|a picture)\b",
    re.IGNORECASE,
)
_PARAGRAPH: Final = re.compile(r"\n\s*\n")
_SENTENCE: Final = re.compile(r"(?<=[.!?:])[\"”')*_]*\s+|\n(?=\s*[-*0-9])")


@dataclass(frozen=True, slots=True)
class ItemTime:
    """Minutes that an item takes with the least and with the most people, of which ``aloud`` are words to say."""

    aloud: float
    least: float
    most: float


def time_of(item: AgendaItem, people: tuple[int, int] | None, *, english: bool = True) -> ItemTime:
    """How long what is written for an item takes; of a text in another language the words aloud alone are known.

    What **With many** says to do is trusted: then a round of everybody is not counted for the most people.
    """
    aloud = sum(len(block.text.split()) for block in item.blocks if isinstance(block, Say)) / WORDS_A_MINUTE
    if not english:
        return ItemTime(aloud, aloud, aloud)
    if not _has(" ".join([each.text for each in (*item.blocks, *item.parts)]).lower(), _LENGTHS + _TURNS):
        return ItemTime(aloud, aloud, aloud)
    fewest, most = people or USUAL_PEOPLE
    named = _named(item)
    least = aloud + named.once + named.each_person * fewest
    many = any(part.kind is PartKind.WITH_MANY for part in item.parts)
    whole = aloud + named.once + named.each_person * most
    return ItemTime(aloud, max(least, named.whole), max(least if many else whole, named.whole))


@dataclass(slots=True)
class _Named:
    """Minutes that are named once, those of each person in the circle, and those that are said of all of it."""

    once: float = 0.0
    each_person: float = 0.0
    whole: float = 0.0


@dataclass(frozen=True, slots=True)
class _Taken:
    minutes: float
    each: bool = False
    of_things: bool = False
    whole: bool = False


def _named(item: AgendaItem) -> _Named:
    once: dict[bool, Counter[float]] = {True: Counter(), False: Counter()}
    turns: list[float] = []
    rounds: list[float] = []
    found = _Named()
    for text, below, said in _texts(item):
        timed, within = False, False
        sentences = _SENTENCE.split(text)
        for at, sentence in enumerate(sentences):
            low = sentence.lower()
            taken = list(_taken(sentence, said=said)) if not within and _has(low, _LENGTHS) else []
            timed = timed or bool(taken)
            within = bool(taken) and sentence.endswith(":")  # "six minutes: each tells for three minutes"
            for each in taken:
                size = _size(sentences[: at + 1]) if each.each else 1
                if each.whole:
                    found.whole = max(found.whole, each.minutes)
                elif each.each and not each.of_things and not size:
                    turns.append(each.minutes * _times(sentence))
                elif each.of_things:
                    once[said][each.minutes * (len(_LISTED.findall(text)) or len(_LISTED.findall(below)))] += 1
                else:
                    once[said][each.minutes * size] += 1
            # a round that follows minutes in its paragraph stands within them
            if not timed and _has(low, _TURNS) and _ROUND.search(sentence) and not _size(sentences[: at + 1]):
                rounds.append((_SHORT_TURN if _SHORT.search(sentence) else _TURN) * _times(sentence))
    # several sentences speak of one round; the longest turn that is named is the one that is meant
    found.each_person = max(turns) if turns else max(rounds, default=0.0)
    # what is said to the room is often what the note asks for: minutes that stand in both are taken once
    found.once = sum(minutes * count for minutes, count in (once[True] | once[False]).items())
    return found


def _texts(item: AgendaItem) -> Iterator[tuple[str, str, bool]]:
    """Each paragraph that could take time, without what it quotes; the one below it; and whether it is said."""
    texts = [(paragraph, isinstance(block, Say)) for block in item.blocks for paragraph in _paragraphs(block.text)]
    texts += [(part.text, True) for part in item.parts if part.kind is PartKind.SHARE_PROMPT]
    for at, (text, said) in enumerate(texts):
        if _has(text.lower(), _LENGTHS + _TURNS):
            yield text, texts[at + 1][0] if at + 1 < len(texts) else "", said


def _has(low: str, words: Sequence[str]) -> bool:
    return any(map(low.__contains__, words))


def _paragraphs(text: str) -> list[str]:
    """What a text says in its own words, without what it quotes."""
    own = _QUOTED.sub(" ", text) if '"' in text or "“" in text else text
    return _PARAGRAPH.split(own) if "\n" in own else [own]


def _times(sentence: str) -> int:
    """How often a round goes around."""
    found = _OFTEN.search(sentence)
    return 1 if found is None else 3 if found[0].lower().startswith("three") else 2


def _size(sentences: Sequence[str]) -> int:
    """How many people speak in turn where a text sends them into pairs or small groups; 0 where it does not."""
    for sentence in reversed(sentences):
        for size, words in ((2, _PAIRS), (3, _THREES), (_SMALL_GROUP, _FOURS)):
            if words.search(sentence):
                return size
    return 0


def _taken(sentence: str, *, said: bool) -> Iterator[_Taken]:
    """The minutes that a sentence tells people to take; a question tells nobody."""
    for found in _MINUTES.finditer(sentence) if not sentence.rstrip().endswith("?") else ():
        before, after = sentence[: found.start()], sentence[found.end() :]
        each = bool(_EACH.match(after) or _EACH_BEFORE.search(before))
        if _NOT_TAKEN_BEHIND.match(after) or _NOT_TAKEN.search(before):
            continue
        if _WHOLE.search(before) and not each:
            yield _Taken(_minutes(found), whole=True)
        elif not said or each or _TOLD.search(before):
            things = _FOR_EACH.match(after) or (_THINGS.search(sentence) and not _PEOPLE.search(sentence))
            yield _Taken(_minutes(found), each, of_things=each and bool(things))


def _minutes(found: re.Match[str]) -> float:
    if found["half"]:
        return 0.5
    low = found["low"].lower()
    amount = int(low) if low.isdecimal() else _NUMBERS[low]
    return amount / 60 if found["unit"].lower().startswith("sec") else float(amount)

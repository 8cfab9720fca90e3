"""A curriculum to begin with: it checks green, and says in each place what belongs there."""

from datetime import date

_STARTER = """\
---
# What is between the two lines of --- is read by the program; a line with # in front is read by nobody.
key: {key}
title: {title}
version: 0.1.0
language: en
program: wellness
# full: everything is in this file. frame: slots for somebody's manual, and none of its content.
kind: full
# open: join any time. closed: enrolment ends. drop-in: no roster.
enrolment: open
# fixed: lessons build on one another. any: members may choose the next one.
order: any
# How long a session lasts. The minutes of a lesson's items add up to it.
minutes: 60
people: 3-12
facilitators: 1
# names, or headcount where nobody's name is kept
attendance: names
skills: [self-awareness]
licence: CC-BY-4.0
author: your name
informed_by:
  - {{title: "where an idea came from", rights: how it may be used, checked: {today}}}
---

# {title}

A sentence or two for the person who chooses: who is it for, and what will they leave with?

## The first topic

What this session is for, as members would hear it.

**Materials:** a marker, something to write on

### Welcome and agreements (5 min)

> Words that can be read aloud as they stand. Welcome. You can speak, listen, or pass, any time.

A plain paragraph is a note to whoever leads.

### Check-in (15 min, at least 10)

> A word or a sentence: how is today?

### The topic (10 min, at least 5)

> No talk is longer than five minutes. Begin with a question that everybody can answer.

### Practice (20 min, at least 10)

Something that ten strangers can do, in pairs or in the circle.

**With three:** stay one circle.
**With many:** make groups of four.
**Without paper:** say it to a neighbor.
**Online:** use the chat, then pairs.
**Care:** what may be heavy here, and another way in.

### Take-away (5 min)

**Something to try:** one small, free thing before next time.

### Close (5 min)

> Thank you for coming. If tonight gets hard, 988 is there, day and night.

### Handout: A page to take home

I will try: ____________  When: ____________
"""


def starter(key: str, title: str, today: date) -> str:
    """The text of a new curriculum file."""
    return _STARTER.format(key=key, title=title, today=today.isoformat())

"""Expand rules by libical: a list of rule, start and limit on stdin, a list of starts for each on stdout, as JSON.

Run by the system's Python, which has the bindings; it imports nothing of ours.
"""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402 - the version is chosen first


def starts(rule, start, limit):
    steps = ICalGLib.RecurIterator.new(ICalGLib.Recurrence.new_from_string(rule), ICalGLib.Time.new_from_string(start))
    found = []
    while len(found) < limit:
        at = steps.next()
        if at is None or at.is_null_time() or at.get_year() > 2300:
            break
        found.append(at.as_ical_string())
    return found


print(json.dumps([starts(asked["rule"], asked["start"], asked["limit"]) for asked in json.load(sys.stdin)]))

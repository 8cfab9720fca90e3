"""Read a calendar on stdin with libical, the reader inside GNOME and Evolution; print JSON.

Run by the system's Python, which has the bindings; it imports nothing of ours.
"""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402 - the version is chosen first

UTC = ICalGLib.Timezone.get_utc_timezone()


def utc(at):
    moved = at.convert_to_zone(UTC)
    return (
        f"{moved.get_year():04}-{moved.get_month():02}-{moved.get_day():02}"
        f"T{moved.get_hour():02}:{moved.get_minute():02}Z"
    )


calendar = ICalGLib.Component.new_from_string(sys.stdin.read())
seen = []
event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
while event is not None:
    status = event.get_first_property(ICalGLib.PropertyKind.STATUS_PROPERTY).get_value_as_string()
    times = utc(event.get_dtstart()), utc(event.get_dtend())
    seen.append([event.get_uid(), *times, event.get_summary(), status, event.get_sequence()])
    event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
print(json.dumps(seen))

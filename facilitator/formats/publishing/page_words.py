"""All words of the public page in one place, so that another language is another table that somebody has signed off."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from facilitator.words import Mode

ENGLISH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "language": "en",
        "to_content": "To the groups",
        "title": "%s: groups and dates",
        "description": "Groups of %s: when and where they meet, what has changed, and their dates for your calendar.",
        "group_title": "%s, %s",
        "group_description": "%s: %s, %s. The next dates, and how to have them in your calendar.",
        "as_of": "As planned on %s. Times are those of %s.",
        "emergency": "In danger right now? Call %s.",
        "emergency_elsewhere": "In danger right now? Call your emergency number.",
        "talk": "To talk with somebody at any hour, call or text %s.",
        "warmline": "To talk with somebody who has been there:",
        "help": "If tonight is hard",
        "changes": "Changes in the next four weeks",
        "none": "No group is on this page now.",
        "off_on": "Canceled:",
        "moved": "moved from %s",
        "filter": "Show only",
        "all": "all",
        "site": "Place",
        "program": "Program",
        "spoken": "Language",
        "mode": "In person or online",
        "access": "Access",
        "found": "Groups shown:",
        "next": "Next:",
        "no_next": "No date is planned.",
        "about": "What is this group?",
        "topics": "What we talk about",
        "dates": "Next dates",
        "beside": "Other dates",
        "where": "Where",
        "map": "See it on a map",
        "way": "Way there",
        "join": "Join online",
        "ask": "Ask us for the link.",
        "led_by": "Led by",
        "checked": "Checked on %s.",
        "subscribe": "Have the dates in your calendar",
        "subscribe_help": "Your calendar then follows what changes, within hours or a day.",
        "subscribe_all": "These are the dates of all groups of this page.",
        "apple": "Apple and others",
        "google": "Google",
        "outlook": "Outlook",
        "file": "Calendar file",
        "scan": "This page on a phone: point its camera here.",
        "back": "All groups",
        Mode.IN_PERSON.value: "in person",
        Mode.ONLINE.value: "online",
        Mode.HYBRID.value: "in person and online",
    }
)

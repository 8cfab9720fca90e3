"""What the doctor finds, by name."""

from facilitator.services.doctor.doctor import examine
from tests.books import NOW, PASSPHRASE


def looked(home, root, secret=PASSPHRASE, *, now=NOW):
    return {finding.name: finding for finding in examine(home, secret, now=now, root=root)}


def to_do(home, root, secret=PASSPHRASE, *, now=NOW):
    found = looked(home, root, secret, now=now).values()
    return {finding.name: finding.to_do for finding in found if finding.to_do and not finding.can_wait}


def advice(home, root, secret=PASSPHRASE, *, now=NOW):
    """What can wait, but for what nobody filled into a new book."""
    found = looked(home, root, secret, now=now)
    found.pop("local slots", None)
    return {finding.name: finding.to_do for finding in found.values() if finding.to_do and finding.can_wait}

from datetime import timedelta

from facilitator.storage.queries.book.drafts import draft_of, drop_draft, keep_draft
from tests.books import NOW


def test_the_newer_draft_of_somebody_takes_the_place_of_the_older(db, rows):
    keep_draft(db, "person", "pat", {"name": "Zoë Łuk", "phone": "1"}, now=NOW)
    keep_draft(db, "person", "pat", {"name": "Zoë"}, now=NOW + timedelta(minutes=1))
    assert draft_of(db, "person", "pat") == {"name": "Zoë"}
    assert rows.count("draft") == 1


def test_a_draft_is_of_one_form_and_of_one_who_typed_it(db):
    for form, actor in (("person", "pat"), ("person", "sam"), ("group", "pat")):
        keep_draft(db, form, actor, {"of": f"{form} {actor}"}, now=NOW)
    drop_draft(db, "person", "pat")
    assert draft_of(db, "person", "pat") == {}
    assert draft_of(db, "person", "sam") == {"of": "person sam"}
    assert draft_of(db, "group", "pat") == {"of": "group pat"}

from facilitator.services.book.keep_drafts import keep_drafts, take_draft

FORM = "person:new"


def test_what_was_typed_is_given_back_once(program):
    keep_drafts(program.book, {FORM: {"name": "Ana", "phone": ""}, "note": {"text": "x"}}, now=program.now)
    assert take_draft(program.book, FORM, now=program.now) == {"name": "Ana", "phone": ""}
    before = program.acts()
    assert take_draft(program.book, FORM, now=program.now) == {}
    assert program.acts() == before
    assert take_draft(program.book, "note", now=program.now) == {"text": "x"}


def test_it_goes_to_the_one_who_typed_it(program):
    keep_drafts(program.book, {FORM: {"name": "Ana"}}, now=program.now)
    program.book.actor = "lee"
    assert take_draft(program.book, FORM, now=program.now) == {}
    program.book.actor = "pat"
    assert take_draft(program.book, FORM, now=program.now) == {"name": "Ana"}


def test_nothing_typed_writes_nothing_and_no_audit_row_holds_a_value(program):
    before = program.acts()
    keep_drafts(program.book, {}, now=program.now)
    assert program.acts() == before
    keep_drafts(program.book, {FORM: {"name": "Zanzibar"}}, now=program.now)
    with program.book.raw() as raw:
        assert "Zanzibar" not in str(raw.execute("SELECT action, object, payload FROM audit").fetchall())

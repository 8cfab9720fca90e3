from facilitator.services.agency.keep_logins import add_login
from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.book.open_book import open_book
from facilitator.services.history.see_others import others_did, up_to_now


def test_two_windows_each_see_what_the_other_did_and_not_their_own(program):
    """By the name of the facilitator whose login it is."""
    add_facilitator(program.book, name="Jo Pike", now=program.now)
    add_login(program.book, name="jo", facilitator="Jo Pike", now=program.now)
    one = program.book
    with open_book(program.home, None, actor="jo", window="two") as two:
        start = up_to_now(two)
        assert others_did(two, start).words == ""
        group = program.group("Steady")
        program.people("Ana", group=group)
        with two.write(now=program.now) as change:
            change.record("site.add", "")
        assert len(two.own_rows) == 1
        seen = others_did(two, start)
        assert (seen.words, seen.up_to) == ("pat changed several things.", up_to_now(two))
        assert two.own_rows == set()
        assert others_did(one, start).words == "Jo Pike added a site."
        assert others_did(one, seen.up_to).words == ""
        assert others_did(two, seen.up_to) == others_did(two, seen.up_to)

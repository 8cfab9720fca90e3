from facilitator.domain.scheduling.group_change import GroupChange, GroupChanged


def test_what_is_named_is_what_shall_change():
    assert GroupChange().named == ()
    assert GroupChange(title="Walk", capacity=0).named == ("title", "capacity")


def test_a_change_of_the_group_alone_touches_no_session():
    made = GroupChanged("u1", "Walk", ("title",), (), ())
    assert (made.changed, made.added, made.removed, made.unfit, made.skipped) == ((), (), (), (), ())

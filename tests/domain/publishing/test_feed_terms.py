import pytest

from facilitator.domain.publishing.feed_terms import (
    ALLOWED,
    SAID,
    STYLES,
    FeedField,
    FeedTerms,
    known_fields,
    read_fields,
    usual_terms,
)
from facilitator.errors import BadInput
from facilitator.words import FeedAudience, TitleStyle

FREE_TEXT = {FeedField.ABOUT, FeedField.NOTES}


@pytest.mark.parametrize("audience", FeedAudience)
@pytest.mark.parametrize("protected", [True, False])
def test_no_free_text_no_name_and_no_link_unless_somebody_asks(audience: FeedAudience, protected: bool) -> None:
    terms = usual_terms(audience, protected=protected)
    assert not terms.fields & {*FREE_TEXT, FeedField.LEADERS, FeedField.JOIN}
    assert terms.fields <= set(ALLOWED[audience])


def test_a_protected_program_is_neutral_and_on_no_map() -> None:
    public = usual_terms(FeedAudience.PUBLIC, protected=True)
    assert (public.style, public.neutral, public.topic) == (TitleStyle.NEUTRAL, True, False)
    assert FeedField.MAP not in public.fields
    team = usual_terms(FeedAudience.TEAM, protected=True)
    assert (team.neutral, team.topic) == (True, True)
    free = usual_terms(FeedAudience.PUBLIC, protected=False)
    assert (free.style, FeedField.MAP in free.fields) == (TitleStyle.TOPIC, True)


def test_fields_are_read_by_name_and_each_audience_has_its_own() -> None:
    assert read_fields(["place", " Access "], FeedAudience.PUBLIC) == {FeedField.PLACE, FeedField.ACCESS}
    assert read_fields(["room-notes"], FeedAudience.TEAM) == {FeedField.NOTES}
    with pytest.raises(BadInput, match="a public feed may not show room-notes"):
        read_fields(["place", "room-notes"], FeedAudience.PUBLIC)
    with pytest.raises(BadInput) as wrong:
        read_fields(["Zanzibar Quill"], FeedAudience.PUBLIC)
    assert "Zanzibar" not in str(wrong.value)


def test_a_field_of_a_newer_program_is_never_shown() -> None:
    assert known_fields(("place", "horoscope")) == {FeedField.PLACE}


def test_all_of_it_is_said_in_words() -> None:
    assert set(SAID) == set(FeedField)
    assert set(STYLES) == set(TitleStyle)
    terms = FeedTerms(TitleStyle.NEUTRAL, frozenset((FeedField.ACCESS, FeedField.PLACE)))
    assert terms.say() == (
        'each session as a neutral title ("Tuesday group")',
        "room and site",
        "access and the way there",
    )

"""The styles of the program are parsed once for each look."""

from facilitator.tui.kit.stylesheet import LastingStylesheet


def test_it_is_parsed_anew_for_other_colours_only() -> None:
    """The same variables keep the rules that there are."""
    styles = LastingStylesheet(variables={"panel": "#101010"})
    styles.add_source("Static { background: $panel; }")
    styles.parse()
    (first,) = styles.rules
    styles.set_variables({"panel": "#101010"})
    styles.reparse()
    assert styles.rules[0] is first
    styles.set_variables({"panel": "#202020"})
    styles.reparse()
    assert styles.rules[0].styles.background.hex == "#202020"

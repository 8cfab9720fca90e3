"""Three looks: calm dark, light for a bright room, and high contrast. Nothing depends on colour alone."""

from textual.theme import Theme

DARK = Theme(
    name="evening",
    primary="#7fb5a8",
    secondary="#c9b27c",
    accent="#e3a86b",
    warning="#e0b252",
    error="#e07a6a",
    success="#8fbf7f",
    foreground="#e6e3dc",
    background="#16191b",
    surface="#1d2123",
    panel="#272c2f",
    dark=True,
)
LIGHT = Theme(
    name="daylight",
    primary="#1f6f61",
    secondary="#7a5d12",
    accent="#9a4f0e",
    warning="#8a5a00",
    error="#a3281b",
    success="#2e6b23",
    foreground="#1c1f21",
    background="#faf8f3",
    surface="#f2efe7",
    panel="#e6e1d5",
    dark=False,
)
HIGH_CONTRAST = Theme(
    name="high contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ff8080",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    luminosity_spread=0.0,
    text_alpha=1.0,
)
THEMES = (DARK, LIGHT, HIGH_CONTRAST)

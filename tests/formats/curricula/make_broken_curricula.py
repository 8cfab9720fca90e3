"""Write the small broken curricula beside this file: ``python -m tests.formats.curricula.make_broken_curricula``.

Each is a good file with one mistake in it. What the checker must say of each is in ``expected.txt`` beside them: it was
taken from the checker once and gone through line by line against the files.
"""

from collections.abc import Callable
from pathlib import Path

from tests.formats.tea import FRAME, FRONT, GOOD, Text, changed

FOLDER = Path(__file__).parent / "broken_curricula"

HARD = (
    "Notwithstanding considerable organizational heterogeneity, interdisciplinary practitioners habitually "
    "characterize sustainable recuperation as an individualized, multidimensional developmental undertaking "
    "necessitating comprehensive environmental accommodation, deliberate self-determination and uninterrupted "
    "interpersonal reinforcement across numerous institutional circumstances."
)
FILES: dict[str, Callable[[], Text]] = {
    "bytes-latin-1": lambda: GOOD.encode().replace(b"About tea", b"About th\xe9"),
    "bytes-utf-16": lambda: GOOD.encode("utf-16"),
    "bytes-zero": lambda: changed("A note.", "A \0note."),
    "bytes-escape": lambda: changed("A note.", "A note.\x1b[2J"),
    "bytes-windows-and-bom": lambda: b"\xef\xbb\xbf" + changed("(30 min)", "(20 min)").replace("\n", "\r\n").encode(),
    "bytes-old-mac": lambda: changed("(30 min)", "(20 min)").replace("\n", "\r"),
    "empty": lambda: "",
    "front-missing": lambda: GOOD.replace(FRONT, ""),
    "front-unclosed": lambda: changed("---\n\n# Tea", "\n\n# Tea"),
    "front-twice": lambda: FRONT + "\n" + GOOD,
    "front-tab": lambda: changed("title: Tea", "\ttitle: Tea"),
    "front-colon": lambda: changed("title: Tea", "title: Tea: a cup"),
    "front-yaml-bomb": lambda: changed(
        "author: Rosa Lindqvist", "author: &a [x, x, x]\nlicence: [*a, *a, *a]"
    ).replace("licence: CC-BY-4.0\n", ""),
    "front-yaml-object": lambda: changed("author: Rosa Lindqvist", "author: !!python/object/apply:os.getcwd []"),
    "front-deep": lambda: changed("author: Rosa Lindqvist", "author: " + "[" * 30 + "a" + "]" * 30),
    "front-key-missing": lambda: changed("version: 1.0.0\n", ""),
    "front-key-twice": lambda: changed("minutes: 30", "minutes: 30\nminutes: 45"),
    "front-key-unknown": lambda: changed("people:", "poeple:"),
    "front-minutes-zero": lambda: changed("minutes: 30", "minutes: 0"),
    "front-minutes-negative": lambda: changed("minutes: 30", "minutes: -30"),
    "front-minutes-absurd": lambda: changed("minutes: 30", "minutes: 100000"),
    "front-no-such-day": lambda: changed("2026-11-21", "2026-02-30"),
    "title-missing": lambda: changed("# Tea\n\nAbout tea.\n", ""),
    "title-twice": lambda: GOOD + "\n# Tea again\n",
    "title-with-a-mark": lambda: GOOD.replace("title: Tea", "title: My WRAP").replace("# Tea", "# My WRAP"),
    "lesson-with-a-mark": lambda: changed("## Cup", "## Seeking safety with a cup"),
    "lesson-empty": lambda: GOOD + "\n## Pot\n\nThe aim.\n",
    "lesson-twice": lambda: GOOD + "\n## Cup\n\n### Round (30 min)\n",
    "lesson-minutes": lambda: changed("Round (30 min)", "Round (25 min)"),
    "lesson-none": lambda: FRONT + "\n# Tea\n",
    "item-without-minutes": lambda: changed("Round (30 min)", "Round"),
    "item-minutes-zero": lambda: changed("Round (30 min)", "Round (0 min)"),
    "item-minutes-absurd": lambda: changed("Round (30 min)", "Round (9999 min)"),
    "item-outside-lesson": lambda: changed("## Cup", "### Before (5 min)\n\n## Cup"),
    "part-unknown": lambda: changed("A note.", "**With tree:** sit."),
    "html-script": lambda: changed("A note.", "A <script>alert(1)</script> note."),
    "link-script": lambda: changed("A note.", "A [note](javascript:alert)."),
    "picture": lambda: changed("A note.", "![a cup](cup.png)"),
    "quotes-3000-deep": lambda: changed("A note.", "> " * 3_000 + "deep"),
    "fence-unclosed": lambda: changed("A note.", "```\nA note."),
    "frame-without-a-notice": lambda: changed("notice: Steeping is a mark of Vale Press\n", "", FRAME),
    "frame-with-content": lambda: changed("Pages: ____", "> Words of the manual.", FRAME),
    "words-to-avoid": lambda: changed(
        "A note.", "An addict who\nfailed to engage, just in case.\nClean the dirty dishes; he is clean."
    ),
    "words-in-a-title": lambda: GOOD.replace("title: Tea", "title: Tea after a relapse").replace(
        "# Tea", "# Tea after a relapse"
    ),
    "hard-to-read": lambda: changed("A note.", HARD),
}  # fmt: skip


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(exist_ok=True)
    for name, make in FILES.items():
        text = make()
        (FOLDER / f"{name}.md").write_bytes(text if isinstance(text, bytes) else text.encode())


if __name__ == "__main__":
    main()

import re

from facilitator.formats.publishing import public_page_html
from facilitator.formats.publishing.page_words import ENGLISH
from facilitator.words import Mode


def test_each_word_of_the_page_stands_in_the_catalog_and_each_of_the_catalog_on_the_page():
    sources = [path.read_text("utf-8") for path in public_page_html._HERE.glob("*.html")]
    asked = {each for text in sources for each in re.findall(r"\bw\.(\w+)", text)}
    chosen = {"site", "program", "spoken", "mode", "access", *(each.value for each in Mode)}
    assert asked | chosen == set(ENGLISH)


def test_no_template_has_words_of_its_own():
    for path in public_page_html._HERE.glob("*.html"):
        text = re.sub(r"\{[{%].*?[}%]\}|<[^>]*>|&#?\w+;", " ", path.read_text("utf-8"), flags=re.DOTALL)
        assert re.findall(r"[A-Za-z]{2,}", text) == [], path.name

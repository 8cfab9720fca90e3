from facilitator.domain.curricula.curriculum import Handout
from facilitator.domain.papers.lesson_papers import HandoutPaper
from facilitator.formats.papers.handout_pdf import handout_pdf
from facilitator.words import PaperSize
from tests.formats.papers import pages, read, words

SMALL = Handout("One small thing", "I will try: ____________ When: ____________\n\n- a walk\n- a call")
LONG = Handout("A long one", "\n\n".join(f"Line {at}." for at in range(60)))


def paper(*handouts, name=""):
    return HandoutPaper("Small joys", handouts, "Small joys, somebody, CC-BY-4.0", "en", name)


def sizes(data):
    found = set()
    for page in read(data).pages:
        page.extract_text(
            visitor_text=lambda text, _cm, _tm, _font, size: found.add(round(size)) if text.strip() else 0
        )
    return found


def test_each_handout_has_a_page_of_its_own_with_its_source_at_the_bottom():
    source = "Small joys, somebody, CC-BY-4.0"
    assert (
        pages(handout_pdf(paper(SMALL, SMALL), PaperSize.LETTER))
        == [f"One small thing I will try: When: • a walk • a call {source}"] * 2
    )


def test_only_a_handout_of_several_pages_counts_them():
    found = pages(handout_pdf(paper(SMALL, LONG, SMALL), PaperSize.A4))
    counted = [page.rsplit("CC-BY-4.0", 1)[1].strip() for page in found]
    many = len(found) - 2
    assert many > 1
    assert counted == ["", *(f"{at} / {many}" for at in range(1, many + 1)), ""]


def test_a_name_stands_at_the_top_only_where_it_was_asked_for():
    assert words(handout_pdf(paper(SMALL, name="Harbor House"), PaperSize.LETTER)).startswith("Harbor House One small")


def test_large_print_is_eighteen_point_and_nothing_is_small():
    assert 18 in sizes(handout_pdf(paper(SMALL), PaperSize.LETTER, large=True))
    assert min(sizes(handout_pdf(paper(SMALL), PaperSize.LETTER, large=True))) >= 11
    assert 14 in sizes(handout_pdf(paper(SMALL), PaperSize.LETTER))

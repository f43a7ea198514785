"""What was written into an account plan comes back from its PDF word for word (quality: Paper)."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents import plan_content, plans
from tests.documents.printed import plan_pdf, plan_text
from tests.documents.reading import pages_text, squeezed, whole_text
from workbench.documents.account_plan import account_plan_pdf
from workbench.documents.fonts import MISSING, printable
from workbench.domain.papers import PaperSize, Profile
from workbench.domain.plan_records import PlanPart

_HEAD_AND_FOOT = re.compile(r"^.*?Page \d+ of \d+\s", re.DOTALL)


def running_text(content: bytes) -> str:
    """The squeezed text of all pages without what stands at the head and foot of each."""
    pages = (_HEAD_AND_FOOT.sub("", page, count=1) for page in pages_text(content))
    return squeezed("".join(pages)).replace("\ufffe", "-")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", list(PaperSize))
def test_every_written_part_is_on_the_paper(language: str, size: PaperSize) -> None:
    text = whole_text(plan_pdf("planned", language, size=size).content)
    for part, written in plan_content.TEXTS.items():
        assert squeezed(written) in text, part


def test_all_a_plan_holds_is_on_the_paper() -> None:
    data = plans.planned()
    text = plan_text("planned")
    for stand in data.objectives:
        assert squeezed(stand.objective.text) in text
        assert squeezed(stand.objective.goal_text) in text
        for action in stand.actions:
            assert squeezed(action.text) in text
        for measure in stand.measures:
            assert squeezed(measure.name) in text
    for risk in data.risks:
        assert squeezed(risk.text) in text
        assert squeezed(risk.answer) in text
    for version in data.versions:
        assert squeezed(version.decision_note) in text
    for review in data.reviews:
        assert squeezed(review.cause + review.change) in text
    for one in data.competitors:
        assert squeezed(one.note) in text
    for line in data.team:
        assert squeezed(line.role) in text
    assert data.influence is not None
    for needs in data.influence.needs.values():
        for need in needs:
            assert squeezed(need.text) in text


def test_a_text_of_five_pages_is_broken_over_pages_without_loss() -> None:
    data = plans.mixed()
    assert squeezed(data.texts[PlanPart.ENVIRONMENT]) in running_text(plan_pdf("mixed").content)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_box_and_no_markup_where_the_faces_lack_a_sign(language: str) -> None:
    data = plans.mixed()
    text = plan_text("mixed", language)
    assert squeezed(printable(data.account.name)) in text
    assert "<b>GmbH</b>" in text
    assert "<imgsrc='x'/>100%&<b>mehr</b>" in text
    assert MISSING in text
    assert not {"\x00", "□", "\ufffd"} & set(text)
    for person in data.contacts:
        assert squeezed(printable(person.name)) in text


covered = st.characters(
    codec="utf-8",
    categories=("Lu", "Ll", "Lo", "Nd", "Po", "Sm"),
    min_codepoint=33,
    max_codepoint=0x9FA5,
).filter(lambda char: printable(char) == char)
ideographs = st.integers(0x4E00, 0x9FA5).map(chr)
marks = st.sampled_from("，。、；：？！“”（）《》—…·%&<>/ 0123456789abcXYZ")
paragraphs = st.lists(
    st.text(st.one_of(ideographs, marks, covered), min_size=1, max_size=160), min_size=1, max_size=5
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(paragraphs)
def test_any_text_the_faces_have_comes_back_but_for_its_line_breaks(found: list[str]) -> None:
    written = "\n".join(found)
    data = replace(plans.empty(), texts={PlanPart.STRATEGY: written})
    paper = account_plan_pdf(data, language="en", paper_size=PaperSize.LETTER, profile=Profile.INTERNAL)
    assert squeezed(printable(written)) in running_text(paper.content)


def test_a_null_character_is_left_out() -> None:
    data = replace(plans.empty(), texts={PlanPart.STRATEGY: "one\x00two"})
    paper = account_plan_pdf(data, language="en", paper_size=PaperSize.A4, profile=Profile.INTERNAL)
    assert "onetwo" in whole_text(paper.content)

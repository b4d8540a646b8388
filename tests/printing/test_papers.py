"""The four papers: what they say, what they never say, and what nobody must be able to break."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import msgspec
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.printing.reading import (
    boxes,
    dense,
    needs_poppler,
    needs_qpdf,
    pdfium_text,
    poppler_text,
)
from tests.printing.samples import MEASURES, MINUTES, NOTICE, PUBLICITY, section, sheet
from xieshang_desktop import resources
from xieshang_desktop.domain.documents import (
    AttendanceBlock,
    AttendanceEntry,
    Count,
    MinutesSection,
    NamedPerson,
    Paper,
    SignInRow,
)
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.printing.papers import render
from xieshang_desktop.services.paper_list import decision

PAPERS = {
    "notice": NOTICE,
    "minutes": MINUTES,
    "publicity": PUBLICITY,
    "sheet": sheet(30),
    "blank sheet": sheet(30, filled=False, spare_rows=5),
}


def text_of(paper: Paper) -> str:
    return dense(pdfium_text(render(paper).pdf))


def test_a_notice_says_who_when_where_and_what() -> None:
    text = text_of(NOTICE)
    for words in (
        "各位议事会成员、利益相关方代表、村务监督委员会：",
        "一、会议时间：2026年11月28日（星期六）上午9:00",
        "二、会议地点：村便民服务中心二楼协商议事室",
        "（一）三组、五组之间的村道硬化及排水沟修缮方案",
        "（二）村口“老槐树”广场夜间照明与停车秩序",
        "会议主持：尉迟建国",
        "村委会值班室，电话0511-85550000。",
        "槐树湾村民委员会2026年11月16日",
    ):
        assert words in text


def test_a_notice_without_topics_says_so() -> None:
    assert "三、协商议题：议题另行通知。" in text_of(msgspec.structs.replace(NOTICE, topics=()))


def test_minutes_show_the_five_haves_and_both_convenors() -> None:
    text = text_of(MINUTES)
    for words in (
        "会议时间：2026年11月28日",
        "会议地点：村便民服务中心",
        "协商议题：1.三组、五组之间的村道硬化2.村口广场",
        "一、关于三组、五组之间的村道硬化",
        "（三）达成一致的意见1.同意对",
        "（四）仍需继续协商的意见1.占用菜地",
        "（五）办理措施序号办理事项责任单位（人）完成时限",
        "（六）协商结果达成共识，转入办理；",
        "（七）省略的程序及理由1.专题调研：汛期将至",
        "第一召集人：李建国（2026年11月29日确认）",
        "第二召集人（签字）：年月日",
        "更正1（2026年12月9日）：“全长480米”更正为“全长408米”。",
    ):
        assert words in text


def test_empty_minutes_are_a_sane_page() -> None:
    empty = msgspec.structs.replace(
        MINUTES, sections=(), attendance=(), convenors=(), corrections=(), topics=(), place=""
    )
    assert "本次会议没有形成记录。" in text_of(empty)
    assert render(empty).pages == 1


def test_a_posting_says_how_long_and_how_to_object() -> None:
    text = text_of(PUBLICITY)
    for words in (
        "根据《中华人民共和国村民委员会组织法》第三十五条规定，现将协商结果公示如下：",
        "自2026年3月2日张贴之日起至2026年3月17日止，不少于15日（张贴当日不计入）；",
        "2026年3月18日起方可撤下。",
        "2026年3月17日以前对公示内容有意见的，可以向槐树湾村协商议事室（村便民服务中心二楼）、",
        "委员会反映，书面、口头均可；意见逐件登记，核实后答复。",
        "监督电话：0511-85550000。",
        "2027年4月30日",
    ):
        assert words in text


def test_a_filled_sheet_has_times_counts_and_the_ends_of_ids_of_namesakes_only() -> None:
    text = text_of(sheet(45))
    assert "应到45人，实到36人。" in text
    assert text.count("（尾号123X）") == 1
    assert "8:01" in text


def test_a_blank_sheet_has_a_row_for_everybody_and_spare_rows_to_the_end_of_the_page() -> None:
    rendered = render(sheet(30, filled=False, spare_rows=5))
    text = dense(pdfium_text(rendered.pdf))
    assert "签名" in text
    assert "签到时间" not in text
    last = boxes(rendered.pdf, rendered.pages - 1)
    assert max(box.bottom for box in last if box.top < 260) > 245


def test_no_consultation_paper_speaks_of_a_vote() -> None:
    # What belongs to a meeting that decides says so.
    deciding = {spec.kind.value for spec in decision.PAPERS}
    others = {"titles", "ballot", "decision_hand_record"} | deciding
    shipped = [file for file in resources.path("papers").glob("*.toml") if file.stem not in others]
    assert len(shipped) >= 5
    for file in shipped:
        assert not re.search("表决|通过|决议|赞成|反对|弃权", file.read_text("utf-8")), file.name


def test_more_than_four_characters_of_an_id_are_refused() -> None:
    with pytest.raises(RuleBroken) as refused:
        NamedPerson(name="张三", distinction="19900101")
    assert refused.value.code == "distinction_too_long"


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_value_gives_the_same_bytes(name: str) -> None:
    assert render(PAPERS[name]).pdf == render(PAPERS[name]).pdf


@needs_qpdf
@pytest.mark.parametrize("name", PAPERS)
def test_other_programs_find_nothing_wrong(name: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(render(PAPERS[name]).pdf)
    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)


@needs_poppler
@pytest.mark.parametrize("name", PAPERS)
def test_every_face_is_embedded_as_a_subset_with_its_map(name: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(render(PAPERS[name]).pdf)
    done = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True, text=True)
    rows = [line.split() for line in done.stdout.splitlines()[2:]]
    assert rows
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_title_unit_and_language_stand_in_the_metadata() -> None:
    pdf = render(NOTICE).pdf
    with pypdfium2.PdfDocument(pdf) as document:
        found = document.get_metadata_dict()
    assert found["Title"] == NOTICE.title
    assert found["Author"] == NOTICE.unit
    assert found["CreationDate"].startswith("D:20261116")
    assert b"/Lang (zh-CN)" in pdf
    assert b"/PrintScaling /None" in pdf


@pytest.mark.parametrize("name", PAPERS)
def test_practice_papers_say_so_on_every_page_without_moving_anything(name: str) -> None:
    real = render(PAPERS[name])
    practice = render(msgspec.structs.replace(PAPERS[name], practice=True))
    assert practice.pages == real.pages
    for page in range(real.pages):
        text = "".join(box.character for box in boxes(practice.pdf, page))
        assert "仅供练习，不作公文使用" in text
        places, real_places = (
            {(box.character, round(box.left, 1), round(box.top, 1)) for box in boxes(pdf, page)}
            for pdf in (practice.pdf, real.pdf)
        )
        assert real_places <= places
    assert "练习" not in dense(pdfium_text(real.pdf))


def test_long_minutes_and_three_hundred_people_keep_their_order() -> None:
    long = msgspec.structs.replace(
        MINUTES, sections=tuple(section(f"关于第{n}项议题", 2) for n in range(1, 8))
    )
    rendered = render(long)
    assert rendered.pages >= 12
    text = dense(pdfium_text(rendered.pdf))
    order = [text.index(f"、关于第{n}项议题") for n in range(1, 8)]
    assert order == sorted(order)
    assert render(sheet(300)).pages < 20


def test_a_township_may_change_single_words(tmp_path: Path) -> None:
    (tmp_path / "notice.toml").write_text('closing = "特此通知。"\n', "utf-8")
    rendered = render(NOTICE, forms=tmp_path)
    text = dense(pdfium_text(rendered.pdf))
    assert "特此通知。" in text
    assert "一、会议时间" in text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("opening = [", "form_text_unreadable"),
        ("opening = 3", "form_text_unreadable"),
        ('opening = "{phone}"', "form_text_unknown_field"),
    ],
)
def test_a_broken_form_is_named(tmp_path: Path, content: str, code: str) -> None:
    (tmp_path / "notice.toml").write_text(content, "utf-8")
    with pytest.raises(BadInput) as bad:
        render(NOTICE, forms=tmp_path)
    assert bad.value.code == code


@needs_poppler
def test_marks_are_drawn_and_text_around_them_stays(tmp_path: Path) -> None:
    paper = msgspec.structs.replace(NOTICE, requests=("请在☐内打✓，已打的为☑。",))
    rendered = render(paper)
    assert not rendered.fallbacks
    assert "请在内打，已打的为。" in dense(poppler_text(rendered.pdf, tmp_path))


HOSTILE = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="\x00\x07\u202e\u2067مرحبا🎉👨‍👩‍👧\ud800\n\t{}%()<>\\𠮷村，。“”", max_size=80),
    st.sampled_from(["", "名" * 300, "a" * 400, "9" * 250, "，" * 120, "（" * 90, "\n" * 30]),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_text_breaks_a_paper(one: str, two: str, three: str) -> None:
    hostile: list[Paper] = [
        msgspec.structs.replace(
            NOTICE, title=one, addressees=(two,), topics=(three, one), signer=two, when=three
        ),
        msgspec.structs.replace(
            MINUTES,
            mark=one,
            number=two,
            unit=three,
            topics=(one,),
            sections=(
                MinutesSection(
                    heading=two,
                    text=three,
                    agreed=(one, two),
                    measures=(msgspec.structs.replace(MEASURES[0], what=one, who=two),),
                ),
            ),
            attendance=(
                AttendanceBlock(
                    label=one, entries=(AttendanceEntry(organisation=two, names=(three, one)),)
                ),
            ),
        ),
        msgspec.structs.replace(
            sheet(1),
            title=one,
            rows=(SignInRow(person=NamedPerson(name=two, group=three), part=one, signed=two),),
            counts=(Count(label=three, value=1),),
        ),
        msgspec.structs.replace(PUBLICITY, title=one, result=two, objections=three, unit=one),
    ]
    for paper in hostile:
        rendered = render(paper)
        with pypdfium2.PdfDocument(rendered.pdf) as document:
            assert len(document) == rendered.pages
        for page in range(rendered.pages):
            assert all(box.left > 20 and box.right < 193 for box in boxes(rendered.pdf, page))


def test_a_title_of_four_pages_is_printed_whole() -> None:
    rendered = render(msgspec.structs.replace(NOTICE, title="协商议事" * 400))
    assert rendered.pages >= 4
    assert dense(pdfium_text(rendered.pdf)).count("协商议事") >= 390

"""Papers of the hall and papers to fill in: what they say, and where it stands."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.printing.reading import (
    MM,
    boxes,
    dark_columns,
    dark_rows,
    dense,
    needs_poppler,
    needs_qpdf,
    pdfium_text,
    poppler_text,
)
from tests.printing.samples_hall import (
    AGENDA,
    BALLOT,
    BRIEFING,
    CARDS,
    ELECTION,
    LETTER,
    NAMES,
    NOTE_SHEET,
    OPINION,
    PAPERS,
    PASSES,
    RULES,
    SLIP,
    TOPIC_FORM,
    UNTIMED,
)
from xieshang_desktop.domain.documents import (
    BallotLine,
    NameCard,
    NamedPerson,
    Paper,
    Pass,
    Signer,
)
from xieshang_desktop.printing import qr
from xieshang_desktop.printing.papers import RenderedPaper, render
from xieshang_desktop.printing.tents import largest


def text_of(paper: Paper) -> str:
    return dense(pdfium_text(render(paper).pdf))


def turned(pdf: bytes, page: int) -> dict[str, set[bool]]:
    """Each character of a page, and whether it stands upright, upside down, or both."""
    found: dict[str, set[bool]] = {}
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        content = sheet.get_textpage()
        matrix = pypdfium2.raw.FS_MATRIX()
        for at in range(content.count_chars()):
            pypdfium2.raw.FPDFText_GetMatrix(content, at, matrix)
            found.setdefault(content.get_text_range(at, 1), set()).add(matrix.d > 0)
        content.close()
        sheet.close()
    return found


def test_an_agenda_shows_times_ways_and_who_tells() -> None:
    text = text_of(AGENDA)
    for words in (
        "会议时间：2026年11月28日（星期六）上午9:00",
        "主持人：尉迟建国",
        "序号时间内容方式情况介绍",
        "9:10—10:00",
        "请把手机调成静音。",
    ):
        assert words in text
    assert "时间内容" not in text_of(UNTIMED)


def test_a_briefing_leaves_out_heads_that_nothing_follows() -> None:
    text = text_of(BRIEFING)
    for words in (
        "一、政策背景：县里今年",
        "三、存在问题资金缺口约6万元。",
        "四、三组、五组之间的村道硬化（一）议题背景村道建于2009年",
        "（三）调研情况2026年9月12日",
        "（四）列入协商的理由1.切口小：一条路",
        "五、村口广场夜间照明（一）议题背景广场没有路灯",
        "六、可选办法1.一次修完",
    ):
        assert words in text
    empty = text_of(replace(BRIEFING, policy="", idea="", problems="", topics=(), options=()))
    assert "背景" not in empty
    assert "理由" not in empty


def test_the_rules_of_speaking_fill_one_page_in_type_to_read_from_afar() -> None:
    rendered = render(RULES)
    assert rendered.pages == 1
    heights = {round(box.bottom - box.top, 1) for box in boxes(rendered.pdf, 0)}
    assert min(heights) > 8
    text = text_of(RULES)
    assert "每人每次不超过2分钟。" in text
    assert "不同意见照实记下。" in text
    assert "—1—" not in text


def test_a_name_card_has_the_name_upright_below_the_fold_and_turned_above_it() -> None:
    rendered = render(replace(CARDS, cards=(NameCard(name="李建国", line="第三村民小组"),)))
    assert rendered.pages == 1
    assert turned(rendered.pdf, 0)["建"] == {True, False}
    assert turned(rendered.pdf, 0)["组"] == {True, False}
    upper = dark_rows(rendered.pdf, 0, (0, 5, 210, 142))
    lower = dark_rows(rendered.pdf, 0, (0, 155, 210, 292))
    assert upper[0] == pytest.approx(297 - lower[-1], abs=0.4)
    assert upper[-1] == pytest.approx(297 - lower[0], abs=0.4)
    for left, right in ((5, 14), (196, 205)):
        fold = dark_rows(rendered.pdf, 0, (left, 147, right, 149))
        assert fold
        assert all(abs(y - 148.5) < 0.3 for y in fold)


def test_a_name_fills_its_card_as_far_as_the_edges_allow() -> None:
    rendered = render(replace(CARDS, cards=tuple(NameCard(name=name) for name in NAMES)))
    assert rendered.pages == len(NAMES)
    for page in range(rendered.pages):
        inked = dark_columns(rendered.pdf, page, (16, 152, 194, 292))
        assert inked[0] >= 16
        assert inked[-1] <= 194
        assert inked[-1] - inked[0] > 120


def test_names_of_several_parts_are_broken_behind_their_dot() -> None:
    lines, _size = largest("阿卜杜热合曼·买买提", 500, 250, 190, len)
    assert lines == ["阿卜杜热合曼·", "买买提"]
    assert largest("李建国", 500, 250, 190, len) == (["李建国"], 500 / 3)


def test_passes_are_ninety_by_fifty_four_and_ten_on_a_sheet() -> None:
    rendered = render(PASSES)
    assert rendered.pages == 2
    across = dark_columns(rendered.pdf, 0, (0, 5.5, 210, 11.5))
    down = dark_rows(rendered.pdf, 0, (9, 0, 13, 297))
    for marks, wanted in (
        (across, [15 + 90 * at for at in range(3)]),
        (down, [13.5 + 54 * at for at in range(6)]),
    ):
        assert all(min(abs(mark - place) for place in wanted) < 0.3 for mark in marks)
        assert all(min(abs(mark - place) for mark in marks) < 0.3 for place in wanted)
    text = dense(pdfium_text(rendered.pdf))
    assert text.count("出席证") == len(NAMES)
    assert text.count("123X") == 1


def test_the_qr_of_a_pass_says_who_comes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    draw = qr.draw_qr

    def listening(page: object, x: float, top: float, side: float, text: str) -> None:
        said.append(text)
        draw(page, x, top, side, text)  # type: ignore[arg-type]

    monkeypatch.setattr("xieshang_desktop.printing.passes.draw_qr", listening)
    render(PASSES)
    assert said == [each.code for each in PASSES.passes if each.code]


def test_an_opinion_letter_goes_from_what_was_agreed_to_pages_to_sign() -> None:
    rendered = render(LETTER)
    text = dense(pdfium_text(rendered.pdf))
    for words in (
        "柳河镇人民政府：",
        "应到36人，实到31人，列席4人，就下列事项进行协商",
        "（二）达成一致的意见1.三组、五组之间村道按3.5米宽硬化。",
        "（三）不同意见1.占用菜地的补偿标准。",
        "（四）有关发言1.𬭚大勇（第三组）：",
        "二、补充记录的不同意见1.欧阳秀英（第五组）：",
        "同意意见签名页",
        "不同意见签名页",
    ):
        assert words in text
    assert text.count("不同意见和理由") == 3
    assert "补充记录" not in text_of(replace(LETTER, dissent=()))


def test_a_long_list_of_signatures_goes_on_with_its_head() -> None:
    signers = tuple(Signer(name=f"王{at}", group="第一组") for at in range(120))
    rendered = render(replace(LETTER, agreeing=signers))
    text = dense(pdfium_text(rendered.pdf))
    assert text.count("序号姓名组别（单位）签名（按手印）") == 7
    assert "王119" in text


@pytest.mark.parametrize("form", [TOPIC_FORM, NOTE_SHEET])
def test_a_form_to_fill_in_is_one_page(form: Paper) -> None:
    assert render(form).pages == 1


def test_long_words_in_a_form_go_on_on_the_next_page() -> None:
    story = "".join(f"第{at}句说路不好走。" for at in range(600))
    rendered = render(replace(NOTE_SHEET, text=story))
    assert rendered.pages >= 3
    text = dense(pdfium_text(rendered.pdf))
    assert all(f"第{at}句" in re.sub("—[0-9]—", "", text) for at in (0, 200, 400, 599))
    assert "办理日期" in text


@pytest.mark.parametrize("card", [OPINION, SLIP])
def test_four_cards_lie_on_a_sheet(card: Paper) -> None:
    rendered = render(card)
    assert rendered.pages == 1
    text = dense(pdfium_text(rendered.pdf))
    assert text.count("三组、五组之间的村道硬化") == 4
    assert any(abs(x - 105) < 0.3 for x in dark_columns(rendered.pdf, 0, (104, 5, 106, 292)))
    assert any(abs(y - 148.5) < 0.3 for y in dark_rows(rendered.pdf, 0, (5, 147, 205, 150)))


def test_cards_come_in_the_number_that_is_wanted() -> None:
    assert render(replace(OPINION, cards=30)).pages == 8
    numbered = render(replace(BALLOT, cards=6, first_number=1))
    assert numbered.pages == 2
    text = dense(pdfium_text(numbered.pdf))
    assert [f"No.{n:04d}" in text for n in range(1, 8)] == [True] * 6 + [False]


def test_what_does_not_fit_on_a_card_gets_a_larger_one() -> None:
    few, some, many = (
        replace(BALLOT, matters=tuple(BallotLine(what=f"第{n}项") for n in range(count)))
        for count in (2, 8, 14)
    )
    counts = [dense(pdfium_text(render(each).pdf)).count("盖章处") for each in (few, some, many)]
    assert counts == [4, 2, 1]


def test_a_ballot_says_whose_it_is_and_asks_for_no_name() -> None:
    text = text_of(BALLOT)
    assert "本票由村民代表会议使用，不写投票人姓名，盖章有效。" in text
    assert "同意不同意弃权" in text
    assert "姓名：" not in text
    assert "候选人" in text_of(ELECTION)


def test_only_a_named_opinion_card_has_a_line_for_the_name() -> None:
    assert "姓名：" in text_of(OPINION)
    assert "姓名：" not in text_of(replace(OPINION, named=False))


@pytest.mark.parametrize("name", PAPERS)
def test_practice_papers_say_so_on_every_card(name: str) -> None:
    paper = PAPERS[name]
    marked, plain = render(replace(paper, practice=True)), render(paper)
    assert marked.pages == plain.pages
    assert "练习" in dense(pdfium_text(marked.pdf))
    if name == "passes":
        assert dense(pdfium_text(marked.pdf)).count("练习件") == len(NAMES)


def test_the_practice_mark_leaves_the_code_of_a_pass_readable() -> None:
    marked, plain = (
        _grey(render(replace(PAPERS["passes"], practice=practice)).pdf)
        for practice in (True, False)
    )
    ink = [at for at, value in enumerate(plain) if value < 60]
    assert len(ink) > 10_000
    assert all(marked[at] < 60 for at in ink)


def _grey(pdf: bytes) -> bytes:
    """The first page, dot by dot."""
    with pypdfium2.PdfDocument(pdf) as document:
        return bytes(document[0].render(scale=2, grayscale=True).to_pil().tobytes())


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_value_gives_the_same_bytes(name: str) -> None:
    assert render(PAPERS[name]).pdf == render(PAPERS[name]).pdf


@needs_poppler
@pytest.mark.parametrize("name", ["name cards", "passes", "opinion letter"])
def test_rare_names_are_read_back_from_every_paper(name: str, tmp_path: Path) -> None:
    rendered = render(PAPERS[name])
    assert not [fallback for fallback in rendered.fallbacks if fallback.missing]
    text = dense(poppler_text(rendered.pdf, tmp_path))
    for character in "𬭚𬭎㑇龢𠮷䶮𬱖":
        assert character in text


@needs_qpdf
@pytest.mark.parametrize("name", PAPERS)
def test_other_programs_find_nothing_wrong(name: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(render(PAPERS[name]).pdf)
    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\x00\x07\u202e\u2067مرحبا🎉👨‍👩‍👧\ud800\n\t{}%()<>\\𠮷村，。“”", max_size=60),
    st.sampled_from(["", "名" * 300, "a" * 400, "，" * 120, "\n" * 30, "路坏了。" * 900]),
)


def inside(rendered: RenderedPaper) -> bool:
    """Whether everything stands on the sheet."""
    with pypdfium2.PdfDocument(rendered.pdf) as document:
        sizes = [document.get_page_size(page) for page in range(len(document))]
    return len(sizes) == rendered.pages and all(
        box.left > 0 and box.right < sizes[page][0] / MM
        for page in range(min(3, rendered.pages))
        for box in boxes(rendered.pdf, page)
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE, HOSTILE)
def test_no_text_breaks_a_paper_of_the_hall(one: str, two: str) -> None:
    hostile: list[Paper] = [
        replace(AGENDA, title=one, place=two, remarks=(one,)),
        replace(BRIEFING, policy=one, options=(two, one)),
        replace(RULES, unit=one, minutes=two),
        replace(CARDS, cards=(NameCard(name=one, line=two),)),
        replace(
            PASSES,
            meeting=two,
            passes=(Pass(person=NamedPerson(name=one, group=two), part=one, code="x"),),
        ),
        replace(LETTER, addressee=one, agreeing=(Signer(name=one, group=two),)),
        replace(TOPIC_FORM, topic=one, background=two),
        replace(NOTE_SHEET, teller=one, text=two),
        replace(OPINION, topic=one),
        replace(BALLOT, title=one, matters=(BallotLine(what=two),), remark=one),
        replace(SLIP, topic=one, carried_out=two),
    ]
    for paper in hostile:
        assert inside(render(paper)), paper.FORM

"""What was done and what goes up: what the papers say, and where GB/T 9704 wants their parts."""

from __future__ import annotations

from msgspec.structs import replace

from tests.printing.reading import boxes, dense, faces, lines, pdfium_text, words
from tests.printing.samples_public import (
    ANNOUNCEMENT,
    ANSWER,
    IMPLEMENTATION,
    PUBLIC_ANNOUNCEMENT,
    SUBMISSION,
    SUPERVISION_REPLY,
    TASK_SHEET,
)
from xieshang_desktop.domain.documents import Paper
from xieshang_desktop.printing.papers import render

#: The em of 3号 as it is set, and the pitch of the lines, in millimetres (5.2.3).
EM, PITCH = 156 / 28, 10.45


def text_of(paper: Paper) -> str:
    return dense(pdfium_text(render(paper).pdf))


def row_with(pdf: bytes, page: int, part: str) -> list[tuple[str, float, float]]:
    """Character, left and top of each in the line that holds `part`."""
    for row in lines(pdf, page):
        if part in words(row):
            return [(box.character, box.left, box.top) for box in row]
    raise AssertionError(part)


def line_number(top: float) -> float:
    """Which line of the text area begins there, from 1."""
    return 1 + (top - 37) / PITCH


def test_the_second_posting_says_what_was_promised_and_what_was_done() -> None:
    text = text_of(IMPLEMENTATION)
    for said in (
        "现将协商确定事项的落实情况公示如下：",
        "四、上级答复：柳河镇人民政府于2026年3月20日答复",
        "协商确定的办理事项共2项，已办结1项，正在办理1项。",
        "约定时限落实情况",
        "2026年4月26日办结",
        "延期至2026年6",
        "实际效果：雨天三轮车能进地了",
        "群众评价：满意率94%。",
        "反馈情况：2026年5月2日已答复议题提出人。",
        "办理前：三组路口",
        "自2026年5月6日张贴之日起至2026年5月21日止，不少于15日（张贴当日不计入）；",
        "2026年5月22日起方可撤下。",
        "2026年5月21日以前对落实情况有意见的，可以向槐树湾村协商议事室",
        "监督电话：0511-85550000。",
    ):
        assert said in text, said


def test_before_it_hangs_the_paper_says_what_would_hold_if_it_hung_today() -> None:
    text = text_of(replace(IMPLEMENTATION, posted=False))
    assert "自张贴之日起不少于15日（张贴当日不计入）；2026年5月6日张贴的，公示至" in text
    assert "公示期内对落实情况有意见的" in text


def test_own_words_on_objections_stand_in_place_of_the_usual_ones() -> None:
    text = text_of(replace(IMPLEMENTATION, objections="请投入村口意见箱。"))
    assert "意见反映：请投入村口意见箱。监督电话：" in text
    assert "书面、口头均可" not in text


def test_what_is_not_known_leaves_no_empty_head() -> None:
    bare = replace(
        IMPLEMENTATION, deeds=(), progress="", reply="", effect="", satisfaction="", photos=()
    )
    text = text_of(replace(bare, feedback="", meeting="", official_phone=""))
    for head in ("落实情况序号", "上级答复", "实际效果", "现场照片", "监督电话"):
        assert head not in text
    assert "三、公示期限" in text


def test_notices_to_all_end_as_their_kind_does() -> None:
    assert "全体村民：一、绕行时间" in text_of(ANNOUNCEMENT)
    assert "特此通告。槐树湾村民委员会" in text_of(ANNOUNCEMENT)
    text = text_of(PUBLIC_ANNOUNCEMENT)
    assert text.startswith("公告")
    assert "特此公告。" in text


def test_a_task_sheet_fits_its_page_and_leaves_room_to_write() -> None:
    rendered = render(TASK_SHEET)
    assert rendered.pages == 1
    text = text_of(TASK_SHEET)
    for said in ("事项来源", "责任单位（人）村委会协办单位（人）镇交通办", "签收人", "反馈情况"):
        assert said in text
    done = replace(TASK_SHEET, result="已完工。", done_on=IMPLEMENTATION.posted_on)
    assert "2026年5月6日办结。已完工。" in text_of(done)


def test_a_plea_asks_and_a_report_tells() -> None:
    text = text_of(SUBMISSION)
    assert "柳河镇人民政府：现将" in text
    assert "三、请示事项请镇政府将该路段" in text
    assert "妥否，请批示。附件：1.第三次协商议事会纪要（摘录）2.路段现状图" in text
    assert "（联系人：村协商议事室，电话：0511-85550000）" in text


def test_number_stands_left_and_issuer_right_on_the_line_above_the_red_one() -> None:
    """7.2.5, 7.2.6: 上行文: one character in from both edges, the name in 楷体."""
    pdf = render(SUBMISSION).pdf
    row = row_with(pdf, 0, "槐村报〔2026〕3号")
    assert "".join(c for c, _left, _top in row).endswith("签发人：李建国")
    assert abs(row[0][1] - (28 + EM)) < 0.6
    last = row[-1][1] + EM
    assert abs(last - (28 + 156 - EM)) < 0.6
    kai = {face for character, face in faces(pdf, 0) if character == "李"}
    fang = {face for character, face in faces(pdf, 0) if character in "签发"}
    assert len(kai) == len(fang) == 1
    assert kai != fang
    mark = next(box for box in boxes(pdf, 0) if box.character == "槐")
    assert abs(mark.top - (37 + 35)) < 1.5  # 7.2.4


def test_attachments_are_listed_below_the_text_and_aligned_with_their_names() -> None:
    """7.3.4: a blank line under the text, two characters in; names begin at the same place."""
    pdf = render(SUBMISSION).pdf
    page = next(
        number for number in range(3) if any("附件：" in words(r) for r in lines(pdf, number))
    )
    first, second = row_with(pdf, page, "附件：1."), row_with(pdf, page, "2.路段现状图")
    assert abs(first[0][1] - (28 + 2 * EM)) < 0.6
    name = next(left for c, left, _top in first if c == "第")
    other = next(left for c, left, _top in second if c == "路")
    assert abs(name - other) < 0.3
    before = row_with(pdf, page, "妥否")
    assert abs(first[0][2] - before[0][2] - 2 * PITCH) < 0.3
    assert words_end(second) == "图"  # no mark behind a name


def words_end(row: list[tuple[str, float, float]]) -> str:
    return row[-1][0]


def test_each_attachment_begins_a_page_its_number_at_the_edge_its_title_on_line_three() -> None:
    """7.3.7."""
    pdf = render(SUBMISSION).pdf
    pages = render(SUBMISSION).pages
    for page, label, title in (
        (pages - 2, "附件1", "第三次协商议事会纪要（摘录）"),
        (pages - 1, "附件2", "路段现状图"),
    ):
        head = row_with(pdf, page, label)
        assert abs(head[0][1] - 28) < 0.6
        assert abs(line_number(head[0][2]) - 1) < 0.05
        row = row_with(pdf, page, title)
        assert abs(line_number(row[0][2]) - 3) < 0.3
        middle = (row[0][1] + row[-1][1] + 22 / 72 * 25.4) / 2
        assert abs(middle - (28 + 78)) < 1.5
    single = replace(
        SUBMISSION, attachments=SUBMISSION.attachments[:1], enclosures=SUBMISSION.enclosures[:1]
    )
    text = text_of(single)
    assert "附件：第三次协商议事会纪要（摘录）" in text
    assert "附件1" not in text


def test_copies_and_printing_stand_on_the_lower_edge_of_the_last_page() -> None:
    """7.4."""
    rendered = render(SUBMISSION)
    row = row_with(rendered.pdf, rendered.pages - 1, "印发")
    assert "".join(c for c, _l, _t in row).endswith("2026年3月9日印发")
    assert 250 < row[0][2] < 262
    assert "抄送：县政协委员联络办公室，镇村镇建设办公室。" in text_of(SUBMISSION)
    assert "印发" not in text_of(replace(SUBMISSION, imprint=False))


def test_a_paper_without_a_red_head_begins_with_its_title() -> None:
    pdf = render(replace(SUBMISSION, mark="", imprint=False)).pdf
    assert "签发人" not in pdfium_text(pdf)
    assert abs(line_number(lines(pdf, 0)[0][0].top) - 1) < 0.3


def test_a_reply_names_the_paper_it_replies_to() -> None:
    text = text_of(SUPERVISION_REPLY)
    assert "2026年4月2日的督办单（柳督〔2026〕7号）收悉。现将" in text
    assert "下一步安排：6月20日前" in text
    assert text_of(replace(SUPERVISION_REPLY, letter="", received="")).count("收悉") == 0


def test_an_answer_knows_name_and_group_of_who_raised_the_matter_and_no_more() -> None:
    text = text_of(ANSWER)
    assert "尊敬的𬭚𬭎（第三村民小组）：" in text
    assert "您于2026年1月15日提出的" in text
    assert "四、办理情况" in text
    refused = replace(ANSWER, meeting="", result="", deeds=(), effect="", refused="已有政策规定。")
    assert "二、未列入协商的理由：已有政策规定。" in text_of(refused)

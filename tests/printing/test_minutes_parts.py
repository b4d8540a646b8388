"""Minutes with everything that can be in them: long, hostile, and whole on paper and in Word."""

from __future__ import annotations

import io
from datetime import date

from docx import Document
from msgspec.structs import replace

from tests.printing.reading import dense, pdfium_text
from tests.printing.samples import MINUTES
from xieshang_desktop.domain.documents import (
    AttendanceBlock,
    AttendanceEntry,
    ConsideredOption,
    MinutesPaper,
    MinutesSection,
)
from xieshang_desktop.printing.papers import render
from xieshang_desktop.printing.word import render_word

RARE = "𠮷𬭎䶮"
_NAMES = tuple(f"{'赵钱孙李'[n % 4]}{'建国丽华'[n % 3]}{n}" for n in range(296))
SECTION = MinutesSection(
    heading="关于村口道路的协商",
    text="\n".join(f"{RARE}安（第{n}组）表示有顾虑：占地的补偿先说清楚。" for n in range(60)),
    options=(
        ConsideredOption(text="分段修", pros="花钱少", cons="两头不通"),
        ConsideredOption(text="一次修完。", cons="钱不够。"),
        ConsideredOption(text="只垫石子"),
    ),
    agreed=("路宽3.5米。",),
    open_points=("是否改线。",),
    dissent=("李德发（第三组）：坚持改线。", "一名参会人员（不具名）：占地太多。"),
)
PAPER = replace(
    MINUTES,
    way="院坝协商",
    partners=("柳河镇北王村", "县农业农村局"),
    entered_on=date(2026, 12, 3),
    sections=(SECTION,),
    attendance=(
        AttendanceBlock(
            label="出席",
            count="150户300人",
            entries=(
                AttendanceEntry(
                    organisation="第一组",
                    names=(
                        f"{RARE}（10:20离席）",
                        "欧阳娜依热合曼·买买提（9:30离席，9:45返回）",
                        "张伟（123X，参加第1、2场）",
                        "王小龢（9:20到会）",
                    ),
                ),
                AttendanceEntry(organisation="第二组", names=_NAMES),
            ),
        ),
        AttendanceBlock(label="旁听", entries=(AttendanceEntry(names=("周正",)),)),
        AttendanceBlock(label="缺席", entries=(AttendanceEntry(names=("吴直",)),)),
    ),
)


def text_of(paper: MinutesPaper) -> str:
    return dense(pdfium_text(render(paper).pdf))


def test_every_new_part_stands_on_the_paper_in_its_order() -> None:
    text = text_of(PAPER)
    parts = (
        "协商方式：院坝协商",
        "参加单位：柳河镇北王村、县农业农村局",
        "记录方式：补录（2026年12月3日录入）",
        "（一）研究的备选方案",
        "1.分段修。有利方面：花钱少。需要考虑：两头不通。",
        "2.一次修完。需要考虑：钱不够。",
        "3.只垫石子。",
        "（二）达成一致的意见",
        "（三）仍需继续协商的意见",
        "（四）保留意见",
        "1.李德发（第三组）：坚持改线。",
        "2.一名参会人员（不具名）：占地太多。",
        "出席：150户300人。",
        "旁听：周正",
        "缺席：吴直",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_three_hundred_names_and_rare_characters_are_all_there() -> None:
    text = text_of(PAPER)
    assert all(name in text for name in _NAMES)
    assert f"{RARE}（10:20离席）" in text
    assert "〓" not in text
    assert text.count(f"{RARE}安") == 60


def test_what_is_not_there_leaves_no_trace() -> None:
    bare = replace(PAPER, way="", partners=(), entered_on=None)
    text = text_of(replace(bare, sections=(MinutesSection(heading="会议经过"),)))
    for words in ("协商方式", "参加单位", "记录方式", "备选方案", "保留意见"):
        assert words not in text


def test_the_same_parts_are_in_the_word_file() -> None:
    document = Document(io.BytesIO(render_word(PAPER)))
    text = dense("\n".join(paragraph.text for paragraph in document.paragraphs))
    for words in ("备选方案", "保留意见", "150户300人", f"{RARE}（10:20离席）", "补录"):
        assert words in text

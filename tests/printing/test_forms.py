"""Papers are set as their forms say, and a township's own form is taken or named."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.printing.reading import dense, lines, pdfium_text, words
from tests.printing.samples import NOTICE
from xieshang_desktop.errors import BadInput
from xieshang_desktop.printing.papers import render
from xieshang_desktop.printing.texts import Texts


def printed(folder: Path, form: str, more: str = "", **facts: object) -> str:
    """The text of a paper set by this form."""
    (folder / "notice.toml").write_text(f'form = """\n{form}\n"""\n{more}', "utf-8")
    paper = msgspec.structs.replace(NOTICE, **facts)
    return dense(pdfium_text(render(paper, forms=folder).pdf)).removesuffix("—1—")


def test_heads_are_numbered_and_one_without_content_is_left_out(tmp_path: Path) -> None:
    text = printed(tmp_path, "# 甲\n子\n# 乙\n# 丙\n## 丁\n丑\n## 戊\n{chair}\n# 己\n寅", chair="")
    assert text == "一、甲子二、丙（一）丁丑三、己寅"


def test_a_line_whose_fact_is_empty_is_left_out(tmp_path: Path) -> None:
    assert printed(tmp_path, "甲\n主持：{chair}\n乙", chair="") == "甲乙"


def test_what_stands_in_brackets_goes_with_its_fact(tmp_path: Path) -> None:
    form = "联系：[{contact}][，电话{contact_phone}]。"
    assert printed(tmp_path, form, contact="室", contact_phone="12") == "联系：室，电话12。"
    assert printed(tmp_path, form, contact="室", contact_phone="") == "联系：室。"
    assert printed(tmp_path, form, contact="", contact_phone="12") == "联系：电话12。"


def test_lists_repeat_their_line(tmp_path: Path) -> None:
    assert printed(tmp_path, "# 要求\n- {requests}", requests=("甲", "乙")) == "一、要求1.甲2.乙"
    assert printed(tmp_path, "#* 议题：{topics}", topics=("甲", "乙")) == "一、议题（一）甲（二）乙"
    assert printed(tmp_path, "#* 议题：{topics}", topics=("甲",)) == "一、议题：甲"
    assert printed(tmp_path, "#- 议题：{topics}", topics=("甲", "乙")) == "一、议题1.甲2.乙"
    assert printed(tmp_path, "#- 议题：{topics}", topics=()) == ""


def test_conditions_choose_lines(tmp_path: Path) -> None:
    form = "?chair 有{chair}\n!chair 没有主持"
    assert printed(tmp_path, form, chair="甲") == "有甲"
    assert printed(tmp_path, form, chair="") == "没有主持"


def test_own_words_of_the_file_are_facts_too(tmp_path: Path) -> None:
    (tmp_path / "notice.toml").write_text('own = "由{chair}主持"\nform = "{own}。"', "utf-8")
    paper = msgspec.structs.replace(NOTICE, chair="尉迟")
    assert dense(pdfium_text(render(paper, forms=tmp_path).pdf)).startswith("由尉迟主持。")


def test_words_behind_a_label_align(tmp_path: Path) -> None:
    (tmp_path / "notice.toml").write_text('form = "= 出席：{place}"', "utf-8")
    paper = msgspec.structs.replace(NOTICE, place="槐树湾村第三村民小组，" * 8)
    first, second = lines(render(paper, forms=tmp_path).pdf, 0)[:2]
    begin = next(box for box in first if box.character == "槐")
    assert second[0].left == pytest.approx(begin.left, abs=0.1)
    assert words(first).startswith("出席：")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('form = "{nobody}"', "form_text_unknown_field"),
        ('form = "| nothing"', "form_text_unknown_field"),
        ('form = "{bad.audience}"', "form_text_unknown_field"),
        ('form = "{unit.__class__}"', "form_text_unknown_field"),
        ('form = "!chair {}"', "form_text_unknown_field"),
        ('form = "{chair"', "form_text_braces"),
        ('opening = "{{chair}"', "form_text_braces"),
        ('form = "[主持{chair}"', "form_text_braces"),
        ('form = "$nothing"', "form_text_unreadable"),
        ('form = "#: 没有冒号"', "form_text_unreadable"),
        ('form = "_ many"', "form_text_unreadable"),
        ('form = "@each chair\\n甲\\n@end"', "form_text_unreadable"),
        ("form = [", "form_text_unreadable"),
        ('[tables.x]\ncolumns = [{ field = "a" }]', "form_text_unreadable"),
    ],
)
def test_a_form_that_makes_no_sense_is_named(tmp_path: Path, content: str, code: str) -> None:
    (tmp_path / "notice.toml").write_text(content, "utf-8")
    with pytest.raises(BadInput) as bad:
        render(NOTICE, forms=tmp_path)
    assert bad.value.code == code


@given(st.text(max_size=60))
def test_what_people_write_is_never_taken_for_layout(text: str) -> None:
    assert Texts("x", {}).fill("甲{a}乙", {"a": text}) == (f"甲{text}乙" if text else "")

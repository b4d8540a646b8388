"""Titles in two lines and more: by sense, as a trapezoid or a diamond."""

from __future__ import annotations

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop import resources
from xieshang_desktop.printing.faces import chain
from xieshang_desktop.printing.titles import break_title


def broken(text: str, limit: float = 18) -> list[str]:
    return break_title(text, limit, chain("xiaobiaosong").width)


@pytest.mark.parametrize(
    "title",
    [
        "协商议事会通知",
        "关于召开槐树湾村2026年第三次／协商议事会的通知",
        "关于三组、五组之间村道硬化／协商结果的公示",
        "关于征求老旧小区加装电梯意见的／协商议事会通知",
        "关于尉迟家祠堂修缮与古树名木／保护有关事项协商结果的公示",
        "关于召开槐树湾村与相邻杨家桥社区、／石塘居委会就跨村河道清淤疏浚工程、／"
        "沿河步道建设与两岸停车位划分等三项／事宜开展联合协商议事会的通知",
    ],
)
def test_titles_break_by_sense(title: str) -> None:
    assert "／".join(broken(title.replace("／", ""))) == title


def test_a_break_set_by_hand_is_kept() -> None:
    assert broken("关于召开\n协商议事会的通知") == ["关于召开", "协商议事会的通知"]


def test_no_date_or_number_is_torn() -> None:
    for text in ("关于印发槐村协〔2026〕13号文件的通知", "关于2026年11月28日协商议事会改期的通知"):
        for limit in range(10, 16):
            lines = broken(text, limit)
            assert any("〔2026〕13号" in line or "2026年11月28日" in line for line in lines)


@given(st.text(alphabet="关于召开协商议事会的通知村道硬化2026年、“”，", max_size=400))
def test_any_title_is_printed_whole_in_lines_that_fit(text: str) -> None:
    lines = broken(text)
    assert "".join(lines) == text
    assert all(chain("xiaobiaosong").width(line) <= 18 for line in lines)


@given(st.text(alphabet="协商议事会通知公示结果", min_size=19, max_size=70))
def test_no_line_of_a_title_begins_with_de(text: str) -> None:
    lines = broken(text[:15] + "的" + text[15:])
    assert all(not line.startswith("的") for line in lines)


def test_no_title_of_the_practice_village_is_broken_inside_a_word() -> None:
    matters = json.loads(resources.path("practice", "matters.json").read_bytes())
    topics = [each["title"].replace("{group}", "十二组") for each in matters["matters"]]
    assert len(topics) > 40
    words = tomllib.loads(resources.path("papers", "titles.toml").read_text("utf-8"))["words"]
    known = [word for word in words if len(word) < 4]  # one of four is two of two
    torn = []
    for topic in topics:
        for title in (
            f"关于“{topic}”协商结果的公示",
            f"关于“{topic}（第十二组）”落实情况的公示",
            f"关于{topic}的协商意见书",
        ):
            for limit in (18, 13):
                lines = broken(title, limit)
                torn += [f"{'／'.join(lines)} {word}" for word in known if _torn(word, lines)]
    assert torn == []


@pytest.mark.parametrize(
    "title",
    [
        "关于“村集体门面房租金和续租／（第十二组）”协商结果的公示",
        "关于“村老年食堂开办和收费标准”／落实情况的公示",
        "关于村卫生室坐诊时间和慢病取药的／协商意见书",
        "关于“红白事从简和婚丧红包约定”／协商结果的公示",
    ],
)
def test_a_break_behind_a_name_is_natural(title: str) -> None:
    assert "／".join(broken(title.replace("／", ""))) == title


def _torn(word: str, lines: list[str]) -> bool:
    """Whether a line break stands inside this word, which is in no line itself."""
    return word in "".join(lines) and not any(word in line for line in lines)

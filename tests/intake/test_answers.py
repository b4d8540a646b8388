"""Answers from surveys and chains of answers: whatever the columns are called, nothing guessed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.intake.making import make_csv, make_xlsx
from xieshang_desktop.domain.terms import Stance
from xieshang_desktop.errors import BadInput
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.intake.answers import read_answers


def test_a_survey_with_whole_questions_is_understood(tmp_path: Path) -> None:
    path = make_xlsx(
        tmp_path / "问卷.xlsx",
        [
            (
                "序号",
                "提交答卷时间",
                "1、您的姓名：",
                "2、您是哪个组？",
                "3、您是否支持修路？",
                "4、您对修路有什么意见或建议？",
            ),
            (
                1,
                datetime(2026, 3, 3, 20, 15),  # noqa: DTZ001 - a cell has no zone
                "李 德发",
                "3组",
                "支持",
                "先修主路",
            ),
            (2, "2026/3/4 8:05", "王喆", "", "不赞成，先修水渠", "先把水渠修了"),
            (3, "", "马长青", "", "再想想", " "),
        ],
    )
    reading = read_answers(path)
    first, second = reading.answers
    assert (first.name, first.text, first.stance) == ("李德发", "先修主路", Stance.FOR)
    assert first.moment == datetime(2026, 3, 3, 20, 15, tzinfo=BEIJING)
    assert (second.stance, second.source) == (Stance.AGAINST, "2")
    assert second.moment == datetime(2026, 3, 4, 8, 5, tzinfo=BEIJING)
    assert reading.empty == (4,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_table_comes_in_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = make_csv(
        tmp_path / "接龙.csv",
        [("昵称", "组别", "意见"), ("𠮷祥", "三组", "同意修，宽三米五"), ("张三", "3组", "同意")],
        encoding=encoding,
    )
    answers = read_answers(path).answers
    assert [(a.name, a.group, a.text) for a in answers] == [
        ("𠮷祥", "第三组", "同意修，宽三米五"),
        ("张三", "第三组", "同意"),
    ]


def test_titles_may_stand_below_a_heading(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", [("修路征求意见",), ("姓名", "意见"), ("李四", "好")])
    (answer,) = read_answers(path).answers
    assert (answer.row, answer.text) == (3, "好")


def test_a_file_without_words_of_people_is_refused(tmp_path: Path) -> None:
    path = make_csv(tmp_path / "名册.csv", [("姓名", "性别"), ("李四", "男")])
    with pytest.raises(BadInput, match="no_answer_column"):
        read_answers(path)


def test_an_impossible_day_is_no_day(tmp_path: Path) -> None:
    path = make_csv(tmp_path / "a.csv", [("姓名", "意见", "时间"), ("李四", "好", "2026-02-30")])
    assert read_answers(path).answers[0].moment is None

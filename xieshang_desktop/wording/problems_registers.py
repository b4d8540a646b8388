"""Sentences for the registers of a year: 民情记录 and 年度计划."""

from __future__ import annotations

from xieshang_desktop.domain import N_

REGISTERS: dict[str, tuple[str, str]] = {
    "note_empty": (N_("还没有写反映了什么。"), N_("照原话记一两句就行。")),
    "handling_missing": (
        N_("还没有写怎样处理的。"),
        N_("例如：已请镇水利站来看过，下周开工。"),
    ),
    "handled_before_told": (
        N_("这件事是{told_on}反映的，处理的日子不能更早。"),
        N_("请改处理的日子。"),
    ),
    "note_is_topic": (
        N_("这件事已经登记为议题 {number}“{title}”。"),
        N_("请到那个议题里往下办。"),
    ),
    "activity_subject_missing": (
        N_("还没有写打算商量什么。"),
        N_("例如：村内道路养护怎么分工。"),
    ),
    "activity_month_wrong": (N_("没有{month}月。"), N_("请在1月到12月里选。")),
}

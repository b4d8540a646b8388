"""Sentences for the door: states, households, coming and going."""

from __future__ import annotations

from xieshang_desktop.domain import N_

DOOR: dict[str, tuple[str, str]] = {
    "authorisation_missing": (
        N_("还没有写凭什么替这一户来。"),
        N_("请写明是谁委托的，例如：户主王大山书面委托。"),
    ),
    "came_after_all": (
        N_("这位{at}已经签到，不能记缺席。"),
        N_("签错了人，先按 F3 撤回签到。"),
    ),
    "household_spoken_for": (
        N_("这一户已经由{name}代表。"),
        N_("一户一个户代表；要换人，请标出另一位，按 F3。"),
    ),
    "no_household": (
        N_("{name}不是本村的人，不能代表一户。"),
        N_("外来的人可以列席或者旁听。"),
    ),
    "not_by_household": (
        N_("“{title}”不按户协商，没有户代表。"),
        N_("要一户一个户代表，先在“准备”里改成按户协商。"),
    ),
    "not_inside": (N_("这位已经不在场了。"), N_("回来了，按 F4 记“已返回”。")),
    "one_voice_each": (
        N_("{name}已经代表自己家，一个人只代表一户。"),
        N_("请先让他家另一位签到，再来代表别户。"),
    ),
    "speaks_already": (N_("{name}已经是这一户的户代表。"), ""),
    "too_early_for_absence": (N_("会还没有开始，现在不记缺席。"), N_("开始会议以后再记。")),
    "still_inside": (N_("这位还在场，没有离场。"), N_("离场时按 F4。")),
    "time_after_leaving": (
        N_("这个时间比离场或散会（{at}）还晚。"),
        N_("请写离场以前的时间。"),
    ),
    "time_before_arrival": (
        N_("这个时间比到会（{at}）还早。"),
        N_("请核对时间；到会时间记错了，按 F3 先改到会时间。"),
    ),
    "time_before_leaving": (
        N_("这个时间比上一次离场或休会（{at}）还早。"),
        N_("请写那以后的时间。"),
    ),
    "time_missing": (
        N_("补录、补填的时间，要写清是几点。"),
        N_("例如：10:20。"),
    ),
    "time_to_come": (
        N_("{at}还没有到。"),
        N_("请写现在或以前的时间；电脑的钟不对，请先调准。"),
    ),
}

"""Sentences for the gate before the wall: what still has to be looked at."""

from __future__ import annotations

from xieshang_desktop.domain import N_

GATE: dict[str, tuple[str, str]] = {
    "paper_not_cleared": (
        N_("这份公开的文书里有 {count} 处个人信息，还没有核对。"),
        N_("请先点“核对”，看过遮盖的地方，再打印、保存或者张贴。"),
    ),
    "number_not_confirmed": (
        N_("“{number}”像是{kind}，不能直接照印。"),
        N_("是对外公开的公务号码，请勾上“我确认”；是个人的，请选“遮盖”。"),
    ),
}

"""Sentences for the gate before the wall: what still has to be looked at."""

from __future__ import annotations

from xieshang_desktop.domain import N_

GATE: dict[str, tuple[str, str]] = {
    "paper_not_cleared": (
        N_("这份公开的文书里有 {count} 处个人信息，还没有核对。"),
        N_("请先点“核对”，看过遮盖的地方，再打印、保存或者张贴。"),
    ),
    "papers_not_cleared": (
        N_("还没有核对个人信息，所以一份也没有写：{papers}。"),
        N_("请在窗口里打开“文书”，找到它们，点“核对”，再来一次。"),
    ),
    "number_never_printed": (
        N_("“{number}”像是{kind}，不能照印。"),
        N_("身份证号、银行卡号一律遮盖。要是别的编号，请回到原文改一下写法。"),
    ),
    "form_holds_personal_data": (
        N_("本地的文书格式“{file}”里写着{kind}：{found}"),
        N_("公开的文书不能这样印。请从这个文件里删掉，或者在“设置—文书”里改用自带的格式。"),
    ),
    "number_not_confirmed": (
        N_("“{number}”像是{kind}，不能直接照印。"),
        N_("是对外公开的公务号码，请勾上“我确认”；是个人的，请选“遮盖”。"),
    ),
}

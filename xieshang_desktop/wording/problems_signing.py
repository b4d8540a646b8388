"""Sentences for signatures and sheets entered from paper."""

from __future__ import annotations

from xieshang_desktop.domain import N_

SIGNING: dict[str, tuple[str, str]] = {
    "clock_unreadable": (
        N_("“{words}”不是几点几分。"),
        N_("四个数字，例如 0905，就是 9 点 05 分。"),
    ),
    "entered_on_paper": (
        N_("{name} 在第 {row} 行已经录过。"),
        N_("纸上真写了两次，只算一次；不是同一个人，请再找一找。"),
    ),
    "paper_time_early": (
        N_("{at}比开会（{began}）早得多。"),
        N_("请照签到表上的时间再写一次；开会的时间不对，先改会议。"),
    ),
    "row_empty": (N_("第 {row} 行是空的。"), N_("请选写着名字的一行。")),
    "shown_changed": (
        N_("这会儿内容改过了，和刚才看的不一样。"),
        N_("没有记下。请本人看过新的内容，再签名或者确认。"),
    ),
    "signature_too_short": (
        N_("这一笔太短，不像签名。"),
        N_("请把名字写在框里，写大一点；不写字的，选“按手印”。"),
    ),
    "signed_already": (
        N_("这里已经签过名了：{at}。"),
        N_("签错了，先点“撤回签名”，再重新签。"),
    ),
    "signer_not_here": (
        N_("{name} 还没有签到，不能签名。"),
        N_("先签到，再签名；没有来的人不用签。"),
    ),
    "witness_is_signer": (
        N_("{name} 不能给自己作见证。"),
        N_("请写在场看着的另一个人。"),
    ),
    "witness_missing": (
        N_("还没有写见证人。"),
        N_("在纸上签名、按手印，要有一位在场的人看着，请写他的姓名。"),
    ),
}

"""Sentences for PINs, sealing, substitutes, handing over."""

from __future__ import annotations

from xieshang_desktop.domain import N_

SEALING: dict[str, tuple[str, str]] = {
    "draft_pending": (
        N_("“{heading}”还有没记下的文字。"),
        N_("请到“纪要”里看一看这一段，记下或者改回，再打印、确认。"),
    ),
    "facts_unsettled": (
        N_("“{heading}”写好以后，会议记录又改了。"),
        N_("请先到“纪要”里对照这一段，定好怎么写，再确认。"),
    ),
    "one_for_both": (
        N_("{name}不能一个人代表两位召集人。"),
        N_("请另一位召集人本人确认，或者由代理召集人确认。"),
    ),
    "paper_code_wrong": (
        N_("核对码“{written}”和现在的纪要对不上。"),
        N_("签的可能是改动以前的稿子。请对照页脚的六位核对码；对不上，就重新打印、重新签名。"),
    ),
    "paper_photo_missing": (N_("还没有签名页的照片。"), N_("请把签好名的纸拍照，加进来再确认。")),
    "paper_signer_missing": (N_("还没有选谁在纸上签了名。"), N_("请选一位或者两位。")),
    "photo_confirmed": (
        N_("这页签名已经作为原件，不能拿掉，也不能改。"),
        N_("拍得不清楚，可以再加一张；签错了，先撤销这次纸质签名的确认。"),
    ),
    "pin_only_paper": (
        N_("{name}已经卸任，不能在屏幕上确认。"),
        N_("可以请他在纸上签名，或者由接任的召集人写明“换届”代为确认。"),
    ),
    "pin_other_missing": (
        N_("另一位召集人没有口令，不能这样重设。"),
        N_("请写明原因重设，原因会记下来。"),
    ),
    "pin_reason_missing": (
        N_("还没有写明为什么重设口令。"),
        N_("例如：两位召集人都忘了口令，村务监督委员会主任在场。"),
    ),
    "pin_short": (N_("口令要{fewest}到{most}位数字。"), N_("只用数字，自己好记、别人猜不着的。")),
    "pin_simple": (N_("这个口令太容易猜。"), N_("不要用同一个数字，也不要用123456这样连着的。")),
    "pin_there": (N_("{name}已经有口令了。"), N_("要换，请先输入现在的口令。")),
    "pin_unset": (N_("{name}还没有口令。"), N_("请本人先设一个，再确认。")),
    "pin_waits": (
        N_("口令错的次数太多，要等到{until}以后再试。"),
        N_("忘了口令，可以用另一位召集人的口令重设。"),
    ),
    "pin_wrong": (
        N_("口令不对，还可以试{left}次。"),
        N_("忘了口令，可以用另一位召集人的口令重设。"),
    ),
    "substitute_is_convenor": (
        N_("{name}本人就是召集人，不用代理。"),
        N_("代理召集人是召集人不在时替他的人，请写另一位。"),
    ),
    "substitute_reason_missing": (
        N_("还没有写代理的原因。"),
        N_("例如：沈慧外出开会，月底才回。原因会印在纪要上。"),
    ),
    "substitute_unknown": (
        N_("这位现在不能代表{rank}确认。"),
        N_("请先在“设置—召集人”里写上代理召集人。"),
    ),
    "succession_before_election": (
        N_("交接不能早于选举（{elected_on}）。"),
        N_("请改正选举日期或者交接日期。"),
    ),
    "succession_nobody": (N_("还没有写由谁接任。"), N_("至少写一位新召集人的姓名。")),
}

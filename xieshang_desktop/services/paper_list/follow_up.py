"""Papers of what was promised."""

from __future__ import annotations

from xieshang_desktop.domain import N_
from xieshang_desktop.services.paper_list.kinds import (
    NO_SEAL,
    TITLE,
    About,
    Ask,
    AskKind,
    PaperGroup,
    PaperKind,
    PaperSpec,
)

_CONTACT = Ask(name="contact", label=N_("联系人"))
_NUMBER = N_("发文字号，例如：张村报〔2026〕3号")

PAPERS = (
    PaperSpec(
        kind=PaperKind.TASK_SHEET,
        name=N_("办理单"),
        group=PaperGroup.FOLLOW_UP,
        about=About.TASK,
        builder="papers_follow_up:task_sheet",
        asks=(
            Ask(name="demand", label=N_("办理要求（不填用协商结果）"), kind=AskKind.TEXT),
            Ask(name="helpers", label=N_("协办单位（人）")),
        ),
    ),
    PaperSpec(
        kind=PaperKind.SUBMISSION,
        name=N_("上报件"),
        group=PaperGroup.FOLLOW_UP,
        about=About.SUBMISSION,
        builder="papers_follow_up:submission_paper",
        asks=(
            Ask(
                name="genre",
                label=N_("请示还是报告"),
                kind=AskKind.CHOICE,
                instead="plea",
                choices=(("plea", N_("请示（请上级答复）")), ("report", N_("报告（不用答复）"))),
            ),
            Ask(
                name="plea",
                label=N_("请示的结尾"),
                kind=AskKind.CHOICE,
                instead="0",
                choices=(
                    ("0", N_("妥否，请批示。")),
                    ("1", N_("当否，请批复。")),
                    ("2", N_("以上请示，请予批准。")),
                ),
            ),
            TITLE,
            Ask(name="red_head", label=N_("红头和版记"), kind=AskKind.TICK),
            Ask(name="number", label=_NUMBER),
            Ask(name="issuer", label=N_("签发人（不填用第一召集人）")),
            Ask(name="copies", label=N_("抄送")),
            _CONTACT,
            NO_SEAL,
        ),
        hint=N_("请示一事一报，上级要答复；报告只讲情况，不带请示事项。"),
    ),
    PaperSpec(
        kind=PaperKind.SUPERVISION_REPLY,
        name=N_("督办回复"),
        group=PaperGroup.FOLLOW_UP,
        about=About.TOPIC,
        builder="papers_follow_up:supervision_reply",
        asks=(
            Ask(name="sender", label=N_("来文单位（不填用乡镇、街道）")),
            Ask(name="number", label=N_("督办单号")),
            Ask(name="received", label=N_("督办日期，例如：2026年3月2日")),
            Ask(name="next_steps", label=N_("下一步安排"), kind=AskKind.TEXT),
            _CONTACT,
            NO_SEAL,
        ),
    ),
    PaperSpec(
        kind=PaperKind.ANSWER,
        name=N_("答复函"),
        group=PaperGroup.FOLLOW_UP,
        about=About.TOPIC,
        builder="papers_follow_up:answer_letter",
        asks=(
            Ask(name="answer", label=N_("给提出人的话（不填用记下的答复）"), kind=AskKind.TEXT),
            NO_SEAL,
        ),
    ),
)

"""The form of a matter that is put to the vote."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

from msgspec.structs import replace

from xieshang_desktop.domain.decision import DecisionMeeting, Motion
from xieshang_desktop.domain.terms_decision import VotingWay
from xieshang_desktop.services.decision_file import put_later
from xieshang_desktop.ui.presenters.topic_sheets import Ask, AskField, Values

_COLLECTIVE = {"yes": True, "members": True, "no": False}


def motion_form(meeting: DecisionMeeting, motion: Motion, *, new: bool) -> Ask:
    """A matter, new or known; one put forward after the notice says whether it was studied."""
    ways = tuple((way.value, way.words) for way in VotingWay)
    return Ask(
        "motion",
        _("加表决事项") if new else _("改表决事项"),
        _("记下"),
        (
            AskField("title", "line", _("事项名称"), motion.title, _("如 道路硬化筹资方案")),
            AskField("text", "text", _("要决定的原话"), motion.text, _("念出来大家听得明白")),
            AskField("way", "choice", _("怎样表决"), motion.way.value, choices=ways),
            AskField(
                "collective",
                "choice",
                _("是不是涉及集体财产、成员权益"),
                _answer(motion),
                choices=(
                    ("", _("还没有回答")),
                    ("no", _("不涉及")),
                    ("yes", _("涉及")),
                    ("members", _("涉及，只能由成员大会决定")),
                ),
            ),
            *(_studied(motion) if put_later(meeting, motion) else ()),
        ),
        note=_(
            "涉及的，应当由集体经济组织成员大会决定；村里代行的，也要全体人员三分之二以上同意。章程、成员"
            "确认、承包地和宅基地、收益权量化、补偿费分配、合并分立，只能由成员大会决定，代表不能决定。"
        ),
        wide=True,
    )


def filled(motion: Motion, values: Values) -> Motion:
    """The matter as the form has it."""
    motion = replace(
        motion,
        title=values["title"].strip(),
        text=values["text"].strip(),
        way=VotingWay(values["way"]),
        collective_property=_COLLECTIVE.get(values["collective"]),
        members_only=values["collective"] == "members",
    )
    if "studied" not in values:
        return motion
    studied = values["studied"]
    return replace(
        motion,
        studied_on=date.fromisoformat(studied) if studied else None,
        minor=values["minor"] == "yes",
    )


def _studied(motion: Motion) -> tuple[AskField, ...]:
    choices = (("no", _("重要")), ("yes", _("不重要")))
    day = motion.studied_on.isoformat() if motion.studied_on else ""
    return (
        AskField(
            "minor",
            "choice",
            _("通知以后提出的：是不是重要事项"),
            "yes" if motion.minor else "no",
            choices=choices,
        ),
        AskField("studied", "day", _("党组织哪天研究讨论过（重要的要写）"), day),
    )


def _answer(motion: Motion) -> str:
    if motion.members_only:
        return "members"
    return {True: "yes", False: "no", None: ""}[motion.collective_property]

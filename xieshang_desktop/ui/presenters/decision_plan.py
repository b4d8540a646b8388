"""准备: what a deciding meeting lacks, its matters, making it known, and its beginning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.decision import DecisionMeeting, Motion
from xieshang_desktop.domain.terms_decision import DecisionState
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import decision_numbers, decisions
from xieshang_desktop.services.decision_checks import Lack, lacks_of, rules_for
from xieshang_desktop.services.decision_file import COMING, DecisionFile, read_file
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.ui.presenters.attempting import Attempt, Go
from xieshang_desktop.ui.presenters.decision_motion_form import filled, motion_form
from xieshang_desktop.ui.presenters.decision_past import FORMS, entered, entering_words
from xieshang_desktop.ui.presenters.decision_words import measured, passed_chip, rule_words
from xieshang_desktop.ui.presenters.form_drafts import FormDrafts
from xieshang_desktop.ui.presenters.meeting_words import when_words
from xieshang_desktop.ui.presenters.topic_sheets import Ask, AskField, Values
from xieshang_desktop.wording import words_for
from xieshang_desktop.wording.dates import date_words

#: Whether a matter touches collective property, as its form says it.


class LackRow(NamedTuple):
    """One thing to be seen to; what `stops` is red."""

    sentence: str
    hint: str
    stops: bool


class MotionRow(NamedTuple):
    """One matter of the list."""

    key: str
    title: str
    note: str
    chip: str
    kind: str


class PlanView(NamedTuple):
    """Everything of the part, in words."""

    lacks: tuple[LackRow, ...]
    rule: str
    facts: tuple[tuple[str, str], ...]
    motions: tuple[MotionRow, ...]
    next: tuple[str, str]
    changeable: bool
    planned: bool
    correctable: bool
    known: bool
    topic: bool
    cancelled: bool = False
    entered: bool = False


class DecisionPlanPage(Protocol):
    """What the presenter asks of the page."""

    def show_plan(self, view: PlanView) -> None: ...
    def ask(self, form: Ask) -> object: ...


class DecisionPlanPresenter:
    """The next step is one button; what is typed into a matter's form is kept."""

    def __init__(self, desk: Desk, page: DecisionPlanPage, attempt: Attempt, go: Go) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._go = go
        self._file: DecisionFile
        self._motion: Motion | None = None
        self._drafts = FormDrafts(desk)

    def open(self, meeting_id: str) -> None:
        """Read a meeting and show what it needs."""
        self._file = read_file(self._desk, meeting_id)
        meeting = self._file.meeting
        planned = meeting.state is DecisionState.PLANNED
        lacks = lacks_of(self._desk, self._file) if planned else []
        begun = meeting.state in COMING and bool(self._file.presences or not planned)
        shown = [_lack_row(lack) for lack in lacks]
        if planned and not any(lack.stops for lack in lacks) and self._other_day():
            shown.append(_lack_row(Lack(problem=self._other_day_problem())))
        self._page.show_plan(
            PlanView(
                lacks=tuple(shown),
                rule="\n".join(map(rule_words, rules_for(meeting, self._file.motions))),
                facts=self._facts(meeting),
                motions=tuple(self._motion_row(motion) for motion in self._file.motions),
                next=self._next(lacks),
                changeable=meeting.state in COMING,
                planned=planned,
                correctable=begun and not self._file.votes,
                known=meeting.notice_on is not None,
                topic=self._file.topic is not None,
                cancelled=meeting.state is DecisionState.CANCELLED,
                entered=bool(meeting.entered_on) and meeting.state is DecisionState.OPEN,
            )
        )

    def do(self, key: str) -> None:
        """What a button asks for."""
        desk, meeting = self._desk, self._file.meeting
        if key == "edit":
            self._go("meetings/decision_edit", meeting.id)
        elif key == "motion":
            self.edit_motion("")
        elif key == "topic" and self._file.topic:
            self._go("topics/topic", self._file.topic.id)
        elif key == "answer":
            waiting = (m.id for m in self._file.motions if m.collective_property is None)
            self.edit_motion(next(waiting, ""))
        elif key == "tell":
            self._ask(self._tell_form())
        elif key == "open":
            self._attempt(
                lambda: decisions.open_decision(desk, meeting.id),
                _("宣布开会了。先把到会的人签上，人够了再表决"),
                lambda _opened: self._go("meetings/decision", f"{meeting.id}#door"),
            )
        elif key in {"door", "vote", "record"}:
            self._go("meetings/decision", f"{meeting.id}#{key}")
        elif key == "numbers":
            self._ask(self._numbers_form())
        elif key in FORMS:
            self._ask(FORMS[key](meeting))
        elif key == "cancel":
            self._ask(
                Ask(
                    "cancel",
                    _("取消会议"),
                    _("取消会议"),
                    (AskField("reason", "line", _("为什么"), example=_("如 汛期抢险")),),
                )
            )
        else:
            kinds = {
                "notice": PaperKind.DECISION_NOTICE,
                "ballot": PaperKind.DECISION_BALLOT,
                "off": PaperKind.DECISION_CANCELLATION,
            }
            self._go("papers", f"{kinds[key].value}:{meeting.id}")

    def edit_motion(self, motion_id: str) -> None:
        """The form of a matter, new or known, with what was being typed in it."""
        known = next((m for m in self._file.motions if m.id == motion_id), None)
        self._motion = known or decisions.blank_motion(self._file.meeting.id)
        self._ask(motion_form(self._file.meeting, self._motion, new=known is None))

    def act_on_motion(self, motion_id: str, action: str) -> None:
        """Take a matter off."""
        if action == "remove":
            self._attempt(lambda: decisions.remove_motion(self._desk, motion_id), _("删去了"))

    def keep(self, key: str, values: Values) -> None:
        """What stands in the open form."""
        self._drafts.keep(self._owner(key), key, values)

    def _ask(self, form: Ask) -> None:
        """A form with what was being typed in it."""
        self._page.ask(self._drafts.filled(self._owner(form.key), form.key, form))

    def answer(self, key: str, values: Values) -> bool:
        """A filled form; whether it was taken."""
        desk, meeting = self._desk, self._file.meeting
        if key == "cancel":
            call = lambda: decisions.cancel_decision(desk, meeting.id, values["reason"])  # noqa: E731
            return self._attempt(call, _("会议取消了"), lambda _done: self._recorded(key))
        if key == "numbers":
            return self._correct(values)
        if key in FORMS:
            return self._attempt(
                lambda: entered(desk, meeting, key, values),
                _("记下了"),
                lambda _done: self._recorded(key),
            )
        if key == "tell":
            day = date.fromisoformat(values["day"]) if values["day"] else None
            return self._attempt(
                lambda: decisions.tell(desk, meeting.id, values["reason"], day),
                _("记下了"),
                lambda _done: self._recorded(key),
            )
        assert self._motion is not None  # noqa: S101 - its form is open
        motion = filled(self._motion, values)
        owner = self._owner(key)
        return self._attempt(
            lambda: decisions.put_motion(desk, motion),
            _("记下了"),
            lambda _kept: self._drafts.drop(owner, key),
        )

    def _recorded(self, key: str) -> None:
        self._drafts.drop(self._owner(key), key)

    def _owner(self, key: str) -> str:
        """Under whose id a form is kept: a matter's own, of a new one its meeting's."""
        motion = self._motion if key == "motion" else None
        known = motion is not None and any(m.id == motion.id for m in self._file.motions)
        return motion.id if motion is not None and known else self._file.meeting.id

    def _next(self, lacks: Sequence[Lack]) -> tuple[str, str]:
        meeting = self._file.meeting
        if meeting.state is DecisionState.OPEN:
            return ("vote", _("去表决"))
        if meeting.state is DecisionState.CLOSED:
            return ("record", _("去归档"))
        if meeting.state is not DecisionState.PLANNED:
            return ("", "")
        if not self._file.motions:
            return ("motion", _("加表决事项"))
        codes = {lack.problem.code for lack in lacks if lack.stops}
        if "collective_unanswered" in codes:
            return ("answer", _("回答是不是涉及集体财产"))
        if self._file.presences and "entitled_missing" in codes:
            return ("numbers", _("更正应到"))
        if codes - {"decision_notice_short"}:
            return ("edit", _("补齐安排"))
        if meeting.notice_on is None or codes:
            return ("tell", _("已经通知") if meeting.notice_on is None else _("改通知日期"))
        if self._other_day():
            return ("past", _("补录")) if meeting.starts.date() < self._desk.today else ("", "")
        return ("open", _("宣布开会"))

    def _other_day(self) -> bool:
        return self._file.meeting.starts.date() != self._desk.today

    def _other_day_problem(self) -> RuleBroken:
        return RuleBroken("decision_other_day", day=self._file.meeting.starts.date())

    def _numbers_form(self) -> Ask:
        meeting = self._file.meeting
        members = AskField(
            "members", "line", _("集体成员（人）"), str(meeting.members) if meeting.members else ""
        )
        return Ask(
            "numbers",
            _("更正应到"),
            _("更正"),
            (
                AskField(
                    "entitled",
                    "line",
                    _("应到（{0}）").format(meeting.counting.measure),
                    str(meeting.entitled or ""),
                ),
                *((members,) if meeting.acts_for else ()),
                AskField("reason", "line", _("原来为什么写错"), example=_("如 漏数了新迁入的两人")),
            ),
            note=_("会议记录里会写明原来多少、更正为多少、什么原因。表决以后不能再更正。"),
        )

    def _correct(self, values: Values) -> bool:
        entitled, members = _whole(values["entitled"]), values.get("members", "").strip()
        return self._attempt(
            lambda: decision_numbers.correct_numbers(
                *(self._desk, self._file.meeting.id, entitled, values["reason"]),
                members=_whole(members) if members else None,
            ),
            _("应到更正了"),
            lambda _done: self._recorded("numbers"),
        )

    def _facts(self, meeting: DecisionMeeting) -> tuple[tuple[str, str], ...]:
        told = date_words(meeting.notice_on) if meeting.notice_on else _("还没有通知")
        if meeting.notice_on and meeting.notice_reason:
            told = _("{0}（{1}）").format(told, meeting.notice_reason)
        number = measured(meeting.entitled, meeting.counting) if meeting.entitled else _("还没有写")
        facts = [
            (_("会议"), f"{meeting.body.words}{f'（{meeting.group}）' if meeting.group else ''}"),
            (_("时间"), when_words(meeting.starts, self._desk.today)),
            (_("地点"), meeting.place),
            (_("主持、记录"), _("、").join(filter(None, (meeting.chair, meeting.recorder)))),
            (_("应到"), number),
            (_("应到从哪里来"), meeting.entitled_on),
            (_("更正"), meeting.numbers_corrected),
            (_("补录"), entering_words(meeting)),
            (_("通知"), told),
            (_("村民会议授权"), meeting.authorised),
            (_("代行集体经济组织职能"), meeting.acts_for),
            (_("集体成员"), _("{0} 人").format(meeting.members) if meeting.members else ""),
            (_("来自协商议题"), self._file.topic.title if self._file.topic else ""),
        ]
        if meeting.representatives:
            told = _("代表 {0} 人，其中妇女 {1} 人").format(
                meeting.representatives, meeting.women_representatives
            )
            facts.append((_("组成"), told))
        for label, day in (
            (_("党组织研究"), meeting.party_studied_on),
            (_("村党组织提议"), meeting.proposed_on),
            (_("“两委”商议"), meeting.committees_on),
            (_("党员大会审议"), meeting.party_members_on),
        ):
            if day is not None:
                facts.append((label, date_words(day)))
        if meeting.state is DecisionState.CANCELLED:
            facts.append((_("取消原因"), meeting.cancel_reason))
        return tuple(fact for fact in facts if fact[1])

    def _motion_row(self, motion: Motion) -> MotionRow:
        chip = passed_chip(self._file.votes.get(motion.id))
        note = motion.text
        if motion.collective_property:
            note = _("涉及集体财产、成员权益 · {0}").format(motion.text)
        elif motion.collective_property is None:
            note = _("是不是涉及集体财产，还没有回答 · {0}").format(motion.text)
        return MotionRow(motion.id, motion.title, note, chip.words, chip.kind)

    def _tell_form(self) -> Ask:
        today = self._desk.today.isoformat()
        return Ask(
            "tell",
            _("哪天通知的"),
            _("记下"),
            (
                AskField("day", "day", _("通知日期"), today),
                AskField("reason", "line", _("提前的日子不够的，写明原因"), ""),
            ),
            note=self._notice_words(),
        )

    def _notice_words(self) -> str:
        rules = rules_for(self._file.meeting, self._file.motions)
        days = max(rule.notice.days or 0 if rule.notice else 0 for rule in rules)
        if not days:
            return _("通知要写明时间、地点和要决定的事。")
        return _("应当提前 {0} 日，写明时间、地点和要决定的事。").format(days)


def _whole(words: str) -> int:
    """A number as it was typed; below zero where it is none."""
    return int(words) if words.strip().isdecimal() else -1


def _lack_row(lack: Lack) -> LackRow:
    words = words_for(lack.problem)
    return LackRow(words.sentence, words.hint, lack.stops)

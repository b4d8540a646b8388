"""年度计划: twelve months, what is planned beside what was held; one form for an activity."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.plan import PlannedActivity
from xieshang_desktop.domain.terms import Form
from xieshang_desktop.services import drafting, plans
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.topic_sheets import Ask, AskField, Values
from xieshang_desktop.wording.dates import month_words, short_date

_FIELD = "activity"


class PlanRow(NamedTuple):
    """One row: an activity, a meeting that no plan foresaw, or a month with nothing in it."""

    month: str
    subject: str
    form: str
    participants: str
    owner: str
    state: tuple[str, str]
    key: str


def month_place(words: str) -> int:
    """A month in words by its place in the year, for sorting; 0 for anything else."""
    months = [month_words(date(2026, month, 1)) for month in range(1, 13)]
    return months.index(words) + 1 if words in months else 0


class PlanPage(Protocol):
    """What the presenter asks of the page."""

    def show_years(self, years: Sequence[tuple[str, str]], chosen: str) -> None: ...
    def show_rows(self, rows: Sequence[PlanRow], summary: str) -> None: ...
    def show_empty(self, sentence: str) -> None: ...
    def ask(self, form: Ask, *, removable: bool) -> None: ...


class PlanPresenter:
    """One year at a time."""

    def __init__(self, desk: Desk, page: PlanPage, attempt: Attempt) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._year = desk.today.year
        self._activity: PlannedActivity | None = None
        self._new = True
        self._asked: Ask | None = None

    @property
    def year(self) -> int:
        """The year that is shown."""
        return self._year

    def refresh(self) -> None:
        """Read the year again."""
        plan = plans.year_plan(self._desk, self._year)
        years = [(str(year), _("{0}年").format(year)) for year in plan.years]
        self._page.show_years(years, str(self._year))
        if not any(plan.months):
            self._page.show_empty(
                _("这一年还没有计划。先想好每个月商量什么，开过的会议会自己排到月份里。")
            )
            return
        rows = [
            self._row(month, line) for month, lines in enumerate(plan.months, 1) for line in lines
        ]
        rows += [
            PlanRow(self._month(month), "", "", "", "", ("", ""), f"month:{month}")
            for month, lines in enumerate(plan.months, 1)
            if not lines
        ]
        rows.sort(key=lambda row: month_place(row.month))
        unplanned = sum(line.activity is None for lines in plan.months for line in lines)
        summary = _("计划 {0} 项，已开 {1} 项").format(plan.planned, plan.carried_out)
        if unplanned:
            summary += _("，计划外 {0} 次").format(unplanned)
        self._page.show_rows(rows, summary)

    def choose_year(self, year: str) -> None:
        """Show another year."""
        self._year = int(year)
        self.refresh()

    def new(self) -> None:
        """The form of a new activity, for the month that comes."""
        same = self._year == self._desk.today.year
        self.open(f"month:{self._desk.today.month if same else 1}")

    def open(self, key: str) -> None:
        """The form behind a row: change an activity, or plan one for a month or a meeting."""
        kind, _colon, about = key.partition(":")
        plan = plans.year_plan(self._desk, self._year)
        if kind == "activity":
            found = plans.find_activity(self._desk, about)
            if found is not None:
                self._begin(found, plan.meetings, new=False)
            return
        if kind == "month":
            blank = plans.blank_activity(self._desk, self._year, int(about))
            self._begin(blank, plan.meetings, new=True)
            return
        for meeting in plan.meetings:
            if meeting.id == about:
                blank = plans.blank_activity(self._desk, self._year, meeting.starts.month)
                given = replace(
                    blank, subject=meeting.title, form=meeting.form, meeting_id=meeting.id
                )
                self._begin(given, plan.meetings, new=True)

    def answer(self, values: Values) -> bool:
        """A filled form; whether it was taken."""
        activity, desk = self._activity, self._desk
        if activity is None:
            return False
        changed = replace(
            activity,
            month=int(values["month"]),
            subject=values["subject"],
            form=Form(values["form"]),
            participants=values["participants"],
            owner=values["owner"],
            meeting_id=values["meeting"] or None,
            remark=values["remark"],
        )
        said = _("已列入计划") if self._new else _("已改好")
        return self._attempt(lambda: plans.save_activity(desk, changed), said, self._kept)

    def remove(self) -> bool:
        """Take the activity of the open form out of the plan."""
        activity, desk = self._activity, self._desk
        if activity is None:
            return False
        return self._attempt(
            lambda: plans.remove_activity(desk, activity.id), _("已从计划里去掉"), self._kept
        )

    def keep(self, values: Values) -> None:
        """What stands in the open form now, to be offered again unless it is as it began."""
        if self._asked is not None:
            begun = values == self._asked.values()
            text = "" if begun else json.dumps(dict(values), ensure_ascii=False)
            drafting.keep(self._desk, self._draft, _FIELD, text)

    @property
    def _draft(self) -> str:
        known = self._activity is not None and not self._new
        return self._activity.id if known and self._activity else f"plan:{self._year}"

    def _begin(self, activity: PlannedActivity, meetings: Sequence[Meeting], *, new: bool) -> None:
        self._activity, self._new = activity, new
        self._asked = form = _form(activity, meetings, new=new)
        text = drafting.kept(self._desk, self._draft, _FIELD).get(_FIELD)
        self._page.ask(form.filled(json.loads(text)) if text else form, removable=not new)

    def _kept(self, _result: object) -> None:
        drafting.drop(self._desk, self._draft, _FIELD)
        self._activity = self._asked = None
        self.refresh()

    def _month(self, month: int) -> str:
        return month_words(date(self._year, month, 1))

    def _row(self, month: int, line: plans.PlannedLine) -> PlanRow:
        activity, meeting = line.activity, line.meeting
        if activity is not None:
            return PlanRow(
                self._month(month),
                activity.subject,
                activity.form.words,
                activity.participants,
                activity.owner,
                self._state(month, meeting),
                f"activity:{activity.id}",
            )
        assert meeting is not None  # noqa: S101 - a line has one of the two
        chip = (_("计划外 {0}").format(short_date(meeting.starts)), "neutral")
        return PlanRow(
            self._month(month),
            meeting.title,
            meeting.form.words,
            "",
            meeting.chair,
            chip,
            f"meeting:{meeting.id}",
        )

    def _state(self, month: int, meeting: Meeting | None) -> tuple[str, str]:
        if meeting is not None:
            day = short_date(meeting.starts)
            if plans.held(meeting):
                return (_("已开 {0}").format(day), "done")
            return (_("定在 {0}").format(day), "waiting")
        today = self._desk.today
        over = (self._year, month) < (today.year, today.month)
        return (_("还没有开"), "attention") if over else (_("计划中"), "neutral")


def _form(activity: PlannedActivity, meetings: Sequence[Meeting], *, new: bool) -> Ask:
    months = tuple(
        (str(month), month_words(date(activity.year, month, 1))) for month in range(1, 13)
    )
    held = tuple((m.id, f"{short_date(m.starts)} {m.title}") for m in meetings)
    title = _("{0}年计划：加一项") if new else _("{0}年计划：修改")
    return Ask(
        "activity",
        title.format(activity.year),
        _("列入计划") if new else _("保存"),
        (
            AskField(
                "subject",
                "line",
                _("商量什么"),
                activity.subject,
                _("例如：春耕用水怎么轮"),
            ),
            AskField("month", "choice", _("哪个月"), str(activity.month), choices=months),
            AskField(
                "form",
                "choice",
                _("协商方式"),
                activity.form.value,
                choices=tuple((form.value, form.words) for form in Form),
            ),
            AskField(
                "participants",
                "line",
                _("请谁参加"),
                activity.participants,
                _("例如：议事会成员、第三组户代表、镇水利站"),
            ),
            AskField("owner", "line", _("谁负责"), activity.owner, _("姓名或单位")),
            AskField(
                "meeting",
                "choice",
                _("哪次会议落实的"),
                activity.meeting_id or "",
                choices=(("", _("还没有开")), *held),
            ),
            AskField("remark", "line", _("备注"), activity.remark),
        ),
        wide=True,
    )

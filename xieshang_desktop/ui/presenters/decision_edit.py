"""The form of a meeting that decides: which body, when, who may vote, what came before it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from gettext import gettext as _
from typing import NamedTuple, Protocol

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.decision import DecisionMeeting, Motion
from xieshang_desktop.domain.decision_rules import DecisionRule
from xieshang_desktop.domain.terms_decision import Counting, DecisionBody, Entitlement
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import decisions, drafting
from xieshang_desktop.services.decision_file import read_file
from xieshang_desktop.services.decision_table import bodies_of, rule_on
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import groups
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.decision_words import rule_words
from xieshang_desktop.wording import words_for

_USUAL_HOUR = time(9, 0)
#: Twelve days leave two to make it known ten days before.
_USUAL_DAYS = 12
_NAMED = 12
_DRAFT = "form"


class DecisionForm(NamedTuple):
    """What stands in the fields."""

    body: str
    title: str
    day: date | None
    begins: time | None
    place: str
    group: str
    counting: str
    chair: str
    recorder: str
    entitled: int
    representatives: int
    women: int
    entitled_on: str
    important: bool
    studied: date | None
    proposed: date | None
    committees: date | None
    party_members: date | None
    acts_for: str = ""
    authorised: str = ""
    members: int = 0


class BodyView(NamedTuple):
    """What a body asks for: its rule in words, how it may be counted, which fields it has."""

    rule: str
    countings: tuple[tuple[str, str], ...]
    group: bool
    composition: bool
    study: bool
    acting: bool = False
    authority: bool = False
    members: bool = False


Choices = tuple[tuple[str, str], ...]


class DecisionEditPage(Protocol):
    """What the presenter asks of the page."""

    def show_form(
        self, form: DecisionForm, bodies: Choices, groups: Choices, new: bool
    ) -> None: ...
    def show_body(self, view: BodyView) -> None: ...
    def show_numbers(
        self, entitled: int, representatives: int, women: int, source: str, note: str
    ) -> None: ...
    def show_name(self, words: str) -> None: ...
    def show_error(self, field: str, sentence: str) -> None: ...
    def show_matter(self, words: str) -> None: ...
    def show_unfinished(self, left: bool) -> None: ...
    def finished(self, meeting_id: str, new: bool) -> None: ...


class DecisionEditPresenter:
    """Checks what can be checked beside its field; the rest is the service's word."""

    def __init__(self, desk: Desk, page: DecisionEditPage, attempt: Attempt) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._new = True
        self._key = ""
        self._begun: DecisionForm | None = None
        self._blank: DecisionMeeting
        self._motion: Motion | None = None
        self._motions: tuple[Motion, ...] = ()

    def open(self, address: str | None) -> None:
        """A new meeting, one for `outcome:` or `topic:` and an id, or the plans of an id."""
        kind, _colon, object_id = (address or "").partition(":")
        self._motion, self._motions = None, ()
        self._new = not address or kind in {"outcome", "topic"}
        if self._new:
            day = self._desk.today + timedelta(days=_USUAL_DAYS)
            starts = datetime.combine(day, _USUAL_HOUR, BEIJING)
            self._blank, self._motion = decisions.blank_decision(
                self._desk,
                starts,
                outcome_id=object_id if kind == "outcome" else None,
                topic_id=object_id if kind == "topic" else None,
            )
        else:
            file = read_file(self._desk, kind)
            self._blank, self._motions = file.meeting, file.motions
        bodies = bodies_of(self._desk.unit.body)
        names = tuple((line.group, line.group) for line in groups(self._desk) if line.group)
        self._key = f"decision:{address or ''}" if self._new else self._blank.id
        left = self._left_unfinished()
        form = left or _form_of(self._blank)
        self._page.show_form(form, tuple((b.value, b.words) for b in bodies), names, self._new)
        self._page.show_matter(self._matter_words())
        self._page.show_unfinished(left is not None)
        self.look_at(form)
        if self._new and left is None:
            self.count(form)

    def keep(self, form: DecisionForm) -> None:
        """What stands in the fields and is not recorded yet; as they began, nothing."""
        text = "" if form == self._begun else msgspec.json.encode(form).decode()
        drafting.keep(self._desk, self._key, _DRAFT, text)

    def begun(self, form: DecisionForm) -> None:
        """How the fields stand before anybody types."""
        self._begun = form

    def give_up(self, address: str | None) -> None:
        """Throw away what was left unfinished and begin again."""
        drafting.drop(self._desk, self._key, _DRAFT)
        self.open(address)

    def _left_unfinished(self) -> DecisionForm | None:
        text = drafting.kept(self._desk, self._key, _DRAFT).get(_DRAFT)
        try:
            return msgspec.json.decode(text, type=DecisionForm) if text else None
        except msgspec.DecodeError:  # another version of the program left it
            return None

    def look_at(self, form: DecisionForm) -> None:
        """What the chosen body on the chosen day asks for."""
        body, day = DecisionBody(form.body), form.day or self._blank.starts.date()
        try:
            rule = rule_on(body, day)
        except RuleBroken as problem:
            told = words_for(problem).together
            self._page.show_body(BodyView(told, (), False, False, False))
            return
        matters = [*self._motions, *filter(None, (self._motion,))]
        collective = any(motion.collective_property for motion in matters)
        special: DecisionRule | None = None
        words = rule_words(rule)
        if collective:
            try:
                special = rule_on(body, day, collective=True)
                words = rule_words(special)
            except RuleBroken as problem:
                words = words_for(problem).together
        self._page.show_body(
            BodyView(
                rule=words,
                countings=tuple((c.value, c.words) for c in rule.countings),
                group=body is DecisionBody.VILLAGE_GROUP,
                composition=rule.composition is not None and not rule.composition.least,
                study=any(r.study is not None for r in (rule, special) if r),
                acting=special is not None and special.collective,
                authority=body is DecisionBody.VILLAGE_REPRESENTATIVES,
                members=special is not None
                and special.collective
                and special.entitled is Entitlement.MEMBERS,
            )
        )

    def choose_body(self, form: DecisionForm) -> None:
        """Another body: another rule, another name, other people."""
        body = DecisionBody(form.body)
        year = (form.day or self._blank.starts).year
        if not form.title or form.title in {decisions.usual_title(b, year) for b in DecisionBody}:
            self._page.show_name(decisions.usual_title(body, year))
        self.look_at(form)
        self.count(form)

    def count(self, form: DecisionForm) -> None:
        """Count who may vote from the roster, with what is to be checked."""
        try:
            roll = decisions.count_roll(self._desk, self._filled(form))
        except RuleBroken:
            return
        note = ""
        if roll.doubtful:
            names = _("、").join(p.name for p in roll.doubtful[:_NAMED])
            more = _("等") if len(roll.doubtful) > _NAMED else ""
            note = _("另有 {0} 人出生日期不全，没有算进去，请核对：{1}{2}").format(
                len(roll.doubtful), names, more
            )
        elif not roll.count:
            note = _("名册里数不出来，请直接填写。")
        self._page.show_numbers(
            roll.count, roll.representatives, roll.women_representatives, roll.source, note
        )

    def save(self, form: DecisionForm) -> None:
        """Keep the meeting, or say beside the field what is wrong."""
        if not form.title.strip():
            self._page.show_error("title", _("请写会议名称。"))
        elif form.day is None:
            self._page.show_error("day", _("请写日期，如 3月20日。"))
        elif form.begins is None:
            self._page.show_error("begins", _("请写几点开始，如 9:00。"))
        elif not form.place.strip():
            self._page.show_error("place", _("请写地点，如 村委会二楼会议室。"))
        elif form.body == DecisionBody.VILLAGE_GROUP and not form.group:
            self._page.show_error("group", _("请选是哪个村民小组。"))
        else:
            self._keep(self._filled(form))

    def _keep(self, meeting: DecisionMeeting) -> None:
        if not self._new:
            self._attempt(
                lambda: decisions.change_decision(self._desk, meeting),
                _("安排改好了"),
                self._kept,
            )
            return
        self._attempt(
            lambda: decisions.plan_decision(self._desk, meeting, self._motion),
            _("会议定下了"),
            self._kept,
        )

    def _kept(self, meeting: DecisionMeeting) -> None:
        drafting.drop(self._desk, self._key, _DRAFT)
        self._page.finished(meeting.id, self._new)

    def _filled(self, form: DecisionForm) -> DecisionMeeting:
        day, begins = form.day or self._blank.starts.date(), form.begins or _USUAL_HOUR
        body = DecisionBody(form.body)
        return replace(
            self._blank,
            body=body,
            title=form.title.strip(),
            starts=datetime.combine(day, begins, BEIJING),
            place=form.place.strip(),
            group=form.group if body is DecisionBody.VILLAGE_GROUP else "",
            counting=Counting(form.counting or Counting.PEOPLE),
            chair=form.chair.strip(),
            recorder=form.recorder.strip(),
            entitled=form.entitled,
            representatives=form.representatives,
            women_representatives=form.women,
            entitled_on=form.entitled_on.strip(),
            important=form.important,
            party_studied_on=form.studied,
            proposed_on=form.proposed,
            committees_on=form.committees,
            party_members_on=form.party_members,
            acts_for=form.acts_for.strip(),
            authorised=form.authorised.strip(),
            members=form.members,
        )

    def _matter_words(self) -> str:
        """Which matter comes along from the consultation."""
        if self._motion is None:
            return ""
        return _("从协商带来的表决事项：{0}").format(self._motion.title)


def _form_of(meeting: DecisionMeeting) -> DecisionForm:
    return DecisionForm(
        body=meeting.body.value,
        title=meeting.title,
        day=meeting.starts.date(),
        begins=meeting.starts.time(),
        place=meeting.place,
        group=meeting.group,
        counting=meeting.counting.value,
        chair=meeting.chair,
        recorder=meeting.recorder,
        entitled=meeting.entitled,
        representatives=meeting.representatives,
        women=meeting.women_representatives,
        entitled_on=meeting.entitled_on,
        important=meeting.important,
        studied=meeting.party_studied_on,
        proposed=meeting.proposed_on,
        committees=meeting.committees_on,
        party_members=meeting.party_members_on,
        acts_for=meeting.acts_for,
        authorised=meeting.authorised,
        members=meeting.members,
    )

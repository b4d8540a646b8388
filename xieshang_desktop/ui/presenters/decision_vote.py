"""表决: one matter at a time, by hands, by calling each name, or by paper ballot."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.decision import Count, Motion, Vote
from xieshang_desktop.domain.terms_decision import Choice, DecisionState, VotingWay
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import decision_votes, decisions, drafting
from xieshang_desktop.services.decision_file import DecisionFile, read_file
from xieshang_desktop.services.decision_ways import way_told
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.services.true_end import TrueEnd, doubted_decision_end
from xieshang_desktop.ui.presenters.attempting import Attempt, Go
from xieshang_desktop.ui.presenters.decision_plan import MotionRow
from xieshang_desktop.ui.presenters.decision_words import (
    agree_words,
    count_line,
    measured,
    passed_chip,
    quorum_words,
    rule_words,
)
from xieshang_desktop.ui.presenters.end_form import END, end_form, true_end
from xieshang_desktop.ui.presenters.topic_sheets import Ask, AskField, Values
from xieshang_desktop.wording import words_for

_CHOICE_KINDS = {Choice.AGREE: "done", Choice.DISAGREE: "attention", Choice.ABSTAIN: "waiting"}


class RollRow(NamedTuple):
    """One name of a roll call."""

    key: str
    name: str
    group: str
    said: str
    kind: str


class MotionView(NamedTuple):
    """The matter in front. `strip` says whether it can be put to the vote; `result` is empty until
    it was."""

    key: str
    title: str
    text: str
    way: str
    strip: tuple[str, str]
    rule: str = ""
    need: str = ""
    votable: bool = False
    result: str = ""
    result_kind: str = "neutral"
    basis: str = ""
    counted: str = ""
    may_take_back: bool = False
    secret: bool = False
    roll: tuple[RollRow, ...] = ()
    roll_line: str = ""


class HandsForm(NamedTuple):
    """What two counters counted: agree, disagree, abstain."""

    counters: tuple[str, str]
    first: tuple[int | None, int | None, int | None]
    second: tuple[int | None, int | None, int | None]
    overseer: str = ""


class BallotForm(NamedTuple):
    """What was counted of paper ballots."""

    counters: tuple[str, str]
    issued: int | None
    returned: int | None
    invalid: int | None
    counted: tuple[int | None, int | None, int | None]
    overseer: str = ""


class DecisionVotePage(Protocol):
    """What the presenter asks of the page."""

    def show_motions(self, rows: Sequence[MotionRow], chosen: str) -> None: ...
    def show_motion(self, view: MotionView | None) -> None: ...
    def show_close(self, words: str) -> None: ...
    def show_signing(self, offered: bool) -> None: ...
    def show_counters(self, counters: tuple[str, str]) -> None: ...
    def show_wrong(self, sentence: str) -> None: ...
    def ask(self, form: Ask) -> object: ...
    def empty_form(self) -> None: ...
    def show_typed(self, way: str, values: list[str]) -> None: ...


class DecisionVotePresenter:
    """Keeps which matter is in front; what is refused is told in words."""

    def __init__(self, desk: Desk, page: DecisionVotePage, attempt: Attempt, go: Go) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._go = go
        self._file: DecisionFile
        self._chosen = ""
        self._way = ""
        self._unexplained: HandsForm | BallotForm | None = None

    def open(self, meeting_id: str) -> None:
        """Read a meeting; the first matter that waits for its vote is in front."""
        self._file = read_file(self._desk, meeting_id)
        known = [motion.id for motion in self._file.motions]
        if self._chosen not in known:
            waiting = [key for key in known if key not in self._file.votes]
            self._chosen = next(iter(waiting or known), "")
            self._way = ""
            self._empty()
        counters = next((v.counters for v in self._file.votes.values() if v.counters), ("", ""))
        self._page.show_counters((counters[0], counters[1]))
        self._show()

    def choose(self, motion_id: str) -> None:
        """Another matter comes to the front."""
        if motion_id != self._chosen:
            self._chosen, self._way = motion_id, ""
            self._empty()
            self._show()

    def keep(self, way: str, values: list[str]) -> None:
        """What stands in a form that is not recorded yet; names alone are no count."""
        if self._chosen and self._chosen not in self._file.votes:
            typed = any(value.strip().isdecimal() for value in values)
            text = json.dumps(values, ensure_ascii=False) if typed else ""
            drafting.keep(self._desk, self._chosen, f"count_{way}", text)

    def _empty(self) -> None:
        """Empty forms, or what was being typed for the matter in front."""
        self._page.empty_form()
        fields = {way: f"count_{way}" for way in (VotingWay.HANDS, VotingWay.BALLOT)}
        kept = drafting.kept(self._desk, self._chosen, *fields.values())
        for way, field in fields.items():
            if text := kept.get(field):
                self._page.show_typed(way.value, json.loads(text))

    def choose_way(self, way: str) -> None:
        """How this matter is voted on."""
        self._way = way
        self._show()

    def hands(self, form: HandsForm, rest: str = "") -> bool:
        """Two counters counted the hands; `rest` says where those are who raised none."""
        first, second = _count(form.first), _count(form.second)
        if first is None or second is None:
            self._page.show_wrong(_("两位计票人的数字要填全，没有人就填 0。"))
            return False
        if not rest and first == second and self._asks_rest(first.total):
            self._unexplained = form
            return False
        return self._vote(
            lambda: decision_votes.vote_by_hands(
                *(self._desk, self._chosen, first, second, form.counters),
                overseer=form.overseer,
                rest=rest,
            )
        )

    def answer(self, key: str, values: Values) -> bool:
        """Where the others are who were counted in no way, or when the meeting ended."""
        if key == END:
            return self._close(lambda: true_end(values))
        form, rest = self._unexplained, values["rest"].strip()
        if not rest or form is None:
            self._page.show_wrong(_("请写明其余的人怎么了，或者重新数一遍。"))
            return False
        if isinstance(form, HandsForm):
            return self.hands(form, rest)
        return self.ballot(form, rest)

    def _asks_rest(self, counted: int) -> bool:
        """Ask where the others are, if the room holds more than were counted."""
        motion = next(m for m in self._file.motions if m.id == self._chosen)
        present = self._file.quorum(self._desk.clock(), motion).present
        if counted >= present:
            return False
        self._page.show_wrong("")
        self._page.ask(
            Ask(
                "rest",
                _("还有 {0} 没有数到").format(
                    measured(present - counted, self._file.meeting.counting)
                ),
                _("记下表决"),
                (AskField("rest", "line", _("其余的"), example=_("如 没有举手")),),
                note=_("会议记录里会写明。数漏了的，取消，重新数一遍。"),
            )
        )
        return True

    def ballot(self, form: BallotForm, rest: str = "") -> bool:
        """The paper ballots were counted; `rest` says who got none."""
        count = _count(form.counted)
        issued, returned, invalid = form.issued, form.returned, form.invalid
        if count is None or issued is None or returned is None or invalid is None:
            self._page.show_wrong(_("发出、收回、无效、同意、不同意、弃权都要填，没有就填 0。"))
            return False
        adds_up = count.total + invalid == returned <= issued
        if not rest and adds_up and self._asks_rest(issued):
            self._unexplained = form
            return False
        return self._vote(
            lambda: decision_votes.vote_by_ballot(
                *(self._desk, self._chosen, count, form.counters),
                issued=issued,
                returned=returned,
                invalid=invalid,
                overseer=form.overseer,
                rest=rest,
            )
        )

    def say(self, person_id: str, choice: str) -> bool:
        """What the person whose name was called says."""
        return self._attempt(
            lambda: decision_votes.say(self._desk, self._chosen, person_id, Choice(choice)),
            then=lambda _voice: self.open(self._file.meeting.id),
        )

    def roll_call(self) -> bool:
        """Everybody has answered."""
        return self._vote(lambda: decision_votes.vote_by_roll_call(self._desk, self._chosen))

    def take_back(self) -> None:
        """The vote was entered wrongly."""
        self._attempt(
            lambda: decision_votes.take_vote_back(self._desk, self._chosen),
            _("这次表决撤回了，可以重新表决"),
        )

    def close(self) -> None:
        """The meeting ends; asks first when, where the clock can't tell."""
        last = doubted_decision_end(self._desk, self._file.meeting.id)
        if last is not None:
            self._page.ask(end_form(last))
        else:
            self._close(lambda: None)

    def _close(self, end: Callable[[], TrueEnd | None]) -> bool:
        meeting_id = self._file.meeting.id
        return self._attempt(
            lambda: decisions.close_decision(self._desk, meeting_id, end()),
            _("散会了。看一看记录，没有错就归档"),
            lambda _closed: self._go("meetings/decision", f"{meeting_id}#record"),
        )

    def paper(self, name: str) -> None:
        """A ballot, or the sheet to count on."""
        kinds = {
            "ballot": PaperKind.DECISION_BALLOT,
            "count": PaperKind.COUNT_SHEET,
            "sign": PaperKind.DECISION_SIGNATURES,
        }
        self._go("papers", f"{kinds[name].value}:{self._file.meeting.id}")

    def _vote(self, call: Callable[[], Vote]) -> bool:
        self._page.show_wrong("")

        def taken(vote: Vote) -> None:
            fields = (f"count_{way}" for way in (VotingWay.HANDS, VotingWay.BALLOT))
            drafting.drop(self._desk, vote.motion_id, *fields)
            self._page.empty_form()

        return self._attempt(call, _("表决记下了"), taken)

    def _show(self) -> None:
        rows = []
        for motion in self._file.motions:
            vote = self._file.votes.get(motion.id)
            chip = passed_chip(vote)
            note = count_line(vote) if vote else motion.way.words
            rows.append(MotionRow(motion.id, motion.title, note, chip.words, chip.kind))
        self._page.show_motions(rows, self._chosen)
        chosen = next((m for m in self._file.motions if m.id == self._chosen), None)
        self._page.show_motion(self._view(chosen) if chosen else None)
        is_open = self._file.meeting.state is DecisionState.OPEN
        self._page.show_close(_("散会") if is_open else "")
        self._page.show_signing(bool(self._file.signable))

    def _view(self, motion: Motion) -> MotionView:
        file, meeting = self._file, self._file.meeting
        vote = file.votes.get(motion.id)
        is_open = meeting.state is DecisionState.OPEN
        try:
            calling = bool(file.voices.get(motion.id)) and self._way_of(motion) == "roll_call"
            now = self._desk.clock()
            quorum = file.calling(motion, now) if calling else file.quorum(now, motion)
        except RuleBroken as problem:
            refused = (words_for(problem).together, "attention")
            return MotionView(motion.id, motion.title, motion.text, motion.way.value, refused)
        strip = quorum_words(quorum, meeting)
        if not is_open:
            words = _("还没有宣布开会。") if meeting.opened_at is None else _("会议已经结束。")
            strip = (words, "neutral")
        need = ""
        if quorum.present:
            count = measured(quorum.to_agree, meeting.counting)
            need = _("{rule}同意才算通过：要有 {count}。").format(
                rule=agree_words(quorum.rule), count=count
            )
        roll = self._roll(motion) if is_open and vote is None else ()
        said = sum(bool(row.said) for row in roll)
        return MotionView(
            key=motion.id,
            title=motion.title,
            text=motion.text,
            rule=rule_words(quorum.rule),
            strip=("", "neutral") if vote else strip,
            need="" if vote or not is_open else need,
            way=self._way_of(motion),
            votable=is_open and vote is None and not quorum.missing and quorum.present > 0,
            result=_result(vote) if vote else "",
            result_kind="done" if vote and vote.passed else "attention",
            basis=vote.basis if vote else "",
            counted=_counted(vote) if vote else "",
            may_take_back=is_open and vote is not None,
            secret=motion.way is VotingWay.BALLOT,
            roll=roll,
            roll_line=_("已答 {0} / {1}").format(said, len(roll)),
        )

    def _way_of(self, motion: Motion) -> str:
        """How a matter is voted on; one that was to be secret stays so."""
        secret = motion.way is VotingWay.BALLOT
        return motion.way.value if secret else self._way or motion.way.value

    def _roll(self, motion: Motion) -> tuple[RollRow, ...]:
        voices = self._file.voices.get(motion.id, {})
        rows = []
        for presence in self._file.called(motion, self._desk.clock()):
            person = self._file.people.get(presence.person_id)
            if person is None:
                continue
            voice = voices.get(person.id)
            said = voice.choice.words if voice else ""
            kind = _CHOICE_KINDS[voice.choice] if voice else "neutral"
            name = person.name + way_told(self._file, person.id)
            rows.append(RollRow(person.id, name, person.group, said, kind))
        return tuple(rows)


def _count(numbers: tuple[int | None, int | None, int | None]) -> Count | None:
    agree, disagree, abstain = numbers
    if agree is None or disagree is None or abstain is None:
        return None
    return Count(agree=agree, disagree=disagree, abstain=abstain)


def _result(vote: Vote) -> str:
    words = _("通过：{0}，需要 {1}。") if vote.passed else _("未通过：{0}，需要 {1}。")
    return words.format(count_line(vote), vote.needed)


def _counted(vote: Vote) -> str:
    told = [vote.way.words]
    if vote.way is VotingWay.BALLOT:
        papers = _("发出 {0} 张，收回 {1} 张，无效 {2} 张")
        told.append(papers.format(vote.issued, vote.returned, vote.invalid))
    if vote.counters:
        told.append(_("计票：{0}").format(_("、").join(vote.counters)))
    if vote.overseer:
        told.append(_("监票：{0}").format(vote.overseer))
    told.append(f"{vote.taken_at:%H:%M}")
    return " · ".join(told)

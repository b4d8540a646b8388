"""记录: what was decided, the record to be sealed, and the decision on the board."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from gettext import gettext as _
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from xieshang_desktop.domain.decision import Motion
from xieshang_desktop.domain.terms_decision import DecisionPaper, DecisionState
from xieshang_desktop.services import decision_sealing, decisions, drafting
from xieshang_desktop.services.decision_file import DecisionFile, read_file
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.ui.presenters.attempting import Attempt, Go
from xieshang_desktop.ui.presenters.decision_plan import MotionRow
from xieshang_desktop.ui.presenters.decision_words import count_line, passed_chip
from xieshang_desktop.ui.presenters.form_drafts import FormDrafts
from xieshang_desktop.ui.presenters.topic_sheets import Ask, AskField, Values
from xieshang_desktop.wording.dates import date_words

_DRAFT = "supervision"

_PAPERS = {
    "record": PaperKind.DECISION_RECORD,
    "corrected": PaperKind.CORRECTED_DECISION,
    "result": PaperKind.DECISION_RESULT,
    "done": PaperKind.DECISION_DONE,
    "sign": PaperKind.DECISION_SIGNATURES,
    "steps": PaperKind.FOUR_STEPS,
}


class PostingRow(NamedTuple):
    """One posting of a decision."""

    key: str
    what: str
    note: str
    chip: str
    kind: str


class RecordView(NamedTuple):
    """Everything of the part, in words. `deeds` are buttons (key, words)."""

    decided: tuple[MotionRow, ...]
    supervision: str
    supervised: bool
    sealed: str
    hint: str
    main: tuple[str, str]
    deeds: tuple[tuple[str, str], ...]
    postings: tuple[PostingRow, ...]
    post_deeds: tuple[tuple[str, str], ...]
    corrections: tuple[str, ...]


class DecisionRecordPage(Protocol):
    """What the presenter asks of the page."""

    def show_record(self, view: RecordView) -> None: ...
    def ask(self, form: Ask) -> object: ...
    def ask_seal(self, words: str) -> None: ...


class DecisionRecordPresenter:
    """The record is sealed once; afterwards only corrections and postings are added."""

    def __init__(self, desk: Desk, page: DecisionRecordPage, attempt: Attempt, go: Go) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._go = go
        self._file: DecisionFile
        self._kind = DecisionPaper.DECISION
        self._drafts = FormDrafts(desk)

    def open(self, meeting_id: str) -> None:
        """Read a meeting and show what came of it."""
        self._file = file = read_file(self._desk, meeting_id)
        meeting, state = file.meeting, file.meeting.state
        draft = drafting.kept(self._desk, meeting.id, _DRAFT).get(_DRAFT, "")
        over = state in {DecisionState.CLOSED, DecisionState.SEALED}
        passed = over and any(vote.passed for vote in file.votes.values())
        begun = meeting.opened_at is not None
        deeds = [("record", _("会议记录"))] if begun else []
        if file.corrections:
            deeds.append(("corrected", _("附更正的记录")))
        if file.signable:
            deeds.append(("sign", _("签名表")))
        deeds.append(("steps", _("四议两公开登记表")))
        if state is DecisionState.SEALED:
            deeds.append(("correct", _("写更正")))
        if state is DecisionState.CLOSED and self._unvoted():
            deeds.append(("unvoted", _("写未表决的原因")))
        post_deeds = [("result", _("决议公告")), ("post", _("公告已张贴"))] if passed else []
        if any(p.kind is DecisionPaper.DECISION for p in file.postings):
            post_deeds += [("done", _("实施结果公告")), ("post_done", _("结果已张贴"))]
        self._page.show_record(
            RecordView(
                decided=tuple(self._decided()),
                supervision=draft or meeting.supervision,
                supervised=begun and state in {DecisionState.OPEN, DecisionState.CLOSED},
                sealed=_("{0} 归档，记录不能再改。").format(date_words(meeting.sealed_on))
                if meeting.sealed_on
                else "",
                hint=self._hint(),
                main=("seal", _("归档")) if state is DecisionState.CLOSED else ("", ""),
                deeds=tuple(deeds),
                postings=tuple(self._postings()),
                post_deeds=tuple(post_deeds),
                corrections=tuple(
                    _("更正 {0}（{1}）：{2}").format(c.number, date_words(c.made_on), c.text)
                    for c in file.corrections
                ),
            )
        )

    def do(self, key: str) -> None:
        """What a button asks for."""
        if key in _PAPERS:
            self._go("papers", f"{_PAPERS[key].value}:{self._file.meeting.id}")
        elif key == "seal":
            self._page.ask_seal(
                _("归档以后，会议记录和表决结果都不能再改，只能写更正。先看一遍会议记录。")
            )
        elif key == "correct":
            field = AskField("text", "text", _("哪一处，改成什么"))
            self._ask(Ask("correct", _("写更正"), _("记下"), (field,)))
        elif key == "unvoted":
            fields = tuple(
                AskField(m.id, "line", m.title, m.not_voted, _("如 到会人数不够"))
                for m in self._unvoted()
            )
            self._ask(Ask("unvoted", _("写未表决的原因"), _("记下"), fields))
        else:
            done = key == "post_done"
            self._kind = DecisionPaper.DONE if done else DecisionPaper.DECISION
            self._ask(self._posting_form(done=done))

    def _ask(self, form: Ask) -> None:
        """A form with what was being typed in it."""
        self._page.ask(self._drafts.filled(self._file.meeting.id, form.key, form))

    def seal(self) -> None:
        """Seal the record; asked once before."""
        self._attempt(
            lambda: decision_sealing.seal_decision(self._desk, self._file.meeting.id),
            _("归档了"),
            final=True,
        )

    def act_on_posting(self, posting_id: str, action: str) -> None:
        """A posting came down today."""
        if action == "down":
            self._attempt(
                lambda: decision_sealing.take_decision_down(self._desk, posting_id), _("撤下了")
            )

    def keep_supervision(self, text: str) -> None:
        """What is being typed."""
        drafting.keep(self._desk, self._file.meeting.id, _DRAFT, text)

    def save_supervision(self, text: str) -> None:
        """What the supervision committee said, as left."""
        desk, meeting = self._desk, self._file.meeting
        if text.strip() == meeting.supervision:
            drafting.drop(desk, meeting.id, _DRAFT)
            return
        changed = replace(meeting, supervision=text.strip())
        self._attempt(
            lambda: decisions.change_decision(desk, changed),
            then=lambda _kept: drafting.drop(desk, meeting.id, _DRAFT),
        )

    def keep(self, key: str, values: Values) -> None:
        """What stands in the open form."""
        self._drafts.keep(self._file.meeting.id, key, values)

    def answer(self, key: str, values: Values) -> bool:
        """A filled form; whether it was taken."""
        desk, meeting_id = self._desk, self._file.meeting.id

        def recorded(_done: object) -> None:
            self._drafts.drop(meeting_id, key)

        if key == "correct":
            return self._attempt(
                lambda: decision_sealing.correct_decision(desk, meeting_id, values["text"]),
                _("更正记下了"),
                recorded,
            )
        if key == "unvoted":
            done = all(
                self._attempt(partial(decisions.leave_unvoted, desk, motion.id, values[motion.id]))
                for motion in self._unvoted()
                if values[motion.id].strip() != motion.not_voted
            )
            if done:
                recorded(None)
            return done
        day = date.fromisoformat(values["day"]) if values["day"] else None
        return self._attempt(
            lambda: decision_sealing.post_decision(
                desk, meeting_id, self._kind, values["place"], day, values.get("text", "")
            ),
            _("张贴记下了"),
            recorded,
        )

    def _posting_form(self, *, done: bool) -> Ask:
        fields = [
            AskField("place", "line", _("贴在哪里"), self._last_place(), _("如 村部公开栏")),
            AskField("day", "day", _("哪天贴的"), self._desk.today.isoformat()),
        ]
        if done:
            fields.append(AskField("text", "text", _("办得怎样")))
        title = _("实施结果已张贴") if done else _("决议公告已张贴")
        note = _("公布不少于十五日，到期才能撤下。")
        return Ask("post_done" if done else "post", title, _("记下"), tuple(fields), note)

    def _unvoted(self) -> list[Motion]:
        """What was not put to the vote."""
        return [motion for motion in self._file.motions if motion.id not in self._file.votes]

    def _last_place(self) -> str:
        return self._file.postings[-1].place if self._file.postings else ""

    def _hint(self) -> str:
        state = self._file.meeting.state
        if state is DecisionState.PLANNED:
            return _("开过会，这里就有记录。")
        if state is DecisionState.OPEN:
            return _("散会以后，在这里归档。")
        if state is DecisionState.CLOSED and any(not m.not_voted for m in self._unvoted()):
            return _("有事项没有表决：先写明原因，再打印、核对、归档。")
        if state is DecisionState.CLOSED:
            return _("先打印会议记录，请到会的人核对签名，再归档。")
        return ""

    def _decided(self) -> Sequence[MotionRow]:
        rows = []
        for motion in self._file.motions:
            vote = self._file.votes.get(motion.id)
            chip = passed_chip(vote)
            note = f"{vote.basis}。{count_line(vote)}" if vote else motion.not_voted or motion.text
            rows.append(MotionRow(motion.id, motion.title, note, chip.words, chip.kind))
        return rows

    def _postings(self) -> Sequence[PostingRow]:
        rows, today = [], self._desk.today
        for posting in self._file.postings:
            since = _("{0} 起").format(date_words(posting.posted_on))
            if posting.removed_on:
                chip, kind = _("{0} 撤下").format(date_words(posting.removed_on)), "neutral"
            elif posting.removable_on <= today:
                chip, kind = _("可以撤下"), "done"
            else:
                chip, kind = _("{0} 可撤").format(date_words(posting.removable_on)), "waiting"
            what = f"{posting.kind.words} · {posting.place}"
            rows.append(PostingRow(posting.id, what, since, chip, kind))
        return rows

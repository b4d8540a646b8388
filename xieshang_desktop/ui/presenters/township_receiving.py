"""收件: what came, taking in what lies on a stick, what is kept aside, who wants to be enrolled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from xieshang_desktop.domain.terms import ArrivalState, Carrier
from xieshang_desktop.errors import Problem, RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.township import receiving, taking, villages
from xieshang_desktop.township.morning import ArrivalLine, Morning
from xieshang_desktop.township.network import own_network
from xieshang_desktop.township.taking import Stick, Taken
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.township_arrivals import ENROLMENT, arrival_detail
from xieshang_desktop.ui.presenters.township_network import line_words
from xieshang_desktop.wording import words_for
from xieshang_desktop.wording.sizes import size_words

if TYPE_CHECKING:
    from xieshang_desktop.township.taking import Drive
    from xieshang_desktop.ui.presenters.township_arrivals import ArrivalDetail


class DriveView(NamedTuple):
    """A drive to choose: its path, its words, what to say of it, whether anything is on it."""

    key: str
    words: str
    note: str
    kind: str
    usable: bool


class AnswerView(NamedTuple):
    """A village that answered its invitation: what both sides read aloud."""

    key: str
    name: str
    title: str
    note: str
    digits: str
    words: str


class Saying(NamedTuple):
    """A strip: sentence, kind, hint."""

    sentence: str
    kind: str = "neutral"
    hint: str = ""


class ReceivingPage(Protocol):
    """What the presenter asks of the page."""

    def show_drives(self, drives: Sequence[DriveView], chosen: str, saying: str) -> None: ...
    def show_taking(self, sentence: str, can_take: bool) -> None: ...
    def show_result(self, saying: Saying) -> None: ...
    def show_detail(self, detail: ArrivalDetail | None) -> None: ...
    def mark_bundle(self, key: str) -> None: ...
    def show_network(self, words: str, kind: str) -> None: ...
    def show_answers(self, answers: Sequence[AnswerView]) -> None: ...


class Step(Protocol):
    """How a job on the worker reports, and learns that nobody wants it any more."""

    @property
    def cancelled(self) -> bool: ...
    def __call__(self, done: int, total: int = 0, what: str = "") -> None: ...


class ReceivingPresenter:
    """`look`, `take` and `retry` run on the worker; all else on the UI thread."""

    def __init__(
        self,
        desk: Desk,
        page: ReceivingPage,
        attempt: Attempt,
        drives: Callable[[], list[Drive]] = taking.drives,
    ) -> None:
        self._desk, self._page, self._attempt, self._drives = desk, page, attempt, drives
        self._lines: dict[str, ArrivalLine] = {}
        self._marked = ""
        self._shown: list[DriveView] | None = None
        self._sticks: list[Stick] = []
        self._chosen = ""
        self._busy = False
        self._answers: dict[str, villages.PendingAnswer] = {}

    # ---- on the worker

    def look(self) -> list[Stick]:
        """The drives plugged in now, with what lies on them."""
        return [taking.look_at(self._desk, drive) for drive in self._drives()]

    def take(self, folder: Path, step: Step, file: Path | None = None) -> Taken:
        """Take in what lies there, or this one file of it, and write the receipts; the failures of
        `taking.take_all` and `take_one`."""
        stick = self._stick(folder)
        if stick is not None:
            taking.require_plugged(stick.drive, self._drives())

        def progress(done: int, total: int, _name: str) -> None:
            if not step.cancelled:
                step(done, total, _("第 {0} 个，共 {1} 个").format(done + 1, total))

        carrier = Carrier.FOLDER if stick is None else Carrier.STICK
        desk = self._desk.apart()
        if file is not None:
            return taking.take_one(desk, file, carrier)
        return taking.take_all(desk, folder, carrier, progress, lambda: step.cancelled)

    def retry(self) -> int:
        """Try again what is kept aside; how many are in now."""
        return len(receiving.retry(self._desk.apart()))

    # ---- on the UI thread

    def show_morning(self, morning: Morning) -> None:
        """The list was read again."""
        self._lines = {line.key: line for line in morning.arrivals}
        pending = villages.pending_answers(self._desk) if morning.answers else []
        self._answers = {each.sha256: each for each in pending}
        self._page.show_answers([_answer(each) for each in pending])
        self._page.show_network(*line_words(self._desk))
        self.mark(self._marked if self._marked in self._lines else next(iter(self._lines), ""))

    def mark(self, key: str) -> None:
        """Another row is marked: it is shown in full."""
        self._marked = key
        line = self._lines.get(key)
        self._page.show_detail(arrival_detail(line) if line else None)

    def village_of(self, key: str) -> str:
        """The village a row leads to, or ""."""
        line = self._lines.get(key)
        return line.village_id if line else ""

    @property
    def aside(self) -> Path:
        """Where refused bundles wait."""
        return taking.aside_folder(self._desk)

    def show_sticks(self, sticks: list[Stick]) -> None:
        """Show the drives, if anything changed about them; one that was chosen stays chosen. What
        came of the last one is over when another is plugged in."""
        views = [_drive(stick) for stick in sticks]
        if views == self._shown:
            return
        before = {stick.drive.path for stick in self._sticks}
        if self._shown is not None and any(stick.drive.path not in before for stick in sticks):
            self._page.show_result(Saying(""))
        self._sticks, self._shown = sticks, views
        usable = [view.key for view in views if view.usable]
        if self._chosen not in [view.key for view in views]:
            self._chosen = usable[0] if len(usable) == 1 else ""
        self._show_drives()

    def choose(self, key: str) -> None:
        """Another drive."""
        self._chosen = key
        self._show_drives()

    def target(self) -> Path | None:
        """The chosen drive, if anything is on it."""
        return next(
            (Path(v.key) for v in self._shown or () if v.key == self._chosen and v.usable), None
        )

    def begin(self) -> None:
        """Taking in has begun."""
        self._busy = True
        self._page.show_result(Saying(""))
        self._page.show_taking(_("正在收"), False)

    def progressed(self, _done: int, _total: int, what: str) -> None:
        """Which bundle it is."""
        self._page.show_taking(_("正在收：{0}").format(what), False)

    def taken(self, taken: Taken, folder: Path) -> None:
        """What came of it, receipts and all: only now may the stick be pulled."""
        self._end()
        stick = self._stick(folder)
        said = result_saying(taken, on_stick=stick is not None)
        where = folder.name if stick is None else stick.drive.label
        when = f"{self._desk.clock():%H:%M}"
        head = _("{0} {1}：{2}").format(where, when, said.sentence)
        self._page.show_result(said._replace(sentence=head))
        refused = [a.sha256 for a in taken.arrivals if a.state is ArrivalState.REFUSED]
        newest = [a.sha256 for a in taken.arrivals]
        self._page.mark_bundle(next(iter(refused + newest), ""))

    def not_taken(self, problem: Problem) -> None:
        """Why not, and what to do."""
        self._end()
        said = words_for(problem)
        kind = "neutral" if problem.code == "township_nothing_there" else "attention"
        self._page.show_result(Saying(said.sentence, kind, said.hint))

    def stopped(self) -> None:
        """It was cancelled before it began."""
        self._end()
        self._page.show_result(Saying(_("已经停下，什么都没有收。")))

    def retried(self, count: int) -> None:
        """What became of the ones kept aside, when somebody asked to try again."""
        if count:
            self._page.show_result(Saying(_("又收下了 {0} 个。").format(count), "done"))
        else:
            hint = _("原因还在。点开每一个，看看要做什么。")
            self._page.show_result(Saying(_("还是收不下。"), "waiting", hint))

    def drop(self, key: str) -> bool:
        """Throw away one that is kept aside."""
        said = Saying(_("丢掉了；什么时候来过、为什么没收，还记着。"))
        return self._attempt(
            lambda: receiving.drop(self._desk, key),
            then=lambda _none: self._page.show_result(said),
            final=True,
        )

    def confirm(self, key: str) -> bool:
        """Both sides read the same: enrol the village."""
        pending = self._answers[key]
        return self._attempt(
            lambda: villages.confirm(self._desk, pending),
            then=lambda village: self.enrolled(village.name),
            final=True,
        )

    def enrolled(self, name: str, count: int = 0) -> None:
        """A village is enrolled, and `count` bundles that waited for it are in: what is next."""
        sentence = _("{0}已登记。").format(name)
        if count:
            sentence = _("{0}已登记，又收下了 {1} 个协商包。").format(name, count)
        hint = _("下一步：再插U盘收一次，把回执带回去。")
        if own_network().address:
            hint += _("走网络的，回执会自己送到。")
        self._page.show_result(Saying(sentence, "done", hint))

    def refuse(self, key: str) -> bool:
        """They read something else: throw the answer away."""
        pending = self._answers[key]
        said = Saying(_("没有登记；请当面问清楚是谁写的。"))
        return self._attempt(
            lambda: villages.refuse_answer(self._desk, pending),
            then=lambda _none: self._page.show_result(said),
            final=True,
        )

    def _stick(self, folder: Path) -> Stick | None:
        """The drive that a folder lies on, if it is one of those in view."""
        return next((s for s in self._sticks if folder.is_relative_to(s.drive.path)), None)

    def _end(self) -> None:
        self._busy = False
        self._page.show_taking("", self.target() is not None)

    def _show_drives(self) -> None:
        saying = ""
        if not self._shown:
            saying = _("没有看到U盘。插上以后，这里会自己认出来。")
        elif len(self._shown) > 1 and not self._chosen:
            saying = _("插着 {0} 个U盘，请选一个。").format(len(self._shown))
        self._page.show_drives(self._shown or (), self._chosen, saying)
        if not self._busy:
            self._page.show_taking("", self.target() is not None)


def result_saying(taken: Taken, *, on_stick: bool) -> Saying:
    """What came of a stick, and whether it may go home."""
    came = [a for a in taken.arrivals if a.state is ArrivalState.TAKEN]
    new = [a for a in came if a.kind != ENROLMENT]
    answers = len(came) - len(new)
    known = sum(a.state is ArrivalState.KNOWN for a in taken.arrivals)
    refused = sum(a.state is ArrivalState.REFUSED for a in taken.arrivals)
    parts = []
    if new:
        count = sum(a.fresh for a in new)
        parts.append(_("收下 {0} 个协商包，新记录 {1} 条").format(len(new), count))
    if answers:
        parts.append(_("{0} 份应答，等着核对").format(answers))
    if known:
        parts.append(_("{0} 个以前收过").format(known))
    if refused:
        parts.append(_("{0} 个没有收下，点开看原因").format(refused))
    if taken.stopped:
        parts.insert(0, _("停下了"))
    sentence = _("；").join(parts) + _("。")
    if taken.problem is not None:
        why = words_for(taken.problem)
        hint = _("记录收下了，回执没有写成：{0}").format(why.together)
        return Saying(sentence, "waiting", hint)
    if not taken.receipts:
        return Saying(sentence, "waiting" if refused else "done")
    hint = _("回执已写到文件夹。")
    if on_stick:
        hint = _("回执已写到U盘，可以拔了。")
    return Saying(sentence, "waiting" if refused else "done", hint)


def _drive(stick: Stick) -> DriveView:
    drive = stick.drive
    words = _("{0}（空闲 {1}）").format(drive.label, size_words(drive.free))
    kind, note = "small", _("有 {0} 个协商包。").format(stick.bundles)
    if not stick.bundles:
        kind, note = "waiting", _("上面没有协商包。问问是不是拿错了U盘。")
    if stick.programs:
        kind = "attention"
        note += _("上面还有会自己运行的程序（{0}），请不要点开，先杀毒。").format(stick.programs[0])
    if drive.read_only:
        kind = "attention" if stick.programs else "waiting"
        note += _("这个U盘是只读的：能收，回执写不上去。")
    return DriveView(str(drive.path), words, note, kind, bool(stick.bundles))


def _answer(pending: villages.PendingAnswer) -> AnswerView:
    name = pending.answer.village.name
    title = _("新村登记：{0}").format(name)
    note = _("给村里打电话，请他念出屏幕上的数字，一组一组对。")
    if pending.village is not None:
        title = _("{0}换了电脑").format(name)
    if not pending.known_invitation:
        note = words_for(RuleBroken("invitation_unknown", name=name)).together
    elif pending.used_by is not None:
        note = words_for(RuleBroken("invitation_used", name=pending.used_by.name)).together
    return AnswerView(
        pending.sha256,
        name,
        title,
        note,
        pending.fingerprint.digits,
        " ".join(pending.fingerprint.words),
    )

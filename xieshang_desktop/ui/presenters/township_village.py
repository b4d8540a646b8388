"""One village at its township: facts, keys, lines, what came, what was returned and sent down."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.terms import Carrier, VillageState
from xieshang_desktop.domain.township import Directive, Returned, Village, VillageKey
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.township import receiving, returns, sending, villages
from xieshang_desktop.township.overview import LineHere, VillageFile, open_arrivals, village_file
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.topic_sheets import Ask, AskField, Values
from xieshang_desktop.ui.presenters.township_arrivals import arrival_row
from xieshang_desktop.ui.presenters.township_villages import (
    Invitation,
    came_words,
    state_chip,
    write_invitation,
)
from xieshang_desktop.wording.dates import date_words, near_date, short_date


class Line(NamedTuple):
    """One line of a card: its key, words, a note, the words of its button, whether it is over."""

    key: str
    words: str
    note: str = ""
    button: str = ""
    quiet: bool = False


class VillageView(NamedTuple):
    """A village's page."""

    title: str
    chips: tuple[tuple[str, str], ...]
    notice: tuple[str, str, str]
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    keys: tuple[Line, ...]
    arrivals: tuple[tuple[object, ...], ...]
    returns: tuple[Line, ...]
    directives: tuple[Line, ...]
    may_look: bool
    kept: bool
    enrolled: bool
    may_retry: bool
    left: bool = False


class VillagePage(Protocol):
    """What the presenter asks of the page."""

    def show_village(self, view: VillageView) -> None: ...
    def show_gone(self) -> None: ...
    def ask(self, form: Ask) -> None: ...
    def show_slip(self, title: str, lines: Sequence[tuple[str, str]], paper: str) -> None: ...


class VillagePresenter:
    """One village at a time."""

    def __init__(self, desk: Desk, page: VillagePage, attempt: Attempt) -> None:
        self._desk, self._page, self._attempt = desk, page, attempt
        self.village_id = ""
        self._file: VillageFile | None = None

    def open(self, village_id: str) -> None:
        """Show this village."""
        self.village_id = village_id
        self.refresh()

    def refresh(self) -> None:
        """Read it again; one that is gone leads back to the list."""
        if not self.village_id:
            return
        file = village_file(self._desk, self.village_id)
        if file is None:
            self._page.show_gone()
            return
        self._file = file
        self._page.show_village(self._view(file))

    def ask_change(self) -> None:
        """Ask for what is kept about the village beside its records."""
        if self._file is None:
            return
        village = self._file.line.village
        self._page.ask(
            Ask(
                "change",
                _("修改：{0}").format(village.name),
                _("保存"),
                (
                    AskField("name", "line", _("名称"), village.name),
                    AskField("contact", "line", _("联系人"), village.contact, _("姓名或职务")),
                    AskField("remark", "line", _("备注"), village.remark),
                ),
            )
        )

    def ask_giving_up(self) -> None:
        """Ask why a village hands nothing over any more."""
        if self._file is None:
            return
        self._page.ask(
            Ask(
                "give_up",
                _("停用：{0}").format(self._file.line.village.name),
                _("停用"),
                (AskField("reason", "line", _("原因"), "", _("例如：并入柳湾村")),),
                _(
                    "停用以后不算逾期，不进汇总，也不再收它的包、给它写回执。"
                    "收下的记录都留着，随时能看，也能恢复。"
                ),
            )
        )

    def take_back(self) -> bool:
        """A village that was given up is here again."""
        return self._attempt(
            lambda: villages.take_back(self._desk, self.village_id),
            _("已恢复，另放着的可以再收"),
            final=True,
        )

    def ask_withdraw(self, key_id: str) -> None:
        """Ask why a key is no longer trusted; what is here of it stays."""
        if self._file is None:
            return
        key = next(each for each in self._file.keys if each.id == key_id)
        taken = next((line.taken for line in self._file.lines if line.line == key.line), 0)
        self._page.ask(
            Ask(
                f"withdraw:{key_id}",
                _("撤销这把钥匙"),
                _("撤销"),
                (AskField("reason", "line", _("原因"), "", _("例如：村里的电脑丢了")),),
                _(
                    "已经收下的记录不动，到第 {0} 条；哪一条不该算，到“督办”退回。"
                    "用这把钥匙写的、以后的包，来了先另放着，由人来定。名单随下一个回执告诉村里；"
                    "村里写一份应答，程序会换一把新钥匙，再打电话核对。"
                ).format(taken),
            )
        )

    def answer(self, form: Ask, values: Values) -> bool:
        """A filled form; whether it was taken."""
        desk, village_id = self._desk, self.village_id
        if form.key == "change":
            return self._attempt(
                lambda: villages.change_village(desk, village_id, **values), _("已改好")
            )
        if form.key == "give_up":
            return self._attempt(
                lambda: villages.give_up(desk, village_id, values["reason"]),
                _("已停用，在“已停用”里找得到"),
                final=True,
            )
        key_id = form.key.partition(":")[2]
        return self._attempt(
            lambda: villages.withdraw_key(desk, key_id, values["reason"]),
            _("已撤销"),
            final=True,
        )

    def accept(self, line: str) -> bool:
        """All that is here of a line was checked."""
        if self._file is None:
            return False
        taken = next(each.taken for each in self._file.lines if each.line == line)
        return self._attempt(
            lambda: returns.accept(self._desk, self.village_id, line, taken),
            _("采信到第 {0} 条，随下一个回执告诉村里").format(taken),
        )

    def invite_again(self, folder: Path) -> Invitation:
        """An invitation for a new laptop of the same village, or after the keys changed; on the
        worker."""
        file = village_file(self._desk, self.village_id)
        if file is None:
            raise RuleBroken("gone", noun=Village.NOUN, id=self.village_id)
        village = file.line.village
        return write_invitation(self._desk, village.name, folder, village)

    def write_to(self, folder: Path) -> str:
        """Write receipt and directives to a stick or folder, apart from taking anything in; on the
        worker. What was done, in words."""
        desk = self._desk.apart()
        files = sending.write_messages(desk, self.village_id, folder, Carrier.FOLDER)
        return _("写好了 {0} 个文件，请交给村里。").format(len(files))

    def slip(self) -> None:
        """The 12 digits for a village whose stick does not come back."""

        def show(found: list[sending.Slip]) -> None:
            file = self._file
            name = file.line.village.name if file else ""
            lines = [
                (
                    _("到第 {0} 条").format(each.taken),
                    " ".join(each.code[at : at + 4] for at in range(0, 12, 4)),
                )
                for each in found
            ]
            words = [
                "# " + _("收件凭条"),
                _("{township}已收到{village}的协商包。").format(
                    township=self._desk.unit.name, village=name
                ),
                *(f"## {code}\n\n{upto}" for upto, code in lines),
                _("在程序的“交换”里输入这十二位数字，显示“已收（凭条）”。正式确认以回执为准。"),
                _("{office}　{day}").format(
                    office=self._desk.unit.room, day=date_words(self._desk.today)
                ),
            ]
            self._page.show_slip(_("{0}：收件凭条").format(name), lines, "\n\n".join(words))

        self._attempt(lambda: sending.slips(self._desk, self.village_id), then=show)

    def retry(self) -> str:
        """Try again what is kept aside, on the worker. What came of it, in words."""
        taken = receiving.retry(self._desk.apart())
        if taken:
            return _("又收下了 {0} 个。").format(len(taken))
        return _("还是收不下，原因没有变。")

    def _view(self, file: VillageFile) -> VillageView:
        line, today = file.line, self._desk.today
        village = line.village
        facts = [
            (_("上次交来"), came_words(line.arrived_at, today)),
            (_("记录"), _("{0} 条").format(f"{line.entries:,}")),
            (_("联系人"), village.contact or "—"),
        ]
        if village.enrolled_on:
            words = _("代管自") if village.state is VillageState.KEPT else _("登记")
            facts.append((words, date_words(village.enrolled_on)))
        elif village.invited_on:
            facts.append((_("邀请"), date_words(village.invited_on)))
        if village.remark:
            facts.append((_("备注"), village.remark))
        left = village.state is VillageState.LEFT
        if village.left_on:
            facts.append((_("停用"), date_words(village.left_on)))
        held = village.state in (VillageState.ENROLLED, VillageState.KEPT)
        arrivals = open_arrivals(file)
        return VillageView(
            title=village.name,
            chips=(state_chip(line),),
            notice=_notice(file),
            facts=tuple(facts),
            lines=() if village.state is VillageState.KEPT else tuple(map(_line, file.lines)),
            keys=tuple(_key(each) for each in file.keys),
            arrivals=tuple(arrival_row(each, today) for each in arrivals),
            returns=tuple(_returned(each) for each in file.returns),
            directives=tuple(_directive(each) for each in file.directives),
            may_look=held or (left and line.entries > 0),
            kept=village.state is VillageState.KEPT,
            enrolled=village.state is VillageState.ENROLLED,
            may_retry=line.aside > 0 and not left,
            left=left,
        )


def _notice(file: VillageFile) -> tuple[str, str, str]:
    line = file.line
    if line.village.state is VillageState.LEFT:
        words = _("已停用：{0}").format(line.village.left_why or _("没有写原因"))
        return (words, "neutral", _("收下的记录都在。要接着收它的包，点“恢复”。"))
    opened = [each for each in file.lines if each.closed_after is None]
    if len(opened) > 1:
        return (
            _("这个村有 {0} 条记录线同时在写。").format(len(opened)),
            "attention",
            _(
                "多半是换了电脑，或者恢复过备份。请村里定下用哪一条，在“交换”里把另一条停掉；两边的记录都留着。"
            ),
        )
    if line.gaps:
        return (
            _("有 {0} 个包排在后面，缺前面的。").format(line.gaps),
            "waiting",
            _("请村里再写一次：没有回执的，写包时会自己带上。前面的来了，这些会一起收下。"),
        )
    if line.late:
        return (
            _("逾期 {0} 天没有交。").format(line.late),
            "attention",
            _("打个电话问一问；要正式催办，可以到“督办”发函。"),
        )
    return ("", "neutral", "")


def _line(line: LineHere) -> Line:
    words = _("{day}起，收到第 {taken} 条").format(
        day=short_date(line.opened_at.date()), taken=line.taken
    )
    notes = [_("记录线 {0}").format(line.line)]
    if line.accepted:
        notes.append(_("采信到第 {0} 条").format(line.accepted))
    if line.closed_after is not None:
        notes.append(_("第 {0} 条以后不算").format(line.closed_after))
    closed = line.closed_after is not None
    button = _("采信到这里") if not closed and line.taken > line.accepted else ""
    return Line(line.line, words, "，".join(notes), button, quiet=closed)


def _key(key: VillageKey) -> Line:
    confirmed = _("{day}由{who}确认").format(
        day=date_words(key.confirmed_on), who=key.confirmed_by or _("经办人")
    )
    if key.withdrawn_at is None:
        return Line(key.id, _("钥匙 {0}").format(key.id), confirmed, _("撤销…"))
    note = _("{day}撤销：{reason}；可信到第 {number} 条").format(
        day=date_words(key.withdrawn_at.date()), reason=key.reason, number=key.trusted_number
    )
    return Line(key.id, _("钥匙 {0}（已撤销）").format(key.id), note, quiet=True)


def _returned(returned: Returned) -> Line:
    words = returned.title or _("第 {0} 条").format(returned.number)
    day = short_date(returned.returned_at.date())
    note = _("{day}退回：{reason}").format(day=day, reason=returned.reason)
    if returned.settled_on:
        note = _("{day}退回，{settled}了结").format(
            day=day, settled=short_date(returned.settled_on)
        )
    return Line(returned.id, words, note, quiet=returned.settled_on is not None)


def _directive(directive: Directive) -> Line:
    sent = short_date(directive.issued_at.date())
    note = _("{day}下发，还没有取走").format(day=sent)
    if directive.acknowledged_on:
        note = _("{day}下发，{got}已取走").format(
            day=sent, got=near_date(directive.acknowledged_on, directive.issued_at.date())
        )
    if directive.replied_on:
        note = _("{day}下发，{got}已答复").format(
            day=sent, got=near_date(directive.replied_on, directive.issued_at.date())
        )
    over = directive.closed_on is not None or directive.acknowledged_on is not None
    return Line(directive.id, f"{directive.kind.words}：{directive.title}", note, quiet=over)

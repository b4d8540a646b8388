"""村（社区）: every village on one line; inviting one, keeping the records of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.terms import VillageState
from xieshang_desktop.domain.township import Village
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.township import network, villages
from xieshang_desktop.township.overview import VillageLine, village_lines
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.topic_sheets import Ask, AskField, Values
from xieshang_desktop.wording.dates import date_words, near_date

#: What the page is opened at to begin with an invitation.
INVITE = "invite"


class VillageRow(NamedTuple):
    """One row; `marks` are the filters it passes."""

    name: str
    state: tuple[str, str]
    came: datetime | None
    entries: int
    waiting: str
    returned: str
    marks: frozenset[str]
    key: str


class Invitation(NamedTuple):
    """A written invitation: its file, the code in groups, and the paper that goes with it."""

    file: str
    code: str
    paper: str
    title: str


class VillagesPage(Protocol):
    """What the presenter asks of the page."""

    def show_rows(self, rows: Sequence[VillageRow], summary: str) -> None: ...
    def ask(self, form: Ask) -> None: ...
    def ask_folder(self, name: str) -> None: ...
    def open_kept(self, village_id: str) -> None: ...


class VillagesPresenter:
    """The list, and how a village comes onto it."""

    def __init__(self, desk: Desk, page: VillagesPage, attempt: Attempt) -> None:
        self._desk, self._page, self._attempt = desk, page, attempt

    def refresh(self) -> None:
        """Read the villages again."""
        everyone = village_lines(self._desk, left=True)
        lines = [line for line in everyone if line.village.state is not VillageState.LEFT]
        self._page.show_rows([row_of(line) for line in everyone], summary_words(lines))

    def begin_inviting(self) -> None:
        """Ask which village."""
        self._page.ask(
            Ask(
                "invite",
                _("邀请一个村（社区）"),
                _("选个地方写邀请…"),
                (AskField("name", "line", _("村（社区）名称"), "", _("例如：张家村")),),
                _(
                    "邀请是一个加密的文件，随U盘或聊天软件带给村里；"
                    "十二位口令另外说，印在纸上或电话里念。"
                ),
            )
        )

    def begin_keeping(self) -> None:
        """Ask for whom records are kept."""
        self._page.ask(
            Ask(
                "keep",
                _("代管一个村（社区）"),
                _("开始代管"),
                (
                    AskField("name", "line", _("村（社区）全称"), "", _("例如：柳河镇张家村")),
                    AskField(
                        "room", "line", _("议事室名称"), "", _("例如：柳河镇张家村协商议事室")
                    ),
                ),
                _("村里还没有装这个程序，就由乡镇替它记录；每一页都标着“代管”。"),
            )
        )

    def answer(self, form: Ask, values: Values) -> bool:
        """A filled form; whether it was taken."""
        if form.key == "invite":
            if not values["name"].strip():
                return self._attempt(lambda: villages.invite(self._desk, "", Path()))
            self._page.ask_folder(values["name"])
            return True
        name, room = values["name"], values["room"] or (values["name"] and room_of(values["name"]))
        return self._attempt(
            lambda: villages.keep_for(self._desk, name, room),
            _("{0}由乡镇代管").format(name),
            lambda village: self._page.open_kept(village.id),
            final=True,
        )

    def invite(self, name: str, folder: Path) -> Invitation:
        """Write the invitation there, on the worker: its code costs a second."""
        return write_invitation(self._desk, name, folder)


def write_invitation(
    desk: Desk, name: str, folder: Path, again: Village | None = None
) -> Invitation:
    """Write an invitation, on the worker; for a village that was enrolled before, `again`."""
    desk = desk.apart()
    invited = villages.invite(desk, name, folder, again, network.own_network())
    return invitation_of(invited, desk)


def invitation_of(invited: villages.Invited, desk: Desk) -> Invitation:
    """What is shown of an invitation, and its paper."""
    code = " ".join(invited.code[at : at + 4] for at in range(0, 12, 4))
    name = invited.village.name
    lines = (
        "# " + _("{township}邀请{village}").format(township=desk.unit.name, village=name),
        _("邀请口令（十二位）："),
        "## " + code,
        _("邀请文件：{0}").format(f"`{invited.file.name}`"),
        "## " + _("村里怎么做"),
        "1. " + _("打开程序，到“交换”，点“加入乡镇”。"),
        "2. " + _("选这个邀请文件，输入上面的口令。"),
        "3. " + _("把写出来的应答带回乡镇。"),
        "4. " + _("乡镇打电话来，念屏幕上的数字，一组一组对上，才算登记。"),
        _("口令和邀请文件分开带。办完登记，这张纸就没有用了，请收回。"),
        _("{office}　{day}").format(office=desk.unit.room, day=date_words(desk.today)),
    )
    return Invitation(invited.file.name, code, "\n\n".join(lines), _("邀请{0}").format(name))


def summary_words(lines: Sequence[VillageLine]) -> str:
    """How many hand over as agreed; whose records are kept here owes nothing."""
    owing = [line for line in lines if line.village.state is not VillageState.KEPT]
    late = sum(line.late > 0 for line in owing)
    in_time = sum(line.arrived_at is not None and not line.late for line in owing)
    if owing and in_time == len(owing):
        return _("{0} 个，都按时").format(in_time)
    invited = sum(line.village.state is VillageState.INVITED for line in owing)
    counts = (
        (late, _("{0} 个逾期")),
        (in_time, _("{0} 个按时")),
        (len(owing) - late - in_time - invited, _("{0} 个还没交过")),
        (invited, _("{0} 个等答复")),
    )
    return "，".join(words.format(count) for count, words in counts if count)


def row_of(line: VillageLine) -> VillageRow:
    """One village in the list."""
    waiting, returned = [], ""
    if line.gaps:
        waiting.append(_("缺前面的包"))
    if line.aside - line.gaps > 0:
        waiting.append(_("另放 {0} 个").format(line.aside - line.gaps))
    if line.lines > 1:
        waiting.append(_("{0} 条记录线").format(line.lines))
    if line.returns:
        returned = _("{0} 条退回").format(line.returns)
    if line.letters:
        returned = _("，").join(filter(None, (returned, _("{0} 件督办").format(line.letters))))
    marks = {"left" if line.village.state is VillageState.LEFT else "all"}
    if line.late:
        marks.add("late")
    if waiting and "all" in marks:
        marks.add("waiting")
    if (line.returns or line.letters) and "all" in marks:
        marks.add("open")
    return VillageRow(
        line.village.name,
        state_chip(line),
        line.arrived_at,
        line.entries,
        "，".join(waiting),
        returned,
        frozenset(marks),
        line.village.id,
    )


def state_chip(line: VillageLine) -> tuple[str, str]:
    """How a village stands: words and kind of chip."""
    state = line.village.state
    if state is VillageState.INVITED:
        return (_("等答复"), "waiting")
    if state is VillageState.KEPT:
        return (_("乡镇代管"), "neutral")
    if state is VillageState.LEFT:
        return (_("已停用"), "neutral")
    if line.late:
        return (_("逾期 {0} 天").format(line.late), "attention")
    return (_("按时"), "done") if line.arrived_at else (_("还没交过"), "waiting")


def came_words(at: datetime | None, today: date) -> str:
    """When the last bundle came."""
    if at is None:
        return "—"
    return _("今天") if at.date() == today else near_date(at.date(), today)


def room_of(name: str) -> str:
    """The usual name of a village's consultation room."""
    return f"{name}协商议事室"

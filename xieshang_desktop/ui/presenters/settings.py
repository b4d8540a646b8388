"""设置 in words: the unit's fields, the convenors' terms, the rules' numbers, the data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple

from xieshang_desktop import settings as machine
from xieshang_desktop.domain.rules import RuleNumber, RuleProfile
from xieshang_desktop.domain.terms import Rank, UnitKind
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.services import body_face, practice, proof, typesetting, unit
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.rule_profiles import listed
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.wording.dates import date_words


class UnitField(NamedTuple):
    """One field of the unit: which, its label, what it is for, what stands in it."""

    name: str
    label: str
    hint: str
    words: str


class ConvenorView(NamedTuple):
    """One of the two offices: who holds it, since when, who held it before."""

    rank: Rank
    id: str
    heading: str
    name: str
    title: str
    since: str
    before: tuple[str, ...]


class NumberView(NamedTuple):
    """One number of a rule profile: what, how much, whether checked, and where it was read."""

    label: str
    value: str
    checked: tuple[str, str]
    source: str


class RulesView(NamedTuple):
    """The rule profiles to choose from, and the chosen one in full."""

    choices: tuple[tuple[str, str], ...]
    chosen: str
    note: str
    numbers: tuple[NumberView, ...]


class SettingsPresenter:
    """Reads and changes; `attempt` shows what goes wrong in the open sheet."""

    def __init__(self, desk: Desk, attempt: Attempt, settings: machine.Settings) -> None:
        self._desk = desk
        self._attempt = attempt
        self._settings = settings

    # ---- the screen

    def language(self) -> str:
        """The language of the screen: zh, en or system."""
        return self._settings.text("language")

    def choose_language(self, key: str) -> bool:
        """Another language, from the next start on."""
        return self._attempt(lambda: self._settings.choose("language", key))

    def hall_colours(self) -> str:
        """The colours of the hall's screen: light or dark."""
        return self._settings.text("hall_screen")

    def choose_hall_colours(self, key: str) -> bool:
        """Others, in force at once."""
        return self._attempt(lambda: self._settings.choose("hall_screen", key))

    # ---- the unit

    def unit_fields(self) -> list[UnitField]:
        """What papers and pages call the unit."""
        described: tuple[tuple[str, str, str], ...] = (
            ("name", _("村（社区）全称"), _("印在文书上，例如：柳河镇张家村")),
            ("room", _("议事室名称"), _("显示在最上面，也印在通知上")),
            ("township", _("上级乡镇（街道）"), _("提交上级的材料报给它")),
            ("place", _("平时在哪里开会"), _("安排会议时自动填上")),
            ("official_phone", _("办公电话"), _("印在通知和公示上；不要写个人电话")),
            ("signer", _("落款"), _("空着就用议事室名称")),
            ("letterhead", _("版头"), _("纪要最上面的红字")),
            ("brand", _("品牌名"), _("例如：有事好商量")),
        )
        values = self._desk.unit
        if values.kind is UnitKind.TOWNSHIP:
            described = (
                ("name", _("乡镇（街道）名称"), _("印在汇总、函和凭条上")),
                ("room", _("哪个机构在办"), _("显示在最上面")),
                ("official_phone", _("办公电话"), _("印在函上；不要写个人电话")),
                ("signer", _("落款"), _("空着就用乡镇（街道）名称")),
            )
        return [UnitField(n, label, hint, getattr(values, n)) for n, label, hint in described]

    def change(self, name: str, words: str) -> bool:
        """Keep what was written into a field; False when it was refused."""
        if words == getattr(self._desk.unit, name):
            return True
        return self._attempt(lambda: unit.change_unit(self._desk, name, words), _("议事室资料已改"))

    # ---- the convenors

    def convenors(self) -> list[ConvenorView]:
        """Both offices, the first convenor's before the second's."""
        terms = unit.terms_of_office(self._desk)
        return [_office(rank, [c for c in terms if c.rank is rank], self._desk) for rank in Rank]

    def replace_convenor(self, rank: Rank, name: str, title: str, since: date) -> bool:
        """Somebody else, from a day on."""
        return self._attempt(
            lambda: unit.change_convenor(self._desk, rank, name, title, since), _("召集人已换")
        )

    def correct_convenor(self, convenor_id: str, name: str, title: str) -> bool:
        """The same person, spelt right."""
        return self._attempt(
            lambda: unit.correct_convenor(self._desk, convenor_id, name, title), _("已改正")
        )

    # ---- the rules

    def rules(self) -> RulesView:
        """The profiles, and the numbers of the chosen one."""
        profile = self._desk.profile
        known = dict.fromkeys((*listed(), profile))  # one that was sent down is not shipped
        return RulesView(
            tuple((p.id, p.name) for p in known),
            profile.id,
            _note(profile),
            tuple(_number(number) for number in profile.numbers),
        )

    # ---- papers

    def face(self) -> str:
        """The chosen 仿宋 in words."""
        chosen = body_face.chosen_face(self._settings)
        return str(chosen) if chosen else _("自带的仿宋")

    def choose_face(self, file: Path | None) -> bool:
        """Another 仿宋, or the shipped one again."""
        return self._attempt(lambda: body_face.choose_face(self._settings, file))

    def proof_line(self) -> bool:
        """Whether papers carry the code of the sealed record."""
        return proof.wanted(self._settings)

    def choose_proof_line(self, on: bool) -> bool:
        """Papers carry it from now on, or no longer."""
        return self._attempt(lambda: self._settings.choose("proof_line", int(on)))

    def forms(self) -> str:
        """Whose forms papers are set by, in words."""
        return self._settings.text("forms") or _("自带的格式")

    def choose_forms(self, folder: Path | None) -> bool:
        """The township's own forms, or the shipped ones again."""
        return self._attempt(lambda: typesetting.choose_forms(self._settings, folder))

    # ---- the data

    def folder(self) -> Path:
        """Where the records lie."""
        return self._desk.folder

    def in_practice(self) -> bool:
        """Whether this window shows the practice village."""
        return self._desk.unit.practice

    def practice_words(self) -> str:
        """What there is of a practice village."""
        if self.in_practice():
            return _("这个窗口就是练习村。")
        if (practice_folder() / practice.MARK).exists():
            return _("已经造好，在 {0}").format(practice_folder())
        return _("还没有造。第一次打开要等十几秒。")

    def make_practice(self, step: Callable[[int, int, str], None]) -> None:
        """Make the practice village, on the worker, unless it is there."""
        if not (practice_folder() / practice.MARK).exists():
            practice.make(
                practice_folder(),
                progress=lambda done, of: step(done, of, _("第 {0} 次会议").format(done)),
            )

    def throw_practice_away(self) -> bool:
        """Remove the practice village; it is not open."""
        return self._attempt(lambda: practice.throw_away(practice_folder()), final=True)


def practice_folder() -> Path:
    """Where the practice village lies."""
    return machine.practice_dir()


def practice_exists() -> bool:
    """Whether there is one to open or to throw away."""
    return (practice_folder() / practice.MARK).exists()


def _office(rank: Rank, terms: list[Convenor], desk: Desk) -> ConvenorView:
    holder = next((c for c in terms if c.serves_on(desk.today)), None)
    others = [_term(c) for c in terms if c is not holder]
    since = holder.since if holder else None
    return ConvenorView(
        rank,
        holder.id if holder else "",
        rank.words,
        holder.name if holder else "",
        holder.title if holder else "",
        _("{0}起").format(date_words(since)) if since else "",
        tuple(others),
    )


def _term(convenor: Convenor) -> str:
    begins = date_words(convenor.since) if convenor.since else ""
    ends = date_words(convenor.until) if convenor.until else ""
    who = f"{convenor.name} {convenor.title}".strip()
    if begins and not ends:
        return _("{who}，{begins}起").format(who=who, begins=begins)
    return _("{who}，{begins}至{ends}").format(who=who, begins=begins, ends=ends)


def _note(profile: RuleProfile) -> str:
    return _("{note}（版本 {version}，{status}）").format(
        note=profile.note, version=profile.version, status=profile.status
    )


def _number(number: RuleNumber) -> NumberView:
    value = _("没有规定") if number.value is None else f"{number.value} {number.unit}"
    checked = (_("已核"), "done") if number.checked else (_("未核"), "waiting")
    return NumberView(number.label, value, checked, _("来源：{0}").format(number.source))

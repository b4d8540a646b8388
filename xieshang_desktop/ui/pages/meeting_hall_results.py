"""The right of the hall: points agreed, points open, measures, and the way the topic goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from gettext import gettext as _

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain import N_
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.ui.presenters.meeting_talk import TalkPresenter
from xieshang_desktop.ui.presenters.meeting_talk_view import ItemView, MeasureRow, RouteView
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.entry_line import EntryLine
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryAction, EntryList
from xieshang_desktop.ui.widgets.fields import ChoiceField, Field, LineField
from xieshang_desktop.ui.widgets.keeping import Keeping
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.suggestions import Suggestions
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea

_KINDS = {
    OutcomeKind.CONSENSUS: N_("大家同意，转为办理事项"),
    OutcomeKind.CONTINUE: N_("自动列入下次会议"),
    OutcomeKind.SUBMIT: N_("整理后报上级参考"),
}

_CARD, _CARD_LOW = (22, 20, 22, 20), (12, 10, 12, 12)
_SHIFTS = {"up": -1, "down": 1}


class Results(QWidget):
    """What all accept is kept apart from what is still disputed."""

    def __init__(self, presenter: TalkPresenter, today: Callable[[], date]) -> None:
        super().__init__()
        self._presenter, self._today = presenter, today
        self._item: ItemView | None = None
        self._measures: dict[str, MeasureRow] = {}
        self._route_shown, self._route_of = RouteView("", "", ""), ""
        self._owed = ""
        column = Column(self, gap=14)
        self._points_card = self._build_points()
        column.addWidget(self._points_card)
        self._measures_card = self._build_measures()
        column.addWidget(self._measures_card)
        self._route_card = self._build_route()
        column.addWidget(self._route_card)
        column.addStretch(1)
        self._parts: tuple[str, ...] = ()

    def show_parts(self, *keys: str) -> None:
        """Only these of agreed, open, measures and route; none: all of them, below each other."""
        self._parts = keys
        self._show_parts()

    def part_of(self, field: QWidget) -> str:
        """In which of them a field stands."""
        cards = {"measures": self._measures_card, "route": self._route_card}
        cards |= {"open": self._sides["open"], "agreed": self._sides["agreed"]}
        return next((key for key, card in cards.items() if card.isAncestorOf(field)), "")

    def _show_parts(self) -> None:
        wanted = self._parts or ("agreed", "open", "measures", "route")
        for key, side in self._sides.items():
            show_if(side, key in wanted)
            show_if(self._side_words[key], len(wanted) > 1)  # else it stands on the tab
        show_if(self._points_card, "agreed" in wanted or "open" in wanted)
        route = self._item is not None and self._item.has_route
        for key, card in (("measures", self._measures_card), ("route", self._route_card)):
            show_if(card, route and key in wanted)
            show_if(card.heading, not self._parts)
            card.body.respace(8, _CARD_LOW if self._parts else _CARD)
        self._points_card.body.respace(6, _CARD_LOW if self._parts else _CARD)

    def show_item(self, item: ItemView, *, may_talk: bool, may_route: bool) -> None:
        """What came of one item so far."""
        self._item = item
        move = (("open", _("移到“还要再商量的”")), ("agreed", _("移到“大家都同意的”")))
        lists = ((self.agreed, item.agreed, move[0]), (self.open, item.open_points, move[1]))
        for view, rows, (kind, words) in lists:
            view.set_edits(may_talk)
            arrow = "Alt+Down" if kind == "open" else "Alt+Up"
            view.set_actions(
                (
                    EntryAction(kind, words, arrow),
                    EntryAction("up", _("往前移"), "Ctrl+Up"),
                    EntryAction("down", _("往后移"), "Ctrl+Down"),
                    EntryAction("remove", _("删去"), "Delete"),
                )
                if may_talk
                else ()
            )
            view.show_rows([Entry(*row) for row in rows])
        for line in (self.agreed_line, self.open_line):
            show_if(line, may_talk)
        self._measures = {measure.row.key: measure for measure in item.measures}
        self.measures.set_actions(
            (EntryAction("remove", _("删去"), "Delete"),) if may_route else ()
        )
        self.measures.show_rows([Entry(*measure.row) for measure in item.measures])
        show_if(self._measure_entry, may_route)
        show_if(self._other_side, item.one_sided and may_route)
        self._show_parts()
        self.kind.setEnabled(may_route)
        self.words.setReadOnly(not may_route)
        self.conformity.line.setReadOnly(not may_route)
        if item.route != self._route_shown or item.key != self._route_of:
            self._show_route(item)
        owed, _hint = self._owed, self._show_hint()
        if owed and not self._owed and may_route:  # what was missing has come
            QTimer.singleShot(0, self.words, self._route)

    def _show_route(self, item: ItemView) -> None:
        """The result as recorded; what is being typed on it stays."""
        other = item.key != self._route_of
        typing = not other and self.words.value() not in ("", self._route_shown.text)
        self._route_shown, self._route_of = item.route, item.key
        self.kind.show_value(item.route.kind)
        if not typing or self.words.value() == item.route.text:
            self.words.show_value(item.route.text)
        if other or not self.conformity.line.hasFocus():
            self.conformity.show_value(item.route.conformity)

    def owed_field(self) -> QWidget:
        """Where what the item lacks is written: a measure to a consensus, else the result."""
        agreed = self._item and self._item.route.kind == OutcomeKind.CONSENSUS.value
        return self.measure_line if agreed and not self._item.measures else self.kind

    def show_drafts(self, drafts: dict) -> None:
        """What was being typed on this item."""
        self.agreed_line.show_value(drafts.get("agreed", ""))
        self.open_line.show_value(drafts.get("open", ""))
        self.measure_line.show_value(drafts.get("measure", ""))
        self.owner.show_value(drafts.get("owner", ""))
        self.due.show_day(None)
        if "route" in drafts:  # unfinished: recorded when the field is left
            self.words.setPlainText(drafts["route"])
        if "conformity" in drafts:
            self.conformity.show_value(drafts["conformity"])

    def finish_typing(self) -> None:
        """What is being typed is kept where it belongs, before another item comes."""
        for area in (self.agreed_line, self.open_line, self.measure_line, self.words):
            area.finish()
        self._keeping.now()

    def empty(self, fields) -> None:
        """Recorded: ready for the next."""
        if "agreed" in fields:
            self.agreed_line.show_value("")
        if "open" in fields:
            self.open_line.show_value("")
        if "measure" in fields:
            self.measure_line.show_value("")
            self.owner.show_value("")
            self._keeping.stop()
            self.due.show_day(None)
            self.measure_line.setFocus()

    # ---- how it is put together

    def _build_points(self) -> Card:
        card = Card(gap=6)
        self._sides: dict[str, QWidget] = {}
        self._side_words: dict[str, Label] = {}
        self.agreed, self.open = EntryList(edits=True, lead=18), EntryList(edits=True, lead=18)
        self.agreed_line = EntryLine(_("加一条，回车记下  F3"), _("大家都同意的，加一条"))
        self.open_line = EntryLine(_("加一条，回车记下  F4"), _("还要再商量的，加一条"))
        for kind, words, colour, view, line in (
            ("agreed", _("大家都同意的"), "done", self.agreed, self.agreed_line),
            ("open", _("还要再商量的"), "waiting", self.open, self.open_line),
        ):
            side = self._sides[kind] = QWidget()
            down = Column(side, gap=6)
            self._side_words[kind] = Label(words, colour)
            down.addWidget(self._side_words[kind])
            down.addWidget(view)
            down.addWidget(line)
            card.body.addWidget(side)
            view.setAccessibleName(words)
            view.edited.connect(lambda key, text: self._presenter.change_text("point", key, text))
            view.acted.connect(self._act_on_point)
            line.entered.connect(lambda text, kind=kind: self._presenter.add_point(kind, text))
            for signal in (line.draft_changed, line.finished):
                signal.connect(lambda text, kind=kind: self._presenter.keep_typing(kind, text))
        return card

    def _build_measures(self) -> Card:
        card = Card(_("办理措施"), gap=8)
        self.measures = EntryList()
        self.measures.setAccessibleName(_("办理措施"))
        self.measures.opened.connect(self._edit_measure)
        self.measures.acted.connect(lambda key, _action: self._presenter.remove("measure", key))
        card.body.addWidget(self.measures)
        self._measure_entry = QWidget()
        entry = Column(self._measure_entry, gap=8)
        self.measure_line = EntryLine(_("做什么  F5"), _("做什么"))
        self.owner = LineField("", example=_("谁来办"), longest=60)
        self.owner.line.setAccessibleName(_("谁来办"))
        self.due = DateField("", self._today, ahead=True)
        self.due.line.setPlaceholderText(_("几号前"))
        self.due.line.setAccessibleName(_("几号前办完"))
        self._add = Button(_("加措施"), icon="plus", pressed=self._add_measure)
        who = Row(gap=8)
        who.addWidget(self.owner, 1)
        who.addWidget(self.due, 1)
        entry.addWidget(self.measure_line)
        entry.addLayout(who)
        entry.addWidget(self._add)
        card.body.addWidget(self._measure_entry)
        self.measure_line.entered.connect(lambda _text: self.owner.line.setFocus())
        self.owner.line.returnPressed.connect(self.due.line.setFocus)
        # Queued: the field first finishes reading what was written.
        self.due.line.returnPressed.connect(self._add_measure, Qt.ConnectionType.QueuedConnection)
        for signal in (self.measure_line.draft_changed, self.measure_line.finished):
            signal.connect(lambda text: self._presenter.keep_typing("measure", text))
        self._keeping = Keeping(self, self._keep_owner)
        self._keeping.watch(self.owner)
        return card

    def _build_route(self) -> Card:
        card = Card(_("协商结果"), gap=8)
        self._other_side = Label(
            _("还没有人说过顾虑或不赞成。先请大家换到另一边想，有没有不同看法。"),
            "waiting",
            wrap=True,
        )
        card.body.addWidget(self._other_side)
        self.kind = ChoiceField("", [(kind.value, kind.words) for kind in OutcomeKind])
        self.kind.setAccessibleName(_("协商结果"))
        self.words = TextArea(_("用一两句话写清结果，会印在纪要和公示上"), rows=2, most_rows=6)
        self._words_field = Field("", self.words)
        self.words.setAccessibleName(_("结果怎么写"))
        self.conformity = LineField(
            _("谁核对过符合政策法规"), example=_("姓名，可以后补"), longest=60
        )
        self._lack = Label("", "waiting", wrap=True)
        self._lack.hide()
        for part in (self.kind, self._lack, self._words_field, self.conformity):
            card.body.addWidget(part)
        self.kind.changed.connect(self._kind_chosen)
        # Kept first: what can be recorded already is no draft any more afterwards.
        for signal in (self.words.draft_changed, self.words.finished):
            signal.connect(lambda text: self._presenter.keep_typing("route", text))
        self._checking = Keeping(self, self._keep_conformity)
        self._checking.watch(self.conformity)
        for field, name in (
            (self.agreed_line, "agreed"),
            (self.open_line, "open"),
            (self.measure_line, "measure"),
            (self.owner.line, "owner"),
            (self.words, "route"),
        ):
            Suggestions(field, lambda typed, name=name: self._presenter.phrases.find(name, typed))
        self.words.finished.connect(self._route)
        self.conformity.finished.connect(self._route)
        return card

    def _keep_owner(self) -> None:
        self._presenter.keep_typing("owner", self.owner.value())

    def _keep_conformity(self) -> None:
        self._presenter.keep_typing("conformity", self.conformity.value())

    def _act_on_point(self, key: str, action: str) -> None:
        if action == "remove":
            self._presenter.remove("point", key)
        elif action in _SHIFTS:
            self._presenter.shift_point(key, _SHIFTS[action])
        else:
            self._presenter.move_point(key, action)

    def _add_measure(self) -> None:
        due = self.due.day()
        if not self.measure_line.value().strip():
            self.measure_line.setFocus()
        elif not self.owner.value():
            self.owner.show_error(_("谁来办？"))
            self.owner.line.setFocus()
        elif due is None:
            if not self.due.error():
                self.due.show_error(_("几号前办完？"))
            self.due.line.setFocus()
        else:
            self._presenter.add_measure(self.measure_line.value(), self.owner.value(), due)

    def _edit_measure(self, key: str) -> None:
        if not self._measure_entry.isHidden():
            MeasureSheet(self, self._measures[key], self._presenter, self._today).open()

    def _kind_chosen(self, keys: list) -> None:
        """Without words yet, the points stand in for them."""
        if keys and self._item and not self.words.value().strip():
            points = self._item.open_points if keys[0] == "continue" else self._item.agreed
            self.words.show_value("；".join(point.text.rstrip("。；") for point in points))
            self.words.moveCursor(QTextCursor.MoveOperation.End)  # what is typed goes on there
        self._route()

    def _route(self, _text: str = "") -> None:
        self._show_hint()
        if self._owed or self._item is None or not self._item.has_route:
            return
        if not self.words.isReadOnly():
            self._presenter.route(self.kind.value(), self.words.value(), self.conformity.value())

    def _show_hint(self) -> None:
        """What the way means; before it is recorded, what it still lacks."""
        kind = self.kind.value()
        self.kind.show_hint(_(_KINDS[OutcomeKind(kind)]) if kind else _("选一个：三条路都可以走"))
        recorded = kind == self._route_shown.kind
        self._owed = self._lacking(kind) if kind and not recorded else ""
        self._lack.setText(self._owed)
        show_if(self._lack, bool(self._owed))
        self.kind.chips.set_pending(on=bool(kind) and not recorded)

    def _lacking(self, kind: str) -> str:
        """Words for what a result needs before it can be recorded."""
        lacking = []
        if kind == OutcomeKind.CONSENSUS.value and self._item and not self._item.agreed:
            lacking.append(_("一条大家都同意的意见 F3"))
        if not self.words.value().strip():
            lacking.append(_("一两句话写清结果"))
        return _("还差：{0}").format("、".join(lacking)) if lacking else ""


class MeasureSheet(Sheet):
    """A measure put right."""

    def __init__(
        self,
        host: QWidget,
        measure: MeasureRow,
        presenter: TalkPresenter,
        today: Callable[[], date],
    ) -> None:
        super().__init__(host, _("办理措施"), _("改好了"))
        self._key, self._presenter = measure.row.key, presenter
        self.text = LineField(_("做什么"))
        self.owner = LineField(_("谁来办"), longest=60)
        self.due = DateField(_("几号前办完"), today, ahead=True)
        self.text.show_value(measure.text)
        self.owner.show_value(measure.owner)
        self.due.show_day(measure.due)
        for field in (self.text, self.owner, self.due):
            self.body.addWidget(field)
        self.accepted.connect(self._save)

    def _save(self) -> None:
        due = self.due.day()
        if due is None:
            self.due.show_error(self.due.error() or _("请写日期。"))
        elif self._presenter.change_measure(self._key, self.text.value(), self.owner.value(), due):
            self.leave()

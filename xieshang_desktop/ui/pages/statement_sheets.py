"""The small forms of 书面意见: one statement, slips that go out, answers from a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import Stance, StatementWay
from xieshang_desktop.ui.presenters.statements import Brought, StatementForm, StatementsPresenter
from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryList
from xieshang_desktop.ui.widgets.fields import ChoiceField, Field, LineField, SelectField
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.reveal import focus_in_sight
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea

_WAYS = [way for way in StatementWay if way is not StatementWay.ONLINE]


class StatementSheet(Sheet):
    """Whose it is is typed and taken with Enter; then what was said."""

    def __init__(
        self,
        host: QWidget,
        form: StatementForm,
        presenter: StatementsPresenter,
        today: Callable[[], date],
    ) -> None:
        super().__init__(host, _("登记书面意见"), _("登记"), width=640)
        self._presenter = presenter
        self._person = form.person
        self.box = FilterBox(_("谁说的：姓名、拼音、首字母"))
        self.people = EntryList(most=3)
        self.people.setAccessibleName(_("找到的人"))
        self.chosen = Label("", "", wrap=True)
        self.item = SelectField(_("哪项议程"))
        self.item.show_choices(form.items, form.item)
        self.way = ChoiceField(_("怎么说的"), [(way.value, way.words) for way in _WAYS])
        self.way.show_value(form.way)
        self.stance = ChoiceField(_("态度"), [(each.value, each.words) for each in Stance])
        self.stance.show_value(Stance.UNSAID.value)
        self.text = TextArea(_("照原话记，例如：路修到家门口，我出两个工"), rows=3)
        self.day = DateField(_("哪天"), today)
        self.day.show_day(form.day)
        self.taken_by = LineField(_("记录人"), example=_("姓名"), longest=40)
        self.witness = LineField(_("见证人（可以空着）"), example=_("姓名"), longest=40)
        for part in (self.box, self.people, self.chosen, self.item, self.way, self.stance):
            self.body.addWidget(part)
        self.body.addWidget(Field(_("意见"), self.text))
        across = Row(gap=16)
        for field in (self.day, self.taken_by, self.witness):
            across.addWidget(field, 1)
        self.body.addLayout(across)
        self.box.typed.connect(self._find)
        self.box.drive(self.people)
        self.box.entered.connect(lambda _text: self._choose(self.people.marked_key()))
        self.people.opened.connect(self._choose)
        self.accepted.connect(self._save)
        self._names: dict[str, str] = {}
        self._show_person()

    def first(self) -> QWidget:
        """The box for the name, or the words where the name is known."""
        return self.text if self._person[0] else self.box

    def show_people(self, people: Sequence[tuple[str, str, str]]) -> None:
        """Who is meant by what was typed."""
        self._names = {key: f"{name}（{place}）" if place else name for key, name, place in people}
        rows = [Entry(key, f"{name}　{place}") for key, name, place in people]
        self.people.show_rows(rows, rows[0].key if rows else "")
        show_if(self.people, bool(rows))

    def _find(self, text: str) -> None:
        if text:
            self._presenter.find(text)
        else:
            self.show_people([])

    def _choose(self, key: str) -> None:
        if key:
            self._person = (key, self._names[key])
            self._show_person()
            focus_in_sight(self.text)

    def _show_person(self) -> None:
        person_id, name = self._person
        self.chosen.setText(_("{0} 的意见").format(name) if person_id else "")
        show_if(self.chosen, bool(person_id))
        self.box.clear()
        self.show_people([])

    def _save(self) -> None:
        if not self._person[0]:
            self.show_problem(_("请先找到是谁说的。名册上没有的人，到“名册”里加上。"))
            self.box.setFocus()
        elif self.day.error():
            self.day.setFocus()
        elif self._presenter.record(
            self._person[0],
            self.item.value(),
            self.way.value(),
            self.stance.value(),
            self.text.value(),
            self.day.day(),
            self.taken_by.value(),
            self.witness.value(),
        ):
            self.leave()


class SlipsSheet(Sheet):
    """Space picks who gets a slip; nobody picked means all invited."""

    def __init__(
        self,
        host: QWidget,
        items: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]],
        due: date,
        hand_out: Callable[[Sequence[str], str, date | None], bool],
        today: Callable[[], date],
    ) -> None:
        super().__init__(host, _("发意见表"), _("发出") if people else "", width=600)
        self._people, self._hand_out = list(people), hand_out
        self._picked: set[str] = set()
        if not people:
            words = _("还没有邀请人。先到“准备”里邀请要征求意见的人，再发意见表。")
            self.body.addWidget(Label(words, "", wrap=True))
            return
        self.item = SelectField(_("征求哪项议程的意见"))
        self.item.show_choices([("", _("全部议程")), *items], "")
        self.due = DateField(_("哪天前交回"), today, ahead=True)
        self.due.show_day(due)
        self.list = EntryList(most=6, least=3)
        self.list.setAccessibleName(_("发给谁"))
        self.list.picked.connect(self._pick)
        hint = _("按空格选人；一个也不选，就发给全部被邀请的 {0} 人。意见表在“文书”里打印。")
        self.body.addWidget(self.item)
        self.body.addWidget(self.due)
        self.body.addWidget(self.list)
        self.body.addWidget(Label(hint.format(len(people)), "small", wrap=True))
        self.accepted.connect(self._save)
        self._show()

    def _pick(self, key: str) -> None:
        self._picked ^= {key}
        self._show()

    def _show(self) -> None:
        rows = [Entry(key, name, picked=key in self._picked) for key, name in self._people]
        self.list.show_rows(rows, self.list.marked_key() or rows[0].key)
        count = len(self._picked) or len(self._people)
        self.yes.show_words(_("发出 {0} 份").format(count))

    def _save(self) -> None:
        chosen = [key for key, _name in self._people if key in self._picked or not self._picked]
        if self.due.error():
            self.due.setFocus()
        elif self._hand_out(chosen, self.item.value(), self.due.day()):
            self.leave()


class AnswersSheet(Sheet):
    """What a file would bring is said first; nobody on the roster is guessed."""

    def __init__(
        self,
        host: QWidget,
        items: Sequence[tuple[str, str]],
        first: Brought,
        brought: Callable[[str], Brought],
        take: Callable[[str], bool],
    ) -> None:
        super().__init__(host, _("导入网络意见"), _("导入"), width=600)
        self._take = take
        self.item = SelectField(_("是对哪项议程的意见"))
        self.item.show_choices(items, items[0][0])
        self.item.changed.connect(lambda key: self._show(brought(key)))
        self.words = Label("", "", wrap=True)
        self.names = Label("", "small", wrap=True)
        for part in (self.words, self.item, self.names):
            self.body.addWidget(part)
        self.accepted.connect(self._save)
        self._show(first)

    def _show(self, brought: Brought) -> None:
        names = brought.names
        said = _("这些名字照原样记下，不对应名册：{0}")
        shown = "、".join(names[:12]) + ("……" if len(names) > 12 else "")
        self.words.setText(brought.words)
        self.names.setText(said.format(shown))
        show_if(self.names, bool(names))

    def _save(self) -> None:
        if self._take(self.item.value()):
            self.leave()

"""下发: topics, rules, forms and texts for villages, and who has got them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.terms import DirectiveKind, TopicClass
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.township import directives
from xieshang_desktop.township.supervision import Issue, issues, withdrawn_keys
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.wording.dates import near_date

#: What can be sent from here; letters have their own place.
KINDS = (
    DirectiveKind.TOPIC,
    DirectiveKind.TEXT,
    DirectiveKind.PROFILE,
    DirectiveKind.FORMS,
)


#: Villages that are named; more are counted.
_NAMED = 12


class Wanted(NamedTuple):
    """A filled sheet."""

    kind: str
    villages: tuple[str, ...]
    title: str
    text: str
    topic_class: str
    due: date | None
    files: tuple[Path, ...]


class Detail(NamedTuple):
    """One thing that was sent, in full."""

    title: str
    facts: tuple[tuple[str, str], ...]
    text: str
    missing: str
    recall: str


class IssuingPage(Protocol):
    """What the presenter asks of the page."""

    def show_rows(self, rows: Sequence[tuple[object, ...]]) -> None: ...
    def show_detail(self, detail: Detail | None) -> None: ...
    def show_keys(self, keys: Sequence[tuple[str, str, str]]) -> None: ...


class IssuingPresenter:
    """One list, the newest first."""

    def __init__(self, desk: Desk, page: IssuingPage, attempt: Attempt) -> None:
        self._desk, self._page, self._attempt = desk, page, attempt
        self._issues: dict[str, Issue] = {}
        self._marked = ""

    def refresh(self) -> None:
        """Read the list again."""
        today = self._desk.today
        self._issues = {issue.key: issue for issue in issues(self._desk)}
        self._page.show_keys(
            [
                (
                    each.key.id,
                    _("{village}的钥匙 {key}").format(village=each.village, key=each.key.id),
                    _("{day}撤销：{reason}").format(
                        day=near_date(each.key.withdrawn_at.date(), today)
                        if each.key.withdrawn_at
                        else "",
                        reason=each.key.reason,
                    ),
                )
                for each in withdrawn_keys(self._desk)
            ]
        )
        self._page.show_rows([_row(issue, today) for issue in self._issues.values()])

    def mark(self, key: str) -> None:
        """Another row is marked."""
        self._marked = key
        issue = self._issues.get(key)
        self._page.show_detail(_detail(issue, self._desk.today) if issue else None)

    def addressees(self) -> list[tuple[str, str]]:
        """The villages that can be written to."""
        return [(v.id, v.name) for v in directives.enrolled(self._desk)]

    def recall(self) -> bool:
        """Take back the copies that no village has taken yet."""
        issue = self._issues[self._marked]
        waiting = [copy.id for _name, copy in issue.copies if copy.acknowledged_on is None]

        def take_back() -> None:
            for each in waiting:
                directives.withdraw(self._desk, each)

        return self._attempt(take_back, _("没有取走的都收回了"), final=True)

    def issue(self, wanted: Wanted) -> bool:
        """Send it down."""
        said = _("已下发，随下一次回执带到村里")
        return self._attempt(lambda: self._issue(wanted), said, final=True)

    def _issue(self, wanted: Wanted) -> None:
        desk, kind = self._desk, DirectiveKind(wanted.kind)
        if kind is DirectiveKind.TOPIC:
            directives.issue_topic(
                desk,
                wanted.villages,
                title=wanted.title,
                background=wanted.text,
                topic_class=TopicClass(wanted.topic_class),
                due=wanted.due,
            )
        elif kind is DirectiveKind.PROFILE:
            directives.issue_profile(desk, wanted.villages, _content(wanted.files))
        elif kind is DirectiveKind.FORMS:
            text = _content(wanted.files)
            directives.issue_form(desk, wanted.villages, wanted.files[0].stem, text, wanted.title)
        else:
            directives.issue_text(
                desk,
                wanted.villages,
                title=wanted.title,
                text=wanted.text,
                files=wanted.files,
                due=wanted.due,
            )


def kind_hint(kind: DirectiveKind) -> str:
    """What the villages will do with it."""
    return {
        DirectiveKind.TOPIC: _("村里一按就登记成议题，来源是党政点题。"),
        DirectiveKind.TEXT: _("村里看到这段话，和附上的文件。"),
        DirectiveKind.PROFILE: _("选一个规则文件（.toml）。村里同意以后，按新的天数来。"),
        DirectiveKind.FORMS: _("选一个文书格式文件（.toml）。村里同意以后，照它排版。"),
    }[kind]


def topic_classes() -> list[tuple[str, str]]:
    """The three classes of content."""
    return [(each.value, each.words) for each in TopicClass]


def _content(files: Sequence[Path]) -> str:
    if not files:
        raise BadInput("directive_file_missing")
    try:
        return files[0].read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WorldFailed("directive_file_gone", file=files[0].name) from error


def _row(issue: Issue, today: date) -> tuple[object, ...]:
    count, taken = len(issue.copies), issue.taken
    if taken == count:
        chip = (_("都已取走"), "done")
    else:
        chip = (_("{taken}/{count} 已取走").format(taken=taken, count=count), "waiting")
    first = issue.first
    return (
        near_date(first.issued_at.date(), today),
        first.kind.words,
        first.title,
        chip,
        issue.key,
    )


def _detail(issue: Issue, today: date) -> Detail:
    first = issue.first
    facts = [
        (_("种类"), first.kind.words),
        (
            _("下发"),
            _("{day}，{who}").format(
                day=near_date(first.issued_at.date(), today), who=first.issued_by
            ),
        ),
        (_("发给"), _("{0} 个村（社区）").format(len(issue.copies))),
    ]
    if first.due:
        facts.append((_("期限"), near_date(first.due, today)))
    if first.files:
        facts.append((_("文件"), "，".join(file.name for file in first.files)))
    waiting = [name for name, copy in issue.copies if copy.acknowledged_on is None]
    missing = _("还没有取走：{0}").format("、".join(waiting[:_NAMED])) if waiting else ""
    if len(waiting) > _NAMED:
        missing += _(" 等 {0} 个").format(len(waiting))
    readable = first.kind in (DirectiveKind.TOPIC, DirectiveKind.TEXT)
    return Detail(
        first.title,
        tuple(facts),
        first.text if readable else "",
        missing,
        _("收回没有取走的") if waiting else "",
    )

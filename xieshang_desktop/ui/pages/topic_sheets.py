"""The small forms of a topic's page: screening, refusal, merging, research, skipping, answer."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import NotOpen, StepKind
from xieshang_desktop.domain.topic import Research, Screening, Topic
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import topics
from xieshang_desktop.services.topic_file import TopicFile, list_topics
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.fields import CheckField, Field, LineField, SelectField
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea


def ask_screening(context: Context, topic: Topic) -> Sheet:
    """切口小、关联广、反映强烈, each with its reason; and whether it is open to consultation."""
    sheet = Sheet(context.window, _("筛选：{0}").format(topic.title), _("保存筛选意见"), width=680)
    known = topic.screening
    rows: list[tuple[CheckField, LineField]] = []
    for words, hint, met, reason in (
        (
            _("切口小"),
            _("一件具体的事，例如：只修一条路"),
            known.small_cut if known else True,
            known.small_cut_reason if known else "",
        ),
        (
            _("关联广"),
            _("关系到多少户，例如：46户走这条路"),
            known.wide_relevance if known else True,
            known.wide_relevance_reason if known else "",
        ),
        (
            _("反映强烈"),
            _("谁反映、几次，例如：联名31人"),
            known.strong_reaction if known else True,
            known.strong_reaction_reason if known else "",
        ),
    ):
        check, line = CheckField(words), LineField("", example=hint)
        check.setChecked(met)
        line.line.setAccessibleName(words)
        line.show_value(reason)
        rows.append((check, line))
        sheet.body.addWidget(check)
        sheet.body.addWidget(line)
    scope = SelectField(_("属于协商范围吗？"))
    scope.show_choices([("", _("属于，可以协商")), *((n.value, n.words) for n in NotOpen)], "")
    if known and known.not_open:
        scope.show_value(known.not_open.value)
    sheet.body.addWidget(scope)

    def keep() -> None:
        screening = Screening(
            small_cut=rows[0][0].isChecked(),
            small_cut_reason=rows[0][1].value(),
            wide_relevance=rows[1][0].isChecked(),
            wide_relevance_reason=rows[1][1].value(),
            strong_reaction=rows[2][0].isChecked(),
            strong_reaction_reason=rows[2][1].value(),
            not_open=NotOpen(scope.value()) if scope.value() else None,
        )
        if context.attempt(
            lambda: topics.screen(context.desk, topic.id, screening), _("筛选意见已保存")
        ):
            sheet.leave()

    sheet.accepted.connect(keep)
    sheet.open(rows[0][1].line)
    return sheet


def ask_refusal(context: Context, topic: Topic) -> Sheet:
    """Leave a topic out, with the reason and the answer to its proposer."""
    reason = TextArea(_("为什么不列入"), rows=2)
    answer = TextArea(_("怎样答复 {0}").format(topic.proposer), rows=3)
    if topic.screening and topic.screening.not_open:
        reason.show_value(topic.screening.not_open.words)
    return _ask(
        context,
        _("不列入：{0}").format(topic.title),
        _("不列入"),
        [Field(_("原因"), reason), Field(_("给提出人的答复"), answer)],
        lambda: topics.refuse(context.desk, topic.id, reason.value(), answer.value()),
        _("已不列入，答复已记下"),
        reason,
    )


def ask_merge(context: Context, file: TopicFile) -> Sheet:
    """Join a duplicate to the topic that goes on; likely ones come first."""
    likely = {t.id for t in file.similar}
    others = [
        line.topic
        for line in list_topics(context.desk)
        if line.topic.id != file.topic.id and line.topic.state in {"collected", "accepted"}
    ]
    others.sort(key=lambda t: (t.id not in likely, t.number))
    into = SelectField(_("合并到哪个议题"))
    into.show_choices([(t.id, f"{t.number} {t.title}") for t in others])
    if others:
        into.show_value(others[0].id)
    return _ask(
        context,
        _("合并：{0}").format(file.topic.title),
        _("合并"),
        [into, Label(_("合并后往后的步骤都在那个议题里办，这里的经过保留。"), "small", wrap=True)],
        lambda: topics.merge(context.desk, file.topic.id, into.value()),
        _("已合并"),
        into,
    )


def ask_research(context: Context, topic: Topic) -> Sheet:
    """Research before talk."""
    who = LineField(_("谁去调研"), example=_("例如：村委会副主任、两名户代表"))
    day = DateField(_("哪天"), lambda: context.desk.today)
    day.show_day(context.desk.today)
    findings = TextArea(_("看到了什么、问了谁、算了多少"), rows=6)

    def keep() -> Research:
        return topics.save_research(
            context.desk,
            Research(
                id=new_id(),
                topic_id=topic.id,
                made_on=day.day() or context.desk.today,
                researchers=who.value(),
                findings=findings.value().strip(),
            ),
        )

    return _ask(
        context,
        _("调研记录：{0}").format(topic.title),
        _("保存"),
        [who, day, Field(_("调研情况"), findings)],
        keep,
        _("调研记录已保存"),
        who,
        width=680,
    )


def ask_skip(context: Context, topic: Topic, kind: StepKind) -> Sheet:
    """Pass over a step for a written reason."""
    reason = TextArea(_("例如：水管爆裂须当天抢修，情况现场看得见"), rows=3)
    return _ask(
        context,
        _("跳过“{0}”").format(kind.words),
        _("跳过这一步"),
        [Field(_("原因（会写进纪要）"), reason)],
        lambda: topics.skip_step(context.desk, topic.id, kind, reason.value()),
        _("已跳过，原因会写进纪要"),
        reason,
    )


def ask_answer(context: Context, topic: Topic) -> Sheet:
    """Tell the proposer what came of it."""
    answer = TextArea(_("用平常话写一两句"), rows=4)
    answer.show_value(topic.answer)
    return _ask(
        context,
        _("答复 {0}").format(topic.proposer),
        _("已经答复"),
        [Field(_("怎样答复的"), answer)],
        lambda: topics.answer_proposer(context.desk, topic.id, answer.value()),
        _("答复已记下"),
        answer,
    )


def _ask(
    context: Context,
    title: str,
    yes: str,
    inside: list[QWidget],
    call,
    said: str,
    first: QWidget,
    width: int = 560,
) -> Sheet:
    sheet = Sheet(context.window, title, yes, width=width)
    for widget in inside:
        sheet.body.addWidget(widget)

    def keep() -> None:
        if context.attempt(call, said):
            sheet.leave()

    sheet.accepted.connect(keep)
    sheet.open(first)
    return sheet

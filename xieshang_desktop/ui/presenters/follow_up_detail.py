"""One row of 办理 in full: its facts, and what can be done about it."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.terms import OutcomeKind, TaskState
from xieshang_desktop.services.decision_file import DecisionLine
from xieshang_desktop.services.decision_links import settles
from xieshang_desktop.services.follow_up_list import (
    AnswerLine,
    EffectLine,
    FollowUp,
    ImplementationLine,
    SubmissionLine,
    TaskLine,
)
from xieshang_desktop.ui.presenters.decision_words import line_words
from xieshang_desktop.ui.presenters.follow_up_rows import (
    FollowRow,
    answer_row,
    effect_row,
    implementation_row,
    submission_row,
    task_row,
)
from xieshang_desktop.wording.dates import date_words


class Action(NamedTuple):
    """A button of the marked row; `main` is the deed that is due."""

    key: str
    words: str
    main: bool = False


class FollowDetail(NamedTuple):
    """The marked row in full: chip, words, facts, what can be done (the main thing first)."""

    chip: tuple[str, str]
    what: str
    facts: tuple[tuple[str, str], ...]
    actions: tuple[Action, ...]


def detail_of(found: FollowUp, key: str) -> FollowDetail | None:
    """One row in full."""
    kind, _colon, object_id = key.partition(":")
    if kind == "task":
        return next((_task(t, found) for t in found.tasks if t.task.id == object_id), None)
    if kind == "submission":
        lines = (s for s in found.submissions if s.submission.id == object_id)
        return next((_submission(s, found) for s in lines), None)
    if kind == "outcome":
        return next((_effect(e, found) for e in found.effects if e.outcome.id == object_id), None)
    if kind == "implementation":
        posted = (line for line in found.implementations if line.topic.id == object_id)
        return next((_implementation(line, found) for line in posted), None)
    return next((_answer(a, found.day) for a in found.answers if a.topic.id == object_id), None)


def handed_over(detail: FollowDetail, line: DecisionLine | None) -> FollowDetail:
    """The row with the meeting to which its outcome was handed over, if there is one; it is handed
    over again only where it did not pass."""
    if line is None:
        return detail
    see = Action("decision", _("看决定会议"))
    actions: list[Action] = []
    for action in detail.actions:
        if action.key != "decide":
            actions.append(action)
        else:
            actions += [see] if settles(line) else [see, action]
    facts = (*detail.facts, (_("决定会议"), line_words(line)))
    return detail._replace(facts=facts, actions=tuple(actions))


def _task(line: TaskLine, found: FollowUp) -> FollowDetail:
    task = line.task
    done = task.state is TaskState.DONE
    facts = [(_("谁来办"), task.owner), (_("期限"), date_words(task.due))]
    if done:
        facts += [
            (_("办结"), date_words(task.done_on) if task.done_on else ""),
            (_("办理结果"), task.result),
        ]
    else:
        facts.append((_("延期原因"), task.result))
    actions: tuple[Action, ...] = (
        Action("finish", _("办好了"), True),
        Action("extend", _("延期")),
        Action("owner", _("换人办")),
    )
    if done:
        actions = _after(line.outcome, found)
    actions += (_photos(task.id, found), Action("paper:task_sheet", _("办理单")))
    return _full(task_row(line, found.day), line.outcome, facts, actions)


def _submission(line: SubmissionLine, found: FollowUp) -> FollowDetail:
    submission = line.submission
    handed, replied = submission.submitted_on, submission.replied_on
    facts = [(_("报给"), submission.addressee)]
    if handed:
        waited = ((replied or found.day) - handed).days
        said = _("{0}，等了 {1} 天") if replied else _("{0}，已等 {1} 天")
        said = said if waited else "{0}"
        facts.append((_("报上去"), said.format(date_words(handed), waited)))
    if submission.reply_due and not replied:
        label = _("应答复") if handed else _("应有答复")
        facts.append((label, _("{0}前").format(date_words(submission.reply_due))))
    if replied:
        facts += [(_("答复日期"), date_words(replied)), (_("答复"), submission.reply)]
    if not handed:
        actions: tuple[Action, ...] = (Action("hand_in", _("报上去"), True),)
    elif not replied:
        actions = (Action("reply", _("记答复"), True),)
    else:
        actions = _after(line.outcome, found)
    actions = (*actions, Action("paper:submission", _("上报件")))
    row = submission_row(line, found.day)._replace(what=line.topic.title)
    return _full(row, line.outcome, [*facts, (_("材料内容"), submission.text)], actions)


def _effect(line: EffectLine, found: FollowUp) -> FollowDetail:
    actions = (*_after(line.outcome, found), _photos(line.outcome.id, found))
    return _full(effect_row(line), line.outcome, [], actions)


def _implementation(line: ImplementationLine, found: FollowUp) -> FollowDetail:
    """The second posting: its next step first."""
    show = Action("paper:implementation", _("看公示"))
    facts: list[tuple[str, str]] = []
    if line.notice is None:
        actions: tuple[Action, ...] = (Action("issue", _("公示落实情况"), True), show)
        facts.append((_("最迟公示"), date_words(line.due)))
    elif not line.postings:
        actions = (Action("post", _("已张贴"), True), show)
        facts.append((_("写好"), date_words(line.notice.issued_on)))
    else:
        due = max(posting.removable_on for posting in line.postings)
        for posting in line.postings:
            facts.append((posting.place, _("{0} 张贴").format(date_words(posting.posted_on))))
        facts.append((_("最早撤下"), date_words(due)))
        actions = (
            Action("take_down", _("撤下"), due <= found.day),
            Action("post", _("再贴一处")),
            show,
        )
    row = implementation_row(line, found.day)
    return _full(row, line.outcome, facts, (*actions, _photos(line.outcome.id, found)))


def _answer(line: AnswerLine, today: date) -> FollowDetail:
    facts = [
        (_("提出人"), line.topic.proposer),
        (_("议题"), line.topic.title),
        (_("协商结果"), _result(line.outcome)),
        ("", line.outcome.text),
        (_("给提出人的答复"), line.topic.answer),
    ]
    actions: tuple[Action, ...] = (Action("answer", _("改答复")),)
    if "answer" in line.missing:
        actions = (Action("answer", _("答复提出人"), True),)
    elif not line.missing:
        actions = (Action("close", _("办结"), True), *actions)
    actions = (*actions, Action("paper:answer", _("答复函")))
    row = answer_row(line, today)
    return FollowDetail(row.due, row.what, _filled(facts), (*actions, _see_topic()))


def _full(
    row: FollowRow,
    outcome: Outcome,
    facts: list[tuple[str, str]],
    actions: tuple[Action, ...],
) -> FollowDetail:
    satisfaction = "" if outcome.satisfaction is None else f"{outcome.satisfaction}%"
    facts = [
        *facts,
        (_("议题"), row.topic if row.topic != row.what else ""),
        (_("协商结果"), _result(outcome)),
        ("", outcome.text if outcome.text != row.what else ""),
        (_("效果"), outcome.effect),
        (_("满意度"), " ".join(w for w in (satisfaction, outcome.satisfaction_note) if w)),
    ]
    if outcome.kind is OutcomeKind.CONSENSUS:  # VCL art. 33: some of it must be decided yet
        actions = (*actions, Action("decide", _("提交村民（代表）会议")))
    return FollowDetail(row.due, row.what, _filled(facts), (*actions, _see_topic()))


def _filled(facts: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(fact for fact in facts if fact[1])


def _result(outcome: Outcome) -> str:
    return _("{0}，{1}").format(outcome.kind.words, date_words(outcome.decided_on))


def _see_topic() -> Action:
    return Action("topic", _("看议题"))


def _effect_action(outcome: Outcome) -> Action:
    known = bool(outcome.effect)
    return Action("effect", _("改效果") if known else _("记效果"), not known)


def _after(outcome: Outcome, found: FollowUp) -> tuple[Action, ...]:
    """What follows once the work is done: its effect, then the second posting."""
    if all(line.outcome.id != outcome.id for line in found.effects):
        return ()
    effect = _effect_action(outcome)
    owed = (line for line in found.implementations if line.outcome.id == outcome.id)
    line = next(owed, None)
    if line is None or line.notice is not None:
        return (effect,)
    issue = Action("issue", _("公示落实情况"), not effect.main)
    return (effect, issue) if effect.main else (issue, effect)


def _photos(object_id: str, found: FollowUp) -> Action:
    count = found.photos.get(object_id, 0)
    return Action("photos", _("照片 {0}").format(count) if count else _("加照片"))

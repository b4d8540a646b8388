"""A topic's page in words: the rail, what is missing for the next step, its history."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.meeting import COMING
from xieshang_desktop.domain.terms import (
    MeetingState,
    OutcomeKind,
    Part,
    StepKind,
    TaskState,
    TopicState,
)
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services.decision_links import settles
from xieshang_desktop.services.topic_file import TopicFile
from xieshang_desktop.services.topics import LIVE, SKIPPABLE
from xieshang_desktop.ui.presenters.decision_words import line_words
from xieshang_desktop.ui.presenters.topic_options import option_words
from xieshang_desktop.ui.presenters.topic_participants import mix_words
from xieshang_desktop.ui.presenters.topics import CHIPS
from xieshang_desktop.wording.dates import date_words, near_date
from xieshang_desktop.wording.facts import listed, missing_words
from xieshang_desktop.wording.happenings import happening_words


class Action(NamedTuple):
    """A button: what it does and what it says."""

    key: str
    words: str


class TopicView(NamedTuple):
    """Everything the page shows, in words."""

    title: str
    chips: tuple[tuple[str, str], ...]
    facts: str
    steps: tuple[tuple[str, str, str], ...]
    next: Action | None
    others: tuple[Action, ...]
    notice: tuple[str, str]
    background: str
    checks: tuple[tuple[str, str, str], ...]
    participants: str
    mix_missing: str
    research: tuple[tuple[str, str], ...]
    options: tuple[str, ...]
    results: tuple[tuple[str, str, str], ...]
    answer: str
    history: tuple[tuple[str, str], ...]


def topic_view(file: TopicFile) -> TopicView:
    """The page of one topic."""
    topic = file.topic
    live = topic.state in LIVE
    return TopicView(
        title=topic.title,
        chips=(
            (topic.state.words, CHIPS[topic.state]),
            (topic.topic_class.words, "neutral"),
            (topic.source.words, "neutral"),
        ),
        facts=_facts(topic),
        steps=tuple(_step(file, kind) for kind in StepKind),
        next=_next(file),
        others=_others(file),
        notice=_notice(file),
        background=topic.background or _("还没有写事由。"),
        checks=_checks(topic),
        participants=mix_words(file.mix) if live or file.participants else "",
        mix_missing=_("还没有：{0}").format(listed(p.words for p in file.mix.missing))
        if file.mix.missing and file.participants
        else "",
        research=tuple(
            (f"{_day(topic, r.made_on)}　{r.researchers}", r.findings) for r in file.research
        ),
        options=tuple(option_words(file.options)),
        results=_results(file),
        answer=topic.answer,
        history=tuple(
            (_day(topic, h.at), happening_words(h.kind, h.facts, h.times)) for h in file.history
        ),
    )


def _day(topic: Topic, day: date) -> str:
    """A day, with its year where that is not the year the matter was raised in."""
    return near_date(day, topic.proposed_on)


def _facts(topic: Topic) -> str:
    parts = [
        _("{who}（{group}）{day}提出") if topic.group else _("{who} {day}提出"),
        _("涉及 {0} 户").format(topic.households) if topic.households else topic.scope.words,
        _("编号 {0}").format(topic.number),
    ]
    day = date_words(topic.proposed_on)
    parts[0] = parts[0].format(who=topic.proposer, group=topic.group, day=day)
    if topic.collective_property:
        parts.append(_("涉及集体财产或成员权益"))
    return " · ".join(parts)


def _step(file: TopicFile, kind: StepKind) -> tuple[str, str, str]:
    standing = file.standing
    step = standing.step(kind)
    if step is not None and step.skipped_reason:
        return (kind.words, _("已跳过：{0}").format(step.skipped_reason), "skipped")
    if step is not None:
        return (kind.words, _done_note(file, kind, _day(file.topic, step.done_on)), "done")
    live = file.topic.state in LIVE
    if live and kind is standing.current:
        missing = standing.missing(kind)
        note = _("还差：{0}").format(missing_words(missing)) if missing else _("可以确认了")
        return (kind.words, note, "now")
    ahead = {
        StepKind.DISCUSSION: _meeting_note(file),
        StepKind.PUBLICITY: _("不少于 15 日"),
    }.get(kind, "")
    return (kind.words, ahead, "ahead")


def _done_note(file: TopicFile, kind: StepKind, day: str) -> str:
    if kind is StepKind.PARTICIPANTS:
        stakeholders = file.mix.parts.get(Part.STAKEHOLDER, 0)
        return _("{0} 人，{1} 名利益相关方").format(file.mix.total, stakeholders)
    if kind is StepKind.PUBLICITY and file.postings:
        return _("{0} 起，{1} 可撤").format(day, _day(file.topic, file.postings[-1].removable_on))
    words = {
        StepKind.TOPIC: _("{0} 审定"),
        StepKind.RESEARCH: _("{0} 完成"),
        StepKind.DISCUSSION: _("{0} 协商"),
    }.get(kind, "{0}")
    return words.format(day)


def _meeting_note(file: TopicFile) -> str:
    coming = [m for m in file.meetings if m.state in COMING]
    if not coming:
        return ""
    starts = coming[-1].starts
    return f"{_day(file.topic, starts)} {starts:%H:%M}"


def _next(file: TopicFile) -> Action | None:
    """The one red button: the next step in words."""
    topic, standing = file.topic, file.standing
    if topic.state is TopicState.COLLECTED:
        missing = standing.missing(StepKind.TOPIC)
        if "background" in missing:
            return Action("edit", _("下一步：写事由"))
        if "screening" in missing:
            return Action("screen", _("下一步：筛选"))
        closed = topic.screening is not None and topic.screening.not_open is not None
        return (
            Action("refuse", _("下一步：不列入并答复"))
            if closed
            else Action("accept", _("审定，列入协商"))
        )
    if topic.state is not TopicState.ACCEPTED:
        return None
    if standing.current is None:
        return _next_of_loop(file)
    missing = standing.missing(standing.current)
    return _next_of_step(file, standing.current, missing)


def _next_of_step(file: TopicFile, kind: StepKind, missing: tuple[str, ...]) -> Action:
    if kind is StepKind.PARTICIPANTS:
        return (
            Action("participants", _("下一步：定参加人"))
            if missing
            else Action("settle:participants", _("确认参加人"))
        )
    if kind is StepKind.RESEARCH:
        return (
            Action("research", _("下一步：补调研记录"))
            if missing
            else Action("settle:research", _("确认调研完成"))
        )
    if kind is StepKind.DISCUSSION:
        return (
            Action("plan", _("下一步：安排会议"))
            if not _coming(file)
            else Action("meeting", _("打开会议"))
        )
    return Action("publicity", _("下一步：公示结果"))


def _next_of_loop(file: TopicFile) -> Action:
    """After the five steps: the answer, what was promised, the effect, and the loop closes."""
    for code, key, words in (
        ("answer", "answer", _("下一步：答复提出人")),
        ("tasks", "follow_up", _("下一步：办理落实")),
        ("reply", "follow_up", _("下一步：等上级答复")),
        ("effect", "follow_up", _("下一步：记下效果")),
    ):
        if code in file.loop:
            return Action(key, words)
    return Action("close", _("办结"))


def _coming(file: TopicFile) -> bool:
    return any(m.state in {*COMING, MeetingState.CLOSED} for m in file.meetings)


def _others(file: TopicFile) -> tuple[Action, ...]:
    topic, standing = file.topic, file.standing
    found: list[Action] = []
    if topic.state is TopicState.COLLECTED:
        if topic.screening is not None:
            found.append(Action("screen", _("改筛选意见")))
        found += [Action("merge", _("合并")), Action("refuse", _("不列入"))]
    if topic.state is TopicState.ACCEPTED:
        if standing.current in SKIPPABLE:
            found.append(Action(f"skip:{standing.current}", _("跳过这一步")))
        found.append(Action("participants", _("参加人")))
        if standing.current is not StepKind.RESEARCH:
            found.append(Action("research", _("加调研记录")))
        found.append(Action("options", _("可选办法")))
    if topic.state is TopicState.ACCEPTED and file.outcomes:
        if file.decisions:
            found.append(Action("decision", _("看决定会议")))
        if not any(settles(line) for line in file.decisions):
            found.append(Action("decide", _("提交村民（代表）会议")))
    if topic.state in {TopicState.COLLECTED, TopicState.ACCEPTED}:
        found.append(Action("edit", _("修改")))
    return tuple(found)


def _notice(file: TopicFile) -> tuple[str, str]:
    """A strip above the page: words and kind."""
    topic = file.topic
    if topic.state is TopicState.MERGED:
        return (_("已合并到 {0}，往后在那里办。").format(topic.reason), "neutral")
    if topic.state is TopicState.REFUSED:
        return (_("不列入：{0}").format(topic.reason), "neutral")
    if topic.state is TopicState.COLLECTED and file.similar:
        names = listed(f"{t.number} {t.title}" for t in file.similar[:3])
        return (_("可能与这些议题重复：{0}").format(names), "waiting")
    return ("", "neutral")


def _checks(topic: Topic) -> tuple[tuple[str, str, str], ...]:
    screening = topic.screening
    if screening is None:
        return ()
    rows = [
        (screening.small_cut, _("切口小"), screening.small_cut_reason),
        (screening.wide_relevance, _("关联广"), screening.wide_relevance_reason),
        (screening.strong_reaction, _("反映强烈"), screening.strong_reaction_reason),
    ]
    checks = [("done" if met else "ahead", words, reason) for met, words, reason in rows]
    if screening.not_open is not None:
        checks.append(("attention", _("不在协商范围"), screening.not_open.words))
    return tuple(checks)


def _results(file: TopicFile) -> tuple[tuple[str, str, str], ...]:
    rows: list[tuple[str, str, str]] = []
    for outcome in file.outcomes:
        state = "ahead" if outcome.kind is OutcomeKind.CONTINUE else "done"
        rows.append((state, outcome.kind.words, outcome.text))
    for line in file.decisions:
        rows.append(("done" if line.passed else "ahead", _("决定会议"), line_words(line)))
    for task in file.tasks:
        if task.state is TaskState.DONE:
            rows.append(("done", task.owner, f"{task.text}。{task.result}"))
        else:
            due = _("{0}前").format(_day(file.topic, task.due))
            rows.append(("ahead", task.owner, _("{0}（{1}）").format(task.text, due)))
    for submission in file.submissions:
        answered = bool(submission.reply)
        words = submission.reply or submission.text
        rows.append(("done" if answered else "ahead", submission.addressee, words))
    return tuple(rows)

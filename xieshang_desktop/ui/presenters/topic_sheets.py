"""The small forms of a topic's page: screening, refusal, merging, research, skipping, answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.terms import NotOpen, StepKind
from xieshang_desktop.domain.topic import Research, Screening, Topic
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import topics
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topic_file import topics_to_merge_into

Values = Mapping[str, str]


class AskField(NamedTuple):
    """One field of a form; `kind` is line, text, day, choice or check."""

    name: str
    kind: str
    label: str
    value: str = ""
    example: str = ""
    rows: int = 3
    choices: tuple[tuple[str, str], ...] = ()

    def filled(self, values: Values) -> AskField:
        """The field with its value, if it has one that it can take."""
        value = values.get(self.name, self.value)
        known = not self.choices or value in dict(self.choices)
        return self._replace(value=value) if known else self


class Ask(NamedTuple):
    """A form: its key says what its answer does."""

    key: str
    title: str
    yes: str
    fields: tuple[AskField, ...]
    note: str = ""
    wide: bool = False

    def filled(self, values: Values) -> Ask:
        """The form with what was typed into it before."""
        fields = tuple(field.filled(values) for field in self.fields)
        return self._replace(fields=fields)

    def values(self) -> dict[str, str]:
        """What stands in its fields."""
        return {field.name: field.value for field in self.fields}


def form_for(desk: Desk, topic: Topic, key: str) -> Ask:
    """The form behind a button; RuleBroken `merge_nothing` when there is no other topic."""
    name, _colon, step = key.partition(":")
    if name == "screen":
        return _screening(topic)
    if name == "refuse":
        return _refusal(topic)
    if name == "merge":
        return _merge(desk, topic)
    if name == "research":
        return _research(desk, topic)
    if name == "skip":
        return _skip(key, StepKind(step))
    return _answer(topic)


def take(desk: Desk, topic: Topic, key: str, values: Values) -> None:
    """Do what a filled form asks for; raises as the service behind it, BadInput `date_missing`."""
    name, _colon, step = key.partition(":")
    if name == "screen":
        topics.screen(desk, topic.id, _screened(values))
    elif name == "refuse":
        topics.refuse(desk, topic.id, values["reason"], values["answer"])
    elif name == "merge":
        topics.merge(desk, topic.id, values["into"])
    elif name == "research":
        topics.save_research(desk, _researched(topic, values))
    elif name == "skip":
        topics.skip_step(desk, topic.id, StepKind(step), values["reason"])
    else:
        topics.answer_proposer(desk, topic.id, values["answer"])


def taken_words(key: str) -> str:
    """What was done, once it is."""
    return {
        "screen": _("筛选意见已保存"),
        "refuse": _("已不列入，答复已记下"),
        "merge": _("已合并"),
        "research": _("调研记录已保存"),
        "skip": _("已跳过，原因会写进纪要"),
        "answer": _("答复已记下"),
    }[key.partition(":")[0]]


def _screening(topic: Topic) -> Ask:
    known = topic.screening
    fields: list[AskField] = []
    for name, words, example in (
        ("small_cut", _("切口小"), _("一件具体的事，例如：只修一条路")),
        ("wide_relevance", _("关联广"), _("关系到多少户，例如：46户走这条路")),
        ("strong_reaction", _("反映强烈"), _("谁反映、几次，例如：联名31人")),
    ):
        met = known is None or getattr(known, name)
        reason = getattr(known, f"{name}_reason") if known else ""
        fields.append(AskField(name, "check", words, "yes" if met else ""))
        fields.append(AskField(f"{name}_reason", "line", "", reason, example))
    open_or_not = (("", _("属于，可以协商")), *((n.value, n.words) for n in NotOpen))
    closed = known.not_open.value if known and known.not_open else ""
    fields.append(
        AskField("not_open", "choice", _("属于协商范围吗？"), closed, choices=open_or_not)
    )
    title = _("筛选：{0}").format(topic.title)
    return Ask("screen", title, _("保存筛选意见"), tuple(fields), wide=True)


def _screened(values: Values) -> Screening:
    return Screening(
        small_cut=bool(values["small_cut"]),
        small_cut_reason=values["small_cut_reason"],
        wide_relevance=bool(values["wide_relevance"]),
        wide_relevance_reason=values["wide_relevance_reason"],
        strong_reaction=bool(values["strong_reaction"]),
        strong_reaction_reason=values["strong_reaction_reason"],
        not_open=NotOpen(values["not_open"]) if values["not_open"] else None,
    )


def _refusal(topic: Topic) -> Ask:
    closed = topic.screening.not_open if topic.screening else None
    example = _("怎样答复 {0}").format(topic.proposer)
    return Ask(
        "refuse",
        _("不列入：{0}").format(topic.title),
        _("不列入"),
        (
            AskField(
                "reason",
                "text",
                _("原因"),
                closed.words if closed else "",
                _("为什么不列入"),
                rows=2,
            ),
            AskField("answer", "text", _("给提出人的答复"), "", example),
        ),
    )


def _merge(desk: Desk, topic: Topic) -> Ask:
    others = topics_to_merge_into(desk, topic)
    if not others:
        raise RuleBroken("merge_nothing")
    choices = tuple((t.id, f"{t.number} {t.title}") for t in others)
    return Ask(
        "merge",
        _("合并：{0}").format(topic.title),
        _("合并"),
        (AskField("into", "choice", _("合并到哪个议题"), choices[0][0], choices=choices),),
        _("合并后往后的步骤都在那个议题里办，这里的经过保留。"),
    )


def _research(desk: Desk, topic: Topic) -> Ask:
    return Ask(
        "research",
        _("调研记录：{0}").format(topic.title),
        _("保存"),
        (
            AskField("who", "line", _("谁去调研"), "", _("例如：村委会副主任、两名户代表")),
            AskField("day", "day", _("哪天"), desk.today.isoformat()),
            AskField(
                "findings",
                "text",
                _("调研情况"),
                "",
                _("看到了什么、问了谁、算了多少"),
                rows=6,
            ),
        ),
        wide=True,
    )


def _researched(topic: Topic, values: Values) -> Research:
    if not values["day"]:
        raise BadInput("date_missing")
    return Research(
        id=new_id(),
        topic_id=topic.id,
        made_on=date.fromisoformat(values["day"]),
        researchers=values["who"],
        findings=values["findings"],
    )


def _skip(key: str, kind: StepKind) -> Ask:
    example = _("例如：水管爆裂须当天抢修，情况现场看得见")
    return Ask(
        key,
        _("跳过“{0}”").format(kind.words),
        _("跳过这一步"),
        (AskField("reason", "text", _("原因（会写进纪要）"), "", example),),
    )


def _answer(topic: Topic) -> Ask:
    words = _("用平常话写一两句")
    return Ask(
        "answer",
        _("答复 {0}").format(topic.proposer),
        _("已经答复"),
        (AskField("answer", "text", _("怎样答复的"), topic.answer, words, rows=4),),
    )

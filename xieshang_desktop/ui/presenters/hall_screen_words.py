"""What the hall's screen shows in words, and the time that is left, told anew each second."""

from __future__ import annotations

from datetime import datetime, timedelta
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.span import Span, length_of
from xieshang_desktop.services.hall_screen import ScreenView, Slide, Voice, code_of, rules_of


class Section(NamedTuple):
    """A label and what stands below it; `tone` is agreed, open or plain."""

    label: str
    tone: str
    lines: tuple[str, ...]
    numbered: bool = True


class Speaking(NamedTuple):
    """Who has the floor."""

    label: str
    name: str
    group: str


class TimeLeft(NamedTuple):
    """`label` says whether it is left or over, so that colour is not the only sign."""

    label: str
    clock: str
    over: bool


class Timing(NamedTuple):
    """From this the time left is told without reading any record."""

    spans: tuple[Span, ...]
    limit: timedelta

    def left(self, now: datetime) -> TimeLeft:
        """How much is left, or how much over, in minutes and seconds."""
        left = self.limit - length_of(self.spans, now)
        over = left < timedelta()
        # A second that has begun is still left: 2:00 at the first moment, 0:00 at the last.
        seconds = -(left // timedelta(seconds=1)) if over else -(-left // timedelta(seconds=1))
        clock = f"{seconds // 60}:{seconds % 60:02d}"
        return TimeLeft(_("超时") if over else _("还剩"), clock, over)


class Shown(NamedTuple):
    """One slide, ready to be painted. `lead` and `present` are its head, `foot` the main rule."""

    slide: Slide
    lead: str = ""
    present: str = ""
    title: str = ""
    sections: tuple[Section, ...] = ()
    empty: str = ""
    speaking: Speaking | None = None
    following: tuple[str, ...] = ()  # the same in ever fewer words
    foot: str = ""
    timing: Timing | None = None
    message: str = ""
    code: tuple[bytes, ...] = ()
    beside: tuple[str, ...] = ()


def slides_of(view: ScreenView) -> tuple[Slide, ...]:
    """What there is to show: no code without a topic, no message before one is written."""
    missing = {Slide.CODE: not view.sheet, Slide.MESSAGE: not view.message}
    return tuple(slide for slide in Slide if not missing.get(slide))


def slide_words(slide: Slide) -> str:
    """What the operator calls it."""
    return {
        Slide.ITEM: _("议题"),
        Slide.RULES: _("发言规则"),
        Slide.CODE: _("二维码"),
        Slide.MESSAGE: _("通知"),
        Slide.BLANK: _("空白"),
    }[slide]


def shown(view: ScreenView, slide: Slide) -> Shown:
    """A slide in words; one that has nothing to show is the item."""
    if slide not in slides_of(view):
        slide = Slide.ITEM
    brand = view.brand or _("有事好商量")
    if slide is Slide.BLANK:
        return Shown(slide, lead=view.unit, title=brand)
    head = Shown(slide, lead=f"{view.unit}　{brand}", present=_("实到 {0} 人").format(view.present))
    match slide:
        case Slide.MESSAGE:
            return head._replace(message=view.message)
        case Slide.RULES:
            rules = Section("", "plain", rules_of(view.minutes, view.times))
            return head._replace(title=_("发言规则"), sections=(rules,))
        case Slide.CODE:
            beside = (_("议题 {0}").format(view.number), _("用手机扫一扫"), _("不联网也能看"))
            return head._replace(title=view.item, code=code_of(view.sheet), beside=beside)
        case _:
            return _item(view, head)


def _item(view: ScreenView, head: Shown) -> Shown:
    if not view.item:
        agenda = (Section(_("今天的议程"), "plain", view.agenda),) if view.agenda else ()
        return head._replace(title=view.meeting, sections=agenda)
    found = (
        Section(_("大家都同意的"), "agreed", view.agreed, len(view.agreed) > 1),
        Section(_("还要再商量的"), "open", view.open_points, len(view.open_points) > 1),
    )
    sections = tuple(section for section in found if section.lines)
    speaking = None
    if view.speaking is not None:
        running = bool(view.spans) and view.spans[-1].until is None
        label = _("正在发言") if running else _("发言暂停")
        speaking = Speaking(label, view.speaking.name, view.speaking.group)
    waiting = view.waiting
    foot = _("每人 {0} 分钟，没发过言的先说").format(view.minutes) if view.open else ""
    return head._replace(
        title=view.item,
        sections=sections,
        speaking=speaking,
        following=_following(waiting[0]) if waiting else (),
        foot=foot,
        timing=Timing(view.spans, view.limit) if view.limit and view.spans else None,
    )


def _following(voice: Voice) -> tuple[str, ...]:
    words = _("下一位　{0}")
    named = (f"{voice.name}（{voice.group}）",) if voice.group else ()
    return tuple(words.format(each) for each in (*named, voice.name))

"""The small forms of 民情记录: taking a note, what was done about it, making a topic of it."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

from msgspec.structs import replace

from xieshang_desktop.domain.note import Note
from xieshang_desktop.domain.terms import NoteChannel, TopicSource
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import notes
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.topic_sheets import Ask, AskField, Values

#: What a new note's unfinished words are kept under.
NEW = "note:new"

#: As long a beginning of a note as is offered for the name of its topic.
_LONGEST_TITLE = 30


def note_form(note: Note, *, new: bool) -> Ask:
    """What was told, by whom and how."""
    channels = tuple((channel.value, channel.words) for channel in NoteChannel)
    example = _("照原话记，例如：东沟的水渠去年堵了三天，春灌前要清一清")
    return Ask(
        "note",
        _("登记民情") if new else _("修改民情记录"),
        _("保存"),
        (
            AskField("text", "text", _("反映了什么"), note.text, example, rows=4),
            AskField("teller", "line", _("谁反映的"), note.teller, _("姓名；不愿留名的空着")),
            AskField("group", "line", _("村民小组"), note.group, _("例如：第三组")),
            AskField("channel", "choice", _("怎么知道的"), note.channel.value, choices=channels),
            AskField("told_on", "day", _("哪天"), note.told_on.isoformat()),
            AskField("recorder", "line", _("记录人"), note.recorder, _("姓名")),
        ),
    )


def handling_form(desk: Desk, note: Note) -> Ask:
    """What was done about it."""
    example = _("例如：已请镇水利站来看过，三月底前清完")
    day = note.handled_on or desk.today
    return Ask(
        "handle",
        _("处理情况"),
        _("记下"),
        (
            AskField("handling", "text", _("怎样处理的"), note.handling, example, rows=3),
            AskField("handled_on", "day", _("哪天"), day.isoformat()),
        ),
    )


def topic_form(note: Note) -> Ask:
    """The name of the topic, whom to answer, and which of the four sources it has."""
    sources = tuple((source.value, source.words) for source in TopicSource)
    first = note.text.strip().partition("\n")[0]
    title = first if len(first) <= _LONGEST_TITLE else ""
    example = _("一句话说清，例如：东沟组生产道路硬化")
    return Ask(
        "topic",
        _("登记为议题"),
        _("登记议题"),
        (
            AskField("title", "line", _("议题名称"), title, example),
            AskField("proposer", "line", _("谁提出的"), note.teller, _("姓名，以后要给他答复")),
            AskField("source", "choice", _("来源"), TopicSource.VILLAGERS.value, choices=sources),
        ),
        _("反映的内容会写进议题的事由，这里的记录保留。"),
    )


def take_note(desk: Desk, note: Note, values: Values) -> Note:
    """Keep a filled form; raises as `services.notes`, BadInput `date_missing`."""
    return notes.save_note(
        desk,
        replace(
            note,
            text=values["text"],
            teller=values["teller"],
            group=values["group"],
            channel=NoteChannel(values["channel"]),
            told_on=_day(values["told_on"]),
            recorder=values["recorder"],
        ),
    )


def take_handling(desk: Desk, note: Note, values: Values) -> Note:
    """Keep what was done about it; raises as `services.notes`, BadInput `date_missing`."""
    return notes.handle_note(desk, note.id, values["handling"], _day(values["handled_on"]))


def _day(written: str) -> date:
    if not written:
        raise BadInput("date_missing")
    return date.fromisoformat(written)

"""The ways a topic could be settled, each with what speaks for and against it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from xieshang_desktop.domain.meeting import TopicOption
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topics import LIVE
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork


def options_of(reader: Reader, topic_id: str) -> list[TopicOption]:
    """The options of a topic in their order."""
    return reader.all(TopicOption, "position", topic_id=topic_id)


def options_on(desk: Desk, topic_id: str) -> list[TopicOption]:
    """The same for a page."""
    with desk.store.read() as reader:
        return options_of(reader, topic_id)


def add_option(desk: Desk, topic_id: str, text: str, pros: str = "", cons: str = "") -> TopicOption:
    """One more way, after the others; BadInput `option_empty`, RuleBroken `topic_decided`."""
    _require_words(text)
    with desk.store.write(desk.actor) as uow:
        _require_live(uow, topic_id)
        option = TopicOption(
            id=new_id(),
            topic_id=topic_id,
            position=len(options_of(uow, topic_id)) + 1,
            text=text.strip(),
            pros=pros.strip(),
            cons=cons.strip(),
        )
        uow.put(option, "option_added")
        uow.commit()
    return option


def change_option(desk: Desk, option_id: str, text: str, pros: str, cons: str) -> TopicOption:
    """Other words; BadInput `option_empty`, RuleBroken `topic_decided`, `gone`."""
    _require_words(text)
    with desk.store.write(desk.actor) as uow:
        known = uow.one(TopicOption, option_id)
        _require_live(uow, known.topic_id)
        option = replace(known, text=text.strip(), pros=pros.strip(), cons=cons.strip())
        if option != known:
            uow.put(option, "option_changed")
            uow.commit()
    return option


def remove_option(desk: Desk, option_id: str) -> None:
    """Taken off the topic; those after it move up. RuleBroken `topic_decided`, `gone`."""
    with desk.store.write(desk.actor) as uow:
        option = uow.one(TopicOption, option_id)
        _require_live(uow, option.topic_id)
        uow.take_away(TopicOption, option_id, "option_removed")
        after = [o for o in options_of(uow, option.topic_id) if o.position > option.position]
        uow.put_all([replace(o, position=o.position - 1) for o in after], "option_shifted")
        uow.commit()


def option_lines(options: Sequence[TopicOption]) -> tuple[str, ...]:
    """The options as a paper prints them, one paragraph each."""
    return tuple(
        "".join(
            (
                option.text.rstrip("。；"),
                f"。好处：{option.pros.rstrip('。；')}" if option.pros else "",
                f"。难处：{option.cons.rstrip('。；')}" if option.cons else "",
                "。",
            )
        )
        for option in options
    )


def _require_words(text: str) -> None:
    if not text.strip():
        raise BadInput("option_empty")


def _require_live(uow: UnitOfWork, topic_id: str) -> None:
    topic = uow.one(Topic, topic_id)
    if topic.state not in LIVE:
        raise RuleBroken("topic_decided", title=topic.title, state=topic.state)

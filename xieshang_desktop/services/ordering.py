"""What stands in an order goes up or down: points of an item, options of a topic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from xieshang_desktop.domain.meeting import Point, TopicOption
from xieshang_desktop.services.desk import Desk

P = TypeVar("P", Point, TopicOption)


def shift_point(desk: Desk, point_id: str, by: int) -> None:
    """Up (-1) or down (1) in its list; at the end of the list nothing changes."""
    with desk.store.write(desk.actor) as uow:
        point = uow.one(Point, point_id)
        known = uow.all(Point, "position", agenda_item_id=point.agenda_item_id, kind=point.kind)
        if changed := shifted(known, point_id, by):
            uow.put_all(changed, "point_shifted")
            uow.commit()


def shift_option(desk: Desk, option_id: str, by: int) -> None:
    """The same for an option of a topic."""
    with desk.store.write(desk.actor) as uow:
        option = uow.one(TopicOption, option_id)
        known = uow.all(TopicOption, "position", topic_id=option.topic_id)
        if changed := shifted(known, option_id, by):
            uow.put_all(changed, "option_shifted")
            uow.commit()


def shifted(known: Sequence[P], one_id: str, by: int) -> list[P]:
    """Those of a list in order that get another `position` when one goes up or down."""
    order = list(known)
    at = next(place for place, each in enumerate(order) if each.id == one_id)
    if not 0 <= at + by < len(order):
        return []
    order.insert(at + by, order.pop(at))
    return [
        replace(each, position=number)
        for number, each in enumerate(order, 1)
        if each.position != number
    ]

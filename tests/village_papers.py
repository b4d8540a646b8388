"""Every paper there is, made from the records of the practice village."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xieshang_desktop.domain.outcome import Submission, Task
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import Problem
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.history import meeting_called
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import About, PaperKind, PaperSpec
from xieshang_desktop.services.papers import Composed, compose

#: What the announcements are given: no record holds it.
_ANNOUNCED = {
    "title": "关于老街路段夜间施工的通告",
    "text": "因排水沟施工，老街路段每日20时至次日6时封闭，请绕行北环路。\n给大家带来不便，请谅解。",
}


class VillagePaper(NamedTuple):
    """A paper of the village; `composed` is None where the village has nothing it could be of."""

    spec: PaperSpec
    composed: Composed | None


def village_papers(desk: Desk) -> Iterator[VillagePaper]:
    """Each kind once, about the first record of which such a paper can be made."""
    for spec in SPECS.values():
        yield VillagePaper(spec, _first(desk, spec))


def _first(desk: Desk, spec: PaperSpec) -> Composed | None:
    announced = spec.kind in {PaperKind.ANNOUNCEMENT, PaperKind.PUBLIC_ANNOUNCEMENT}
    for object_id in _objects(desk, spec.about):
        try:
            return compose(desk, spec.kind, object_id, _ANNOUNCED if announced else {})
        except Problem:
            continue
    return None


def _objects(desk: Desk, about: About) -> list[str]:
    with desk.store.read() as reader:
        match about:
            case About.MEETING:
                return [meeting_called(desk, "latest").id]
            case About.TOPIC:
                return [each.id for each in reader.all(Topic)]
            case About.TASK:
                return [each.id for each in reader.all(Task)]
            case About.SUBMISSION:
                return [each.id for each in reader.all(Submission)]
            case About.YEAR:
                return [str(desk.today.year)]
            case About.UNIT:
                return [""]

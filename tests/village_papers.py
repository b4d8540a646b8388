"""Every paper there is, made from the records of the practice village."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from xieshang_desktop.domain.documents import MinutesPaper, NumberedCorrection
from xieshang_desktop.domain.meeting import Meeting
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
    PaperKind.ANNOUNCEMENT: {"title_lines": "关于老街路段夜间施工的通告"},
    PaperKind.PUBLIC_ANNOUNCEMENT: {"title_lines": "关于老街路段夜间施工的公告"},
}
_TEXT = {
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
    if spec.kind is PaperKind.CORRECTED_MINUTES:
        return _corrected(desk, spec)
    announced = _ANNOUNCED.get(spec.kind)
    answers = announced | _TEXT if announced else {}
    for object_id in _objects(desk, spec.about):
        try:
            return compose(desk, spec.kind, object_id, answers)
        except Problem:
            continue
    return None


def _corrected(desk: Desk, spec: PaperSpec) -> Composed:
    """The last minutes with a correction: by chance a year may have none."""
    composed = compose(desk, PaperKind.MINUTES, meeting_called(desk, "latest").id)
    assert isinstance(composed.paper, MinutesPaper)
    line = NumberedCorrection(number=1, made_on=desk.today, text="“三组”应为“五组”。")
    paper = replace(composed.paper, corrections=(line,))
    name = composed.name.replace(composed.spec.name, spec.name, 1)
    return replace(composed, spec=spec, name=name, paper=paper, pdf=b"")


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
                years = {meeting.starts.year for meeting in reader.all(Meeting)}
                return [str(year) for year in sorted(years, reverse=True)]
            case About.UNIT:
                return [""]

"""Pictures of every page: `python -m tests.screenshots DIR [--data FOLDER] [--only NAME]`.

At 1366×768, 100 % and 150 %, on the practice village (made when no folder is named) and on an empty
village, offscreen. A picture's name is `NAME-SCALE.png`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.mkdtemp(prefix="xieshang-pictures-")
os.environ["XDG_CONFIG_HOME"] = _HOME

from PySide6.QtCore import QElapsedTimer  # noqa: E402 - the folders come first
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from tests.township.making import make_township  # noqa: E402
from tests.township.road import make_road  # noqa: E402
from xieshang_desktop.app import Session  # noqa: E402
from xieshang_desktop.domain.terms import Rank  # noqa: E402
from xieshang_desktop.domain.unit import Convenor, Unit  # noqa: E402
from xieshang_desktop.ids import new_id, now  # noqa: E402
from xieshang_desktop.services import practice  # noqa: E402
from xieshang_desktop.services.decision_file import list_decisions  # noqa: E402
from xieshang_desktop.services.desk import Desk, set_up  # noqa: E402
from xieshang_desktop.services.meeting_file import list_meetings  # noqa: E402
from xieshang_desktop.services.people_register import find_people  # noqa: E402
from xieshang_desktop.services.topic_file import list_topics  # noqa: E402
from xieshang_desktop.settings import Settings  # noqa: E402
from xieshang_desktop.township import directives, returns  # noqa: E402
from xieshang_desktop.township.overview import village_lines  # noqa: E402
from xieshang_desktop.ui import theme  # noqa: E402
from xieshang_desktop.ui.context import Context  # noqa: E402
from xieshang_desktop.ui.pages.exchange import PARTS as EXCHANGE_PARTS  # noqa: E402
from xieshang_desktop.ui.pages.first_start import FirstStart  # noqa: E402
from xieshang_desktop.ui.paper_set_sheet import open_paper_set  # noqa: E402
from xieshang_desktop.ui.places import places  # noqa: E402
from xieshang_desktop.ui.settings_sheet import open_settings  # noqa: E402
from xieshang_desktop.ui.village_window import open_village  # noqa: E402
from xieshang_desktop.ui.widgets import sheet  # noqa: E402

_PARTS = ("plan", "door", "hall", "minutes", "publicity")
_SETTLE = 1200  # milliseconds: previews are rendered beside the window


def main() -> int:
    """Make the pictures; gives how many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    village = given.data
    if village is None:
        village = Path(_HOME) / "village"
        practice.make(village, years=1)
    app = QApplication(theme.ARGUMENTS)
    count = 0
    for scale in (100, 150):
        theme.start(app, theme.Look(scale))
        shown = (
            ("", village),
            ("empty-", _empty_village(scale)),
            ("joined-", _joined_village(scale)),
        )
        for name, data in shown:
            copy = Path(_HOME) / f"{name or 'full-'}{scale}"
            shutil.copytree(data, copy)
            count += _pictures(app, copy, given, name, scale)
        count += _township_pictures(app, given, scale)
        first = FirstStart(Path(_HOME) / f"first-{scale}")
        count += _keep(app, first, given, "first-start", scale)
        first.close()
    sys.stdout.write(f"{count} pictures in {given.folder}\n")
    shutil.rmtree(_HOME, ignore_errors=True)
    return 0


def _pictures(
    app: QApplication, data: Path, given: argparse.Namespace, prefix: str, scale: int
) -> int:
    session = Session(data, Settings())
    session.begin()
    _wait(app, 600)
    window, desk = session.window, session.desk
    if window is None or desk is None or session.context is None:
        raise RuntimeError(f"the window did not open on {data}")
    window.resize(1366, 768)
    count = 0
    for name, key, object_id in _pages(desk):
        if prefix == "joined-" and key != "exchange":
            continue  # it is there for what goes to its township and comes back
        sheet.close_all()
        if given.only in f"{prefix}{name}":
            session.context.go(key, object_id)
            _wait(app, _SETTLE)
            count += _keep(app, window, given, prefix + name, scale)
    for name, open_it in _sheets(session.context):
        sheet.close_all()
        if given.only in f"{prefix}{name}":
            open_it()
            _wait(app, _SETTLE)
            count += _keep(app, window, given, prefix + name, scale)
    sheet.close_all()
    window.close()
    return count


def _township_pictures(app: QApplication, given: argparse.Namespace, scale: int) -> int:
    """A township of forty villages and two years, one without any, and a village's pages there."""
    if given.only and not "township".startswith(given.only[:8]):
        return 0
    count = 0
    for name, villages in (("township", 40), ("township-empty", 0)):
        folder = Path(_HOME) / f"{name}-{scale}"
        make_township(folder, villages, 2, now).close()
        session = Session(folder / "data", Settings())
        session.begin()
        _wait(app, 1500)
        sheet.close_all()
        window, context = session.window, session.context
        if window is None or context is None:
            raise RuntimeError(f"the window did not open on {folder}")
        for page, key, object_id in _township_pages(context.desk):
            context.go(key, object_id)
            _wait(app, _SETTLE)
            count += _keep(app, window, given, f"{name}-{page}", scale)
        for part in ("unit", "clerks", "network"):
            opened = open_settings(context, part)
            _wait(app, 200)
            count += _keep(app, window, given, f"{name}-settings-{part}", scale)
            opened.leave()
        for line in village_lines(context.desk)[:1]:
            village = open_village(context, line.village.id)
            for place in ("topics", "meetings", "follow_up", "people") if village else ():
                village.context.go(place)
                _wait(app, _SETTLE)
                count += _keep(app, village.window, given, f"{name}-look-{place}", scale)
            if village is not None:
                village.window.close()
        window.close()
        session.end()
    return count


def _township_pages(desk: Desk) -> Iterator[tuple[str, str, str | None]]:
    """Each place of a township, and what lies below it."""
    for place in places("township"):
        yield (place.key, place.key, None)
    for line in village_lines(desk)[:1]:
        year = str(desk.today.year)
        yield ("village", "villages/village", line.village.id)
        yield ("records", "rollup/list", f"outcomes#{year}#")
        yield ("monthly", "rollup/monthly", year)


def _pages(desk: Desk) -> Iterator[tuple[str, str, str | None]]:
    """Each page, at an object of each state."""
    yield ("home", "home", None)
    yield ("topics", "topics", None)
    yield ("topic-new", "topics/edit", None)
    seen = set()
    for line in list_topics(desk):
        name = f"topic-{line.topic.state}" + (f"-{line.current}" if line.current else "")
        if name not in seen:
            seen.add(name)
            yield (name, "topics/topic", line.topic.id)
            yield (f"participants-{name}", "topics/participants", line.topic.id)
    yield ("notes", "topics/notes", None)
    yield ("meetings", "meetings", None)
    yield ("year-plan", "meetings/plan", None)
    yield ("meeting-new", "meetings/edit", None)
    yield ("meeting-past", "meetings/edit", "past")
    yield ("decisions", "meetings/decisions", None)
    yield ("decision-new", "meetings/decision_edit", None)
    for decision in list_decisions(desk)[:1]:
        yield ("decision", "meetings/decision", decision.meeting.id)
    for meeting in list_meetings(desk):
        state = meeting.meeting.state
        if state not in seen:
            seen.add(state)
            yield (f"statements-{state}", "meetings/statements", meeting.meeting.id)
            for part in _PARTS:
                yield (
                    f"meeting-{state}-{part}",
                    "meetings/meeting",
                    f"{meeting.meeting.id}#{part}",
                )
    yield ("follow-up", "follow_up", None)
    yield ("people", "people", None)
    for hit in find_people(desk, "zhang", 1):
        yield ("person", "people/person", hit.id)
    yield ("roster-import", "people/import", None)
    for part in EXCHANGE_PARTS:
        yield (f"exchange-{part}", "exchange", part)
    yield ("laptop", "laptop", None)
    yield ("papers", "papers", None)
    yield ("papers-slogans", "papers", "slogans:")
    yield ("papers-task", "papers", "task_sheet:")
    yield ("papers-minutes", "papers", "minutes:")
    yield ("papers-check", "papers/check", None)


def _sheets(context: Context) -> Iterator[tuple[str, Callable[[], object]]]:
    """What lies over the window."""
    for part in ("look", "unit", "convenors", "rules", "days", "papers", "sharing", "data"):
        yield (f"settings-{part}", partial(open_settings, context, part))
    yield ("papers-set", partial(open_paper_set, context))


def _keep(
    app: QApplication, widget: QWidget, given: argparse.Namespace, name: str, scale: int
) -> int:
    if given.only not in name:
        return 0
    widget.resize(1366, 768)
    widget.show()
    _wait(app, 100)
    widget.grab().save(str(given.folder / f"{name}-{scale}.png"))
    return 1


def _wait(app: QApplication, milliseconds: int) -> None:
    timer = QElapsedTimer()
    timer.start()
    while timer.elapsed() < milliseconds:
        app.processEvents()


def _joined_village(scale: int) -> Path:
    """A village that belongs to a township: one bundle taken, one late, a return, a letter."""
    road = make_road(Path(_HOME) / f"road-{scale}")
    village, township = road.village, road.township
    road.carry(village)
    topic, stick = village.writes(), road.stick()
    village.exchanges(stick)
    township.receives(stick)
    reason = "事由太短，看不出涉及多少户，请补写利益相关方和已经想过的办法。"
    returns.return_entry(township.desk, village.id, "topic", topic.id, reason)
    text = "协商议定的生产道路硬化原定2月底办结，现已逾期。请说明原因，定出新的期限。"
    due = road.clock().date()
    to = [village.id]
    directives.issue_letter(township.desk, to, title="东沟路硬化逾期未办结", text=text, due=due)
    township.answers(village, stick)
    village.exchanges(stick)
    road.close()
    return village.data


def _empty_village(scale: int) -> Path:
    folder = Path(_HOME) / f"nothing-{scale}"
    unit = Unit(id=new_id(), name="柳河镇李家庄", room="柳河镇李家庄协商议事室")
    convenor = Convenor(id=new_id(), rank=Rank.FIRST, name="李长青")
    set_up(folder, unit, [convenor]).close()
    return folder


if __name__ == "__main__":
    sys.exit(main())

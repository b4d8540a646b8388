"""The power goes at the door, in the middle of anything: who was said to be in is in, nobody is
half in, and the next one signs in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import MORNING, a_desk, some_people
from xieshang_desktop.domain.people import Household
from xieshang_desktop.domain.terms import Part
from xieshang_desktop.services import coming_and_going, meetings, sign_in, upkeep
from xieshang_desktop.services.desk import open_desk

ROOT = Path(__file__).resolve().parents[2]

#: Signs in, leaves, comes back, moves and passes the voice on, saying each when it is done; dies by
#: itself after so many calls of Python and C, so that it dies in the middle of anything.
_AT_THE_DOOR = """
import json, os, signal, sys
from pathlib import Path
from tests.clock import HandClock
from tests.making import MORNING
from xieshang_desktop.services import coming_and_going, sign_in
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.services.household_voices import represent
desk = open_desk(Path(sys.argv[1]), Path(sys.argv[2]), HandClock(MORNING))
meeting, people, calls = sys.argv[3], json.loads(sys.argv[4]), int(sys.argv[5])
seen = 0
def watch(_frame, _event, _argument):
    global seen
    seen += 1
    if seen >= calls:
        os.kill(os.getpid(), signal.SIGKILL)
sys.setprofile(watch)
for at, person in enumerate(people[:-1]):
    sign_in.sign_in(desk, meeting, person)
    print(json.dumps(["in", person]), flush=True)
    if at % 3 == 0:
        coming_and_going.leave(desk, meeting, person)
        print(json.dumps(["out", person]), flush=True)
    if at in (1, 2):
        represent(desk, meeting, person, instead=True)
        print(json.dumps(["voice", person]), flush=True)
sign_in.move_sign_in(desk, meeting, people[0], people[-1])
print(json.dumps(["in", people[-1]]), flush=True)
print(json.dumps(["away", people[0]]), flush=True)
sys.setprofile(None)
"""


@pytest.mark.parametrize("calls", [*range(13_003, 22_500, 1_057), 10_000_000])
def test_a_power_cut_at_the_door_loses_nobody_who_was_said_to_be_in(
    tmp_path: Path, calls: int
) -> None:
    desk = a_desk(tmp_path, HandClock(MORNING))
    people = some_people(desk)
    with desk.store.write() as uow:
        uow.put(Household(id="h", group="第一组", head=people[0].name), "household_added")
        members = [replace(person, household_id="h") for person in people[:4]]
        uow.put_all(members, "person_changed")
        uow.commit()
    meeting = meetings.blank_meeting(desk, desk.clock())
    meeting = replace(meeting, title="户代表会", by_household=True)
    meeting_id = meetings.plan_meeting(desk, meeting).id
    for person in people:
        meetings.invite_person(desk, meeting_id, person.id, Part.COUNCIL)
    ids = [person.id for person in people]
    desk.close()

    where = (str(tmp_path / "data"), str(tmp_path / "device"), meeting_id, json.dumps(ids))
    done = subprocess.run(
        [sys.executable, "-c", _AT_THE_DOOR, *where, str(calls)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, -9), done.stderr
    said = [json.loads(line) for line in done.stdout.splitlines()]

    desk = open_desk(tmp_path / "data", tmp_path / "device", HandClock(MORNING))
    assert upkeep.check(desk).whole
    known = sign_in.open_door(desk, meeting_id).attendances
    came = {person for what, person in said if what == "in"}
    away = {person for what, person in said if what == "away"}
    assert came - away <= set(known)
    assert len(set(known) - came) <= 1  # the one who stood there when it went dark
    assert away.isdisjoint(known)
    left = {person for what, person in said if what == "out"} - away
    assert all(known[person].stays[-1].until is not None for person in left)
    voices = [a.household_id for a in known.values() if a.household_id]
    assert len(voices) == len(set(voices))
    if ids[-2] not in known:
        sign_in.sign_in(desk, meeting_id, ids[-2])
    assert coming_and_going.leave(desk, meeting_id, ids[-2]).stays[-1].until is not None
    desk.close()

"""The figures at the door: they are counts, never a quorum."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.values import at, attending, invited, villager
from xieshang_desktop.domain.attendance import Attendance, Count, Invitation, count_door
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import AttendanceState, Part, Sex

ids = st.sampled_from("abcdefghij")
rosters = st.lists(
    st.builds(
        Person, id=ids, name=st.just("吴"), sex=st.sampled_from(Sex), party_member=st.booleans()
    ),
    unique_by=lambda person: person.id,
).map(lambda people: {person.id: person for person in people})
invitations = st.lists(
    st.builds(
        Invitation,
        id=st.just("i"),
        meeting_id=st.just("m"),
        person_id=ids,
        part=st.sampled_from(Part),
    ),
    unique_by=lambda invitation: invitation.person_id,
)
attendances = st.lists(
    st.builds(
        Attendance,
        id=st.just("a"),
        meeting_id=st.just("m"),
        person_id=ids,
        state=st.sampled_from(AttendanceState),
        part=st.sampled_from(Part),
        at=st.just(at(9, 30)),
    ),
    unique_by=lambda attendance: attendance.person_id,
)


def test_expected_present_women_party_members_and_parts() -> None:
    people = {
        "a": villager("a", Sex.FEMALE, party_member=True),
        "b": villager("b", Sex.FEMALE),
        "c": villager("c", Sex.MALE, party_member=True),
        "d": villager("d", Sex.FEMALE),
    }
    figures = count_door(
        [invited("a", Part.COUNCIL), invited("b", Part.STAKEHOLDER), invited("c", Part.COUNCIL)],
        [attending("a", Part.COUNCIL), attending("b", Part.STAKEHOLDER)],
        people,
    )
    assert figures.total == Count(2, 3)
    assert (figures.women, figures.party_members) == (2, 1)
    assert figures.parts == {Part.COUNCIL: Count(1, 2), Part.STAKEHOLDER: Count(1, 1)}


def test_observers_are_neither_expected_nor_present() -> None:
    figures = count_door(
        [invited("a", Part.OBSERVER)],
        [attending("a", Part.OBSERVER, AttendanceState.OBSERVING)],
        {"a": villager("a", Sex.FEMALE)},
    )
    assert figures.total == Count(0, 0)
    assert (figures.women, figures.parts) == (0, {})


def test_the_excused_are_expected_and_absent() -> None:
    figures = count_door(
        [invited("a", Part.COUNCIL)],
        [attending("a", Part.COUNCIL, AttendanceState.EXCUSED)],
        {"a": villager("a", Sex.FEMALE)},
    )
    assert figures.total == Count(0, 1)
    assert figures.parts == {Part.COUNCIL: Count(0, 1)}


def test_who_comes_without_being_asked_is_present_but_not_expected() -> None:
    figures = count_door([], [attending("a", Part.REPRESENTATIVE)], {})
    assert figures.total == Count(1, 0)
    assert figures.parts == {Part.REPRESENTATIVE: Count(1, 0)}


@given(invitations, attendances, rosters)
def test_the_parts_add_up_to_the_whole(
    asked: list[Invitation], here: list[Attendance], people: dict[str, Person]
) -> None:
    figures = count_door(asked, here, people)
    present = [a for a in here if a.state is AttendanceState.PRESENT]
    expected = [i for i in asked if i.part is not Part.OBSERVER]
    assert figures.total == Count(len(present), len(expected))
    assert sum(c.expected for c in figures.parts.values()) <= len(expected)
    beside = sum(a.part is Part.OBSERVER for a in present)
    assert sum(c.present for c in figures.parts.values()) == len(present) - beside
    assert figures.women <= len(present)
    assert figures.party_members <= len(present)
    assert all(count != Count(0, 0) for count in figures.parts.values())
    assert Part.OBSERVER not in figures.parts


@given(invitations, attendances, rosters)
def test_one_more_at_the_door_is_one_more_present(
    asked: list[Invitation], here: list[Attendance], people: dict[str, Person]
) -> None:
    before = count_door(asked, here, people)
    after = count_door(asked, [*here, attending("new", Part.COUNCIL)], people)
    assert after.total == Count(before.total.present + 1, before.total.expected)

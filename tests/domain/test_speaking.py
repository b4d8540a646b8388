"""The floor: who has not spoken goes first, sides alternate, nobody waits for ever."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from xieshang_desktop.domain.meeting import Speech
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.speaking import (
    Share,
    TimeState,
    floor_of,
    shares_of,
    speaker_key,
    time_left,
    time_state,
    times_asked,
)
from xieshang_desktop.domain.terms import Stance
from xieshang_desktop.ids import BEIJING

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)


def at(minutes: float) -> datetime:
    """So many minutes after nine."""
    return NINE + timedelta(minutes=minutes)


def hand(who: str, asked: float, stance: Stance = Stance.UNSAID, **fields: object) -> Speech:
    """A raised hand."""
    values: dict[str, object] = {
        "id": f"{who}-{asked:08.2f}",
        "meeting_id": "m",
        "agenda_item_id": "item",
        "person_id": who,
        "speaker": who,
        "asked_at": at(asked),
        "stance": stance,
    }
    return Speech(**(values | fields))  # type: ignore[arg-type]


def spoke(who: str, since: float, until: float, stance: Stance = Stance.UNSAID) -> Speech:
    """A speech that is over."""
    spans = (Span(at(since), at(until)),)
    return hand(who, since, stance, spans=spans, ended_at=at(until))


def called(speeches: list[Speech], *, alternating: bool = False) -> list[str]:
    """Who is called, in order."""
    return [s.speaker for s in floor_of(speeches, "item", alternating=alternating).waiting]


def test_who_has_not_spoken_goes_first_then_who_spoke_least_then_who_asked_first() -> None:
    speeches = [
        *(spoke("甲", 0, 1), spoke("甲", 2, 3), spoke("乙", 4, 5)),
        *(hand("甲", 10), hand("乙", 11), hand("丁", 12), hand("丙", 13)),
    ]
    assert called(speeches) == ["丁", "丙", "乙", "甲"]


def test_speeches_on_another_item_count_for_nothing() -> None:
    other = replace(spoke("甲", 0, 5), agenda_item_id="another")
    assert called([other, hand("甲", 10), hand("乙", 11)]) == ["甲", "乙"]


def test_the_sides_alternate_where_that_was_agreed() -> None:
    speeches = [
        spoke("赞一", 0, 1, Stance.FOR),
        hand("赞二", 2, Stance.FOR),
        hand("没说", 3),
        hand("赞三", 4, Stance.FOR),
        hand("反一", 5, Stance.AGAINST),
        hand("忧一", 6, Stance.WORRIED),
    ]
    asked = ["赞二", "没说", "赞三", "反一", "忧一"]
    assert called(speeches) == asked
    assert called(speeches, alternating=True) == ["反一", "赞二", "没说", "忧一", "赞三"]


def test_never_having_spoken_comes_before_the_sides() -> None:
    speeches = [
        spoke("反一", 0, 1, Stance.AGAINST),
        spoke("赞一", 1, 2, Stance.FOR),
        hand("反一", 3, Stance.AGAINST),
        hand("赞二", 4, Stance.FOR),
    ]
    assert called(speeches, alternating=True) == ["赞二", "反一"]


def test_who_was_interrupted_goes_on_before_all_others() -> None:
    stopped = hand("甲", 0, spans=(Span(at(1), at(2)),))
    speaking = hand("乙", 1, spans=(Span(at(2)),))
    floor = floor_of([stopped, speaking, hand("丙", 0.5)], "item")
    assert floor.speaking == speaking
    assert [s.speaker for s in floor.waiting] == ["甲", "丙"]
    ended = replace(speaking, spans=(Span(at(2), at(3)),), ended_at=at(3))
    assert floor_of([stopped, ended], "item").speaking == stopped


def test_who_withdrew_neither_waits_nor_has_spoken() -> None:
    withdrawn = hand("甲", 0, ended_at=at(1))
    floor = floor_of([withdrawn, hand("甲", 2)], "item")
    assert (len(floor.waiting), floor.spoken, floor.speaking) == (1, (), None)
    assert times_asked([withdrawn, hand("甲", 2)], hand("甲", 2)) == 1


def test_a_third_time_is_known_as_the_third() -> None:
    third = hand("甲", 6)
    assert times_asked([spoke("甲", 0, 1), spoke("甲", 2, 3), third], third) == 3


def test_the_time_left_counts_down_and_over() -> None:
    speech = hand("甲", 0, spans=(Span(at(0), at(1)), Span(at(5))))
    assert time_left(speech, 2, at(5.25)) == timedelta(seconds=45)
    assert time_left(speech, 2, at(7)) == timedelta(minutes=-1)
    states = [(31, TimeState.RUNNING), (30, TimeState.SOON), (1, TimeState.SOON)]
    for seconds, state in [*states, (0, TimeState.OVER), (-9, TimeState.OVER)]:
        assert time_state(timedelta(seconds=seconds)) is state


def test_a_clock_set_back_gives_back_no_time() -> None:
    speech = hand("甲", 60, spans=(Span(at(60)),))
    assert time_left(speech, 2, at(0)) == timedelta(minutes=2)


def test_shares_count_times_and_lengths_by_person() -> None:
    speeches = [spoke("甲", 0, 2), spoke("乙", 2, 3), spoke("甲", 3, 4), hand("丙", 4)]
    heard = replace(spoke("路过的人", 4, 6), person_id=None, group="")
    shares = shares_of([*speeches, heard], at(6))
    assert [(s.speaker, s.times, s.percent) for s in shares] == [
        ("甲", 2, 50),
        ("路过的人", 1, 33),
        ("乙", 1, 17),
    ]
    assert shares[0] == Share(
        speaker="甲", group="", person_id="甲", times=2, length=timedelta(minutes=3), percent=50
    )


def test_two_of_one_name_are_two_speakers() -> None:
    first = replace(spoke("王秀英", 0, 1), person_id=None, group="第一组")
    second = replace(spoke("王秀英", 1, 2), person_id=None, group="第二组")
    assert len(shares_of([first, second], at(2))) == 2


stances = st.sampled_from(list(Stance))
people = st.sampled_from("甲乙丙丁戊己庚")
hands = st.lists(st.tuples(people, stances), max_size=14)
past = st.lists(st.tuples(people, stances), max_size=10)


def a_hall(past: list[tuple[str, Stance]], hands: list[tuple[str, Stance]]) -> list[Speech]:
    """Who spoke, one after the other, and whose hands are up (each once)."""
    before = [spoke(who, n, n + 1, stance) for n, (who, stance) in enumerate(past)]
    up = {who: stance for who, stance in hands}
    return before + [hand(who, 100 + n, stance) for n, (who, stance) in enumerate(up.items())]


@given(past, hands, st.booleans())
def test_the_order_has_everybody_once_and_fewer_times_always_first(
    past: list[tuple[str, Stance]], hands: list[tuple[str, Stance]], alternating: bool
) -> None:
    speeches = a_hall(past, hands)
    order = called(speeches, alternating=alternating)
    assert sorted(order) == sorted({who for who, _stance in hands})
    times = Counter(who for who, _stance in past)
    assert [times[who] for who in order] == sorted(times[who] for who in order)


@given(past, hands)
def test_without_sides_the_order_among_equals_is_that_of_the_hands(
    past: list[tuple[str, Stance]], hands: list[tuple[str, Stance]]
) -> None:
    speeches = a_hall(past, hands)
    times = Counter(who for who, _stance in past)
    asked = [s.speaker for s in speeches if not s.spans]
    assert called(speeches) == sorted(asked, key=lambda who: times[who])


def _side(stance: Stance) -> int:
    return 0 if stance is Stance.UNSAID else 1 if stance is Stance.FOR else -1


@given(past, hands)
def test_one_side_follows_itself_only_when_the_other_has_nobody_to_call(
    past: list[tuple[str, Stance]], hands: list[tuple[str, Stance]]
) -> None:
    floor = floor_of(a_hall(past, hands), "item", alternating=True)
    times = Counter(speaker_key(s) for s in floor.spoken)
    last = next((side for s in reversed(floor.spoken) if (side := _side(s.stance))), 0)
    for n, speech in enumerate(floor.waiting):
        side = _side(speech.stance)
        if side and side == last:
            level = times[speaker_key(speech)]
            rest = [s for s in floor.waiting[n:] if times[speaker_key(s)] == level]
            assert not any(_side(s.stance) == -last for s in rest)
        last = side or last


@given(past, hands, st.booleans())
def test_nobody_starves(
    past: list[tuple[str, Stance]], hands: list[tuple[str, Stance]], alternating: bool
) -> None:
    """Of those who spoke equally often, at most as many again are called first as asked before."""
    speeches = a_hall(past, hands)
    times = Counter(who for who, _stance in past)
    asked = [s.speaker for s in speeches if not s.spans]
    order = called(speeches, alternating=alternating)
    for who in asked:
        equals = [each for each in asked if times[each] == times[who]]
        earlier = equals.index(who)
        place = [each for each in order if times[each] == times[who]].index(who)
        assert place <= 2 * earlier + 1


@given(past, hands, st.booleans())
def test_the_order_holds_whether_or_not_one_looks_at_it_again(
    past: list[tuple[str, Stance]], hands: list[tuple[str, Stance]], alternating: bool
) -> None:
    """Calling the first leaves the others in the order in which they stood."""
    speeches = a_hall(past, hands)
    floor = floor_of(speeches, "item", alternating=alternating)
    if not floor.waiting:
        return
    first = floor.waiting[0]
    talking = replace(first, spans=(Span(at(200)),))
    left = [talking if s.id == first.id else s for s in speeches]
    after = floor_of(reversed(left), "item", alternating=alternating)
    assert after.speaking == talking
    assert after.waiting == floor.waiting[1:]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=40))
def test_shares_make_a_hundred_together(lengths: list[int]) -> None:
    speeches = [
        hand(f"{n}", n, spans=(Span(NINE, NINE + timedelta(milliseconds=length)),))
        for n, length in enumerate(lengths)
    ]
    shares = shares_of(speeches, NINE + timedelta(days=1))
    assert sum(s.percent for s in shares) == (100 if any(lengths) else 0)
    for share in shares:
        exact = 100 * (share.length / timedelta(milliseconds=1)) / max(1, sum(lengths))
        assert abs(share.percent - exact) < 1

"""Whatever is put, taken away, undone and erased: the chain holds and the tables are its sum."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.storage.village import faults, opened, person
from xieshang_desktop.domain.people import Person
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.unit_of_work import Store

IDS = ("甲", "乙", "丙")

steps = st.one_of(
    st.tuples(st.just("put"), st.sets(st.sampled_from(IDS), min_size=1), st.sampled_from("一二")),
    st.tuples(st.just("take away"), st.sampled_from(IDS)),
    st.tuples(st.just("undo"), st.integers(1, 5)),
    st.tuples(st.just("erase"), st.sampled_from(IDS)),
    st.tuples(st.just("close"), st.just("")),
)


class Model:
    """What the village should hold: every value that each person ever had, and which action
    gave it."""

    def __init__(self) -> None:
        self.histories: dict[str, list[tuple[str, Person | None]]] = {}
        self.actions = 0

    def value(self, person_id: str) -> Person | None:
        history = self.histories.get(person_id)
        return history[-1][1] if history else None

    def put(self, action: str, person_id: str, value: Person | None) -> None:
        self.histories.setdefault(person_id, []).append((action, value))

    def undo(self, action: str, of: str) -> str | None:
        """Why it cannot be undone, or None after undoing it."""
        touched = [i for i, h in self.histories.items() if any(a == of for a, _ in h)]
        if not touched:
            return "undo_nothing"
        for each in touched:
            left = [value for a, value in self.histories[each] if a == of][-1]
            if self.value(each) != left:
                return "undo_too_late"
        for each in touched:
            actions = [a for a, _ in self.histories[each]]
            before = self.histories[each][: actions.index(of)]
            self.put(action, each, before[-1][1] if before else None)
        return None

    def erase(self, action: str, person_id: str) -> None:
        self.put(action, person_id, self.value(person_id))
        self.histories[person_id] = [
            (a, value and msgspec.structs.replace(value, phones=(), remarks=""))
            for a, value in self.histories[person_id]
        ]


def attempt_undo(store: Store, action: str, undone: str) -> str | None:
    try:
        with store.write(action=action) as uow:
            uow.undo(undone)
            uow.commit()
    except RuleBroken as refusal:
        return refusal.code
    return None


def do(store: Store, model: Model, step: tuple[str, ...]) -> None:
    model.actions += 1
    action = str(model.actions)
    match step:
        case ("put", ids, text):
            with store.write(action=action) as uow:
                values = [person(text, id=each, remarks=text) for each in sorted(ids)]
                uow.put_all(values, "person_changed")
                uow.commit()
            for value in values:
                model.put(action, value.id, value)
        case ("take away", person_id):
            with store.write(action=action) as uow:
                uow.take_away(Person, person_id, "person_removed")
                uow.commit()
            model.put(action, person_id, None)
        case ("undo", back):
            undone = str(model.actions - int(back))
            assert attempt_undo(store, action, undone) == model.undo(action, undone)
        case ("erase", person_id) if model.value(person_id) is not None:
            with store.write(action=action) as uow:
                journal.erase_private(uow, "person", person_id)
                uow.commit()
            model.erase(action, person_id)


@settings(max_examples=30)
@given(st.lists(steps, max_size=25))
def test_the_tables_are_the_sum_of_the_journal(work: list[tuple[str, ...]]) -> None:
    model = Model()
    with tempfile.TemporaryDirectory() as name:
        data, device = Path(name, "data"), Path(name, "device")
        sessions: list[list[tuple[str, ...]]] = [[]]
        for step in work:
            if step[0] == "close":
                sessions.append([])
            else:
                sessions[-1].append(step)
        for session in sessions:
            with opened(data, device) as store:
                for step in session:
                    do(store, model, step)
                assert faults(store) == []
                with store.read() as reader:
                    kept = {each.id: each for each in reader.all(Person)}
                assert kept == {i: v for i in IDS if (v := model.value(i)) is not None}

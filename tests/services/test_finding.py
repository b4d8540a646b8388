"""People in memory are found as the roster finds them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.search_keys import keys_of, normalise_query
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.finding import NameIndex


def person(name: str, *phones: str) -> Person:
    return Person(id=new_id(), name=name, phones=phones)


def test_names_pinyin_initials_and_telephone_tails_find_somebody() -> None:
    shan, zhang = person("单立文", "19900001234"), person("张桂兰")
    index = NameIndex([shan, zhang])
    for text in ("单", "立文", "shan", "slw", "1234", "ShanLiWen"):
        assert index.find(text) == [shan.id], text
    assert index.find("zgl") == [zhang.id]
    assert index.find("nobody") == []
    assert index.find(" ") == []


def test_who_begins_so_comes_before_who_goes_on_so() -> None:
    second, first = person("王张"), person("张三")
    assert NameIndex([second, first]).find("zhang") == [first.id, second.id]


def test_somebody_who_comes_later_is_found_too() -> None:
    index = NameIndex([person("张三")])
    guest = person("尉迟恭")
    index.add(guest)
    assert index.find("yuchi") == [guest.id]
    index.remove(guest.id)
    assert index.find("yuchi") == []


@given(st.lists(st.text("张王李桂兰国立文芳", min_size=2, max_size=4), max_size=12), st.data())
def test_every_key_of_everybody_finds_them(names: list[str], data: st.DataObject) -> None:
    people = [person(name) for name in names]
    index = NameIndex(people)
    for one in people:
        key = data.draw(st.sampled_from(keys_of(one.name)))
        text = key[1:]
        expected = {
            each.id
            for each in people
            if any(k[1:].startswith(normalise_query(text)) for k in keys_of(each.name))
        }
        assert set(index.find(text)) == expected

"""Every shipped rule profile can be chosen, and says where its numbers come from."""

from __future__ import annotations

import pytest

from xieshang_desktop import resources
from xieshang_desktop.domain.rules import RuleProfile
from xieshang_desktop.services.rule_profiles import listed, load


def test_the_general_profile_comes_first() -> None:
    names = [profile.id for profile in listed()]
    assert names[0] == "default"
    assert {"national", "zhejiang", "shandong"} <= set(names)
    assert len(names) == len(set(names))


def test_files_that_are_no_profiles_are_left_out() -> None:
    known = {path.stem for path in resources.path("rules").glob("*.json")}
    assert known - {profile.id for profile in listed()} == {"decisions", "holidays", "laws"}


@pytest.mark.parametrize("profile", listed(), ids=lambda profile: profile.id)
def test_a_profile_is_loaded_by_its_id_and_every_number_has_a_source(profile: RuleProfile) -> None:
    assert load(profile.id) == profile
    assert profile.numbers
    assert all(number.source and number.label for number in profile.numbers)

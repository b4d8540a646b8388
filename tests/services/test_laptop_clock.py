"""When the program was made, and what it does where the clock stands in 1970 or in 2099."""

from __future__ import annotations

import json
import os
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from xieshang_desktop import resources
from xieshang_desktop.errors import BadInput
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import practice
from xieshang_desktop.services.laptop_check import judge, require_clock
from xieshang_desktop.services.laptop_facts import gather, made_on
from xieshang_desktop.ui.presenters.first_start import Answers, set_up_desk
from xieshang_desktop.wording import words_for
from xieshang_desktop.wording.laptop import finding_words

MADE = datetime(2026, 11, 22, 19, 18, tzinfo=BEIJING)
ANSWERS = Answers(
    *("张家村", "张家村协商议事室", "柳河镇", "村委会", "village", "village", ""),
    *("李德发", "党支部书记", "", ""),
)


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of a package, as a copy that kept no moments has them: of another year."""
    folder = tmp_path / "resources"
    folder.mkdir()
    for entry in resources.root().iterdir():
        (folder / entry.name).symlink_to(entry)
    (folder / "style.qss").unlink()
    (folder / "style.qss").touch()
    timestamp = "2026-11-22T11:18:00Z"
    told = {"bomFormat": "CycloneDX", "metadata": {"timestamp": timestamp, "component": {}}}
    (folder / "sbom.cdx.json").write_text(json.dumps(told), "utf-8")
    os.utime(folder / "style.qss", (0, 0))
    monkeypatch.setattr(resources, "root", lambda: folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return folder


@pytest.mark.usefixtures("packed")
def test_a_copy_that_kept_no_moments_still_knows_when_it_was_made() -> None:
    assert made_on() == MADE


def test_a_list_of_parts_that_is_not_whole_says_nothing(packed: Path) -> None:
    (packed / "sbom.cdx.json").write_bytes(b'{"metadata": {')
    os.utime(packed / "style.qss", (MADE.timestamp(), MADE.timestamp()))
    assert made_on() == MADE
    (packed / "sbom.cdx.json").unlink()
    assert made_on() == MADE


@pytest.mark.usefixtures("packed")
@pytest.mark.parametrize(
    ("year", "state", "said"),
    [
        (1970, "attention", "电脑的日期不对：显示1970年1月1日"),
        (2099, "waiting", "请核对日期：电脑显示2099年1月1日"),
    ],
    ids=str,
)
def test_the_first_run_goes_on_and_the_check_names_the_wrong_year(
    tmp_path: Path, year: int, state: str, said: str
) -> None:
    moment = datetime(year, 1, 1, 8, 0, tzinfo=BEIJING)
    with closing(set_up_desk(tmp_path / "data", ANSWERS, clock=lambda: moment)) as desk:
        assert desk.unit.name == "张家村"
    facts = gather(tmp_path / "data", lambda: moment)
    (finding,) = [each for each in judge(facts) if each.about == "clock"]
    assert finding.state == state
    assert finding_words(finding).sentence.startswith(said)
    assert "2026年11月22日" in finding_words(finding).hint


@pytest.mark.usefixtures("packed")
def test_a_practice_village_of_a_time_without_rules_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practice, "now", lambda: datetime(1970, 1, 1, 8, tzinfo=BEIJING))
    with pytest.raises(BadInput) as refused:
        practice.make(tmp_path / "practice")
    assert refused.value.code == "clock_before_program"
    assert "1970年1月1日" in words_for(refused.value).sentence
    assert not (tmp_path / "practice").exists()


@pytest.mark.usefixtures("packed")
def test_a_clock_that_is_a_few_hours_behind_is_no_reason() -> None:
    require_clock(datetime(2026, 11, 22, 1, tzinfo=BEIJING))

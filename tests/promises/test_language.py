"""The program speaks Chinese, also on an English computer, until English is chosen."""

from __future__ import annotations

import gettext
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.promises.tree import ROOT
from xieshang_desktop import settings
from xieshang_desktop.__main__ import speak
from xieshang_desktop.domain.terms import Part
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ui.widgets.date_words import read_date, write_date
from xieshang_desktop.wording import words_for
from xieshang_desktop.wording.dates import moment_words, near_date
from xieshang_desktop.wording.facts import missing_words


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> settings.Settings:
    """Settings of this test's own, on a computer that speaks English."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("LANGUAGE", "en_GB:en")
    monkeypatch.delenv("XIESHANG_LANGUAGE", raising=False)
    return settings.Settings(settings.config_dir() / "settings.json")


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gettext, "dgettext", gettext.dgettext)  # put back afterwards
    speak("en")


@pytest.mark.usefixtures("chosen")
def test_an_english_computer_changes_nothing() -> None:
    assert settings.language() == "zh"


def test_the_setting_chooses(chosen: settings.Settings) -> None:
    chosen.choose("language", "en")
    assert settings.language() == "en"


def test_the_system_is_followed_where_that_is_chosen(
    chosen: settings.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen.choose("language", "system")
    assert settings.language() == "en"
    monkeypatch.setenv("LANGUAGE", "zh_CN:en")
    assert settings.language() == "zh"
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert settings.language() == "zh"


def test_the_environment_comes_first(
    chosen: settings.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen.choose("language", "en")
    monkeypatch.setenv("XIESHANG_LANGUAGE", "zh")
    assert settings.language() == "zh"


@pytest.mark.parametrize(("language", "words"), [("zh", "导入名册"), ("en", "Import a roster")])
def test_a_started_program_speaks_it(language: str, words: str) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "xieshang_desktop", "roster", "--help"],
        cwd=ROOT,
        env={**os.environ, "XIESHANG_LANGUAGE": language, "LANG": "en_US.UTF-8"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    assert words in said


@pytest.mark.usefixtures("english")
def test_english_reaches_terms_failures_and_days() -> None:
    assert Part.STAKEHOLDER.words == "Stakeholder"
    assert Part.STAKEHOLDER.official == "利益相关方"
    assert missing_words(["place", "theme"]) == "Place, Theme"
    assert words_for(RuleBroken("sealed")).together.endswith("own number.")
    assert near_date(date(2026, 3, 2), date(2026, 1, 1)) == "2 Mar"
    assert near_date(date(2025, 3, 2), date(2026, 1, 1)) == "2 Mar 2025"
    assert moment_words(datetime(2026, 3, 20, 9, 5)) == "20 Mar 2026 (Friday) 09:05"  # noqa: DTZ001


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.usefixtures("english")
def test_a_date_field_reads_what_it_wrote(language: str) -> None:
    speak(language)
    day = date(2026, 3, 20)
    assert read_date(write_date(day), date(2026, 1, 1)) == day

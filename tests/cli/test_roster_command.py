"""`roster import` as a process of its own, on a roster as a village keeps it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from tests.promises.tree import ROOT
from xieshang_desktop.wording.attention import ATTENTION

ROSTERS = ROOT / "tests" / "data" / "rosters"


def started(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the program on a data folder of its own."""
    command = [sys.executable, "-m", "xieshang_desktop", "--data", str(folder / "data")]
    return subprocess.run(
        [*command, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"XDG_CONFIG_HOME": str(folder / "config")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_village_roster_is_imported_with_every_damaged_number_named(tmp_path: Path) -> None:
    ran = started(tmp_path, "roster", "import", ROSTERS / "roster-village.xls", "--json")
    assert (ran.returncode, ran.stderr) == (0, "")
    answer = json.loads(ran.stdout)
    assert set(answer) == {"people", "households", "updated", "attention", "skipped", "dry_run"}
    assert (answer["people"], answer["households"], answer["updated"]) == (1180, 418, 0)
    assert answer["skipped"] == 15
    codes = Counter(each["code"] for each in answer["attention"])
    assert codes["id_damaged"] == 52
    for each in answer["attention"]:
        assert set(each) == {"row", "column", "code", "text"}
        assert each["code"] in ATTENTION
    damaged = [each for each in answer["attention"] if each["code"] == "id_damaged"]
    assert all(each["text"].endswith("000") and each["row"] > 4 for each in damaged)


def test_the_same_roster_again_changes_nothing(tmp_path: Path) -> None:
    for file in ("roster-village.xls", "roster-village.xlsx"):
        ran = started(tmp_path, "--json", "roster", "import", ROSTERS / file)
        answer = json.loads(ran.stdout)
    assert (answer["people"], answer["households"], answer["updated"]) == (0, 0, 0)
    found = started(tmp_path, "people", "find", "shan", "--json")
    assert {each["name"][0] for each in json.loads(found.stdout)} >= {"单"}


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    file = ROSTERS / "roster-gb18030.csv"
    ran = started(tmp_path, "roster", "import", file, "--dry-run", "--json")
    assert json.loads(ran.stdout)["people"] == 90
    assert not (tmp_path / "data").exists()


def test_people_are_told_in_sentences_which_rows_to_look_at(tmp_path: Path) -> None:
    ran = started(tmp_path, "roster", "import", ROSTERS / "roster-village.xlsx")
    lines = ran.stdout.splitlines()
    assert lines[0] == "新增 1180 人、418 户，更新 0 人，跳过 15 行。"
    assert "第 30 行 公民身份号码：身份证号后三位已被表格软件丢失，请补录" in lines[2]


def test_what_is_about_the_whole_file_names_no_row(tmp_path: Path) -> None:
    started(tmp_path, "roster", "import", ROSTERS / "roster-gb18030.csv")
    shorter = tmp_path / "短.csv"
    lines = (ROSTERS / "roster-gb18030.csv").read_text("gb18030").splitlines()
    shorter.write_text("\n".join(lines[:-1]) + "\n", "utf-8")
    ran = started(tmp_path, "roster", "import", shorter)
    assert ran.returncode == 0
    assert "全表：表中没有这个人，名册上仍保留" in ran.stdout


def damaged(folder: Path) -> Path:
    file = folder / "坏.xlsx"
    file.write_bytes((ROSTERS / "roster-clean.xlsx").read_bytes()[:2000])
    return file


def empty(folder: Path) -> Path:
    file = folder / "空.xlsx"
    file.touch()
    return file


def renamed(folder: Path) -> Path:
    file = folder / "信.xlsx"
    file.write_text("亲爱的乡亲们：你们好。\n", "utf-8")
    return file


def prices(folder: Path) -> Path:
    file = folder / "价目.xlsx"
    book = openpyxl.Workbook()
    for line in (("品名", "单价"), ("盐", 2), ("酱油", 8)):
        book.active.append(line)
    book.save(file)
    return file


def missing(folder: Path) -> Path:
    return folder / "没有.xlsx"


@pytest.mark.parametrize("given", [damaged, empty, renamed, prices, missing])
def test_a_file_that_cannot_be_used_gets_one_sentence_and_changes_nothing(
    given: object, tmp_path: Path
) -> None:
    ran = started(tmp_path, "roster", "import", given(tmp_path), "--json")  # type: ignore[operator]
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.count("\n") == 1
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "data").exists()


def test_wrong_use_ends_with_two(tmp_path: Path) -> None:
    assert started(tmp_path, "roster", "import").returncode == 2
    assert started(tmp_path, "roster").returncode == 2


def test_importing_loads_no_window(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom xieshang_desktop import cli\n"
        f"cli.main(['--data', {str(tmp_path / 'data')!r}, 'roster', 'import',"
        f" {str(ROSTERS / 'roster-village.xls')!r}, '--json'], lambda folder: 0)\n"
        "print(any(name.startswith(('PySide6', 'xieshang_desktop.ui')) for name in sys.modules),"
        " file=sys.stderr)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(tmp_path / "config")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr.strip() == "False"
    assert json.loads(ran.stdout)["people"] == 1180

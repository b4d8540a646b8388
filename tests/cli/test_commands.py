"""Each command says what it should, to people and to machines, and ends with the right status."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.cli.conftest import Ran, run
from xieshang_desktop import __version__, cli
from xieshang_desktop.cli import village as village_commands
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.services.history import meeting_called
from xieshang_desktop.storage.database import file_of

Command = Callable[..., Ran]


def test_the_practice_command_says_how_many_people_and_meetings_there_are(
    made: tuple[Path, Ran],
) -> None:
    folder, ran = made
    assert (ran.status, ran.err) == (0, "")
    assert ran.json == {"folder": str(folder), "people": 1180, "meetings": 26}


def test_a_second_practice_village_in_the_same_folder_is_refused(village: Path) -> None:
    ran = run("--data", village, "practice", "--years", 1)
    assert ran.status == 1
    assert "--fresh" in ran.err
    assert ran.err.count("\n") == 1


def test_the_practice_village_can_be_thrown_away(own_village: Path) -> None:
    assert run("--data", own_village, "practice", "--remove").status == 0
    assert not own_village.exists()
    assert run("--data", own_village, "practice", "--remove").status == 0


def test_nothing_but_a_practice_village_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "resolutions.txt").write_text("kept", "utf-8")
    for option in ("--remove", "--fresh"):
        assert run("--data", tmp_path, "practice", option).status == 1
    assert (tmp_path / "resolutions.txt").exists()


def test_meetings_are_listed_newest_first(command: Command) -> None:
    listed = command("meetings", "--json").json
    assert len(listed) == 26
    starts = [meeting["starts"] for meeting in listed]
    assert starts == sorted(starts, reverse=True)
    assert set(listed[0]) == {
        "id",
        "number",
        "title",
        "starts",
        "place",
        "state",
        "topics",
        "invited",
    }
    lines = command("meetings").out.splitlines()
    assert len(lines) == 26
    assert "已归档" in lines[-1]


def test_topics_are_listed_with_their_step(command: Command) -> None:
    listed = command("--json", "topics").json
    assert {topic["state"] for topic in listed} == {
        "collected",
        "accepted",
        "closed",
        "refused",
        "merged",
    }
    assert all((topic["step"] is None) or topic["state"] == "accepted" for topic in listed)
    assert len(command("topics").out.splitlines()) == len(listed)


def test_people_are_found_by_pinyin_with_id_name_and_group(command: Command) -> None:
    found = command("people", "find", "zhang", "--json").json
    assert found
    assert all(set(each) == {"id", "name", "group"} for each in found)
    assert any(each["name"].startswith("张") for each in found)
    assert command("people", "find", found[0]["name"]).out.startswith(found[0]["name"])


def test_nobody_found_is_no_failure(command: Command) -> None:
    assert command("people", "find", "qqqq").out == "没有找到。\n"
    assert command("people", "find", "qqqq", "--json").json == []


def test_papers_of_the_last_meeting_held_are_written(command: Command, tmp_path: Path) -> None:
    ran = command("papers", "write", "latest", "--out", tmp_path / "papers", "--json")
    files = [Path(each) for each in ran.json]
    assert all(each.read_bytes().startswith(b"%PDF") for each in files)
    names = [each.name for each in files]
    for word in ("通知", "签到表", "纪要", "公示"):
        assert any(word in name for name in names)


def test_a_set_with_a_paper_that_waits_for_a_look_is_not_begun(
    own_village: Path, tmp_path: Path
) -> None:
    with closing(open_desk(own_village)) as desk:
        meeting = meeting_called(desk, "latest")
        with desk.store.write() as uow:
            uow.put(replace(meeting, place="有事打19900000001"), "meeting_changed")
            uow.commit()
    ran = run("--data", own_village, "papers", "write", "latest", "--out", tmp_path / "papers")
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert f"会议通知 {meeting.title}" in ran.err
    assert "在窗口里打开“文书”" in ran.err
    assert "19900000001" not in ran.err
    assert not (tmp_path / "papers").exists()


def test_papers_of_a_meeting_that_is_not_there_are_refused(
    command: Command, tmp_path: Path
) -> None:
    ran = command("papers", "write", "1999-01", "--out", tmp_path / "papers")
    assert ran.status == 1
    assert "1999-01" in ran.err
    assert not (tmp_path / "papers").exists()


def test_a_bundle_is_written_and_checked(own_village: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    written = run("--data", own_village, "bundle", "write", stick, "--json")
    assert written.status == 0, written.err
    file = Path(written.json[0])
    assert file.parent == stick
    checked = run("--data", own_village, "bundle", "check", file, "--json")
    assert checked.status == 0, checked.err
    assert checked.json["first"] == 1
    assert "完好" in run("--data", own_village, "bundle", "check", file).out


def test_a_damaged_bundle_is_refused_with_one_sentence(own_village: Path, tmp_path: Path) -> None:
    file = tmp_path / "broken.xsb"
    file.write_bytes(b"not a bundle at all")
    ran = run("--data", own_village, "bundle", "check", file)
    assert ran.status == 1
    assert ran.err.count("\n") == 1
    assert ran.out == ""


def test_a_whole_village_passes_its_check(command: Command) -> None:
    ran = command("check", "--json")
    assert ran.status == 0
    assert ran.json["whole"] is True
    assert ran.json["entries"] > 10_000
    assert "资料完好" in command("check").out


def test_a_forged_entry_is_found_by_the_check(own_village: Path) -> None:
    file = file_of(own_village)
    content = file.read_bytes()
    forged = content.replace("张德厚".encode(), "张得厚".encode(), 200)
    assert forged != content
    file.write_bytes(forged)
    ran = run("--data", own_village, "check", "--json")
    assert ran.status == 1
    assert ran.json["whole"] is False
    assert ran.err.count("\n") == 1


def test_a_roster_is_tried_out_without_a_trace(tmp_path: Path) -> None:
    file = _roster(tmp_path)
    data = tmp_path / "data"
    ran = run("--data", data, "roster", "import", file, "--dry-run", "--json")
    assert ran.json["people"] == 2
    assert ran.json["dry_run"] is True
    assert not data.exists()


def test_a_roster_is_imported_and_not_doubled(tmp_path: Path) -> None:
    file = _roster(tmp_path)
    data = tmp_path / "data"
    first = run("--data", data, "roster", "import", file, "--json").json
    assert (first["people"], first["households"], first["updated"]) == (2, 1, 0)
    again = run("--data", data, "roster", "import", file, "--json").json
    assert (again["people"], again["households"]) == (0, 0)
    assert [p["name"] for p in run("--data", data, "people", "find", "wgl", "--json").json] == [
        "吴桂兰"
    ]
    assert "新增 0 人" in run("--data", data, "roster", "import", file).out


def test_a_damaged_number_is_named_with_its_row(tmp_path: Path) -> None:
    file = _roster(tmp_path, number="990000195001011000")
    data = tmp_path / "data"
    ran = run("--data", data, "roster", "import", file, "--json")
    (attention,) = ran.json["attention"]
    assert set(attention) == {"row", "column", "code", "text"}
    assert attention["row"] == 2
    assert "第 2 行" in run("--data", tmp_path / "new", "roster", "import", file).out


def test_a_roster_that_is_not_there_is_said(tmp_path: Path) -> None:
    ran = run("--data", tmp_path / "data", "roster", "import", tmp_path / "missing.xlsx")
    assert (ran.status, ran.err.count("\n")) == (1, 1)


def test_a_stick_that_was_pulled_is_said(own_village: Path, tmp_path: Path) -> None:
    ran = run("--data", own_village, "bundle", "write", tmp_path / "pulled")
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)


def test_an_interrupted_command_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(village_commands, "version", interrupted)
    ran = run("version")
    assert (ran.status, ran.out) == (1, "")
    assert "已停下" in ran.err


def test_a_file_that_is_no_roster_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("亲爱的乡亲们：\n你们好。\n", "utf-8")
    ran = run("--data", tmp_path / "data", "roster", "import", file)
    assert ran.status == 1
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "arguments", [("meetings",), ("topics",), ("people", "find", "x"), ("check",)]
)
def test_without_data_a_command_says_where_it_looked(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ran = run("--data", tmp_path / "nowhere", *arguments)
    assert (ran.status, ran.out) == (1, "")
    assert "nowhere" in ran.err
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "nowhere").exists()


def test_a_roster_may_come_before_the_village_has_a_name(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert run("--data", data, "roster", "import", _roster(tmp_path)).status == 0
    assert run("--data", data, "meetings", "--json").json == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("dance",),
        ("practice", "--years", "0"),
        ("practice", "--years", "many"),
        ("papers",),
        ("papers", "write", "latest"),
        ("papers", "check"),
        ("bundle",),
        ("bundle", "eat"),
        ("roster", "import"),
        ("people",),
        ("version", "--loud"),
    ],
)
def test_wrong_use_ends_with_two(arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert ran.status == 2
    assert "用法：" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("practice",),
        ("roster", "import"),
        ("people", "find"),
        ("meetings",),
        ("topics",),
        ("papers", "write"),
        ("papers", "check"),
        ("bundle", "write"),
        ("bundle", "check"),
        ("check",),
        ("version",),
    ],
)
def test_every_command_has_help(arguments: tuple[str, ...]) -> None:
    ran = run(*arguments, "--help")
    assert ran.status == 0
    assert "用法：" in ran.out


def test_the_version_is_said() -> None:
    assert run("version").out == f"xieshang_desktop {__version__}\n"
    assert run("version", "--json").json == {"version": __version__}


def _roster(folder: Path, number: str = "") -> Path:
    file = folder / "名册.csv"
    rows = [
        "组别,户主,姓名,与户主关系,性别,出生年月,身份证号",
        f"第一组,吴大山,吴大山,户主,男,1950,{number}",
        "第一组,吴大山,吴桂兰,妻,女,1952,",
    ]
    file.write_text("\n".join(rows) + "\n", "utf-8-sig")
    return file


def test_the_laptop_is_checked_without_a_window_and_without_a_village(tmp_path: Path) -> None:
    ran = run("--data", tmp_path / "new", "check", "laptop", "--json")
    about = {line["about"]: line["code"] for line in ran.json}
    assert about["others"] == "others_none"
    assert about["faces"] == "faces_fine"
    assert "printer" not in about  # nobody can tell without a window
    assert "硬盘" in run("--data", tmp_path / "new", "check", "laptop").out
    assert list(tmp_path.iterdir()) == []


def test_the_check_of_the_laptop_says_of_a_folder_what_is(tmp_path: Path) -> None:
    (tmp_path / "E").write_bytes(b"no folder")
    ran = run("--data", tmp_path / "E" / "data", "check", "laptop")
    assert "资料文件夹不在，也建不了" in ran.out
    assert "硬盘" not in ran.out
    assert "再点" not in ran.out
    assert ran.status == 1


def test_a_file_to_open_reaches_the_window() -> None:
    opened: list[tuple[Path, ...]] = []

    def open_window(*given: Path) -> int:
        opened.append(given)
        return 0

    assert cli.main(["open", "村 里.xsb"], open_window) == 0
    assert cli.main(["--data", "D", "open", "a.xsb"], open_window) == 0
    assert cli.main(["open", "--data", "D", "a.xsb"], open_window) == 0
    assert opened[0][1:] == (Path("村 里.xsb"),)
    assert opened[1] == opened[2] == (Path("D"), Path("a.xsb"))

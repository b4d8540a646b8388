"""The check of the laptop: every fact judged, told by hand as Linux and Windows tell it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from tests.making import a_desk
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import laptop_facts
from xieshang_desktop.services.folder_kind import Kind, mounted_kind, sync_of, windows_kind
from xieshang_desktop.services.folder_lock import Holder, account, computer
from xieshang_desktop.services.laptop_check import TEN_YEARS, Finding, judge, judge_place
from xieshang_desktop.services.laptop_facts import LaptopFacts, StickFacts, gather
from xieshang_desktop.wording.laptop import LAPTOP, finding_words

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=BEIJING)
YEAR_2099 = datetime(2099, 6, 1, 8, 0, tzinfo=BEIJING)

FINE = LaptopFacts(
    folder=Path("/home/clerk/.local/share/xieshang/data"),
    there=True,
    writable=True,
    free=20 * 10**9,
    records=10**8,
    kind=Kind.FIXED,
    sync="",
    portable=False,
    holder=None,
    now=NOW,
    zone=timedelta(hours=8),
    newest=NOW - timedelta(days=3),
    made=NOW - timedelta(days=200),
    memory=4 * 10**9,
    memory_free=2 * 10**9,
    faces_missing=(),
    undrawn="",
    sticks=(StickFacts(label="KINGSTON", free=10**9, read_only=False, works=True),),
    screen=(1366, 768),
    printers=("HP",),
    printer="HP",
)


def found(about: str, **changed: object) -> Finding:
    """The line about something when these facts are other."""
    (finding, *_rest) = [f for f in judge(replace(FINE, **changed)) if f.about == about]
    return finding


def test_a_folder_that_cannot_be_made_is_not_judged_by_another_disk() -> None:
    lost = judge(replace(FINE, there=False, writable=False))
    assert {f.code for f in lost if f.about in ("disk", "place")} == {"place_not_there"}


def test_a_good_laptop_is_fine_in_every_line() -> None:
    assert {finding.state for finding in judge(FINE)} == {"done"}


CASES: list[tuple[str, dict[str, object], str, str]] = [
    ("disk", {"free": 10**8}, "attention", "disk_nearly_full"),
    ("disk", {"free": TEN_YEARS // 2}, "waiting", "disk_small"),
    ("disk", {"free": TEN_YEARS // 2, "records": TEN_YEARS}, "done", "disk_enough"),
    ("disk", {"free": None}, "waiting", "disk_unknown"),
    ("place", {"writable": False}, "attention", "place_read_only"),
    ("place", {"there": False, "writable": False}, "attention", "place_not_there"),
    ("place", {"there": False}, "done", "place_fine"),
    ("place", {"sync": "OneDrive"}, "attention", "place_synced"),
    ("place", {"kind": Kind.NETWORK}, "attention", "place_network"),
    ("place", {"kind": Kind.MEMORY}, "attention", "place_memory"),
    ("place", {"kind": Kind.REMOVABLE}, "waiting", "place_removable"),
    ("place", {"kind": Kind.REMOVABLE, "portable": True}, "done", "place_portable"),
    ("others", {"holder": Holder("lidefa", "PC", 7, NOW, "x")}, "attention", "others_named"),
    ("others", {"holder": Holder()}, "attention", "others_unknown"),
    ("others", {"holder": Holder(account(), computer(), 7, NOW, "x")}, "done", "others_own"),
    ("clock", {"now": NOW - timedelta(days=300)}, "attention", "clock_before_program"),
    ("clock", {"newest": NOW + timedelta(days=2)}, "attention", "clock_before_records"),
    ("clock", {"newest": NOW + timedelta(hours=5)}, "done", "clock_fine"),
    ("clock", {"newest": NOW - timedelta(days=500)}, "waiting", "clock_far_ahead"),
    ("clock", {"now": datetime(1970, 1, 1, tzinfo=BEIJING)}, "attention", "clock_before_program"),
    ("clock", {"newest": None, "now": YEAR_2099}, "waiting", "clock_long_after_program"),
    ("clock", {"newest": YEAR_2099, "now": YEAR_2099}, "waiting", "clock_long_after_program"),
    ("clock", {"newest": YEAR_2099}, "attention", "clock_before_records"),
    ("clock", {"zone": timedelta(0)}, "waiting", "clock_zone"),
    ("memory", {"memory_free": 10**8}, "waiting", "memory_low"),
    ("screen", {"screen": (1024, 768)}, "waiting", "screen_small"),
    ("faces", {"faces_missing": ("fang.ttf",)}, "attention", "faces_missing"),
    ("faces", {"undrawn": "𬭎"}, "attention", "faces_undrawn"),
    ("stick", {"sticks": ()}, "ahead", "stick_none"),
    ("printer", {"printers": (), "printer": ""}, "ahead", "printer_none"),
    ("printer", {"printer": ""}, "waiting", "printer_no_default"),
]


@pytest.mark.parametrize(("about", "changed", "state", "code"), CASES, ids=lambda case: str(case))
def test_what_stands_in_the_way_is_named(
    about: str, changed: dict[str, object], state: str, code: str
) -> None:
    finding = found(about, **changed)
    assert (finding.state, finding.code) == (state, code)
    words = finding_words(finding)
    assert words.sentence
    assert "{" not in words.together


def test_sticks_that_take_nothing_are_named_one_by_one() -> None:
    locked = StickFacts(label="锁住的", free=10**9, read_only=True, works=False)
    broken = StickFacts(label="坏的", free=10**9, read_only=False, works=False)
    lines = [f for f in judge(replace(FINE, sticks=(locked, broken))) if f.about == "stick"]
    assert [(f.code, f.facts["name"]) for f in lines] == [
        ("stick_read_only", "锁住的"),
        ("stick_fails", "坏的"),
    ]


def test_every_sentence_is_used_and_every_code_has_one() -> None:
    used = {code for _about, _changed, _state, code in CASES} | {f.code for f in judge(FINE)}
    used |= {"stick_read_only", "stick_fails", "others_none", "clock_fine"}
    assert used == set(LAPTOP)


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("/home/a/OneDrive/文档/data", "OneDrive"),
        ("/home/a/OneDrive - 柳河镇/data", "OneDrive"),
        ("/home/a/我的坚果云/data", "坚果云"),
        ("/home/a/Nutstore Files/data", "坚果云"),
        ("/d/BaiduNetdiskDownload/data", ""),
        ("/d/BaiduNetdiskWorkspace/data", "百度网盘"),
        ("/d/翠微云村/data", ""),
        ("/d/百度网盘同步空间/data", "百度网盘"),
        ("/d/WPS云盘/data", "WPS云盘"),
        ("/home/a/Dropbox/data", "Dropbox"),
        ("/home/a/iCloudDrive/data", "iCloud"),
        ("/home/a/资料/协商/data", ""),
        ("/home/a/白云村/小微权力/data", ""),
        ("/home/readrive/data", ""),
    ],
)
def test_folders_that_travel_to_the_net_are_known_by_name(folder: str, program: str) -> None:
    assert sync_of(Path(folder), {}) == program


def test_windows_itself_says_what_goes_to_onedrive(tmp_path: Path) -> None:
    moved = tmp_path / "Documents"
    assert sync_of(moved / "data", {"OneDriveCommercial": str(moved)}) == "OneDrive"
    assert sync_of(tmp_path / "data", {"OneDrive": str(moved)}) == ""
    (tmp_path / ".stfolder").mkdir()
    assert sync_of(tmp_path / "data", {}) == "Syncthing"


class Drives:
    """What Windows answers for each drive, by hand."""

    def __init__(self, **types: int) -> None:
        self.types = types

    def __call__(self, root: str) -> int:
        return self.types.get(root[0], 1)


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        (r"C:\Users\张德厚\AppData\Local\xieshang\data", Kind.FIXED),
        (r"D:\协商资料", Kind.FIXED),
        (r"E:\资料\data", Kind.REMOVABLE),
        (r"Z:\协商资料", Kind.NETWORK),
        (r"\\SERVER\share\协商资料", Kind.NETWORK),
        (r"Q:\nowhere", Kind.UNKNOWN),
    ],
)
def test_drives_of_windows_are_told_apart(folder: str, kind: Kind) -> None:
    assert windows_kind(folder, Drives(C=3, D=3, E=2, Z=4)) is kind


class Mount(NamedTuple):
    """A mounted partition, by hand."""

    mountpoint: str
    fstype: str
    opts: str = "rw"


MOUNTS = [
    Mount("/", "ext4"),
    Mount("/home", "ext4"),
    Mount("/mnt/镇里", "cifs"),
    Mount("/run/user/1000/gvfs", "fuse.gvfsd-fuse"),
    Mount("/run/shm", "tmpfs"),
    Mount("/media/clerk/KINGSTON", "exfat"),
]


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/clerk/data", Kind.FIXED),
        ("/mnt/镇里/data", Kind.NETWORK),
        ("/mnt/镇里的/data", Kind.FIXED),
        ("/run/user/1000/gvfs/smb-share/data", Kind.NETWORK),
        ("/run/shm/data", Kind.MEMORY),
        ("/media/clerk/KINGSTON/资料/data", Kind.REMOVABLE),
    ],
)
def test_mounts_of_linux_are_told_apart(folder: str, kind: Kind) -> None:
    assert mounted_kind(Path(folder), MOUNTS, [Path("/media/clerk/KINGSTON")]) is kind


def test_this_computer_is_looked_at_without_a_trace(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    moment = desk.clock()
    desk.close()
    before = sorted(tmp_path.rglob("*"))
    facts = gather(tmp_path / "data", lambda: NOW)
    assert sorted(tmp_path.rglob("*")) == before
    assert facts.writable
    assert facts.free
    assert facts.newest is not None
    assert abs(facts.newest - moment) < timedelta(hours=1)
    assert (facts.faces_missing, facts.undrawn) == ((), "")
    assert 10**5 < facts.records < 10**7


def test_a_folder_that_is_not_there_yet_is_judged_by_the_one_above(tmp_path: Path) -> None:
    facts = gather(tmp_path / "D" / "协商资料", lambda: NOW)
    assert (facts.writable, facts.newest, facts.records) == (True, None, 0)
    assert list(tmp_path.iterdir()) == []


def test_a_face_that_was_quarantined_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xieshang_desktop import resources

    fonts = tmp_path / "fonts"
    fonts.mkdir()
    for file in resources.path("fonts").iterdir():
        if file.suffix == ".ttf":
            (fonts / file.name).symlink_to(file)
    (fonts / "kai.ttf").unlink()
    (fonts / "hei.ttf").unlink()
    (fonts / "hei.ttf").write_bytes(b"")
    real = resources.path
    monkeypatch.setattr(
        resources,
        "path",
        lambda *parts: (
            fonts.joinpath(*parts[1:])
            if parts[0] == "fonts" and parts[-1].endswith(".ttf")
            else real(*parts)
        ),
    )
    assert laptop_facts._faces()[0] == ("hei.ttf", "kai.ttf")  # noqa: SLF001 - what `gather` asks


def test_a_place_is_advised_against_only_with_a_reason(tmp_path: Path) -> None:
    synced = judge_place(tmp_path / "OneDrive" / "协商资料")
    assert synced is not None
    assert synced.code == "place_synced"

"""Which of the mounted drives are removable."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from xieshang_desktop.exchange.drives import Drive, choose_drives, list_drives, mounted_places


class Mounted(NamedTuple):
    device: str
    mountpoint: str
    opts: str


class Machine:
    """A made-up Linux machine's description of its block devices."""

    def __init__(self, folder: Path) -> None:
        self.system = folder / "sys"
        self._mounts = folder / "media"
        self.mounted: list[Mounted] = []

    def plug(
        self, bus: str, disk: str, *, removable: bool, label: str, opts: str = "rw", part: str = "1"
    ) -> Path:
        node = self.system / "devices" / bus / "block" / disk
        partition = node / f"{disk}{part}" if part else node
        partition.mkdir(parents=True)
        (node / "removable").write_text(f"{removable:d}\n")
        if part:
            (partition / "partition").write_text("1\n")
        links = self.system / "class" / "block"
        links.mkdir(parents=True, exist_ok=True)
        (links / partition.name).symlink_to(partition)
        mountpoint = self._mounts / label
        mountpoint.mkdir(parents=True)
        self.mounted.append(Mounted(f"/dev/{partition.name}", str(mountpoint), opts))
        return mountpoint

    def drives(self) -> list[Drive]:
        return choose_drives(self.mounted, self.system)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    machine.plug("pci0000:00/ata1", "sda", removable=False, label="root")
    return machine


def test_a_machine_without_sticks_has_no_drives(machine: Machine) -> None:
    assert machine.drives() == []


def test_a_stick_is_found_with_its_name_and_room(machine: Machine) -> None:
    path = machine.plug("pci0000:00/usb1/1-1", "sdb", removable=True, label="协商U盘")
    (drive,) = machine.drives()
    assert (drive.label, drive.path, drive.read_only) == ("协商U盘", path, False)
    assert drive.free > 0


def test_a_write_protected_stick_is_marked(machine: Machine) -> None:
    machine.plug("pci0000:00/usb1/1-1", "sdb", removable=True, label="A", opts="ro,nosuid")
    assert [drive.read_only for drive in machine.drives()] == [True]


def test_a_stick_without_partitions_is_found(machine: Machine) -> None:
    machine.plug("pci0000:00/usb1/1-1", "sdb", removable=True, label="A", part="")
    assert [drive.label for drive in machine.drives()] == ["A"]


def test_a_disk_on_usb_counts_although_it_says_it_is_fixed(machine: Machine) -> None:
    machine.plug("pci0000:00/usb2/2-1", "sdc", removable=False, label="硬盘")
    assert [drive.label for drive in machine.drives()] == ["硬盘"]


def test_several_drives_come_by_path(machine: Machine) -> None:
    machine.plug("pci0000:00/usb1/1-2", "sdc", removable=True, label="B")
    machine.plug("pci0000:00/usb1/1-1", "sdb", removable=True, label="A")
    assert [drive.label for drive in machine.drives()] == ["A", "B"]


def test_a_drive_that_was_just_pulled_out_is_left_out(machine: Machine) -> None:
    machine.plug("pci0000:00/usb1/1-1", "sdb", removable=True, label="A").rmdir()
    assert machine.drives() == []


def test_windows_says_removable_itself(tmp_path: Path) -> None:
    mounted = [
        Mounted("E:\\", str(tmp_path), "rw,removable"),
        Mounted("C:\\", str(tmp_path), "rw,fixed"),
    ]
    assert [drive.path for drive in choose_drives(mounted, tmp_path / "none")] == [tmp_path]


def test_this_machine_answers() -> None:
    assert all(drive.path.is_absolute() for drive in list_drives())


def test_every_drive_that_was_put_in_for_people_is_a_place_to_choose_from() -> None:
    mounted = [
        Mounted("/dev/sdb1", "/run/media/李 华/KINGSTON", "rw"),
        Mounted("/dev/sda3", "/media/数据 盘", "rw"),
        Mounted("/dev/sda1", "/", "rw"),
        Mounted("/dev/sda2", "/boot/efi", "rw"),
        Mounted("/dev/sda4", "/mnt/旧盘", "ro"),
    ]
    places = mounted_places(mounted)
    assert [str(place) for place in places] == [
        *("/media/数据 盘", "/mnt/旧盘", "/run/media/李 华/KINGSTON")
    ]
    assert all(place.is_dir() for place in mounted_places())

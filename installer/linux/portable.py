"""The folder that runs from a stick and can install itself for one person."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from installer.linux import debian, program

FILES = Path(__file__).resolve().parent / "files"

#: The folder's name on the stick.
NAME = "协商桌面"


def make(folder: Path, work: Path, out: Path, version: str, *, quick: bool) -> Path:
    """Put `xieshang-VERSION-linux-x86_64-portable.tar.gz` into `out`.

    No links and no modes that matter: a stick with FAT or exFAT keeps neither.
    """
    tree = work / "portable" / NAME
    shutil.rmtree(tree.parent, ignore_errors=True)
    glibc = ".".join(map(str, program.needs_glibc(folder)))
    shutil.copytree(folder, tree / "program", copy_function=os.link)
    debian.lay_shared(folder, tree / "desktop")
    for script in sorted((FILES / "portable").iterdir()):
        text = debian.whole(script).replace("@GLIBC@", glibc)
        (tree / script.name).write_text(text, "utf-8")
        (tree / script.name).chmod(0o755 if script.suffix == ".sh" else 0o644)
    (tree / "VERSION").write_text(f"{version}\n", "ascii")
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    for path in (tree, *tree.rglob("*")):
        os.utime(path, (epoch, epoch))
    archive = out / f"xieshang-{version}-linux-x86_64-portable.tar.gz"
    with archive.open("wb") as file:
        tar = subprocess.Popen(
            [
                *("tar", "--create", "--sort=name", "--format=gnu", "--directory", tree.parent),
                *("--owner=0", "--group=0", "--numeric-owner", f"--mtime=@{epoch}", NAME),
            ],
            stdout=subprocess.PIPE,
        )
        pack = ["gzip", "-n", "-1" if quick else "-9"]
        subprocess.run(pack, stdin=tar.stdout, stdout=file, check=True)
        if tar.wait():
            raise OSError("tar failed")
    return archive

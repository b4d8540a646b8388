"""Update files: made reproducibly, checked by the standard tools, never believed when changed."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from installer.making import update_file
from tests.installer.update_files import NEWS, a_program, make, new_keys
from tests.promises.tree import ROOT
from xieshang_desktop import __version__
from xieshang_desktop.errors import BadInput, Problem
from xieshang_desktop.exchange.updates import Update, read_update, unpack_program
from xieshang_desktop.storage.database import REVISION


class Made:
    """One finished update file, the program in it, and the keys."""

    def __init__(self, folder: Path) -> None:
        self.keys = new_keys(folder)
        self.program = a_program(folder / "program")
        self.file = make(self.program, folder / "out", self.keys)
        self.public = self.keys.public.read_text()

    def read(self, file: Path | None = None) -> Update:
        return read_update(file or self.file, self.public)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795300000")
        return Made(tmp_path_factory.mktemp("update"))


def everything_in(folder: Path) -> dict[str, tuple[bool, bytes]]:
    """Names, whether it can be started, and content; of links what they lead to."""
    return {
        path.relative_to(folder).as_posix(): (
            bool(path.lstat().st_mode & 0o100) and path.is_file(),
            str(path.readlink()).encode() if path.is_symlink() else path.read_bytes(),
        )
        for path in folder.rglob("*")
        if not path.is_dir() or path.is_symlink()
    }


def test_what_is_packed_comes_out_the_same(made: Made, tmp_path: Path) -> None:
    update = made.read()
    assert (update.version, update.news.zh) == ("9.9.9", NEWS.strip())
    unpack_program(made.file, update, tmp_path)
    assert everything_in(tmp_path) == everything_in(made.program)
    assert (tmp_path / "empty").is_dir()
    assert update.program.unpacked == sum(
        len(content) for name, (_, content) in everything_in(tmp_path).items() if "/lib" not in name
    ) + len((tmp_path / "_internal/lib/libQt6Core.so.6").read_bytes())


def test_the_same_program_and_key_make_the_same_bytes(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795300000")
    again = make(a_program(tmp_path / "program"), tmp_path / "out", made.keys)
    assert again.name == made.file.name
    assert again.read_bytes() == made.file.read_bytes()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--news-zh", "gone.txt"], "gone.txt is not there"),
        (["--news-en", "gone.txt"], "gone.txt is not there"),
        (["--key", "gone.key"], "gone.key is not there"),
        (["--version", "1.0.0-beta"], "1.0.0-beta is no version that a program takes"),
        (["--needs", "1"], "1 is no version that a program takes"),
    ],
)
def test_what_no_program_would_take_is_said_in_a_sentence_and_not_signed(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: list[str], said: str
) -> None:
    news = tmp_path / "news.txt"
    news.write_text(NEWS, "utf-8")
    words = [str(made.program), "--system", made.read().system, "--out", str(tmp_path / "out")]
    words += ["--key", str(made.keys.secret), "--news-zh", str(news)]
    with pytest.raises(SystemExit) as ended:
        update_file.main([*words, *wrong])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_unzip_minisign_and_sha256sum_find_it_whole(made: Made, tmp_path: Path) -> None:
    def tool(*command: str) -> str:
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout

    tool("unzip", "-q", str(made.file))
    said = tool("minisign", "-Vm", "update.json", "-p", str(made.keys.public))
    assert "Signature and comment signature verified" in said
    manifest = json.loads((tmp_path / "update.json").read_text("utf-8"))
    digest = tool("sha256sum", manifest["program"]["name"]).split()[0]
    assert digest == manifest["program"]["sha256"]
    tool("tar", "-xJf", "program.tar.xz")
    assert (tmp_path / "_internal" / "村务.md").read_text("utf-8") == "# 更新\n"


def test_a_key_with_a_password_signs_when_the_password_comes_on_the_input(tmp_path: Path) -> None:
    keys = new_keys(tmp_path, password="张家村")  # noqa: S106  # of a key that lives a second
    (tmp_path / "news").write_text(NEWS, "utf-8")
    command = [sys.executable, "-m", "installer.making.update_file"]
    command += [str(a_program(tmp_path / "program")), "--system", "linux-x86_64"]
    command += ["--key", str(keys.secret), "--news-zh", str(tmp_path / "news")]
    command += ["--commit", "0" * 40, "--out", str(tmp_path / "out")]
    environment = {"SOURCE_DATE_EPOCH": "1795300000", "PATH": "/usr/bin:/bin"}

    def sign(password: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            input=f"{password}\n",
            capture_output=True,
            text=True,
            check=False,
        )

    refused = sign("李家村")
    assert refused.returncode != 0
    assert "minisign did not sign" in refused.stderr
    done = sign("张家村")
    assert done.returncode == 0, done.stderr
    update = read_update(Path(done.stdout.strip()), keys.public.read_text())
    assert (update.version, update.revision) == (__version__, REVISION)


def test_a_folder_that_is_no_program_is_refused(made: Made, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        update_file.main(
            [
                *(str(tmp_path), "--system", "linux-x86_64", "--key", str(made.keys.secret)),
                *("--news-zh", str(tmp_path), "--out", str(tmp_path)),
            ]
        )


# ---- what is not believed


def code_of(made: Made, file: Path) -> str:
    with pytest.raises(Problem) as problem:
        made.read(file)
    return problem.value.code


def rebuilt(made: Made, file: Path, **parts: bytes | None) -> Path:
    """The same container with other parts; None leaves one out."""
    with zipfile.ZipFile(made.file) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            key = name.replace(".", "_")
            content = parts.pop(key, old.read(name))
            if content is not None:
                new.writestr(zipfile.ZipInfo(name), content)
        for name, content in parts.items():
            new.writestr(zipfile.ZipInfo(name), content or b"")
    return file


def test_another_key_is_told_from_none(made: Made, tmp_path: Path) -> None:
    other = make(made.program, tmp_path, new_keys(tmp_path, "other"))
    assert code_of(made, other) == "update_other_key"
    unsigned = rebuilt(made, tmp_path / "a.xsu", update_json_minisig=None)
    assert code_of(made, unsigned) == "update_unsigned"
    nonsense = rebuilt(made, tmp_path / "b.xsu", update_json_minisig=b"signed by me")
    assert code_of(made, nonsense) == "update_unsigned"


def test_words_that_were_not_signed_are_refused(made: Made, tmp_path: Path) -> None:
    with zipfile.ZipFile(made.file) as box:
        manifest = box.read("update.json")
    forged = rebuilt(made, tmp_path / "a.xsu", update_json=manifest.replace(b"9.9.9", b"9.9.8"))
    assert code_of(made, forged) == "update_damaged"


def test_another_program_under_a_good_signature_is_refused(made: Made, tmp_path: Path) -> None:
    other = make(a_program(tmp_path / "p", "a worse one\n"), tmp_path, made.keys, version="9.9.8")
    with zipfile.ZipFile(other) as box:
        program = box.read("program.tar.xz")
    with zipfile.ZipFile(made.file) as box:
        length = box.getinfo("program.tar.xz").file_size
    forged = rebuilt(made, tmp_path / "a.xsu", program_tar_xz=program)
    if len(program) != length:
        assert code_of(made, forged) == "update_damaged"
    same_length = bytearray((program + bytes(length))[:length])
    forged = rebuilt(made, tmp_path / "b.xsu", program_tar_xz=bytes(same_length))
    update = made.read(forged)
    (tmp_path / "into").mkdir()
    with pytest.raises(BadInput) as problem:
        unpack_program(forged, update, tmp_path / "into")
    assert problem.value.code == "update_damaged"


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"hello" * 99, bytes(4096)])
def test_what_is_no_update_file_is_told_so(made: Made, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xsu").write_bytes(content)
    assert code_of(made, tmp_path / "a.xsu") == "update_foreign"


def test_other_containers_are_foreign(made: Made, tmp_path: Path) -> None:
    more = rebuilt(made, tmp_path / "a.xsu", autorun_inf=b"open=virus.exe")
    assert code_of(made, more) == "update_foreign"
    less = rebuilt(made, tmp_path / "b.xsu", program_tar_xz=None)
    assert code_of(made, less) == "update_foreign"
    smaller = zipfile.ZipFile(tmp_path / "c.xsu", "w", zipfile.ZIP_DEFLATED)
    with smaller as box, zipfile.ZipFile(made.file) as old:
        for name in old.namelist():
            box.writestr(name, old.read(name))
    assert code_of(made, tmp_path / "c.xsu") == "update_foreign"


def test_a_file_that_is_gone_cannot_be_read_and_a_folder_is_none(
    made: Made, tmp_path: Path
) -> None:
    assert code_of(made, tmp_path / "gone.xsu") == "update_unreadable"
    assert code_of(made, tmp_path) == "update_foreign"


_READ_AS_NOBODY = """
import os, sys
from pathlib import Path
from xieshang_desktop.errors import Problem
from xieshang_desktop.exchange import minisign
from xieshang_desktop.exchange.updates import read_update
public = Path("release.pub").read_text()
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for file in sys.argv[1:]:
    try:
        read_update(Path(file), public)
    except Problem as problem:
        print(problem.code)
"""


def test_a_file_that_may_not_be_read_is_there_all_the_same(made: Made, tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir()
    for file in (tmp_path / "a.xsu", shut / "b.xsu"):
        file.write_bytes(made.file.read_bytes())
    (tmp_path / "release.pub").write_text(made.public)
    (tmp_path / "a.xsu").chmod(0)
    shut.chmod(0)
    tmp_path.chmod(0o755)
    ran = subprocess.run(
        [sys.executable, "-P", "-c", _READ_AS_NOBODY, "a.xsu", "shut/b.xsu", "gone.xsu"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    shut.chmod(0o700)
    assert ran.stdout.split() == ["update_no_right", "update_no_right", "update_unreadable"]
    assert ran.stderr == ""


def signed_with_other_words(made: Made, tmp_path: Path, **words: object) -> Path:
    """Signed with the right key, saying something odd."""
    with zipfile.ZipFile(made.file) as box:
        manifest = json.loads(box.read("update.json")) | words
    (tmp_path / "update.json").write_text(json.dumps(manifest), "utf-8")
    command = ["minisign", "-S", "-s", str(made.keys.secret), "-m", "update.json"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    return rebuilt(
        made,
        tmp_path / "odd.xsu",
        update_json=(tmp_path / "update.json").read_bytes(),
        update_json_minisig=(tmp_path / "update.json.minisig").read_bytes(),
    )


def test_a_format_of_the_future_is_told_so(made: Made, tmp_path: Path) -> None:
    odd = signed_with_other_words(made, tmp_path, format=2, program="elsewhere")
    assert code_of(made, odd) == "update_format_newer"


def test_signed_nonsense_is_foreign(made: Made, tmp_path: Path) -> None:
    assert code_of(made, signed_with_other_words(made, tmp_path, news=3)) == "update_foreign"


def _refused_or_the_same(made: Made, file: Path, into: Path) -> None:
    """A changed file is refused, or it gives exactly what was signed: where only what nobody
    reads was changed, such as the time in the container."""
    into.mkdir()
    try:
        update = made.read(file)
        unpack_program(file, update, into)
    except Problem as problem:
        assert problem.code in {  # noqa: PT017  # either this or the same
            *("update_foreign", "update_unsigned", "update_other_key", "update_damaged"),
            *("update_unreadable", "update_format_newer"),
        }
        return
    assert update == made.read()
    assert everything_in(into) == everything_in(made.program)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_changed_file_brings_anything_else(
    made: Made, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(made.file.read_bytes())
    near_the_ends = st.integers(0, 1500) | st.integers(len(whole) - 400, len(whole) - 1)
    for _time in range(data.draw(st.integers(1, 3))):
        if len(whole) < 2:
            break
        at = data.draw(near_the_ends | st.integers(0, len(whole) - 1)) % len(whole)
        kind = data.draw(st.sampled_from(["flip", "cut", "insert", "drop"]))
        if kind == "flip":
            whole[at] ^= data.draw(st.integers(1, 255))
        elif kind == "cut":
            del whole[max(at, 1) :]
        elif kind == "insert":
            whole[at:at] = data.draw(st.binary(min_size=1, max_size=40))
        else:
            del whole[at : at + data.draw(st.integers(1, 60))]
    folder = tmp_path_factory.mktemp("changed")
    (folder / "a.xsu").write_bytes(whole)
    _refused_or_the_same(made, folder / "a.xsu", folder / "into")


@settings(max_examples=100)
@given(st.binary(max_size=3000))
@example(b"")
def test_any_bytes_are_refused_in_words(content: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "a.xsu"
        file.write_bytes(content)
        with pytest.raises(Problem):
            read_update(file, "RWSuDRHvywtrxDYqLegwY3de3nJM5tDVhaHc6RXSWGnzUQfLevlzz6FH")

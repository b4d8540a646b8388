"""Which version of the program runs: the newest that proved itself, or one that is tried now.

The first thing a packed program does. A version that came in an update file lies beside the others
(see `versions`). It replaces this process once it was seen to start; before that it runs as a child
that is watched: without a window in time it is put aside, and this version goes on as if nothing
had been. Nothing is ever written over, so going back is always possible.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xieshang_desktop import __version__, itself, settings, versions
from xieshang_desktop.versions import Number, Version

if TYPE_CHECKING:
    from subprocess import Popen  # it would cost every start 4 ms

#: Names a program folder, to try all of this from a checkout.
LAUNCH = "XIESHANG_LAUNCH"
#: In the environment of a version that is tried: its folder.
TRIAL = "XIESHANG_TRIAL"
#: In the environment of a newer version: folder and version of the program that was installed.
BASE, BASE_VERSION = "XIESHANG_BASE", "XIESHANG_BASE_VERSION"

#: Seconds until the window of a new version must stand: a virus scanner may read all of it first.
LIMIT = 300.0
_LOOK_EVERY = 0.1

#: With this a tried version says that it could not open a window through no fault of its own:
#: another one has the records and came forward (`EX_TEMPFAIL`).
NOT_ITS_FAULT = 75
#: And with this that the records could not be opened, of which nothing was said: the version that
#: tries it goes on, and finds out for itself whether they can be (`EX_UNAVAILABLE`).
UNSAID = 69
#: In the environment of the version that goes on then: those that said so in this start.
LEFT = "XIESHANG_LEFT"

#: How Windows ends programs when somebody logs off or closes their console.
_LOGGED_OFF = (0x40010004, 0xC000013A)

_again: list[str] | None = None


class _Meanwhile(Exception):
    """Another start decided about the version while this one waited."""


def own_number() -> Number:
    """The version that runs: where it came in an update file, the one its folder is named for."""
    version = own_version()
    return version.number if version else versions.read_number(__version__) or (0,)


def own_folder() -> Path | None:
    """The folder of the packed program that runs; None in a checkout."""
    named = os.environ.get(LAUNCH)
    return Path(named) if named else itself.program_folder()


def start_newer(arguments: Sequence[str], limit: float = LIMIT) -> int | None:
    """Run a newer version with these arguments in place of this one and give its exit status; None
    when there is none, and this one is to go on."""
    if own_folder() is None:
        return None
    status = None if is_tried() else _start_newer(arguments, limit)
    own = own_version() if status is None else None
    if own is not None:
        versions.hold(own)
    return status


def _start_newer(arguments: Sequence[str], limit: float) -> int | None:
    left, waited = {each.number for each in _left()}, False
    while newer := [v for v in versions.usable(own_number()) if v.number not in left]:
        if not _wants_window(arguments):
            trusted = [version for version in newer if version.trusted]
            return _become(trusted[0], arguments) if trusted else None
        try:
            status = _run(newer[0], arguments, limit)
        except _Meanwhile:
            if waited:
                return None
            waited = True
            continue
        if status is not None:
            return status
        left.add(newer[0].number)  # also where its failure could not be noted down
    return None


def is_tried() -> bool:
    """Whether another version watches whether this one gets ready."""
    return bool(os.environ.get(TRIAL))


def ready(*, opened: bool = True) -> bool:
    """The window stands, and nobody need watch it: the version that runs is worth starting again
    once it `opened` records; a question before there are any says nothing of it. False when that
    could not be noted down in full, and is to be said again."""
    for name in (TRIAL, LEFT):
        os.environ.pop(name, None)  # windows that are opened from here are not watched
    version = own_version()
    if version is None:
        return True
    return versions.prove(version.folder) if opened else versions.leave(version.folder)


def refused(*, alike: bool = True) -> int:
    """No window could be shown, and the person was told: the exit status, and no mark against a
    version that is not to blame. `alike`: one that was left in this start had said the same."""
    if is_tried():
        return NOT_ITS_FAULT
    for each in _left() if alike else []:
        versions.excuse(each)
    version = own_version()
    if version is not None:
        versions.excuse(version)
    return 1


def own_version() -> Version | None:
    """The version that runs, if it lies among those that came in update files."""
    folder = own_folder()
    if folder is None or folder.resolve().parent != settings.versions_dir().resolve():
        return None
    number = versions.read_number(folder.name)
    return Version(number, folder.name, folder) if number else None


def version_before() -> str:
    """What would run if the version that runs were put aside; "" when nothing is before it."""
    if own_version() is None:
        return ""
    lower = [each for each in versions.installed() if each.number < own_number()]
    names = [each.name for each in lower if not each.failed]
    names.append(os.environ.get(BASE_VERSION, ""))
    known = [(number, name) for name in names if (number := versions.read_number(name))]
    return max(known)[1] if known else ""


def failure_to_tell() -> Version | None:
    """A newer version that did not start and of which nobody has read yet."""
    for version in versions.installed():
        reason = version.note(versions.FAILED).get("reason")
        untold = not (version.folder / versions.TOLD).exists()
        if version.number > own_number() and reason not in (None, versions.PUT_BACK) and untold:
            return version
    return None


def ask_again(arguments: Sequence[str]) -> None:
    """Once this program has ended it is to start anew, with these arguments."""
    global _again
    _again = list(arguments)


def start_again() -> None:
    """Start the installed program anew, if that was asked for: it knows which version is to run."""
    folder = own_folder()
    if _again is None or folder is None:
        return
    import subprocess

    base = Path(os.environ.get(BASE) or folder)
    start = base if _program(base).exists() else folder
    subprocess.Popen(  # noqa: S603  # this very program
        [str(_program(start)), *_again],
        env=_environment(start),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def _left() -> list[Version]:
    names = os.environ.get(LEFT, "").split()
    return [each for each in versions.installed() if each.name in names] if names else []


def _wants_window(arguments: Sequence[str]) -> bool:
    """Whether no command is named: only a window can say that a version works. What the command
    line refuses, and a question for help, open none."""
    plain = []
    words = iter(arguments)
    for word in words:
        if word == "--data":
            word = next(words, "-")
        elif not word.startswith("-"):
            plain.append(word)
        if word.startswith("-") and not word.startswith("--data="):
            return False
    return not plain or (plain[0] == "open" and len(plain) == 2)


def _run(version: Version, arguments: Sequence[str], limit: float) -> int | None:
    if not version.trusted:
        return _try(version, arguments, limit)
    with suppress(OSError):
        versions.begin(version)
    return _become(version, arguments)


def _become(version: Version, arguments: Sequence[str]) -> int | None:
    """Run it in place of this process; None when it can't be. It is put aside when its program is
    gone; what holds a file for a moment, or leaves no room for a process, says nothing of it."""
    command = [str(version.program), *arguments]
    environment = _environment(version.folder) | {LEFT: os.environ.get(LEFT, "")}
    try:
        if sys.platform != "win32":
            os.execve(command[0], command, environment)  # noqa: S606  # checked when it came
        import subprocess

        return subprocess.call(command, env=environment, **_streams())  # noqa: S603
    except OSError as error:
        _not_started(version, error)
    return None


def _not_started(version: Version, error: OSError) -> None:
    if error.errno in (errno.ENOENT, errno.ENOEXEC):  # ENOEXEC: a file of nothing but zeros, too
        _put_aside(version, versions.GONE)
    else:
        versions.excuse(version)


def _streams() -> dict[str, Any]:
    """What the other program reads from and writes to. Windows hands nothing on to a program of
    windows unless it is told."""
    given: dict[str, int] = {}
    if sys.platform == "win32":
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            with suppress(OSError):
                os.fstat(number)
                given[name] = number
    return given


def _try(version: Version, arguments: Sequence[str], limit: float) -> int | None:
    """Run it as a child until its window stands, and then to its end; None when it was put aside,
    or nothing can be tried here."""
    import subprocess

    with _alone(limit) as first:
        if not first or version.failed or version.trusted:
            raise _Meanwhile
        if version.doubted:
            _put_aside(version, versions.CUT_OFF)
            return None
        proof = version.proof
        try:
            versions.begin(version)
        except OSError:
            return None  # where no mark can be left nothing is tried
        environment = _environment(version.folder) | {TRIAL: str(version.folder)}
        command = [str(version.program), *arguments]
        try:
            child = subprocess.Popen(command, env=environment, **_streams())  # noqa: S603
        except OSError as error:
            _not_started(version, error)
            return None
        if not _watch(child, version, proof, limit):
            return _judge(child, version)
    return _end_of(child)


def _watch(
    child: Popen[bytes], version: Version, before: tuple[int, int] | None, limit: float
) -> bool:
    """Whether its window stood before it ended and before the time was over."""
    from subprocess import TimeoutExpired

    trying = version.folder / versions.TRYING

    def stood() -> bool:
        return not trying.exists() or version.proof != before

    passed, last = 0.0, time.monotonic()
    while not stood():
        if passed > limit:
            return False
        with suppress(TimeoutExpired, KeyboardInterrupt):  # the child hears of an interrupt too
            child.wait(_LOOK_EVERY)
            return stood()
        now = time.monotonic()
        passed, last = passed + min(now - last, 1.0), now  # a laptop that slept is not late
    return True


def _judge(child: Popen[bytes], version: Version) -> int | None:
    """It ended without a window, or hangs."""
    import signal
    from subprocess import TimeoutExpired

    status = child.poll()
    if status is None:
        child.terminate()
        try:
            child.wait(5)
        except TimeoutExpired:
            child.kill()
            child.wait()
        _put_aside(version, versions.LATE)
        return None
    if status == NOT_ITS_FAULT:
        versions.excuse(version)
        return 1
    if status == UNSAID:
        os.environ[LEFT] = f"{os.environ.get(LEFT, '')} {version.name}".strip()
        return None
    hung_up = getattr(signal, "SIGHUP", signal.SIGTERM)
    if status in (-signal.SIGTERM, -signal.SIGINT, -hung_up, *_LOGGED_OFF):
        return 1  # somebody logs off: the next start tries it again
    killed = [getattr(signal, name, None) for name in ("SIGKILL", "SIGABRT", "SIGBUS")]
    if -status in killed:
        return None  # too little room, or no screen: like a power cut it is forgiven at first
    _put_aside(version, versions.ENDED, status)
    return None


def _end_of(child: Popen[bytes]) -> int:
    while True:
        with suppress(KeyboardInterrupt):
            status = child.wait()
            return status if 0 <= status < 256 else 1


def _put_aside(version: Version, reason: str, status: int = 0) -> None:
    with suppress(OSError):
        versions.fail(version, reason, status)


@contextmanager
def _alone(patience: float) -> Iterator[bool]:
    """Whether nobody else tries a version now. Else it waits until that is decided, and is False: a
    second start does not judge. The system lets go of a lock when its program dies."""
    try:
        stream = (settings.versions_dir() / "launch.lock").open("ab")
    except OSError:
        yield True  # no mark can be left either: nothing is tried
        return
    with stream:
        first = taken = _take(stream.fileno())
        until = time.monotonic() + patience + 10
        while not taken and time.monotonic() < until:
            time.sleep(_LOOK_EVERY)
            taken = _take(stream.fileno())
        yield first


def _take(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _program(folder: Path) -> Path:
    return Version((0,), "", folder).program


def _environment(folder: Path) -> dict[str, str]:
    """What a program in this folder starts with: nothing of the libraries of the one that runs, and
    which program is the installed one."""
    own = own_folder()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("_PYI_", "_MEIPASS2"))}
    for name in (TRIAL, LEFT):
        kept.pop(name, None)
    if getattr(sys, "frozen", False):
        kept["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
        kept.pop("LD_LIBRARY_PATH", None)
        before = kept.pop("LD_LIBRARY_PATH_ORIG", "")
        kept |= {"LD_LIBRARY_PATH": before} if before else {}
    if LAUNCH in kept:
        kept[LAUNCH] = str(folder)
    if own_version() is None and own is not None:
        kept |= {BASE: str(own), BASE_VERSION: __version__}
    return kept

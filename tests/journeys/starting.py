"""The program as a process of its own, its windows offscreen: started, awaited, interrupted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import IO

from tests.promises.tree import ROOT

PATIENCE = 30  # seconds

#: Another account, which may read everything (the environment lies in root's home) and write only
#: where everybody may.
NOBODY = (
    "setpriv",
    "--reuid=65534",
    "--regid=65534",
    "--clear-groups",
    "--inh-caps=+dac_read_search",
    "--ambient-caps=+dac_read_search",
)


class Program:
    """One start of the program on a data folder, on a device of its own."""

    def __init__(
        self,
        data: Path | None,
        home: Path,
        timing: str = "hold",
        script: str = "",
        *,
        before: Sequence[str] = (),
        arguments: Sequence[str] = (),
    ) -> None:
        """`data` None: the folder is not named. `before` starts the program, as another account
        does (`NOBODY`); `arguments` stand behind everything else."""
        environment = dict(os.environ) | {
            "QT_QPA_PLATFORM": "offscreen",
            "XIESHANG_TIMING": timing,
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "share"),
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-P"]
        command += ["-c", script] if script else ["-m", "xieshang_desktop"]
        self.process = subprocess.Popen(
            [*before, *command, *(["--data", str(data)] if data else []), *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_until(self, word: str) -> None:
        """Wait until it writes a line with this word."""
        too_long = Timer(PATIENCE, self.process.kill)
        too_long.start()
        try:
            for line in self._stream(self.process.stdout):
                if line.strip() == word:
                    return
        finally:
            too_long.cancel()
        raise AssertionError(f"it ended without {word!r}: {self.errors()}")

    def status(self) -> int:
        """Wait for its end; gives its exit status."""
        return self.process.wait(PATIENCE)

    def errors(self) -> str:
        """What it wrote on stderr; waits for its end."""
        return self._stream(self.process.stderr).read()

    @staticmethod
    def _stream(stream: IO[str] | None) -> IO[str]:
        assert stream is not None
        return stream


@contextmanager
def started(
    data: Path | None,
    home: Path,
    timing: str = "hold",
    script: str = "",
    *,
    before: Sequence[str] = (),
    arguments: Sequence[str] = (),
) -> Iterator[Program]:
    """The program, which is killed when the block is left and it still runs."""
    program = Program(data, home, timing, script, before=before, arguments=arguments)
    try:
        yield program
    finally:
        if program.process.poll() is None:
            program.process.kill()
        program.process.wait()
        for stream in (program.process.stdout, program.process.stderr):
            if stream is not None:
                stream.close()

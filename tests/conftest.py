"""A run of the tests sees nothing of the person's own folders, and no display is needed."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from tests.confirming import confirm_by_looking
from xieshang_desktop.__main__ import speak

#: No test keeps a password in the key store of whoever runs it; a test's own store is named there.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

#: Set before Qt, fontconfig or the program look: a home of this run's own.
_FOLDERS = {
    "HOME": "home",
    "XDG_DATA_HOME": "home/data",
    "XDG_CONFIG_HOME": "home/config",
    "XDG_STATE_HOME": "home/state",
    "XDG_CACHE_HOME": "home/cache",
    "XDG_RUNTIME_DIR": "run",
}

# A slow machine is no failure: time belongs to the benchmarks.
settings.register_profile("project", deadline=None)
settings.load_profile("project")


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["LC_ALL"] = "C.UTF-8"  # the same messages of the system everywhere
    os.environ["LANGUAGE"] = "zh_CN"  # our sentences as they stand in the code
    speak("zh")  # as every start does: else each text would be looked for on the disk
    own_home = Path(tempfile.mkdtemp(prefix="xieshang-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(own_home, ignore_errors=True))
    for name, folder in _FOLDERS.items():
        path = own_home / folder
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[name] = str(path)
    confirm_by_looking()

"""The start: a command without a window, or the window."""

from __future__ import annotations

import gc
import gettext
import sys
from pathlib import Path

from xieshang_desktop import itself, launching, resources, settings


def main() -> int:
    """Run what the command line asks; 0, 1 with one sentence, or 2 for wrong use."""
    if sys.argv[1:] == [itself.READ_XLS]:
        from xieshang_desktop.intake import xls_process

        xls_process.serve()
        return 0
    status = launching.start_newer(sys.argv[1:])
    if status is not None:
        return status
    from xieshang_desktop import cli  # not for a process that becomes a newer version

    speak(settings.language())
    return cli.main(sys.argv[1:], _open_window)


def speak(language: str) -> None:
    """Say every text in `zh`, as it stands in the code, or in `en`.

    The library would look for a catalogue on the disk at each of the hundreds of texts of a page;
    here it is told once which one holds.
    """
    if language == "zh":
        gettext.dgettext = lambda domain, message: message
        return
    said = gettext.translation("xieshang", resources.path("locale"), [language], fallback=True)
    gettext.dgettext = lambda domain, message: said.gettext(message)


def _open_window(folder: Path, file: Path | None = None) -> int:
    gc.disable()  # until the window has settled: what is made before stays
    from xieshang_desktop.ui import quick_enums

    quick_enums.install()
    from xieshang_desktop import app

    status = app.run(folder, file=file)
    launching.start_again()
    return status


if __name__ == "__main__":
    sys.exit(main())

"""The start: a command without a window, or the window."""

from __future__ import annotations

import gc
import gettext
import sys
from pathlib import Path

from xieshang_desktop import cli, resources, settings


def main() -> int:
    """Run what the command line asks; 0, 1 with one sentence, or 2 for wrong use."""
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


def _open_window(folder: Path) -> int:
    gc.disable()  # until the window has settled: what is made before stays
    from xieshang_desktop.ui import quick_enums

    quick_enums.install()
    from xieshang_desktop import app

    return app.run(folder)


if __name__ == "__main__":
    sys.exit(main())

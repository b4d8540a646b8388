"""The start: a command without a window, or the window."""

from __future__ import annotations

import gettext
import sys
from pathlib import Path

from xieshang_desktop import cli, resources


def main() -> int:
    """Run what the command line asks; 0, 1 with one sentence, or 2 for wrong use."""
    gettext.bindtextdomain("xieshang", resources.path("locale"))
    gettext.textdomain("xieshang")
    return cli.main(sys.argv[1:], _open_window)


def _open_window(folder: Path) -> int:
    from xieshang_desktop import app

    return app.run(folder)


if __name__ == "__main__":
    sys.exit(main())

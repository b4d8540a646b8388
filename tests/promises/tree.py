"""Where things are, for the checks that read the tree itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "xieshang_desktop"

#: What people write: code, tests, scripts and documents (not locks, licences, made files).
_WRITTEN_IN = ("xieshang_desktop", "tests", "docs", "installer", "resources", ".ci")
_WRITTEN_AS = {".py", ".sh", ".md", ".toml", ".in", ".qss", ".nsi", ".json", ".po", ""}


def written_files() -> Iterator[Path]:
    """Every text file that somebody of the project wrote."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and _is_written(path))
    for folder in _WRITTEN_IN:
        yield from (path for path in (ROOT / folder).rglob("*") if _is_written(path))


def _is_written(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return (
        path.is_file()
        and path.suffix in _WRITTEN_AS
        and path.name not in {"LICENSE", ".coverage"}
        and not {"licences", "__pycache__", "data"} & set(parts)
    )


def source_files(*folders: Path) -> list[Path]:
    """The Python files below the folders, in order."""
    return sorted(path for folder in folders for path in folder.rglob("*.py"))

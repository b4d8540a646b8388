"""What .docx and .xlsx have in common: characters that XML can hold, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date

from xieshang_desktop.domain.names import JOINER
from xieshang_desktop.printing.faces import MISSING
from xieshang_desktop.printing.hygiene import BROKEN, clean

#: What a clean text may still hold and XML 1.0 can't.
_NO_CHARACTER = re.compile("[\ufffe\uffff\U0001fffe\U0001ffff" + BROKEN + "]")


def plain(text: str) -> str:
    """The text as an office file can hold it; 〓 for what is no character."""
    return _NO_CHARACTER.sub(MISSING, clean(text)).replace(JOINER, "")


def settled(file: bytes, day: date, instead: Mapping[str, bytes] | None = None) -> bytes:
    """The same file with every part dated `day`: same parts, same bytes. `instead` are parts put
    in place of those of their name."""
    stamp = (max(day.year, 1980), day.month, day.day, 0, 0, 0)  # ZIP knows no earlier year
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            info = zipfile.ZipInfo(part.filename, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3  # as told above, on every system
            new.writestr(info, (instead or {}).get(part.filename) or old.read(part))
    return out.getvalue()

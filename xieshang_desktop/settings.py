"""Settings, described once: name, default and one line of help. Kept outside the data folder."""

from __future__ import annotations

import json
import os
import sys
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple

from xieshang_desktop.errors import WorldFailed


class Setting(NamedTuple):
    """One setting: its name, its default and what it is for."""

    name: str
    default: str | int
    help: str


def described() -> tuple[Setting, ...]:
    """All settings; page and documents are made from this."""
    return (
        Setting("data", "", _("资料文件夹；空着表示用默认位置")),
        Setting("scale", 100, _("文字大小：100、125 或 150")),
        Setting("theme", "calm", _("配色：calm（日常）或 sunlight（室外强光）")),
        Setting("hall_screen", "light", _("大屏的配色：light（浅色）或 dark（深色）")),
        Setting("language", "zh", _("文字的语言：zh（中文）、en（英文）或 system（跟着系统）")),
        Setting("body_face", "", _("仿宋字体文件；空着表示用自带的字体")),
        Setting("forms", "", _("乡镇自己的文书格式所在的文件夹；空着表示用自带的")),
        Setting("clerks", "", _("乡镇轮流用这台电脑的经办人，姓名用顿号隔开")),
        Setting("clerk", "", _("现在用这台电脑的经办人")),
        Setting("phrases", 1, _("议事时提示常用说法：1 提示，0 不提示")),
        Setting("proof_line", 0, _("文书上印核验码和二维码：1 印，0 不印")),
        Setting("confirm_with", "pin", _("召集人怎样确认：screen（看过就按）或 pin（输口令）")),
        Setting("chime", 0, _("发言时间到了响一声：1 响，0 不响")),
        Setting("receipt_days", 14, _("协商包写出后多少天没有回执就提醒")),
        Setting("network", "always", _("何时上网：always（随时）、night（夜里）或 ask（先问）")),
        Setting("proxy", "", _("网络代理；空着表示用系统的，none 表示不用")),
        Setting("network_address", "", _("乡镇网络文件夹（WebDAV）的地址")),
        Setting("network_user", "", _("乡镇网络文件夹的用户名")),
        Setting("network_certificate", "", _("乡镇网络文件夹的证书（PEM）；空着表示用系统信任的")),
    )


def config_dir() -> Path:
    """Where settings and this device's id lie: apart from the data, so that a copied data folder
    does not take the device's id along. XIESHANG_HOME keeps all of it on one stick."""
    if home := _home():
        return home / "config"
    if sys.platform == "win32":
        root = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        root = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(root) / "xieshang"


def default_data_dir() -> Path:
    """Where the village's records lie unless told otherwise."""
    return _data_root() / "data"


def practice_dir() -> Path:
    """Where the practice village lies; it can be thrown away."""
    return _data_root() / "practice"


def versions_dir() -> Path:
    """Where newer versions of the program lie that came in update files (see `launching`)."""
    return _data_root() / "versions"


def _home() -> Path | None:
    """The one folder of a program that runs from a stick and leaves nothing on the computer."""
    home = os.environ.get("XIESHANG_HOME")
    return Path(home) if home else None


def _data_root() -> Path:
    if home := _home():
        return home
    if sys.platform == "win32":
        root = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(root) / "xieshang"
    root = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(root) / "xieshang"


class Settings:
    """The values chosen on this machine; a damaged file counts as nothing chosen."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or config_dir() / "settings.json"
        self._chosen: dict[str, str | int] = {}
        self.reread()

    def reread(self) -> None:
        """Take what was chosen elsewhere since, in the settings' own window."""
        try:
            chosen = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(chosen, dict):
            self._chosen = chosen

    def text(self, name: str) -> str:
        """A setting that is a word."""
        return str(self._value(name))

    def number(self, name: str) -> int:
        """A setting that is a whole number; its default where the file says nonsense."""
        try:
            return int(self._value(name))
        except ValueError:
            return int(self._default(name))

    def choose(self, name: str, value: str | int) -> None:
        """Keep a choice; WorldFailed `setting_not_saved`, then it counts until the program ends."""
        self._default(name)
        self._chosen[name] = value
        from xieshang_desktop.replacing import replace  # not for a plain start

        temporary = self._file.with_suffix(".part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(self._chosen, ensure_ascii=False), "utf-8")
            replace(temporary, self._file)
        except OSError as error:
            raise WorldFailed("setting_not_saved", file=str(self._file)) from error

    def _value(self, name: str) -> str | int:
        return self._chosen.get(name, self._default(name))

    def _default(self, name: str) -> str | int:
        return next(s.default for s in described() if s.name == name)


def language() -> str:
    """`zh` or `en`: what XIESHANG_LANGUAGE says, else the setting. Asked of the system only where
    that is chosen: a computer set up in English stands in a Chinese village all the same."""
    chosen = os.environ.get("XIESHANG_LANGUAGE") or Settings().text("language")
    if chosen == "system":
        import locale

        names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
        said = next(filter(None, map(os.environ.get, names)), None) or locale.getlocale()[0] or ""
        chosen = said[:2].lower()
    return "en" if chosen == "en" else "zh"

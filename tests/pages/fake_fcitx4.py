"""A program that answers on a bus as fcitx 4 does: `python fake_fcitx4.py ADDRESS NAME NUMBER`.

Letters compose, a space commits, Enter commits the letters, Escape drops them, and the left Shift
alone switches to letters; each call is told on stdout. The input context has the given number,
0 or 1; in the other one, another program's, somebody writes at the same time.
"""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

CONTEXT = "org.fcitx.Fcitx.InputContext"
WORDS = {"zhongguo": "中国", "wangxiaoer": "王小二", "a": "啊", "quan": "𠀀"}
SPACE, ENTER, ESCAPE, BACKSPACE, TAB, LEFT_SHIFT = 0x20, 0xFF0D, 0xFF1B, 0xFF08, 0xFF09, 0xFFE1
UINT: Any = "uint"


def tell(*words: object) -> None:
    print(*words, flush=True)


@ClassInfo({"D-Bus Interface": CONTEXT})
class Context(QObject):
    def __init__(self, bus: QDBusConnection, number: int) -> None:
        super().__init__()
        self.path, self.other = (f"/inputcontext_{each}" for each in (number, 1 - number))
        self.bus, self.letters, self.before, self.chinese = bus, "", 0, True

    @Slot(UINT, UINT, UINT, int, UINT, result=int)
    def ProcessKeyEvent(self, keyval: int, code: int, state: int, kind: int, time: int) -> int:
        tell("key", hex(keyval), state, "up" if kind else "down")
        before, self.before = self.before, 0 if kind else keyval
        if kind:
            if keyval == LEFT_SHIFT == before:
                self.chinese = not self.chinese
                self.put(self.letters)
            return 0
        if state & 4 or not self.chinese:
            return 0
        if chr(keyval).isascii() and chr(keyval).isalpha():
            self.show(self.letters + chr(keyval))
        elif not self.letters:
            return 0
        elif keyval == SPACE:
            self.put(WORDS.get(self.letters, self.letters))
        elif keyval == ENTER:
            self.put(self.letters)
        elif keyval == ESCAPE:
            self.show("")
        elif keyval == BACKSPACE:
            self.show(self.letters[:-1])
        return 1

    @Slot(UINT)
    def SetCapacity(self, abilities: int) -> None:
        tell("abilities", abilities)

    @Slot()
    def FocusIn(self) -> None:
        tell("in")

    @Slot()
    def FocusOut(self) -> None:
        tell("out")
        self.letters = ""

    @Slot()
    def Reset(self) -> None:
        tell("reset")
        self.letters = ""

    @Slot(int, int, int, int)
    def SetCursorRect(self, x: int, y: int, width: int, height: int) -> None:
        tell("place", x, y, width, height)

    def show(self, letters: str) -> None:
        self.letters = letters
        self.say("UpdatePreedit", WORDS.get(letters, letters), 0)

    def put(self, words: str) -> None:
        if words:
            self.say("CommitString", words)
            self.say("CommitString", "别处", path=self.other)
        self.show("")

    def say(self, member: str, *arguments: object, path: str = "") -> None:
        message = QDBusMessage.createSignal(path or self.path, CONTEXT, member)
        message.setArguments(list(arguments))
        self.bus.send(message)


@ClassInfo({"D-Bus Interface": "org.fcitx.Fcitx.InputMethod"})
class Manager(QObject):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    @Slot(str, int, result=int)
    def CreateICv3(self, program: str, process: int) -> int:
        tell("context for", program)
        return self.number


def main(address: str, name: str, number: str) -> None:
    app = QCoreApplication([])
    bus = QDBusConnection.connectToBus(address, "fcitx")
    context, manager = Context(bus, int(number)), Manager(int(number))
    export = QDBusConnection.RegisterOption.ExportAllSlots
    bus.registerObject(context.path, context, export)
    bus.registerObject("/inputmethod", manager, export)
    if not bus.registerService(name):
        sys.exit(bus.lastError().message())
    tell("ready")
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])

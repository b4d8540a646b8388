"""Speaks with fcitx 4, the input method of 统信UOS 20 and 银河麒麟 V10: Qt 6 has no plug-in for it.

Keys go to fcitx before the program sees them; what it composes and commits comes back to the
field that has the keyboard. Loaded only where the desktop asks for fcitx.
"""

from __future__ import annotations

import os
from typing import Any

import shiboken6
from PySide6.QtCore import (
    Q_ARG,
    Q_RETURN_ARG,
    SLOT,
    QCoreApplication,
    QEvent,
    QMetaObject,
    QObject,
    Slot,
)
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusError,
    QDBusInterface,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusServiceWatcher,
)
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from xieshang_desktop.app.fcitx4_events import composed, forwarded, on_screen, takes_words

_PATIENCE = 500  # milliseconds for the answer to one key
#: What a field can do, in fcitx's bits: it shows what is being composed (2), and keeps that itself
#: when the keyboard goes elsewhere (32).
_ABILITIES = 2 | 32
_MANAGER = "org.fcitx.Fcitx.InputMethod"
_CONTEXT = "org.fcitx.Fcitx.InputContext"
#: Where one of these is there, Qt's own plug-in speaks with it; fcitx5 answers as fcitx 4 too.
_OTHERS = ("org.fcitx.Fcitx5", "org.freedesktop.IBus", "org.freedesktop.portal.IBus")
# Qt's stubs want other types for these than Qt itself.
_UINT: Any = "uint"
_ONE_KEY: Any = "ProcessKeyEvent"
_SHAPE: Any = "ProcessKeyEvent(uint,uint,uint,int,uint)"
_CAPACITY: Any = "SetCapacity"
_SIGNALS: dict[str, Any] = {
    "CommitString": SLOT("commit(QString)"),
    "UpdatePreedit": SLOT("compose(QString,int)"),
    "ForwardKey": SLOT("give_back(uint,uint,int)"),
}


def begin(app: QApplication) -> Fcitx4 | None:
    """Speak with fcitx 4 from now on, also if it comes later; None without a session bus."""
    bus = QDBusConnection.sessionBus()
    return Fcitx4(app, bus, bus_name(os.environ.get("DISPLAY", ""))) if bus.isConnected() else None


def bus_name(display: str) -> str:
    """The name that fcitx has for this X display: `org.fcitx.Fcitx-0` for `:0.0`."""
    number = display.rpartition(":")[2].partition(".")[0]
    return f"org.fcitx.Fcitx-{number if number.isdecimal() else '0'}"


class Fcitx4(QObject):
    """One input context for the whole program; it belongs to the field with the keyboard."""

    def __init__(
        self, app: QApplication, bus: QDBusConnection, name: str, patience: int = _PATIENCE
    ) -> None:
        super().__init__(app)
        self._bus, self._name, self._patience = bus, name, patience
        self._path = ""  # of the input context; empty: fcitx isn't there
        self._context: QDBusInterface | None = None
        self._asked: QDBusPendingCallWatcher | None = None  # the one whose answer still counts
        self._silent = False  # fcitx let a key wait: keys are letters until it answers again
        self._field: QObject | None = None
        self._window: QWindow | None = None
        self._words = ""  # being composed
        self._taken: bool | None = None  # the answer to a key that has not come to the window yet
        mode = QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange
        self._watcher = QDBusServiceWatcher(name, bus, mode, self)
        self._watcher.serviceOwnerChanged.connect(self._changed)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._tell_place)
        app.focusObjectChanged.connect(self._go_to)
        self._go_to(app.focusObject())
        self._join()

    def silent(self) -> bool:
        """Whether keys go past fcitx for now: it isn't there, or let one wait too long."""
        return self._context is None or self._silent

    # ---- what people do

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field is asked for its shortcuts before a key comes to its window: fcitx goes first."""
        kind = event.type()
        if isinstance(watched, QWindow):
            if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                taken, self._taken = self._taken, None
                return self._takes(event) if taken is None else taken
            if kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
                return self._takes(event)
            if kind == QEvent.Type.MouseButtonPress:
                self._finish()
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._taken = taken = self._takes(event)
            if taken:
                event.accept()
            return taken
        elif kind == QEvent.Type.FocusAboutToChange:
            self._finish()
        return False

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether fcitx keeps this key for itself; what it says besides has arrived by then."""
        context = self._context
        popup = QApplication.activePopupWidget()  # a menu's keys are its own, a completer's are not
        if context is None or self.silent() or not event.nativeVirtualKey():
            return False
        if not takes_words(self._field) or (popup and popup.focusProxy() is not self._field):
            return False
        answer = QMetaObject.invokeMethod(
            context,
            _ONE_KEY,
            Q_RETURN_ARG("int"),
            Q_ARG(_UINT, event.nativeVirtualKey()),
            Q_ARG(_UINT, event.nativeScanCode()),
            Q_ARG(_UINT, event.nativeModifiers()),
            Q_ARG("int", int(event.type() == QEvent.Type.KeyRelease)),
            Q_ARG(_UINT, event.timestamp() & 0xFFFFFFFF),
        )
        if context.lastError().isValid():
            self._finish()
            self._wait()
            return False
        QCoreApplication.sendPostedEvents(self)
        return bool(answer)

    def _go_to(self, field: QObject | None) -> None:
        for before in (self._field, self._window):
            if before is not None and shiboken6.isValid(before):
                before.removeEventFilter(self)
        self._finish()
        self._taken = None
        self._field = field if takes_words(field) else None
        self._window = QGuiApplication.focusWindow() if self._field is not None else None
        for now in (self._field, self._window):
            if now is not None:
                now.installEventFilter(self)
        self._tell("FocusOut" if self._field is None else "FocusIn")
        self._tell_place()

    def _tell_place(self) -> None:
        """Where fcitx puts its candidates: in the pixels of the X screen, whatever Qt's scale."""
        window = self._window
        if self._field is None or window is None or not shiboken6.isValid(window):
            return
        box = QGuiApplication.inputMethod().cursorRectangle().toRect()
        corner = on_screen(
            window.mapToGlobal(box.topLeft()),
            window.screen().geometry().topLeft(),
            window.devicePixelRatio(),
        )
        sides = [round(each * window.devicePixelRatio()) for each in (box.width(), box.height())]
        self._tell("SetCursorRect", corner.x(), corner.y(), *sides)

    # ---- what fcitx says

    @Slot(str)
    def commit(self, words: str) -> None:
        """Put words into the field; not those made of a key that has become a letter."""
        if self._silent:
            return
        self._words = ""
        event = QInputMethodEvent()
        event.setCommitString(words)
        self._send(event)

    @Slot(str, int)
    def compose(self, words: str, cursor: int) -> None:
        """Show in the field what is being composed."""
        if (words or self._words) and not self._silent:
            self._words = words
            self._send(composed(words, cursor))

    @Slot(_UINT, _UINT, int)
    def give_back(self, keyval: int, state: int, kind: int) -> None:
        """A key that fcitx did not want after all."""
        event = forwarded(keyval, state, bool(kind))
        if event is not None:
            self._send(event)

    def _send(self, event: QEvent) -> None:
        if self._field is not None and shiboken6.isValid(self._field):
            QCoreApplication.sendEvent(self._field, event)

    def _finish(self) -> None:
        """What is being composed stays as it is shown: the keyboard goes elsewhere, or fcitx."""
        if self._words:
            self._tell("Reset")
            self.commit(self._words)

    # ---- coming and going

    def _changed(self, _name: str, _before: str, now: str) -> None:
        self._leave()
        if now:
            self._join()

    def _join(self) -> None:
        names = self._bus.interface()
        if not any(names.isServiceRegistered(each).value() for each in _OTHERS):
            self._ask("/inputmethod", _MANAGER, "CreateICv3", "xieshang", os.getpid())

    def _leave(self) -> None:
        for member, slot in _SIGNALS.items() if self._path else ():
            self._bus.disconnect(self._name, self._path, _CONTEXT, member, self, slot)
        if self._context is not None:
            self._context.deleteLater()
        self._path, self._context, self._asked, self._silent = "", None, None, False
        self._finish()

    def _wait(self) -> None:
        """Whatever fcitx still makes of the keys it let wait is dropped when it answers again."""
        self._silent = True
        self._ask(self._path, _CONTEXT, "Reset")

    def _ask(self, path: str, interface: str, method: str, *arguments: Any) -> None:
        message = self._message(path, interface, method, arguments)
        self._asked = QDBusPendingCallWatcher(self._bus.asyncCall(message), self)
        self._asked.finished.connect(self._answered)

    def _answered(self, call: QDBusPendingCallWatcher) -> None:
        call.deleteLater()
        if call is not self._asked:
            return
        self._asked = None
        if not call.isError():
            if self._path:
                self._silent = False
            else:
                self._enter(f"/inputcontext_{call.reply().arguments()[0]}")
        elif call.error().type() == QDBusError.ErrorType.NoReply:  # it hangs: wait on
            self._wait() if self._path else self._join()

    def _enter(self, path: str) -> None:
        self._path = path
        for member, slot in _SIGNALS.items():
            self._bus.connect(self._name, path, _CONTEXT, member, self, slot)
        context = QDBusInterface(self._name, path, _CONTEXT, self._bus, self)
        if context.metaObject().indexOfMethod(_SHAPE) < 0:
            return  # another fcitx than all that are known
        self._context = context
        context.setTimeout(self._patience)
        QMetaObject.invokeMethod(context, _CAPACITY, Q_ARG(_UINT, _ABILITIES))
        self._go_to(QGuiApplication.focusObject())

    def _tell(self, method: str, *arguments: Any) -> None:
        if self._path:
            self._bus.send(self._message(self._path, _CONTEXT, method, arguments))

    def _message(
        self, path: str, interface: str, method: str, arguments: tuple[Any, ...]
    ) -> QDBusMessage:
        message = QDBusMessage.createMethodCall(self._name, path, interface, method)
        message.setAutoStartService(False)
        message.setArguments(list(arguments))
        return message

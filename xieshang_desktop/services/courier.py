"""Carries bundles by itself while the program is open: in a thread of its own, with growing
pauses, when the person's plan allows it. No page waits for it."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from xieshang_desktop.errors import Problem, WorldFailed
from xieshang_desktop.services import line_state
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.line_state import LineState
from xieshang_desktop.settings import Settings

#: One round over the line; True when something was carried.
Round = Callable[[Desk, Callable[[], bool]], bool]


class Errand(NamedTuple):
    """What a courier does: whether there is a line to go over, and one round over it."""

    has_line: Callable[[Desk], bool]
    go: Round


#: Seconds between two looks at the clock and the network's addresses.
_LOOK: Final = 20.0
#: Seconds that closing the window waits for the step that is being done.
_PATIENCE: Final = 2.0
#: Not in the first seconds: the start belongs to the person.
_FIRST: Final = 5.0


class Courier:
    """`tell` is called in the courier's thread after each round: whether anything was carried."""

    def __init__(self, desk: Desk, errand: Errand, tell: Callable[[bool], object]) -> None:
        self._desk = desk.apart()
        self._errand = errand
        self._tell = tell
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._addresses: frozenset[str] = frozenset()
        # A daemon: a step that hangs on a dead line must not keep the window from closing, and
        # whatever it does is whole or not at all.
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> None:
        """Begin; the first round comes some seconds later."""
        self._thread.start()

    def stop(self) -> None:
        """No further step; waits a moment for the one that is being done."""
        self._stop.set()
        self._wake.set()
        self._thread.join(_PATIENCE)

    def _run(self) -> None:
        self._wake.wait(_FIRST)
        with suppress(OSError, Problem):
            line_state.clear_leftovers(self._desk)
        while not self._stop.is_set():
            self._wake.clear()
            try:
                if self._is_due():
                    self._tell(one_round(self._desk, self._errand.go, self._stop.is_set))
            except Exception as failure:  # the next look may go well; without it nothing ever would
                _remember_failure(self._desk, failure)
            self._wake.wait(_LOOK)

    def _is_due(self) -> bool:
        """Whether it is time, or a cable or telephone was just connected; and the plan allows."""
        if not self._errand.has_line(self._desk):
            return False
        from xieshang_desktop.exchange.line_watch import local_addresses

        before, self._addresses = self._addresses, local_addresses()
        state, now = line_state.read_state(self._desk), self._desk.clock()
        appeared = bool(self._addresses - before) and state.failures > 0
        due = state.next_at is None or now >= state.next_at or appeared or _is_ahead(state, now)
        return bool(self._addresses) and due and may_go(state, now)


def may_go(state: LineState, now: datetime) -> bool:
    """Whether the person's plan (always, night, ask) lets data go at this moment."""
    from xieshang_desktop.exchange.line_watch import Plan, may_go_now

    chosen = Settings().text("network")
    plan = Plan(chosen) if chosen in list(Plan) else Plan.ALWAYS
    allowed = state.allowed_at
    asked = allowed is not None and now - allowed < line_state.ASKED_FOR
    return may_go_now(plan, now, asked)


def one_round(desk: Desk, go: Round, stopped: Callable[[], bool]) -> bool:
    """Go once and remember how it went; whether anything was carried. Failures are remembered,
    not raised: the page says them."""
    from xieshang_desktop.exchange.line_watch import next_try

    now = desk.clock()
    try:
        carried = go(desk, stopped)
    except Exception as failure:
        _remember_failure(desk, failure)
        return False
    _remember(
        desk, tried_at=now, worked_at=now, failures=0, code="", facts={}, next_at=next_try(now, 0)
    )
    return carried


def _remember_failure(desk: Desk, failure: Exception) -> None:
    from xieshang_desktop.exchange.line_watch import next_try

    if isinstance(failure, Problem):
        problem = failure
    else:
        traceback.print_exception(failure)
        problem = WorldFailed("courier_failed", kind=type(failure).__name__)
    now, failures = desk.clock(), line_state.read_state(desk).failures + 1
    _remember(
        desk,
        tried_at=now,
        failures=failures,
        code=problem.code,
        facts={name: str(value) for name, value in problem.facts.items()},
        next_at=next_try(now, failures, problem.code),
    )


def _remember(desk: Desk, **fields: Any) -> None:
    """A disk that is full at this moment is no reason to go no more."""
    with suppress(Problem):
        line_state.change_state(desk, **fields)


def _is_ahead(state: LineState, now: datetime) -> bool:
    """The clock was set back: the next time would be days away."""
    return state.next_at is not None and state.next_at - now > timedelta(hours=3)


def village_errand() -> Errand:
    """A village's: to its township's folder, once the fingerprint was compared."""
    return Errand(_village_has_line, _go_as_village)


def _village_has_line(desk: Desk) -> bool:
    from xieshang_desktop.services.enrolment import current_township

    township = current_township(desk)
    return township is not None and township.trusted_on is not None and bool(township.address)


def _go_as_village(desk: Desk, stopped: Callable[[], bool]) -> bool:
    from xieshang_desktop.services.network import sync

    synced = sync(desk, patient=True, cancelled=stopped)
    return bool(synced.sent or synced.taken)

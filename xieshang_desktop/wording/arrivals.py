"""What became of a bundle that came in, in one sentence."""

from __future__ import annotations

from gettext import gettext as _

from xieshang_desktop.domain.terms import ArrivalState
from xieshang_desktop.errors import BundleRefused
from xieshang_desktop.township.receiving import NOT_KEPT, Arrival
from xieshang_desktop.wording import words_for
from xieshang_desktop.wording.review import clock_words


def arrival_words(arrival: Arrival) -> str:
    """Taken in with how much of it is new, known before, or refused and why; the file's name
    first."""
    return _("{file}：{became}").format(file=arrival.name, became=_became(arrival))


def _became(arrival: Arrival) -> str:
    if arrival.state is ArrivalState.REFUSED:
        words = words_for(BundleRefused(arrival.code, **arrival.facts)).together
        if NOT_KEPT in arrival.facts:
            words += _("这里的磁盘写不下，没有另放；请留着U盘上的那一份。")
        return words
    if arrival.state is ArrivalState.KNOWN:
        return _("以前收过，没有新的。")
    if arrival.kind == "entries":
        words = _("{name} 交来的，收下了，新记录 {fresh} 条。")
        taken = words.format(name=arrival.sender_name, fresh=arrival.fresh)
        return taken + "".join(f"{remark}。" for remark in clock_words(arrival.facts))
    return _("{name} 的应答，等电话核对指纹。").format(name=arrival.sender_name)

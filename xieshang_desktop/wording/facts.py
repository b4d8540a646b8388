"""Facts of a failure or an entry as people read them: dates, terms and codes in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from gettext import gettext

from xieshang_desktop.domain import N_
from xieshang_desktop.domain.terms import Term
from xieshang_desktop.wording.dates import date_words, moment_words

#: What a step or a record lacks, by code.
MISSING = {
    "background": N_("事由"),
    "screening": N_("筛选意见"),
    "acceptance": N_("审定"),
    "participants": N_("参加人"),
    "stakeholders": N_("利益相关方"),
    "research": N_("调研记录"),
    "meeting": N_("协商会议"),
    "discussion": N_("协商结果"),
    "result_notice": N_("结果公示"),
    "posting": N_("张贴记录"),
    "time": N_("有时间"),
    "place": N_("有地点"),
    "theme": N_("有主题"),
    "measures": N_("有措施"),
    "effect": N_("有效果"),
    "steps": N_("五个步骤"),
    "tasks": N_("办理事项"),
    "reply": N_("上级的答复"),
    "answer": N_("对提出人的答复"),
    "small_cut": N_("切口小"),
    "wide_relevance": N_("关联广"),
    "strong_reaction": N_("反映强烈"),
}


def missing_words(codes: Iterable[str]) -> str:
    """What is missing, as a list."""
    return listed(gettext(MISSING.get(code, code)) for code in codes)


def listed(words: Iterable[str]) -> str:
    """妇女、党员."""
    return gettext("、").join(words)


def readable(name: str, value: object) -> str:
    """One fact in words."""
    if name in {"missing", "criterion"}:
        return missing_words([value] if isinstance(value, str) else value)  # type: ignore[arg-type]
    if isinstance(value, Term):
        return value.words
    if isinstance(value, datetime):
        return moment_words(value)
    if isinstance(value, date):
        return date_words(value)
    return str(value)

"""The books of a year."""

from __future__ import annotations

from xieshang_desktop.domain import N_
from xieshang_desktop.services.paper_list.kinds import About, PaperGroup, PaperKind, PaperSpec

PAPERS = (
    PaperSpec(
        kind=PaperKind.LEDGER,
        name=N_("协商台账"),
        group=PaperGroup.LEDGERS,
        about=About.YEAR,
        builder="ledgers:consultation_ledger",
        word=False,
        workbook=True,
        hint=N_("一年里的每个议题、每次协商和结果"),
    ),
    PaperSpec(
        kind=PaperKind.RESULTS_LIST,
        name=N_("成果清单"),
        group=PaperGroup.LEDGERS,
        about=About.YEAR,
        builder="ledgers:results_list",
        word=False,
        workbook=True,
        hint=N_("商量成了什么，办到哪一步"),
    ),
    PaperSpec(
        kind=PaperKind.YEAR_PLAN,
        name=N_("全年协商活动计划表"),
        group=PaperGroup.LEDGERS,
        about=About.YEAR,
        builder="ledgers:year_plan",
        word=False,
        workbook=True,
        hint=N_("在“会议”的“年度计划”里填"),
    ),
    PaperSpec(
        kind=PaperKind.NOTES_BOOK,
        name=N_("社情民意信息收集记录簿"),
        group=PaperGroup.LEDGERS,
        about=About.YEAR,
        builder="ledgers:notes_book",
        word=False,
        workbook=True,
        hint=N_("在“议题”的“民情记录”里记"),
    ),
    PaperSpec(
        kind=PaperKind.HANDOVER_LIST,
        name=N_("交接清单"),
        group=PaperGroup.LEDGERS,
        about=About.UNIT,
        builder="succession:handover_list",
        hint=N_("换届时用；交接记下以前，先印今天没办完的事"),
    ),
)

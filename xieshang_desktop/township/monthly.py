"""月度汇总 (S1-24): the figures of a period with what the clerk writes under 研判, 问题 and 经验,
as an official paper and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from xieshang_desktop.domain import N_
from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.documents.summary import FigureRow, SummaryPaper, VillageRow
from xieshang_desktop.domain.figures import OF_TODAY, Figure, Hung, InTime, kind_term
from xieshang_desktop.domain.periods import Period
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.domain.township import MonthlySummary
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list.kinds import (
    About,
    PaperGroup,
    PaperKind,
    PaperSpec,
)
from xieshang_desktop.services.papers import Composed, file_name
from xieshang_desktop.township.rollup import QUIET_AFTER, Rollup, Tally, VillageLine, open_rollup

#: The paper as the views of papers know it; it is composed here, not by the village's builders.
SPEC = PaperSpec(
    kind=PaperKind.MONTHLY_SUMMARY,
    name=N_("月度汇总"),
    group=PaperGroup.LEDGERS,
    about=About.UNIT,
    builder="",
    workbook=True,
    hint=N_("汇总、研判、问题、经验"),
)

#: Figures that stand in the line of another one, or that this paper leaves out.
_BESIDE = {Figure.TOPICS: Figure.TOPICS_BY_CLASS, Figure.REFUSED: Figure.REFUSED_ANSWERED}
_NO_LINE = frozenset(
    {*_BESIDE.values(), Figure.TOPICS_BY_STATE, Figure.SIGN_INS_BY_FORM, Figure.OBSERVERS}
)


def summary_of(desk: Desk, period: Period) -> MonthlySummary:
    """What was written of a period, empty when nothing was yet."""
    with desk.store.read() as reader:
        found = reader.find(MonthlySummary, period.label)
    return found or MonthlySummary(id=period.label, made_on=desk.today)


def write_summary(
    desk: Desk, period: Period, *, judgement: str, problems: str, experience: str
) -> MonthlySummary:
    """Keep what the clerk writes of a period; unchanged words are not written again."""
    summary = MonthlySummary(
        id=period.label,
        judgement=judgement.strip(),
        problems=problems.strip(),
        experience=experience.strip(),
        made_on=desk.today,
        made_by=desk.actor,
    )
    with desk.store.write(desk.actor) as uow:
        known = uow.find(MonthlySummary, summary.id)
        if known and replace(known, made_on=summary.made_on, made_by=summary.made_by) == summary:
            return known
        uow.put(summary, "summary_written")
        uow.commit()
    return summary


def compose_summary(desk: Desk, period: Period, rollup: Rollup | None = None) -> Composed:
    """The paper of a period as its figures and its text stand, for the views of papers: it is set
    as PDF and .docx, and its book of villages as .xlsx."""
    paper = summary_paper(desk, period, rollup)
    return Composed(
        spec=SPEC, object_id=period.label, name=file_name(SPEC.name, period.official), paper=paper
    )


def summary_paper(desk: Desk, period: Period, rollup: Rollup | None = None) -> SummaryPaper:
    """The value of that paper."""
    told = rollup or open_rollup(desk, period)
    written = summary_of(desk, period)
    unit = desk.unit
    return SummaryPaper(
        unit=unit.name,
        title=f"{period.official}协商议事工作情况汇总",
        period=period.official,
        year=period.first.year,
        covered=_covered(told),
        quiet=_quiet(told),
        figures=tuple(_figure_rows(told)),
        villages=tuple(_village_rows(told)),
        judgement=written.judgement,
        problems=written.problems,
        experience=written.experience,
        signer=unit.signer or unit.name,
        issued_on=desk.today,
        practice=unit.practice,
    )


def _covered(rollup: Rollup) -> str:
    coverage = rollup.coverage
    if not coverage.villages:
        return "还没有登记的村（社区）。"
    return (
        f"登记的村（社区）{coverage.villages}个，本期开展协商议事的{len(coverage.met)}个，"
        f"有议题办结的{len(coverage.solved)}个。"
    )


def _quiet(rollup: Rollup) -> str:
    quiet = [line.name for line in rollup.villages if line.quiet]
    if not quiet:
        return ""
    return f"超过{QUIET_AFTER}天没有协商活动记录的有：{'、'.join(quiet)}。"


def _figure_rows(rollup: Rollup) -> Iterator[FigureRow]:
    for figure, tally in rollup.figures.items():
        if figure is Figure.SATISFACTION:
            asked = f"问过{tally.count}项结果" if tally.count else ""
            now, before = map(_percent, (rollup.satisfaction, rollup.satisfaction_before))
            yield FigureRow(name="群众满意度", now=now, before=before, kinds=asked)
        elif figure in OF_TODAY:
            as_of = f"截至{date_words(rollup.today)}"
            yield FigureRow(name=figure.official, now=str(tally.count), before="—", kinds=as_of)
        elif figure not in _NO_LINE and (tally.count or tally.before):
            parts = [_kinds(figure, tally)]
            if beside := _BESIDE.get(figure):
                parts.append(_kinds(beside, rollup.figures[beside]))
            yield FigureRow(
                name=figure.official.partition("（")[0],
                now=str(tally.count),
                before=str(tally.before),
                kinds="；".join(filter(None, parts if figure is Figure.TOPICS else parts[::-1])),
            )


def _kinds(figure: Figure, tally: Tally) -> str:
    """What a figure consists of: 达成共识37、持续协商7."""
    if figure is Figure.REFUSED_ANSWERED:
        return f"已说明理由并答复{tally.count}" if tally.count else ""
    terms = ((kind_term(figure, kind), count) for kind, count in tally.kinds.items())
    return "、".join(f"{term.official}{count}" for term, count in terms if term)


def _percent(share: int | None) -> str:
    return "—" if share is None else f"{share}%"


def _village_rows(rollup: Rollup) -> Iterator[VillageRow]:
    """Every village, and what they are together."""
    for line in rollup.villages:
        yield _village_row(line)
    if rollup.villages:
        whole = VillageLine(
            id="",
            name="合计",
            state=rollup.villages[0].state,
            counts={figure: tally.count for figure, tally in rollup.figures.items()},
            kinds={figure: tally.kinds for figure, tally in rollup.figures.items()},
            satisfaction=rollup.satisfaction,
            last_day=None,
            quiet=False,
        )
        yield _village_row(whole)


def _village_row(line: VillageLine) -> VillageRow:
    counts = line.counts

    def kind(figure: Figure, name: str) -> int:
        return line.kinds.get(figure, {}).get(name, 0)

    return VillageRow(
        topic=line.name,
        outcomes=counts[Figure.OUTCOMES],
        consensus=kind(Figure.OUTCOMES, OutcomeKind.CONSENSUS),
        further=kind(Figure.OUTCOMES, OutcomeKind.CONTINUE),
        submitted=kind(Figure.OUTCOMES, OutcomeKind.SUBMIT),
        solved=counts[Figure.SOLVED],
        done=counts[Figure.TASKS_DONE],
        in_time=kind(Figure.TASKS_DONE, InTime.IN_TIME),
        open=counts[Figure.TASKS_OPEN],
        late=counts[Figure.TASKS_OVERDUE],
        satisfaction=line.satisfaction,
        posted=kind(Figure.POSTINGS, Hung.FULL),
        topics=counts[Figure.TOPICS],
        meetings=counts[Figure.MEETINGS],
        sign_ins=counts[Figure.SIGN_INS],
        women=counts[Figure.WOMEN],
        party_members=counts[Figure.PARTY_MEMBERS],
        participants=counts.get(Figure.PARTICIPANTS),
    )

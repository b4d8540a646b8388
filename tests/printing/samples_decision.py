"""Papers of meetings that decide, with invented people."""

from __future__ import annotations

from datetime import date

from xieshang_desktop.domain.documents import (
    CountedMotion,
    CountSheet,
    DecidedMotion,
    DecisionHandRecord,
    DecisionLedger,
    DecisionLedgerRow,
    DecisionNotice,
    DecisionRecord,
    DecisionResult,
    DecisionSignatures,
    DecisionStatistics,
    FourSteps,
    HandMotion,
    SignedMotion,
    Signer,
    StatisticsRow,
    StepSheet,
)

UNIT = "槐树湾村民委员会"
BASIS = "应到48人，实到37人，符合《中华人民共和国村民委员会组织法》第三十条规定"
MOTION = DecidedMotion(
    title="三组、五组之间村道硬化筹资方案",
    text="每户筹资三百元，不足部分申请奖补。",
    voting=f"9:40进行举手表决，计票人：李志强、张玉梅。{BASIS}。",
    basis=BASIS,
    counted="同意30人，不同意5人，弃权2人。",
    result="按《中华人民共和国村民委员会组织法》第三十条规定，须经到会人员过半数（19人）同意，"
    "“三组、五组之间村道硬化筹资方案”通过。",
)
SIGNERS = tuple(Signer(name=f"王小{n}", group="第三组") for n in "一二三四五六七八九十")

DECISION_NOTICE = DecisionNotice(
    unit=UNIT,
    title="关于召开村民代表会议的通知",
    addressees="各位组成人员",
    body="村民代表会议",
    when="2026年3月14日（星期六）上午9:00",
    place="村委会二楼会议室",
    chair="周建国",
    matters=("三组、五组之间村道硬化筹资方案", "村规民约修改"),
    reason="汛期抢修",
    contact_phone="0990-2000128",
    signer=UNIT,
    issued_on=date(2026, 3, 2),
)
DECISION_RECORD = DecisionRecord(
    unit=UNIT,
    title=f"{UNIT}\n村民代表会议会议记录",
    body="村民代表会议",
    when="2026年3月14日（星期六）上午9:00至上午11:00",
    place="村委会二楼会议室",
    chair="周建国",
    recorder="陈小云",
    expected="48人",
    present="37人",
    sitting_in="3人",
    basis=BASIS,
    preparation=("会议时间、地点和事项已于2026年3月2日通知。",),
    motions=(MOTION, DecidedMotion(title="村规民约修改", text="增加红白事简办一条。")),
    decisions=(f"{MOTION.title}：{MOTION.text}",),
    voted=True,
    supervision="程序合规，计票公开。",
    signers=SIGNERS,
    corrections=("2026年3月20日：记录人应为陈晓云。",),
    issued_on=date(2026, 3, 14),
)
DECISION_RESULT = DecisionResult(
    unit=UNIT,
    title="村民代表会议决议公告",
    basis="根据《中华人民共和国村民委员会组织法》第三十五条规定",
    held=f"2026年3月14日召开村民代表会议，{BASIS}。",
    decisions=(MOTION,),
    done="路面已经硬化480米。",
    posted_on=date(2026, 3, 14),
    days=15,
    last_on=date(2026, 3, 30),
    removable_on=date(2026, 3, 31),
    supervision="村务监督委员会",
    official_phone="0990-2000128",
    signer=UNIT,
    issued_on=date(2026, 3, 14),
)
COUNT_SHEET = CountSheet(
    unit=UNIT,
    title="村民代表会议计票单",
    body="村民代表会议",
    day="2026年3月14日",
    sheets=(
        CountedMotion(
            what=MOTION.title,
            way="无记名投票",
            expected="48人",
            present="37人",
            ballot=True,
            issued="37张",
            returned="36张",
            valid="34张",
            invalid="2张",
            agree="25",
            disagree="7",
            abstain="2",
            needed="19人",
            result="通过",
            counters="李志强、张玉梅",
        ),
        CountedMotion(what="村规民约修改", expected="48人", later=True),
    ),
    issued_on=date(2026, 3, 14),
)
DECISION_HAND_RECORD = DecisionHandRecord(
    unit=UNIT,
    title="村民代表会议手工记录表",
    body="村民代表会议",
    when="2026年3月14日（星期六）上午9:00",
    place="村部二楼会议室",
    chair="周建国",
    recorder="陈小云",
    expected="48人",
    printed="2026年3月14日09:40，有表决权的到会37人",
    motions=(
        HandMotion(
            what=MOTION.title,
            words=MOTION.text,
            way="举手表决",
            state="同意30人，不同意7人，弃权0人",
        ),
        HandMotion(what="村规民约修改", words="增加红白事简办一条。", way="无记名投票"),
    ),
    issued_on=date(2026, 3, 14),
)
DECISION_SIGNATURES = DecisionSignatures(
    unit=UNIT,
    title="村民代表会议\n同意、反对人员签名表",
    body="村民代表会议",
    day="2026年3月14日",
    counted=BASIS,
    motions=(
        SignedMotion(
            what=MOTION.title,
            words=MOTION.text,
            counted=MOTION.counted,
            agreeing=SIGNERS[:8],
            differing=SIGNERS[8:],
        ),
    ),
    issued_on=date(2026, 3, 14),
)
FOUR_STEPS = FourSteps(
    unit=UNIT,
    title=f"{UNIT}“四议两公开”\n决策实施登记表",
    sheets=(
        StepSheet(
            step="村党组织提议",
            cause="☑党员群众建议　☐村干部提议　☐上级安排",
            matter=MOTION.title,
            when="2026年2月20日",
            later=False,
        ),
        StepSheet(
            step="会议决议",
            cause="☑党员群众建议　☐村干部提议　☐上级安排",
            matter=MOTION.title,
            when="2026年3月14日",
            way="村民代表会议",
            expected="48人",
            present="37人",
            share="77.08%",
            content=MOTION.counted,
            published="2026年3月14日起在村部公开栏公布",
            supervision="程序合规。",
        ),
    ),
    issued_on=date(2026, 3, 14),
)
DECISION_STATISTICS = DecisionStatistics(
    unit=UNIT,
    year=2026,
    rows=(
        StatisticsRow(
            body="村民代表会议",
            meetings=1,
            expected=48,
            present=37,
            present_share="77.08%",
            agree=30,
            agree_share="81.08%",
            disagree=5,
            disagree_share="13.51%",
            abstain=2,
            abstain_share="5.41%",
            women=18,
            women_share="48.65%",
        ),
    ),
    issued_on=date(2026, 12, 31),
)
DECISION_LEDGER = DecisionLedger(
    unit=UNIT,
    year=2026,
    rows=(
        DecisionLedgerRow(
            held_on=date(2026, 3, 14),
            body="农村集体经济组织成员代表大会",
            matter=MOTION.title,
            measure="人",
            expected=48,
            present=37,
            women=18,
            agree=30,
            disagree=5,
            abstain=2,
            result="未通过",
            meeting_number="2026-01",
            posted_on=date(2026, 3, 14),
        ),
    ),
    issued_on=date(2026, 12, 31),
)

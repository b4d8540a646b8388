"""Papers of the hall and papers to fill in, with invented people."""

from __future__ import annotations

from datetime import date

from tests.printing.samples import HARD_NAMES, MEASURES
from xieshang_desktop.domain.documents import (
    AgendaLine,
    AgendaPaper,
    Ballot,
    BallotLine,
    BriefedTopic,
    BriefingPaper,
    LetterTopic,
    NameCard,
    NameCards,
    NamedPerson,
    NoteSheet,
    OpinionCard,
    OpinionLetter,
    Pass,
    PassesPaper,
    SatisfactionSlip,
    Signer,
    SpeakingRules,
    TopicForm,
)
from xieshang_desktop.domain.people import pass_code

ROOM, DAY = "槐树湾村协商议事室", date(2026, 11, 28)
WHEN, PLACE = "2026年11月28日（星期六）上午9:00", "村便民服务中心二楼协商议事室"
NAMES = ("李建国", "张丽", "欧阳秀英", *HARD_NAMES)

AGENDA = AgendaPaper(
    unit=ROOM,
    title="槐树湾村2026年第三次协商议事会议程",
    issued_on=DAY,
    when=WHEN,
    place=PLACE,
    chair="尉迟建国",
    recorder="王小梅",
    timed=(
        AgendaLine(
            title="通报上一次协商事项办理情况", way="情况通报", clock="9:00—9:10", speaker="王小梅"
        ),
        AgendaLine(
            title="三组、五组之间的村道硬化及排水沟修缮方案",
            way="交流讨论",
            clock="9:10—10:00",
            speaker="村道调研组（李建国、𬭚大勇）",
        ),
        AgendaLine(title="村口“老槐树”广场夜间照明与停车秩序", way="交流讨论", clock="10:00—10:40"),
    ),
    remarks=("请把手机调成静音。",),
)

UNTIMED = AgendaPaper(
    unit=ROOM,
    title="槐树湾村2026年第三次协商议事会议程",
    issued_on=DAY,
    when=WHEN,
    place=PLACE,
    items=(AgendaLine(title="村道硬化", way="交流讨论"),),
)

BRIEFING = BriefingPaper(
    unit=ROOM,
    title="槐树湾村2026年第三次协商议事会议题说明",
    issued_on=DAY,
    when=WHEN,
    place=PLACE,
    policy="县里今年对村内道路按每公里12万元奖补，须在10月底以前报方案。",
    idea="先修坏得最重、走的人最多的一段，少占地，不欠账。",
    problems="资金缺口约6万元。\n有两户的菜地要让出一米。",
    topics=(
        BriefedTopic(
            topic="三组、五组之间的村道硬化",
            background="村道建于2009年，全长480米，路面破损率超过40%，雨天三轮车过不去。",
            scope="几个组，涉及126户",
            research=(
                "2026年9月12日，村道调研组（李建国、𬭚大勇）：走访48户，收回意见表112份。",
                "2026年10月8日，镇村建中心：路基可以利用，路面宽度不小于3.5米。",
            ),
            screening=("切口小：一条路", "关联广：两个组126户", "群众反映强烈：31户联名提出"),
        ),
        BriefedTopic(topic="村口广场夜间照明", background="广场没有路灯，晚上停车混乱。"),
    ),
    options=("一次修完，缺口由集体收入垫付", "先修三组一段，五组一段明年再修"),
    signer=ROOM,
)

RULES = SpeakingRules(unit=ROOM, issued_on=DAY, minutes="2", times="2")

CARDS = NameCards(
    unit=ROOM,
    issued_on=DAY,
    cards=tuple(NameCard(name=name, line="第三村民小组") for name in NAMES),
)

PASSES = PassesPaper(
    unit=ROOM,
    issued_on=DAY,
    meeting="槐树湾村2026年第三次协商议事会",
    when=WHEN,
    place=PLACE,
    passes=tuple(
        Pass(
            person=NamedPerson(
                name=name, group="第三村民小组", distinction="123X" if at == 1 else ""
            ),
            part="利益相关方" if at % 2 else "议事会成员",
            code=pass_code(f"01a202ac-15f2-70b9-af49-7eebb24c1{at:03d}") if at else "",
        )
        for at, name in enumerate(NAMES)
    ),
)

LETTER = OpinionLetter(
    unit=ROOM,
    title="关于三组、五组之间村道硬化的协商意见书",
    issued_on=DAY,
    addressee="柳河镇人民政府",
    when=WHEN,
    place=PLACE,
    meeting="槐树湾村2026年第三次协商议事会",
    expected="36",
    present="31",
    observing="4",
    topics=(
        LetterTopic(
            topic="三组、五组之间的村道硬化",
            course="村道建于2009年，路面破损率超过40%。",
            agreed=("三组、五组之间村道按3.5米宽硬化。", "施工前现场放线，放线结果张榜公布。"),
            open_points=("占用菜地的补偿标准。",),
            speeches=("𬭚大勇（第三组）：菜地一年种两季，只补一季不合适。",),
            measures=MEASURES,
        ),
    ),
    dissent=("欧阳秀英（第五组）：排水沟应当修在路的南侧。",),
    agreeing=tuple(
        Signer(name=NAMES[at % len(NAMES)], group=f"第{at % 9 + 1}村民小组") for at in range(36)
    ),
    signer=ROOM,
)

TOPIC_FORM = TopicForm(
    unit=ROOM,
    issued_on=DAY,
    sources="☐党政点题　☐委员荐题　☐群众出题　☐网格筛题",
    classes="☐党政工作要事　☐民生改善实事　☐社会治理难事",
    scopes="☐一个组　☐几个组　☐全村　☐几个村",
    factors="☐切口小　☐关联广　☐群众反映强烈",
    decision="☐列入协商　☐不列入　☐并入其他议题",
)

NOTE_SHEET = NoteSheet(
    unit=ROOM,
    issued_on=DAY,
    told_on="2026年11月20日",
    channels="☑走访　☐来访　☐电话　☐意见箱　☐会上提出　☐网络留言",
    teller="𬭚大勇",
    group="第三村民小组",
    text="三组到五组的路坏了两年，下雨天学生要绕两里路。\n问过村里，说是在等钱。",
    recorder="王小梅",
)

OPINION = OpinionCard(unit=ROOM, issued_on=DAY, topic="三组、五组之间的村道硬化", named=True)

BALLOT = Ballot(
    unit="槐树湾村民委员会",
    title="槐树湾村村民代表会议\n表决票",
    issued_on=DAY,
    body="村民代表会议",
    day="2026年12月6日",
    matters=(
        BallotLine(what="三组、五组之间的村道硬化方案"),
        BallotLine(what="村集体收入垫付6万元"),
    ),
)

ELECTION = Ballot(
    unit="槐树湾村民委员会",
    title="槐树湾村村民代表会议\n选票",
    issued_on=DAY,
    body="村民代表会议",
    candidates=tuple(BallotLine(what=name) for name in HARD_NAMES),
    cards=5,
    first_number=1,
)

SLIP = SatisfactionSlip(
    unit=ROOM,
    issued_on=DAY,
    topic="三组、五组之间的村道硬化",
    carried_out="2027年4月20日完工，路面宽3.5米，两侧有排水沟。",
)

PAPERS = {
    "agenda": AGENDA,
    "untimed agenda": UNTIMED,
    "briefing": BRIEFING,
    "speaking rules": RULES,
    "name cards": CARDS,
    "passes": PASSES,
    "opinion letter": LETTER,
    "topic form": TOPIC_FORM,
    "note sheet": NOTE_SHEET,
    "opinion card": OPINION,
    "ballot": BALLOT,
    "election": ELECTION,
    "satisfaction slip": SLIP,
}

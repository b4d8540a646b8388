"""Papers of what was done and of what goes up, with invented people."""

from __future__ import annotations

import io
from datetime import date

from PIL import Image

from xieshang_desktop.domain.documents import (
    Announcement,
    AnswerLetter,
    Deed,
    Enclosure,
    ImplementationPaper,
    NamedPerson,
    Picture,
    PublicAnnouncement,
    SubmissionPaper,
    SupervisionReply,
    TaskSheet,
)


def photo(colour: str, caption: str, size: tuple[int, int] = (400, 300)) -> Picture:
    """A photo of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return Picture(data=out.getvalue(), caption=caption)


DEEDS = (
    Deed(
        what="三组、五组之间村道硬化480米，两侧砌排水沟",
        who="村委会",
        due=date(2026, 4, 30),
        state="2026年4月26日办结：路面宽3.5米，排水沟960米。",
    ),
    Deed(
        what="菜地补偿逐户签字",
        who="村报账员王小梅",
        due=date(2026, 5, 31),
        state="正在办理，延期至2026年6月20日，原因：两户在外地。",
    ),
)

IMPLEMENTATION = ImplementationPaper(
    unit="槐树湾村民委员会",
    title="关于“三组、五组之间村道硬化”落实情况的公示",
    basis="根据《中华人民共和国村民委员会组织法》第三十五条规定",
    topic="三组、五组之间的村道硬化及排水沟修缮方案",
    meeting="2026年2月28日召开第三次协商议事会，协商结果已于2026年3月2日公示。",
    result="经协商，达成共识：路面宽度3.5米，两侧设排水沟。",
    deeds=DEEDS,
    progress="协商确定的办理事项共2项，已办结1项，正在办理1项。",
    reply="柳河镇人民政府于2026年3月20日答复：同意列入奖补项目。",
    effect="雨天三轮车能进地了，126户出行方便。",
    satisfaction="满意率94%。",
    feedback="2026年5月2日已答复议题提出人。",
    photos=(photo("grey", "办理前：三组路口"), photo("darkgreen", "办理后：三组路口")),
    posted_on=date(2026, 5, 6),
    days=15,
    last_on=date(2026, 5, 21),
    removable_on=date(2026, 5, 22),
    reception="槐树湾村协商议事室",
    reception_place="村便民服务中心二楼",
    supervision="村务监督委员会",
    official_phone="0511-85550000",
    signer="槐树湾村民委员会",
    issued_on=date(2026, 5, 6),
)

ANNOUNCEMENT = Announcement(
    unit="槐树湾村民委员会",
    title="关于村道施工期间绕行的通告",
    audience="全体村民",
    text="一、绕行时间\n2026年4月1日至4月20日。\n二、绕行路线\n三组、五组村民从老槐树广场绕行。",
    signer="槐树湾村民委员会",
    issued_on=date(2026, 3, 28),
)

PUBLIC_ANNOUNCEMENT = PublicAnnouncement(
    unit="槐树湾村民委员会",
    text="村务监督委员会成员名单见公开栏。",
    signer="槐树湾村民委员会",
    issued_on=date(2026, 3, 28),
)

TASK_SHEET = TaskSheet(
    unit="槐树湾村协商议事室",
    number="2026-07-1",
    source="2026年2月28日第三次协商议事会（群众出题）",
    topic="三组、五组之间的村道硬化及排水沟修缮方案",
    task="村道硬化480米，两侧砌排水沟",
    demand="路面宽度不小于3.5米，春耕前完工。",
    owner="村委会",
    helpers="镇交通办",
    due=date(2026, 4, 30),
    given_on=date(2026, 2, 28),
    issued_on=date(2026, 3, 2),
)

SUBMISSION = SubmissionPaper(
    unit="槐树湾村民委员会",
    title="关于三组、五组之间村道拓宽资金问题的请示",
    mark="槐树湾村民委员会文件",
    number="槐村报〔2026〕3号",
    issuer="李建国",
    addressee="柳河镇人民政府",
    opening="现将三组、五组之间村道拓宽的有关情况请示如下：",
    background="村道建于2009年，全长480米，破损率超过40%，涉及126户。",
    consultation="2026年2月28日，村协商议事室召开第三次协商议事会，32人出席。",
    agreed=("路面拓宽到4.5米。",),
    open_points=("资金缺口由谁承担。",),
    wish_head="请示事项",
    wish="请镇政府将该路段列入2026年“一事一议”财政奖补项目。",
    closing="妥否，请批示。",
    attachments=("第三次协商议事会纪要（摘录）", "路段现状图"),
    enclosures=(
        Enclosure(name="第三次协商议事会纪要（摘录）", text="会议认为，路面应当拓宽。"),
        Enclosure(name="路段现状图", text="图上路段全长480米。"),
    ),
    note="联系人：村协商议事室，电话：0511-85550000",
    copies="县政协委员联络办公室，镇村镇建设办公室",
    imprint=True,
    signer="槐树湾村民委员会",
    issued_on=date(2026, 3, 9),
)

SUPERVISION_REPLY = SupervisionReply(
    unit="槐树湾村民委员会",
    title="关于村道硬化督办事项办理情况的回复",
    addressee="柳河镇人民政府",
    letter="督办单（柳督〔2026〕7号）",
    received="2026年4月2日的",
    topic="三组、五组之间的村道硬化",
    decided="2026年2月28日召开第三次协商议事会，达成共识：路面宽度3.5米。",
    deeds=DEEDS,
    progress="协商确定的办理事项共2项，已办结1项，正在办理1项。",
    effect="雨天三轮车能进地了。",
    next_steps="6月20日前请在外地的两户签字。",
    note="联系人：村协商议事室，电话：0511-85550000",
    signer="槐树湾村民委员会",
    issued_on=date(2026, 5, 8),
)

ANSWER = AnswerLetter(
    unit="槐树湾村民委员会",
    proposer=NamedPerson(name="𬭚𬭎"),
    group="第三村民小组",
    topic="三组、五组之间的村道硬化",
    raised_on=date(2026, 1, 15),
    background="雨天路滑，三轮车进不了地。",
    meeting="2026年2月28日召开第三次协商议事会。",
    result="经协商，达成共识：路面宽度3.5米，两侧设排水沟。",
    deeds=("村道硬化480米（村委会）：2026年4月26日办结。",),
    effect="雨天三轮车能进地了。",
    answer="路已经修好，欢迎继续监督。",
    contact="槐树湾村协商议事室",
    contact_place="村便民服务中心二楼",
    official_phone="0511-85550000",
    signer="槐树湾村协商议事室",
    issued_on=date(2026, 5, 2),
)

"""The words that rosters use for sex, party membership and roles, read into the program's terms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import msgspec

from xieshang_desktop.domain.identity import NOTHING_WRITTEN
from xieshang_desktop.domain.terms import Role, Sex

_SEX = {
    **dict.fromkeys(["男", "男性", "1", "m", "male", "♂"], Sex.MALE),
    **dict.fromkeys(["女", "女性", "2", "f", "female", "♀"], Sex.FEMALE),
    **dict.fromkeys(["9", "未说明"], Sex.UNKNOWN),
}
_YES = frozenset(["是", "√", "✓", "✔", "☑", "有", "y", "yes", "1", "对", "v"])
_NO = frozenset(["否", "×", "✗", "✘", "☐", "n", "no", "不是", "非"])
_PARTY = re.compile(r"(?:中共|中国共产党|共产|正式|预备|中共正式|中共预备)?党员(?:\(.*\))?")
#: Political statuses of GB/T 4762 that are not the Communist Party.
_NO_PARTY = re.compile(
    r"群众|普通群众|一般群众|普通公民|非党员|(?:共青)?团员|中国共产主义青年团团员"
    r"|(?:民革|民盟|民建|民进|农工党|致公党|九三学社|九三|台盟)(?:党员|盟员|会员|社员|成员)?|无党派(?:人士|民主人士)?|少先队员|(?:入党)?积极分子|发展对象|入党申请人"
)
#: Words in a column of roles that name no role.
_NO_ROLE = frozenset(
    ["村民", "普通村民", "一般村民", "居民", "群众", "普通群众", "户主", "家庭成员", "成员", "其他"]
)
_LEVEL = r"(?:全国|[省市县区镇乡]级?)?"
_ROLES = [
    (re.compile(pattern), role)
    for pattern, role in (
        (r"(?:协商)?议事(?:会|室)?(?:成员|委员|代表|员|会员)", Role.COUNCIL_MEMBER),
        (r"(?:村民|居民|户)代表", Role.VILLAGE_REPRESENTATIVE),
        (
            r"(?:第?[\d一二三四五六七八九十]{1,3}组?)?(?:村民|居民)?小?组长|(?:生产)?队长",
            Role.GROUP_LEADER,
        ),
        (rf"{_LEVEL}党(?:员)?代表(?:大会代表)?", Role.PARTY_DELEGATE),
        (rf"{_LEVEL}人(?:大|民代表大会)代表", Role.PEOPLES_DEPUTY),
        (rf"{_LEVEL}政协(?:委员|常委)", Role.CPPCC_MEMBER),
        (
            r"(?:村务?)?监督?委(?:员?会)?(?:副?主任|成员|委员)?|村务监督(?:委员会)?(?:副?主任|成员|委员|员)",
            Role.SUPERVISION_MEMBER,
        ),
        (
            r"(?:村|居)(?:民)?委(?:员会|会)?(?:副?主任|委员|成员|干部)|(?:村|社区)?[“\"]?[两二]委[”\"]?(?:成员|委员|干部|班子成员)?"
            r"|(?:村|社区)(?:副?主任|干部)|(?:村|社区)?(?:党(?:总支|支部|委)?|支部|总支)?副?书记|村?副?支书"
            r"|(?:村?党?(?:总支|支部?|支))(?:委员|委)",
            Role.COMMITTEE_MEMBER,
        ),
        (r"老党员", Role.OLD_PARTY_MEMBER),
        (r"老(?:村)?干部|(?:离任|离职|退休)(?:村)?干部", Role.OLD_CADRE),
        (
            r"群团(?:组织)?(?:负责人|成员)|(?:村)?妇联(?:副?主席|主任|执委)|妇女主任"
            r"|(?:村)?(?:团支部?|共青团)书记|团支书|工会(?:副?主席)|民兵(?:连长|营长)|残协(?:副?主席)|残联理事长",
            Role.MASS_ORGANISATION,
        ),
        (r"社工|社会工作者|(?:社区|专职)(?:社会)?工作者", Role.SOCIAL_WORKER),
        (r"(?:专职|兼职|微)?网格(?:员|长|管理员)", Role.GRID_WORKER),
    )
]
_BETWEEN_ROLES = re.compile(r"[、，,;；/|\n\r\t+＋&]+|\s{1,}|兼(?:任)?(?=.)|及|(?<=[员表长任])和")


class RolesReading(msgspec.Struct, frozen=True):
    """Roles found, whether 党员 was among the words, and the words that name no known role."""

    roles: tuple[Role, ...] = ()
    party_member: bool = False
    others: tuple[str, ...] = ()


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


@lru_cache(maxsize=512)
def read_sex(text: str) -> Sex | None:
    """Sex by GB/T 2261.1; None where the word says nothing that is known."""
    word = _plain(text)
    return Sex.UNKNOWN if word in NOTHING_WRITTEN else _SEX.get(word)


@lru_cache(maxsize=512)
def read_yes(text: str) -> bool | None:
    """Yes, no (also for an empty cell), or None."""
    word = _plain(text)
    if word in _YES:
        return True
    return False if word in _NO or word in NOTHING_WRITTEN else None


@lru_cache(maxsize=512)
def read_party(text: str) -> bool | None:
    """Whether a political status, or a yes, means a member of the Communist Party."""
    word = _plain(text)
    if _PARTY.fullmatch(word):
        return True
    return False if _NO_PARTY.fullmatch(word) else read_yes(text)


@lru_cache(maxsize=512)
def role_of(word: str) -> Role | None:
    """The role that one word names."""
    word = _plain(word)
    return next((role for pattern, role in _ROLES if pattern.fullmatch(word)), None)


@lru_cache(maxsize=2048)
def read_roles(text: str) -> RolesReading:
    """The roles in a cell such as 村民代表、网格员, or 县人大代表兼村民小组长."""
    roles: list[Role] = []
    others: list[str] = []
    party_member = False
    whole = role_of(text)
    for word in [text] if whole else _BETWEEN_ROLES.split(text):
        word = word.strip(" ()（）。.")
        role = role_of(word)
        if role is not None:
            roles.append(role)
        elif _PARTY.fullmatch(_plain(word)):
            party_member = True
        elif (
            _plain(word) not in NOTHING_WRITTEN and word not in _NO_ROLE and read_yes(word) is None
        ):
            others.append(word)
    return RolesReading(tuple(dict.fromkeys(roles)), party_member, tuple(dict.fromkeys(others)))


@lru_cache(maxsize=256)
def read_ethnicity(text: str) -> str:
    """汉 → 汉族; other words stay."""
    text = text.strip()
    if text in NOTHING_WRITTEN or text.endswith(("族", "人", "他")):
        return "" if text in NOTHING_WRITTEN else text
    return f"{text}族" if text.isalpha() and len(text) <= 5 else text

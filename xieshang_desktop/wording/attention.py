"""What an import, or a person who is about to be saved, asks somebody to look at."""

from __future__ import annotations

from gettext import gettext

from xieshang_desktop.domain import N_

ATTENTION: dict[str, str] = {
    "id_damaged": N_("身份证号后三位已被表格软件丢失，请补录"),
    "id_length": N_("身份证号位数不对，未录入"),
    "id_date": N_("身份证号中的出生日期不存在，未录入"),
    "id_checksum": N_("身份证号校验码不符，请核对（已保留）"),
    "id_duplicate": N_("身份证号与他人相同，双方均未录入"),
    "id_changed": N_("身份证号与名册上原有的不同，请核对"),
    "person_repeated": N_("同一人重复出现，只录入一次"),
    "person_left_listed": N_("名册上已记为迁出或去世，请核对"),
    "person_not_listed": N_("表中没有这个人，名册上仍保留"),
    "birth_unreadable": N_("出生日期无法识别"),
    "birth_ambiguous": N_("出生日期有两种读法，请核对"),
    "birth_differs_from_id": N_("出生日期与身份证号不一致"),
    "sex_unreadable": N_("性别无法识别"),
    "sex_differs_from_id": N_("性别与身份证号不一致"),
    "phone_unreadable": N_("电话号码无法识别"),
    "name_missing": N_("缺少姓名，未录入"),
    "name_private_use": N_("姓名中有无法通用的字符，请改正"),
    "name_unreadable": N_("姓名中有字未能显示，请改正"),
    "name_changed": N_("姓名与名册上不同，已更新，请核对"),
    "namesake_ambiguous": N_("同名的人分不清是哪一位，请核对"),
    "namesake_same_household": N_("同户有同名的人，请核对"),
    "namesake_known": N_("名册上已有同名的人"),
    "household_missing": N_("不能确定属于哪一户"),
    "household_head_missing": N_("户主不在本户成员中"),
    "group_missing": N_("缺少组别"),
    "role_unknown": N_("未认出的身份，按原文保留"),
    "role_in_remarks": N_("备注中提到身份，请核对"),
    "party_unknown": N_("政治面貌未能识别"),
    "sheet_not_read": N_("另有工作表也像花名册，未读取"),
}


def attention_words(code: str) -> str:
    """The sentence for a code of attention or of doubt."""
    return gettext(ATTENTION[code])

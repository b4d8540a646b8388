"""Sentences for rosters, people, households and roles."""

from __future__ import annotations

from xieshang_desktop.domain import N_

PEOPLE: dict[str, tuple[str, str]] = {
    # the file
    "file_missing": (N_("找不到这个文件。"), N_("可能已被移动或优盘已拔出，请重新选择。")),
    "file_empty": (N_("这个文件是空的。"), N_("请确认选对了文件。")),
    "file_not_readable": (
        N_("这个文件已损坏，或内容与文件类型不符。"),
        N_("请用 WPS 或 Excel 打开后另存为 .xlsx 再导入。"),
    ),
    "file_too_large": (
        N_("文件过大，超过 {megabytes} MB。"),
        N_("请只保留花名册，另存后再导入。"),
    ),
    "file_password_protected": (
        N_("这个文件设有密码。"),
        N_("请取消密码后另存，再导入。"),
    ),
    "file_kind_unknown": (
        N_("不能读取这种文件（{kind}）。"),
        N_("请用 WPS 或 Excel 另存为 .xlsx 再导入。"),
    ),
    "file_not_permitted": (N_("没有权限打开这个文件。"), N_("请先关闭正在使用它的程序。")),
    "file_unreachable": (N_("读取文件时中断。"), N_("请检查优盘或磁盘后重试。")),
    "reader_not_started": (N_("无法启动读取 .xls 的程序。"), N_("请另存为 .xlsx 再导入。")),
    # what is in it
    "too_many_rows": (N_("表格超过 {limit} 行。"), N_("请删去表尾多余的行，或按村分开。")),
    "too_many_columns": (N_("表格右侧很远处还有内容。"), N_("请删去多余的列再导入。")),
    "sheet_missing": (N_("文件里没有工作表“{sheet}”。"), N_("请重新选择工作表。")),
    "not_a_roster": (
        N_("看不出这是花名册：没有找到表头。"),
        N_("表头应有姓名、性别、组别等；也可手工指定各列。"),
    ),
    "no_name_column": (N_("没有找到“姓名”列。"), N_("请指定哪一列是姓名。")),
    "no_people": (N_("表中没有人员。"), N_("请确认选对了文件和工作表。")),
    "roster_in_use": (
        N_("导入的人里有 {people} 人之后已经用上，不能再整批撤销。"),
        N_("他们已被邀请、签到或有了身份；请在名册里逐个改正。"),
    ),
    # a person
    "person_name_missing": (N_("还没有写姓名。"), N_("请写户口本上的姓名。")),
    "birth_unreadable": (
        N_("没看懂出生日期“{text}”。"),
        N_("请写成 1962年1月2日 或 1962-01，只知道年份也行。"),
    ),
    "id_number_unusable": (
        N_("身份证号“{text}”不对，没有存。"),
        N_("应为 18 位；后三位是 000 的，多半被表格软件改坏，请照证件补录。"),
    ),
    "id_number_taken": (
        N_("这个身份证号已经是{group}{name}的。"),
        N_("请核对证件；同一个人不用再加。"),
    ),
    "phone_unreadable": (
        N_("没看懂电话“{text}”。"),
        N_("请写手机号，或区号加号码；几个号码之间空一格。"),
    ),
    "person_has_left": (
        N_("{name}已记为迁出或去世。"),
        N_("记错了，请先在本人页上点“又回来了”。"),
    ),
    # roles and households
    "role_held_already": (N_("{name}已经是{role}。"), N_("换届请先结束原来的，再加新的。")),
    "role_ends_before_it_begins": (
        N_("结束日期早于开始日期{since}。"),
        N_("请改成{since}或以后的日子。"),
    ),
    "household_known": (
        N_("{group}已经有户主为{head}的这一户。"),
        N_("同名的户主，请用户号区分。"),
    ),
    "household_head_missing": (N_("还没有写户主。"), N_("请写户主的姓名。")),
}

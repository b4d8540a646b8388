"""Sentences for keys, drives and bundles: the words of the hall, 协商包 and U盘."""

from __future__ import annotations

from xieshang_desktop.domain import N_

_KEYS: dict[str, tuple[str, str]] = {
    "keys_damaged": (
        N_("协商包的钥匙坏了或者少了一把：{file}"),
        N_("记录都在，只是写不了、开不了协商包。请把以前抄的资料里的 keys 文件夹放回来。"),
    ),
    "keys_unreadable": (
        N_("读不到协商包的钥匙：{folder}"),
        N_("请检查这个文件夹的权限，再试一次。"),
    ),
    "keys_not_writable": (
        N_("协商包的钥匙存不下来：{folder}"),
        N_("请检查磁盘有没有空间、文件夹能不能写，再试一次。"),
    ),
    "seal_identity_wrong": (
        N_("恢复出来的钥匙不对，没有用它。"),
        N_("请核对恢复纸上的词，再输一遍。"),
    ),
}

_WRITING: dict[str, tuple[str, str]] = {
    "bundle_empty": (N_("没有要交的内容。"), N_("乡镇已经全部收到。")),
    "bundle_too_much": (
        N_("要交的内容太多，一个协商包装不下。"),
        N_("多半是附件太大。请告诉乡镇和维护程序的人，记录都在，一条没有少。"),
    ),
    "bundle_cancelled": (N_("已经停下，没有留下半个协商包。"), N_("想好了再写，记录都在。")),
    "attachment_missing": (
        N_("有一个附件找不到了，协商包没有写：{path}"),
        N_("请从备份里把它找回来，再写一次。"),
    ),
    "attachment_differs": (
        N_("有一个附件和当初存的不一样了，协商包没有写：{path}"),
        N_("请从备份里把它找回来，再写一次。"),
    ),
    "scratch_full": (
        N_("这台电脑的磁盘满了，协商包没有写成。"),
        N_("请清理出一些空间再试。U盘上没有留下半个文件。"),
    ),
    "scratch_failed": (
        N_("这台电脑上放不下临时文件：{folder}"),
        N_("请检查磁盘和文件夹的权限，再试一次。"),
    ),
}

_DRIVES: dict[str, tuple[str, str]] = {
    "drive_missing": (
        N_("找不到要写的地方：{folder}"),
        N_("U盘可能已经拔掉了。请插好，等几秒再写。"),
    ),
    "drive_full": (
        N_("U盘满了，没有写上：{folder}"),
        N_("请删掉U盘上不要的文件，或者换一个U盘。记录一条没有少。"),
    ),
    "drive_read_only": (
        N_("这个U盘是只读的，写不进去：{folder}"),
        N_("看看U盘侧面有没有锁的开关，或者换一个U盘。"),
    ),
    "drive_pulled": (
        N_("写到一半，U盘不见了：{folder}"),
        N_("请插好再写一次。没有写完的不算数，记录一条没有少。"),
    ),
    "drive_file_too_large": (
        N_("这个U盘的格式放不下这么大的文件：{folder}"),
        N_("请换一个U盘，或者请人把它格式化成 exFAT。"),
    ),
    "drive_write_differs": (
        N_("写完读回来核对，和原来的不一样，不算写好：{folder}"),
        N_("这个U盘可能坏了，请换一个再写。"),
    ),
    "drive_failed": (
        N_("U盘出了毛病，没有写成：{folder}"),
        N_("请拔下来重新插，或者换一个U盘。要问人的话，错误号是 {errno}。"),
    ),
}

_READING: dict[str, tuple[str, str]] = {
    "bundle_unreadable": (
        N_("这个文件读不出来：{path}"),
        N_("U盘可能没插好，或者文件已经不在了。请插好再试。"),
    ),
    "bundle_too_large": (N_("这个文件太大，不是协商包。"), N_("请另选一个，文件名以 .xsb 结尾。")),
    "bundle_not_sealed": (
        N_("这个文件不是协商包。"),
        N_("协商包的文件名以 XS1 开头、以 .xsb 结尾。"),
    ),
    "bundle_not_for_us": (
        N_("这个协商包不是封给这里的，打不开。"),
        N_("可能是别的村的，也可能是换过钥匙以前的。请问清楚是谁写的。"),
    ),
    "invitation_code_wrong": (
        N_("邀请打不开：12 位口令不对。"),
        N_("请照着邀请单或者电话里说的再输一遍。"),
    ),
    "bundle_damaged": (
        N_("这个协商包坏了，或者没有抄完整。"),
        N_("请从原来的U盘再抄一次，或者重新写一个。"),
    ),
}

_AGAIN = N_("请不要用这个文件，重新写一个协商包。要是别人交来的，请他重写。")
_CHANGED = N_("可能被人动过，也可能抄坏了。请不要用它，重新写一个。")
_OTHER_PROGRAM = N_("它不是本程序写的样子。请问清楚是哪里来的。")

_FORM: dict[str, tuple[str, str]] = {
    "bundle_zip_broken": (N_("协商包里面的结构坏了。"), _AGAIN),
    "bundle_zip_too_many": (N_("协商包里的文件数不对：{count} 个。"), _OTHER_PROGRAM),
    "bundle_zip_name": (N_("协商包里有不该有的文件名：{name}"), _OTHER_PROGRAM),
    "bundle_zip_link": (N_("协商包里有不是文件的东西：{name}"), _OTHER_PROGRAM),
    "bundle_zip_duplicate": (N_("协商包里有两个同名的文件：{name}"), _OTHER_PROGRAM),
    "bundle_zip_bomb": (N_("协商包打开以后大得不正常，没有打开。"), _OTHER_PROGRAM),
    "bundle_file_missing": (N_("协商包里缺一个文件：{name}"), _AGAIN),
    "bundle_info_wrong": (N_("协商包的说明看不懂：{field}"), _AGAIN),
    "bundle_format_newer": (
        N_("这个协商包是新版本的程序写的（格式 {found}，这里认到 {known}）。"),
        N_("请安装新版本的程序再看。"),
    ),
    "bundle_kind_unknown": (
        N_("这种协商包这里还不会收：{kind}"),
        N_("请安装新版本的程序，或者交给乡镇看。"),
    ),
    "bundle_schema_newer": (
        N_("这个协商包里的记录是新版本的程序写的（{found}，这里认到 {known}）。"),
        N_("请安装新版本的程序再看。"),
    ),
    "bundle_manifest_wrong": (N_("协商包的清单看不懂：{name}"), _AGAIN),
}

_PROOF: dict[str, tuple[str, str]] = {
    "bundle_signature_unreadable": (N_("协商包的签名看不懂。"), _AGAIN),
    "bundle_signer_unknown": (
        N_("不认得签这个协商包的钥匙（{signer}）。"),
        N_("换了电脑的，要和乡镇核对指纹、确认钥匙以后才能收。别的请问清楚是谁写的。"),
    ),
    "bundle_signer_foreign": (
        N_("协商包写的是一个单位，签名的是另一个单位的钥匙（{signer}）。"),
        N_("请不要用它，问清楚是谁写的。"),
    ),
    "bundle_signature_wrong": (N_("协商包的签名不对（签名钥匙 {signer}）。"), _CHANGED),
    "bundle_file_unlisted": (N_("协商包里多了一个清单上没有的文件：{name}"), _CHANGED),
    "bundle_file_unexpected": (N_("协商包的清单上有不该有的文件：{name}"), _OTHER_PROGRAM),
    "bundle_file_differs": (N_("协商包里的文件和清单对不上：{name}"), _CHANGED),
    "bundle_message_wrong": (N_("协商包里的内容看不懂，或者和它的说明对不上：{field}"), _AGAIN),
    "bundle_entry_unreadable": (N_("协商包里第 {place} 行记录看不懂。"), _CHANGED),
    "bundle_entry_foreign": (N_("协商包里第 {number} 条记录是别处的。"), _CHANGED),
    "bundle_number_wrong": (N_("协商包里的记录编号在第 {number} 条接不上。"), _CHANGED),
    "bundle_chain_broken": (N_("协商包里第 {number} 条记录和前一条接不上。"), _CHANGED),
    "bundle_entry_differs": (N_("协商包里第 {number} 条记录被改过。"), _CHANGED),
    "bundle_payload_differs": (N_("协商包里第 {number} 条记录的内容被改过。"), _CHANGED),
}

CARRY: dict[str, tuple[str, str]] = _KEYS | _WRITING | _DRIVES | _READING | _FORM | _PROOF

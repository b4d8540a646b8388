"""Sentences for the line to the township: network, server, certificate, password."""

from __future__ import annotations

from xieshang_desktop.domain import N_

_GIVEN: dict[str, tuple[str, str]] = {
    "net_address_wrong": (
        N_("乡镇的网络地址不对：{address}"),
        N_("地址要以 https:// 开头，里面不写用户名和密码。请照乡镇给的邀请再填一次。"),
    ),
    "net_proxy_wrong": (
        N_("代理服务器的地址不能用：{proxy}"),
        N_("请写成 http://地址:端口，或者选“不用代理”。要问的话，问管网络的人。"),
    ),
    "net_certificate_unreadable": (
        N_("乡镇的证书读不出来。"),
        N_("请把邀请里的证书整段重新放进来，或者请乡镇再发一次邀请。"),
    ),
}

_NETWORK: dict[str, tuple[str, str]] = {
    "courier_failed": (
        N_("自动传送出了程序错误（{kind}）。"),
        N_("过一阵会自己再试。一直这样，请用U盘送，并把这句话告诉维护的人。"),
    ),
    "net_down": (
        N_("现在没有网络。"),
        N_("不用管它，有了网络会自己再传。急的话用U盘送。"),
    ),
    "net_name_unknown": (
        N_("找不到乡镇的服务器：{host}"),
        N_("多半是没有网络，有了会自己再传。一直这样，请核对网络地址。"),
    ),
    "net_refused": (
        N_("乡镇的服务器没有开：{host}"),
        N_("过一阵会自己再试。一直这样，请告诉乡镇，或者用U盘送。"),
    ),
    "net_timeout": (
        N_("乡镇的服务器很久没有回应：{host}"),
        N_("网络可能太慢。已经传好的都留着，过一阵接着传。"),
    ),
    "net_broken": (
        N_("传到一半，网络断了：{host}"),
        N_("已经传好的都留着，有了网络接着传。"),
    ),
    "net_proxy_failed": (
        N_("代理服务器连不上，或者不让通过。"),
        N_("请检查代理服务器的设置；不需要代理，就选“不用代理”。"),
    ),
    "net_portal": (
        N_("网络要先在网页上登录，才能连到乡镇：{host}"),
        N_("请打开浏览器，按网页的提示登录这个网络，之后会自己再传。"),
    ),
    "net_redirected": (
        N_("没有连到乡镇，被引到了别处：{to}"),
        N_("密码没有发出去。可能要先在浏览器里登录网络；不是的话，请向乡镇核对网络地址。"),
    ),
    "net_cancelled": (N_("已经停下。"), N_("传好的部分留着，下次接着传。")),
}

_TRUST: dict[str, tuple[str, str]] = {
    "net_tls_failed": (
        N_("和乡镇的服务器谈不成保密的连接：{host}"),
        N_("可能要先在浏览器里登录网络；不是的话，请核对网络地址。什么都没有发出去。"),
    ),
    "net_certificate_wrong": (
        N_("对方证明不了自己是乡镇的服务器：{host}"),
        N_("什么都没有发出去。可能要先在浏览器里登录网络；不是的话，请打电话问乡镇。"),
    ),
    "net_certificate_date": (
        N_("乡镇服务器的证书过期了，或者还没有生效：{host}"),
        N_("请先看看这台电脑的日期对不对；日期对，请告诉乡镇。"),
    ),
    "net_certificate_changed": (
        N_("对方的证书和乡镇当初给的不一样：{host}"),
        N_("什么都没有发出去。请打电话问乡镇是不是换了证书；换了，请乡镇再发一次邀请。"),
    ),
    "net_password_wrong": (
        N_("乡镇的服务器不认这个用户名或密码：{host}"),
        N_("请重新输入密码。乡镇改过密码的话，请打电话问新的。"),
    ),
    "net_sign_in_unknown": (
        N_("乡镇的服务器要的登录方式，这里不会：{host}"),
        N_("请告诉乡镇：要用 Basic 或 Digest 登录。现在可以用U盘送。"),
    ),
    "net_forbidden": (
        N_("乡镇的服务器不让这个用户存取：{host}"),
        N_("请告诉乡镇，给这个用户开通收件和发件两个文件夹。现在可以用U盘送。"),
    ),
}

_SERVER: dict[str, tuple[str, str]] = {
    "net_not_webdav": (
        N_("这个地址存不了文件：{host}"),
        N_("请照邀请核对网络地址；没有错，请告诉乡镇检查 WebDAV 文件夹。"),
    ),
    "net_full": (
        N_("乡镇的服务器满了：{host}"),
        N_("请告诉乡镇清理空间。已经传好的都留着，急的话用U盘送。"),
    ),
    "net_busy": (
        N_("乡镇的服务器现在忙：{host}"),
        N_("过一阵会自己再试。"),
    ),
    "net_too_large": (
        N_("乡镇的服务器不收这么大的一段（1 MB）：{host}"),
        N_("请告诉乡镇，把一次上传的上限调到 2 MB 以上。现在可以用U盘送。"),
    ),
    "net_server_error": (
        N_("乡镇的服务器没有办成（{status}）：{host}"),
        N_("可能是那边的磁盘满了。过一阵会自己再试；一直这样，请告诉乡镇。"),
    ),
    "net_server_lies": (
        N_("乡镇的服务器说办好了，一查却不是：{host}"),
        N_("不算传到，记录一条没有少。请告诉乡镇检查服务器，先用U盘送。"),
    ),
    "net_answer_unreadable": (
        N_("乡镇的服务器的回答读不懂：{host}"),
        N_("请照邀请核对网络地址；没有错，请告诉乡镇。现在可以用U盘送。"),
    ),
    "net_name_taken": (
        N_("那边已经有一个同名但内容不同的文件：{name}"),
        N_("那个文件没有动。请用U盘送这一次，并告诉乡镇。"),
    ),
}

_FILES: dict[str, tuple[str, str]] = {
    "net_file_gone": (
        N_("要取的文件已经不在服务器上：{name}"),
        N_("可能对方已经收回，换了新的。下次会重新看。"),
    ),
    "net_file_broken": (
        N_("服务器上的这个文件不完整：{name}"),
        N_("没有收下，也没有动它。对方补好之后会自己再取。"),
    ),
    "net_file_unreadable": (
        N_("要传的文件读不出来：{path}"),
        N_("请再写一次协商包，记录都在。"),
    ),
    "net_disk_full": (
        N_("这台电脑的磁盘放不下要取的文件：{path}"),
        N_("请清理出一些空间，之后会自己再取。"),
    ),
    "net_disk_failed": (
        N_("取来的文件存不下来：{path}"),
        N_("请检查磁盘和文件夹的权限，之后会自己再取。"),
    ),
    "password_file_damaged": (
        N_("保存密码的文件坏了：{file}"),
        N_("请重新输入密码，会存一个新的。"),
    ),
    "password_not_kept": (
        N_("密码存不下来：{file}"),
        N_("请检查磁盘和文件夹的权限。这一次仍可以用，下次要再输入。"),
    ),
}

WEBDAV = _GIVEN | _NETWORK | _TRUST | _SERVER | _FILES

"""Lists of folders as different servers write them, and as none should."""

from __future__ import annotations

from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.exchange.webdav_listing import Member, Unreadable, read_members

HERE = "https://127.0.0.1/dav/inbox/"


def read(text: str | bytes) -> list[Member]:
    return read_members([text if isinstance(text, bytes) else text.encode()], HERE)


def multistatus(*hrefs: str) -> str:
    told = "".join(
        f"<response><href>{href}</href><propstat><prop><getcontentlength>7</getcontentlength>"
        "</prop><status>HTTP/1.1 200 OK</status></propstat></response>"
        for href in hrefs
    )
    return f'<multistatus xmlns="DAV:">{told}</multistatus>'


@pytest.mark.parametrize(
    "href",
    [
        "/dav/inbox/0001",
        "https://127.0.0.1/dav/inbox/0001",
        "http://inner.invalid:8080/dav/inbox/0001",
        "0001",
        "/dav/inbox/%30%3001",
        "//127.0.0.1/dav/inbox/0001",
        "\n  /dav/inbox/0001\n",
        "/dav//inbox/0001/",
    ],
)
def test_a_name_is_found_however_it_is_addressed(href: str) -> None:
    (member,) = read(multistatus(href))
    assert member.path == ("dav", "inbox", "0001")
    assert (member.name, member.size, member.folder) == ("0001", 7, False)


def test_an_encoded_slash_makes_no_folder() -> None:
    (member,) = read(multistatus("/dav/inbox/..%2F..%2Fetc"))
    assert member.name == "../../etc"  # no name of ours: left out of every list


def test_apache_with_its_own_prefixes_is_read() -> None:
    told = """<?xml version="1.0" encoding="utf-8"?>
    <D:multistatus xmlns:D="DAV:" xmlns:ns0="DAV:">
    <D:response xmlns:lp1="DAV:" xmlns:lp2="http://apache.org/dav/props/">
      <D:href>/dav/inbox/</D:href>
      <D:propstat><D:prop><lp1:resourcetype><D:collection/></lp1:resourcetype></D:prop>
        <D:status>HTTP/1.1 200 OK</D:status></D:propstat>
      <D:propstat><D:prop><D:getcontentlength/></D:prop>
        <D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>
    </D:response>
    <D:response xmlns:lp1="DAV:" xmlns:lp2="http://apache.org/dav/props/">
      <D:href>/dav/inbox/0001</D:href>
      <D:propstat><D:prop><lp1:resourcetype/><lp1:getcontentlength>1048576</lp1:getcontentlength>
        <lp2:executable>F</lp2:executable></D:prop>
        <D:status>HTTP/1.1 200 OK</D:status></D:propstat>
    </D:response></D:multistatus>"""
    inbox, part = read(told)
    assert inbox.folder
    assert inbox.size is None
    assert not part.folder
    assert part.size == 1048576


def test_nextcloud_with_its_quota_is_read() -> None:
    told = """<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"
    xmlns:oc="http://owncloud.org/ns"><d:response><d:href>/remote.php/dav/files/xiang/</d:href>
    <d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype>
    <d:quota-available-bytes>-3</d:quota-available-bytes></d:prop>
    <d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>"""
    (member,) = read(told)
    assert member.folder
    assert member.free is None


def test_an_owner_with_an_address_is_not_taken_for_the_file() -> None:
    told = """<multistatus xmlns="DAV:"><response><href>/dav/inbox/a</href><propstat><prop>
    <owner><href>/dav/principals/b</href></owner><getcontentlength>3</getcontentlength></prop>
    <status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"""
    (member,) = read(told)
    assert member.name == "a"


def test_what_is_gone_is_not_listed() -> None:
    told = """<multistatus xmlns="DAV:"><response><href>/dav/inbox/a</href>
    <status>HTTP/1.1 404 Not Found</status></response></multistatus>"""
    assert read(told) == []


@pytest.mark.parametrize("size", ["-1", "1e3", "", "x", "９", "9" * 30, "0x10"])
def test_a_size_that_is_no_number_is_unknown(size: str) -> None:
    (member,) = read(multistatus("/dav/inbox/a").replace(">7<", f">{size}<"))
    assert member.size is None


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "told",
    [
        "",
        "not xml",
        "<html></html>",
        "<multistatus/>",
        '<multistatus xmlns="DAV:">',
        '<multistatus xmlns="DAV:"></multistatus><again/>',
        f'<!DOCTYPE m [<!ENTITY l0 "ha">{LAUGHS}]><multistatus xmlns="DAV:">&l9;</multistatus>',
        '<!DOCTYPE m SYSTEM "file:///etc/passwd"><multistatus xmlns="DAV:"/>',
        '<multistatus xmlns="DAV:">&nbsp;</multistatus>',
        '<?xml version="1.0" encoding="utf-7"?><multistatus xmlns="DAV:"/>',
        '<multistatus xmlns="DAV:">' + "<a>" * 50 + "</a>" * 50 + "</multistatus>",
        multistatus("https://[/"),
    ],
)
def test_what_is_no_such_list_is_refused(told: str) -> None:
    with pytest.raises(Unreadable):
        read(told)


@pytest.mark.parametrize("again", [b" " * 1_000_000, multistatus("/dav/a")[24:-14].encode() * 999])
def test_a_list_without_end_is_refused(again: bytes) -> None:
    endless = chain([b'<multistatus xmlns="DAV:">'], repeat(again))
    with pytest.raises(Unreadable, match=r"long|many"):
        read_members(endless, HERE)


@given(st.binary(max_size=200), st.integers(0, 250))
def test_a_damaged_list_is_read_or_refused(noise: bytes, place: int) -> None:
    told = multistatus("/dav/inbox/a").encode()
    for damaged in (told[:place] + noise + told[place:], told[:place], noise):
        try:
            members = read(damaged)
        except Unreadable:
            continue
        assert all(isinstance(member, Member) for member in members)

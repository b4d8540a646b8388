"""会议通知: who is asked to come, when, where and about what."""

from __future__ import annotations

from xieshang_desktop.domain.documents import NoticePaper
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.hygiene import one_line, unbroken
from xieshang_desktop.printing.opening_closing import sign
from xieshang_desktop.printing.texts import Texts


def compose(paper: NoticePaper, page: Composer, words: Texts) -> None:
    """Set the notice."""
    page.title(paper.title)
    addressees = "、".join(unbroken(name) for name in paper.addressees if name.strip())
    if addressees:
        page.addressees(addressees)
    else:
        page.blank()
    page.paragraph(words("opening"))
    topics = [topic for topic in map(one_line, paper.topics) if topic]
    requests = [*filter(None, map(one_line, paper.requests)), words("closing_request")]
    page.fact(1, words("time"), paper.when)
    page.fact(2, words("place"), paper.place)
    if len(topics) > 1:
        page.head(3, words("topics"))
        for at, topic in enumerate(topics, 1):
            page.second_item(at, topic)
    else:
        page.fact(3, words("topics"), topics[0] if topics else words("no_topics"))
    number = 4
    if paper.chair:
        page.fact(number, words("chair"), unbroken(paper.chair))
        number += 1
    if len(requests) > 1:
        page.head(number, words("requests"))
        page.items(requests)
    else:
        page.fact(number, words("requests"), requests[0])
    contact, phone = unbroken(paper.contact), one_line(paper.contact_phone)
    if contact or phone:
        both = words("contact_both", contact=contact, phone=phone)
        page.fact(number + 1, words("contact"), both if contact and phone else contact or phone)
    page.closing(words("closing"))
    sign(page, paper.signer, paper.issued_on, seal=paper.seal_space)

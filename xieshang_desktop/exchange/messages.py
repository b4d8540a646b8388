"""Whether a message agrees with the bundle that carries it (bundle-format.md §8, step 8)."""

from __future__ import annotations

from xieshang_desktop.domain.messages import (
    Answer,
    Directives,
    Invitation,
    Message,
    Rotation,
    read_message,
)
from xieshang_desktop.errors import BundleRefused
from xieshang_desktop.exchange import seal
from xieshang_desktop.exchange.manifest import BundleInfo


def check_message(
    info: BundleInfo, content: bytes, files: frozenset[str], public: str, *, with_code: bool
) -> Message:
    """What the content file says; BundleRefused bundle_message_wrong.

    `files` are the hashes of what travels along, `public` is the key that signed the bundle,
    `with_code` tells that it was sealed with a code, as an invitation alone is.
    """
    try:
        message = read_message(info.kind, content)
    except ValueError as error:
        raise BundleRefused("bundle_message_wrong", field=str(error)) from error
    if isinstance(message, Invitation):
        writer, reader = message.township.id, None
    elif isinstance(message, Answer):
        writer, reader = message.village.id, info.addressee
    else:
        writer, reader = message.township, message.village
    wrong = {
        "number": message.number != info.first,
        "unit": writer != info.unit,
        "addressee": reader != info.addressee or (reader is None and not with_code),
        "step": isinstance(message, Invitation) != with_code,
        "files": isinstance(message, Directives) and _named(message) != files,
        "keys": not _keys_right(message, public),
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise BundleRefused("bundle_message_wrong", field=field)
    return message


def _named(directives: Directives) -> set[str]:
    return {file.sha256 for note in directives.directives for file in note.files}


def _keys_right(message: Message, public: str) -> bool:
    """Something can be sealed to the keys it brings; an invitation and an answer are signed
    with them.
    """
    if not isinstance(message, Invitation | Answer | Rotation):
        return True
    own = isinstance(message, Rotation) or message.keys.sign == public.strip().splitlines()[-1]
    return own and seal.is_recipient(message.keys.seal)

"""How personal values are encrypted (AES-256-GCM), digested (salted SHA-256) and found again (HMAC-SHA-256).

Everything encrypted is bound to where it stands, so a row moved to another place no longer opens.
"""

import hashlib
import hmac
import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from yunhe.types import Json

KEY, NONCE, SALT, BLOCK = 32, 12, 32, 64


class TamperedError(Exception):
    """What was decrypted is not what was encrypted here; the caller says where."""


def new_key() -> bytes:
    """A random key."""
    return secrets.token_bytes(KEY)


def new_id(letter: str) -> str:
    """A random name that says nothing: p-… for persons, v-… for values."""
    return f"{letter}-{secrets.token_hex(16)}"


def encrypt(key: bytes, content: bytes, *place: str) -> bytes:
    """Nonce and ciphertext of a content that belongs to a place."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, _bound(place))


def decrypt(key: bytes, kept: bytes, *place: str) -> bytes:
    """The content again, when neither it nor its place has changed."""
    try:
        return AESGCM(key).decrypt(kept[:NONCE], kept[NONCE:], _bound(place))
    except (InvalidTag, ValueError):
        raise TamperedError from None


def packed(value: Json) -> tuple[bytes, str]:
    """A value with a fresh salt, filled up so that its length tells little; and the digest that stands in the event."""
    salt, text = secrets.token_bytes(SALT), canonical(value)
    return salt + text + b" " * (-len(text) % BLOCK), digest(salt, text)


def unpacked(content: bytes) -> tuple[Json, str]:
    """The value and its digest."""
    salt, text = content[:SALT], content[SALT:].rstrip(b" ")
    value: Json = json.loads(text)
    return value, digest(salt, text)


def digest(salt: bytes, text: bytes) -> str:
    """SHA-256 over salt and canonical value; without the salt nobody can try values against it."""
    return hashlib.sha256(salt + text).hexdigest()


def canonical(value: Json) -> bytes:
    """The one way to write a value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def found_by(index_key: bytes, kind: str, value: Json) -> str:
    """The keyed hash by which the same identity is found again."""
    return hmac.new(index_key, _bound((kind,)) + canonical(value), hashlib.sha256).hexdigest()


def _bound(place: tuple[str, ...]) -> bytes:
    return canonical(["yunhe-vault-1", *place])

"""Codes 查询码: 80 random bits a matter, shown once, kept as a salted scrypt hash; bound to an account if its holder
wants.

A number that does not exist takes the same work and the same answer as a wrong code, so that trying tells nothing.
"""

import hashlib
import hmac
import secrets
import unicodedata
from datetime import datetime

from yunhe.server.statement import Statement

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
SIGNS, GROUP, SALT, LONGEST = 16, 4, 16, 100
_LIKE = str.maketrans("OILU", "011V")
_DECOY = (secrets.token_bytes(SALT), secrets.token_bytes(32))  # nobody's; fits no code
_KEEP = Statement(
    "INSERT INTO counter_code (number, salt, hashed, made, account) VALUES (%s, %s, %s, %s, %s) "
    "ON CONFLICT (number) DO UPDATE SET salt = excluded.salt, hashed = excluded.hashed, made = excluded.made"
)
_FIND = Statement("SELECT salt, hashed FROM counter_code WHERE number = %s")
_BIND = Statement("UPDATE counter_code SET account = %s WHERE number = %s")
_OWNED = Statement("SELECT 1 FROM counter_code WHERE number = %s AND account = %s")
_OF = Statement("SELECT number FROM counter_code WHERE account = %s ORDER BY made DESC, number LIMIT %s")


def issue(number: str, at: datetime, account: int | None = None) -> str:
    """A new code for a matter, in the caller's transaction; one that was there before opens nothing any more."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))
    salt = secrets.token_bytes(SALT)
    _KEEP.run((number, salt, _hashed(code, salt), at, account))
    return said(code)


def said(code: str) -> str:
    """A code in groups, as people copy it."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def proves(number: str, code: str) -> bool:
    """Whether a code is that of a matter."""
    rows = _FIND.rows((number,))
    salt, hashed = (bytes(rows[0][0]), bytes(rows[0][1])) if rows else _DECOY
    fits = hmac.compare_digest(_hashed(read(code), salt), hashed)
    return fits and bool(rows)


def read(code: str) -> str:
    """A code as it was typed: any width and case, blanks and strokes, O for 0, I and L for 1."""
    plain = unicodedata.normalize("NFKC", code[:LONGEST]).upper()
    return "".join(sign for sign in plain if sign.isalnum()).translate(_LIKE)


def read_number(number: str) -> str:
    """A number as it was typed."""
    return "".join(unicodedata.normalize("NFKC", number[:LONGEST]).split()).replace("—", "-").replace("–", "-")


def bind(number: str, account: int) -> None:
    """Let an account see a matter from now on; who asks has proved the code."""
    _BIND.run((account, number))


def is_of(number: str, account: int | None) -> bool:
    """Whether a matter is bound to an account."""
    return account is not None and bool(_OWNED.rows((number, account)))


def of(account: int, limit: int = 200) -> list[str]:
    """The numbers bound to an account, the newest first."""
    return [str(number) for (number,) in _OF.rows((account, limit))]


def _hashed(code: str, salt: bytes) -> bytes:
    """About 25 ms and 8 MB of whoever tries; the strength lies in the 80 bits."""
    return hashlib.scrypt(code.encode(), salt=salt, n=2**13, r=8, p=1, dklen=32)

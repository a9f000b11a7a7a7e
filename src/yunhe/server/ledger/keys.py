"""Keys that seal: Ed25519 pairs in PEM files outside the database.

`YUNHE_SEAL_KEY` names the file of the private key, or holds the PEM itself. The public key stands beside it with the
suffix `.pub`; whoever verifies needs only that one.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from yunhe.errors import reason
from yunhe.server.errors import StoreError

VARIABLE = "YUNHE_SEAL_KEY"
SUFFIX = ".pub"
PRIVATE = 0o600
PUBLIC = 0o644
OTHERS = 0o077
_PEM = "-----BEGIN"


class SealKey:
    """The private key, which signs."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = PublicKey(key.public_key())

    def sign(self, text: str) -> str:
        """The signature in hex."""
        return self._key.sign(text.encode()).hex()


class PublicKey:
    """The public key, which verifies; its fingerprint is the sha256 of its 32 bytes."""

    def __init__(self, key: Ed25519PublicKey) -> None:
        self._key = key
        raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        self.fingerprint = hashlib.sha256(raw).hexdigest()

    def signed(self, text: str, signature: str) -> bool:
        """Whether this text bears the signature of the private key."""
        try:
            self._key.verify(bytes.fromhex(signature), text.encode("utf-8", "surrogatepass"))
        except (InvalidSignature, ValueError):
            return False
        return True


def new(path: Path) -> PublicKey:
    """Write a new pair: the private key for its owner's eyes only, the public one beside it. Never over a file."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    beside = path.with_name(path.name + SUFFIX)
    for place in (path, beside):
        if place.exists():
            raise StoreError(str(place), "已有这个文件", "换一个名字；旧密钥要留着，旧的封存靠它的公钥核对")
    _write(path, pem, PRIVATE)
    public = key.public_key()
    _write(
        beside,
        public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
        PUBLIC,
    )
    return PublicKey(public)


def private_key(environment: Mapping[str, str]) -> SealKey:
    """The key that the environment gives to seal with."""
    given = environment.get(VARIABLE, "").strip()
    if not given:
        raise StoreError(
            VARIABLE, "没有指定封存用的私钥", "先用 yunhe keys new 文件 做一对，再把文件名写进这个环境变量"
        )
    if given.startswith(_PEM):
        return SealKey(_private(given.encode(), VARIABLE))
    path = Path(given)
    data = _read(path)
    if path.stat().st_mode & OTHERS:
        raise StoreError(given, "私钥文件别人也能读", f"chmod 600 {given}")
    return SealKey(_private(data, given))


def public_keys(paths: Sequence[str], environment: Mapping[str, str]) -> dict[str, PublicKey]:
    """The keys to verify with, by fingerprint: those named, else the one beside the private key."""
    given = environment.get(VARIABLE, "").strip()
    if not paths and given.startswith(_PEM):
        found = [private_key(environment).public]
    elif not paths and given:
        found = [PublicKey(_public(given + SUFFIX))]
    else:
        found = [PublicKey(_public(path)) for path in paths]
    return {key.fingerprint: key for key in found}


def _private(pem: bytes, where: str) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(pem, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if isinstance(key, Ed25519PrivateKey):
        return key
    raise StoreError(where, "不是 Ed25519 私钥", "用 yunhe keys new 文件 做一对")


def _public(path: str) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(_read(Path(path)))
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if isinstance(key, Ed25519PublicKey):
        return key
    raise StoreError(path, "不是 Ed25519 公钥", f"写 yunhe keys new 写出的 {SUFFIX} 文件")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(str(path), f"密钥读不了（{reason(error)}）", "检查文件名和权限") from None


def _write(path: Path, data: bytes, mode: int) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except OSError as error:
        if not path.parent.is_dir():
            raise StoreError(str(path), "没有这个文件夹", f"先建文件夹：mkdir -p {path.parent}") from None
        raise StoreError(str(path), f"写不进去（{reason(error)}）", "检查文件夹") from None
    with open(handle, "wb") as out:
        os.fchmod(handle, mode)
        out.write(data)
        out.flush()
        os.fsync(handle)

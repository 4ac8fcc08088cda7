"""Who vouches for a bundle: an Ed25519 signature (RFC 8032) over the SHA-256 of its manifest.

The manifest holds the hash of every other file, so the signature covers the whole bundle.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sacroread.errors import SacroReadError
from sacroread.second_reader import strict

_RAW = serialization.Encoding.Raw
_PEM = serialization.Encoding.PEM


@dataclass(frozen=True)
class Signature:
    """What the file of a signature states; both values in hexadecimal."""

    algorithm: Literal["Ed25519"]
    public_key: str
    signature: str


def new_key(path: Path) -> str:
    """Make a key: the private one at `path`, for its owner alone, the public one beside it as `.pub`.

    Returns:
        The public key in hexadecimal.

    Raises:
        SacroReadError: One of both is there already, or cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    public = path.with_name(path.name + ".pub")
    private_pem = key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public_pem = key.public_key().public_bytes(_PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(private_pem)
        with public.open("xb") as file:
            file.write(public_pem)
    except OSError as error:
        raise SacroReadError(
            f"The key {path.name} cannot be written ({error.strerror}). A key is never overwritten: "
            "name a new file."
        ) from error
    return _hex(key.public_key())


def signed(manifest_sha256: str, private_key: Path) -> bytes:
    """Return the file of a signature over a manifest's hash.

    Raises:
        SacroReadError: The file holds no private Ed25519 key.
    """
    try:
        key = serialization.load_pem_private_key(private_key.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _no_key(private_key, "private") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(private_key, "private")
    stated = Signature("Ed25519", _hex(key.public_key()), key.sign(bytes.fromhex(manifest_sha256)).hex())
    return (json.dumps(asdict(stated), indent=2) + "\n").encode("ascii")


def signer(content: bytes, manifest_sha256: str) -> str:
    """Return the public key, in hexadecimal, that has signed a manifest's hash.

    Raises:
        SacroReadError: The signature is damaged or belongs to another manifest.
    """
    try:
        stated = strict.value(Signature, json.loads(content), "signature")
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(stated.public_key))
        key.verify(bytes.fromhex(stated.signature), bytes.fromhex(manifest_sha256))
    except (ValueError, InvalidSignature) as error:
        raise SacroReadError(
            "The signature does not belong to this manifest: one of both was changed or swapped. Nothing of "
            "the bundle is used. Get it again from its maker."
        ) from error
    return stated.public_key


def public_key_in(path: Path) -> str:
    """Return the public key that a file holds, in hexadecimal.

    Raises:
        SacroReadError: The file holds no public Ed25519 key.
    """
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise _no_key(path, "public") from error
    if not isinstance(key, Ed25519PublicKey):
        raise _no_key(path, "public")
    return _hex(key)


def _hex(key: Ed25519PublicKey) -> str:
    return key.public_bytes(_RAW, serialization.PublicFormat.Raw).hex()


def _no_key(path: Path, kind: str) -> SacroReadError:
    return SacroReadError(
        f"{path.name} holds no {kind} Ed25519 key. Make one with: sacroread bundle keygen FILE."
    )

"""Private keys at rest: people's under a passphrase (Argon2id), a device's under file rights.

The public halves stand readable in the file and are bound to the sealed part, so nobody can swap
one for another.
"""

import dataclasses
from typing import Annotated, Literal, TypeVar

import msgspec
import nacl.pwhash.argon2id
import nacl.secret
import nacl.utils
from nacl.exceptions import CryptoError

from protocol.errors import InputError
from protocol.identifiers import fingerprint
from protocol.limits import (
    KDF_MEMORY_MAX_BYTES,
    KDF_MEMORY_MIN_BYTES,
    KDF_OPERATIONS_MAX,
    KDF_OPERATIONS_MIN,
    PASSPHRASE_MIN_CHARACTERS,
)
from protocol.trust.keys import (
    DeploymentKeys,
    DeviceKeys,
    PrivateKey,
    SafeguardingKeys,
    StaffKeys,
)

KEY_FILE_VERSION = 1
_REMEDY = "restore this key file from its backup"

Keys = DeploymentKeys | SafeguardingKeys | StaffKeys | DeviceKeys
KeysT = TypeVar("KeysT", DeploymentKeys, SafeguardingKeys, StaffKeys, DeviceKeys)
Kind = Literal["deployment-key", "safeguarding-key", "staff-key", "device-key"]

_KIND_OF: dict[type[Keys], Kind] = {
    DeploymentKeys: "deployment-key",
    SafeguardingKeys: "safeguarding-key",
    StaffKeys: "staff-key",
    DeviceKeys: "device-key",
}


class Argon2id(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a passphrase becomes a key.

    Attributes:
        salt: 16 random bytes.
        operations: Passes over the memory.
        memory_bytes: Memory to fill.
    """

    salt: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    operations: Annotated[int, msgspec.Meta(ge=KDF_OPERATIONS_MIN, le=KDF_OPERATIONS_MAX)]
    memory_bytes: Annotated[int, msgspec.Meta(ge=KDF_MEMORY_MIN_BYTES, le=KDF_MEMORY_MAX_BYTES)]

    @classmethod
    def fresh(cls) -> "Argon2id":
        """Return libsodium's "moderate" cost (256 MiB, 3 passes: 0.5 s measured), new salt."""
        return cls(
            salt=nacl.utils.random(16),
            operations=nacl.pwhash.argon2id.OPSLIMIT_MODERATE,
            memory_bytes=nacl.pwhash.argon2id.MEMLIMIT_MODERATE,
        )


class _KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    harbour: str
    version: int
    fingerprint: str
    passphrase: Argon2id | None
    secret: Annotated[bytes, msgspec.Meta(max_length=1024)]


def key_fingerprint(keys: Keys) -> str:
    """Return the fingerprint over all public halves of `keys`.

    For people's keys it is the one they compare. A device is shown to people by its transport key
    alone, which is all that discovery tells of it.
    """
    match keys:
        case StaffKeys():
            return fingerprint(
                keys.transport.transport_key(),
                keys.signing.signing_key(),
                keys.sealing.sealing_key(),
            )
        case DeviceKeys():
            return fingerprint(keys.transport.transport_key(), keys.signing.signing_key())
        case DeploymentKeys():
            return fingerprint(keys.signing.signing_key(), keys.admission.transport_key())
        case SafeguardingKeys():
            return fingerprint(keys.signing.signing_key())


def check_new_passphrase(passphrase: str) -> None:
    """Refuse a passphrase too short to protect a key.

    Raises:
        InputError: Shorter than 12 characters.
    """
    if len(passphrase) < PASSPHRASE_MIN_CHARACTERS:
        problem = f"it has {len(passphrase)} characters"
        remedy = f"choose at least {PASSPHRASE_MIN_CHARACTERS}, for instance three random words"
        raise InputError("passphrase", problem, remedy)


def seal_keys(
    keys: DeploymentKeys | SafeguardingKeys | StaffKeys, passphrase: str, cost: Argon2id
) -> bytes:
    """Return the key file of `keys`, openable only with `passphrase`.

    Takes about half a second and 256 MiB at the default cost: not on a GUI thread.

    Raises:
        InputError: The passphrase is too short.
    """
    check_new_passphrase(passphrase)
    kind, mark = _KIND_OF[type(keys)], key_fingerprint(keys)
    box = nacl.secret.Aead(_derive(passphrase, cost))
    secret = bytes(box.encrypt(_secret_of(keys), _header(kind, mark)))
    return _encode(
        _KeyFile(harbour=kind, version=1, fingerprint=mark, passphrase=cost, secret=secret)
    )


def check_key_file(data: bytes, keys_type: type[KeysT], *, where: object) -> None:
    """Refuse a file that no passphrase could open, before anybody is asked for one.

    Raises:
        InputError: Not a whole key file of this kind.
    """
    if _decode(data, _KIND_OF[keys_type], where).passphrase is None:
        raise InputError(where, "this key file is not under a passphrase", _REMEDY)


def stated_fingerprint(data: bytes, keys_type: type[KeysT], *, where: object) -> str:
    """Return the fingerprint a key file states; proven only when the file is opened.

    Raises:
        InputError: Not a whole key file of this kind.
    """
    return _decode(data, _KIND_OF[keys_type], where).fingerprint


def open_keys(data: bytes, passphrase: str, keys_type: type[KeysT], *, where: object) -> KeysT:
    """Return the keys sealed in a key file.

    Takes about half a second and 256 MiB at the default cost: not on a GUI thread.

    Raises:
        InputError: Wrong passphrase, or the file is not a whole, unchanged key file of this kind.
    """
    file = _decode(data, _KIND_OF[keys_type], where)
    if file.passphrase is None:
        raise InputError(where, "this key file is not under a passphrase", _REMEDY)
    box = nacl.secret.Aead(_derive(passphrase, file.passphrase))
    try:
        secret = bytes(box.decrypt(file.secret, _header(file.harbour, file.fingerprint)))
    except (CryptoError, ValueError):
        problem = "the passphrase does not open this key, or the file was changed"
        raise InputError(where, problem, "type the passphrase again") from None
    return _checked(_keys_of(secret, keys_type, where), file, where)


def device_key_file(keys: DeviceKeys) -> bytes:
    """Return the key file of a device. File rights guard it: nobody is there to type."""
    mark = key_fingerprint(keys)
    return _encode(
        _KeyFile(
            harbour="device-key",
            version=1,
            fingerprint=mark,
            passphrase=None,
            secret=_secret_of(keys),
        )
    )


def read_device_key_file(data: bytes, *, where: object) -> DeviceKeys:
    """Return a device's keys.

    Raises:
        InputError: Not a whole, unchanged device key file.
    """
    file = _decode(data, "device-key", where)
    return _checked(_keys_of(file.secret, DeviceKeys, where), file, where)


def _derive(passphrase: str, cost: Argon2id) -> bytes:
    return nacl.pwhash.argon2id.kdf(
        32, passphrase.encode(), cost.salt, opslimit=cost.operations, memlimit=cost.memory_bytes
    )


def _header(kind: str, mark: str) -> bytes:
    return f"harbour {kind} {KEY_FILE_VERSION} {mark}".encode()


def _secret_of(keys: Keys) -> bytes:
    return b"".join(getattr(keys, field.name).secret for field in dataclasses.fields(keys))


def _keys_of(secret: bytes, keys_type: type[KeysT], where: object) -> KeysT:
    count = len(dataclasses.fields(keys_type))
    if len(secret) != 32 * count:
        raise InputError(where, "the secret part is cut short or damaged", _REMEDY)
    return keys_type(*(PrivateKey(secret[i * 32 : i * 32 + 32]) for i in range(count)))


def _checked(keys: KeysT, file: _KeyFile, where: object) -> KeysT:
    if key_fingerprint(keys) != file.fingerprint:
        raise InputError(where, "the fingerprint does not belong to the secret part", _REMEDY)
    return keys


def _encode(file: _KeyFile) -> bytes:
    return msgspec.json.format(msgspec.json.encode(file)) + b"\n"


def _decode(data: bytes, kind: Kind, where: object) -> _KeyFile:
    if not data.strip():
        raise InputError(where, "the file is empty", _REMEDY)
    try:
        file = msgspec.json.decode(data, type=_KeyFile)
    except UnicodeDecodeError:
        raise InputError(where, "the file is not text", _REMEDY) from None
    except (msgspec.MsgspecError, RecursionError) as exc:
        raise InputError(where, f"not a whole Harbour key file ({exc})", _REMEDY) from None
    if file.harbour != kind:
        problem = f"this is a Harbour {file.harbour[:32]!r} file, not a {kind!r} file"
        raise InputError(where, problem, "name the right key file")
    if file.version != KEY_FILE_VERSION:
        problem = f"the file has version {file.version}, and this Harbour reads version 1"
        raise InputError(where, problem, "use the same release of Harbour that wrote the file")
    return file

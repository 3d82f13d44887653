"""Private keys: made where they live, never printed, never sent."""

import dataclasses

import nacl.utils
from nacl.bindings import crypto_scalarmult_base
from nacl.signing import SigningKey as _PrivateSigningKey

from protocol.identifiers import SealingKey, SigningKey, TransportKey


@dataclasses.dataclass(frozen=True, slots=True)
class PrivateKey:
    """32 secret bytes; its repr shows none of them."""

    secret: bytes = dataclasses.field(repr=False)

    @classmethod
    def generate(cls) -> "PrivateKey":
        """Return a fresh key from the operating system's randomness."""
        return cls(nacl.utils.random(32))

    def transport_key(self) -> TransportKey:
        """Return the CURVE25519 public half."""
        return TransportKey(crypto_scalarmult_base(self.secret))

    def sealing_key(self) -> SealingKey:
        """Return the X25519 public half."""
        return SealingKey(crypto_scalarmult_base(self.secret))

    def signing_key(self) -> SigningKey:
        """Return the Ed25519 public half."""
        return SigningKey(bytes(_PrivateSigningKey(self.secret).verify_key))


@dataclasses.dataclass(frozen=True, slots=True)
class DeviceKeys:
    """A pupil's computer: one key for its links, one for its signature."""

    transport: PrivateKey
    signing: PrivateKey

    @classmethod
    def generate(cls) -> "DeviceKeys":
        """Return fresh keys."""
        return cls(transport=PrivateKey.generate(), signing=PrivateKey.generate())


@dataclasses.dataclass(frozen=True, slots=True)
class StaffKeys:
    """A member of staff: links, signature, and the key that others seal to."""

    transport: PrivateKey
    signing: PrivateKey
    sealing: PrivateKey

    @classmethod
    def generate(cls) -> "StaffKeys":
        """Return fresh keys."""
        return cls(PrivateKey.generate(), PrivateKey.generate(), PrivateKey.generate())


@dataclasses.dataclass(frozen=True, slots=True)
class DeploymentKeys:
    """The technician's root: signs the roster; its transport half dials devices to admit them."""

    signing: PrivateKey
    admission: PrivateKey

    @classmethod
    def generate(cls) -> "DeploymentKeys":
        """Return fresh keys."""
        return cls(signing=PrivateKey.generate(), admission=PrivateKey.generate())


@dataclasses.dataclass(frozen=True, slots=True)
class SafeguardingKeys:
    """The safeguarding lead's root: signs who may receive concerns."""

    signing: PrivateKey

    @classmethod
    def generate(cls) -> "SafeguardingKeys":
        """Return a fresh key."""
        return cls(signing=PrivateKey.generate())

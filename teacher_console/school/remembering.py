"""The system's keyring may hold a person's passphrase, so that they need not type it at sign-in.

Any thread but a gui one: a keyring may ask its own question and wait. The library is imported when
first used.
"""

import logging
from typing import Protocol

from protocol.errors import InputError

logger = logging.getLogger(__name__)

SERVICE = "harbour-console"


class PassphraseMemory(Protocol):
    """Where a passphrase is remembered, by the fingerprint of the key that it opens."""

    def problem(self) -> str | None:
        """Return why nothing can be remembered here, as a sentence; None when it can."""

    def recall(self, mark: str) -> str | None:
        """Return the passphrase remembered for `mark`, None when there is none."""

    def remember(self, mark: str, passphrase: str) -> None:
        """Keep `passphrase` for `mark`.

        Raises:
            InputError: The keyring did not take it.
        """

    def forget(self, mark: str) -> None:
        """Remove what is remembered for `mark`; harmless when there is nothing."""


class KeyringMemory:
    """`PassphraseMemory` in the desktop's own keyring; never in a file of plain text."""

    def problem(self) -> str | None:
        """Return why nothing can be remembered here, as a sentence; None when it can."""
        import keyring  # noqa: PLC0415  # 0.07 s, and only where somebody signs in by hand
        from keyring.backends import chainer, fail, null  # noqa: PLC0415

        backend = keyring.get_keyring()
        is_none = isinstance(backend, fail.Keyring | null.Keyring)
        is_empty = isinstance(backend, chainer.ChainerBackend) and not backend.backends
        if is_none or is_empty:
            return "This computer has no keyring that could remember it."
        if not type(backend).__module__.startswith("keyring.backends."):
            return "The keyring of this computer is not one that Harbour trusts."
        return None

    def recall(self, mark: str) -> str | None:
        """Return the passphrase remembered for `mark`, None when there is none."""
        import keyring  # noqa: PLC0415
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            return keyring.get_password(SERVICE, mark)
        except KeyringError as exc:
            logger.info("the keyring told nothing: %s", type(exc).__name__)
            return None

    def remember(self, mark: str, passphrase: str) -> None:
        """Keep `passphrase` for `mark`.

        Raises:
            InputError: The keyring did not take it.
        """
        import keyring  # noqa: PLC0415
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            keyring.set_password(SERVICE, mark, passphrase)
        except KeyringError as exc:
            problem = f"it did not take the passphrase ({type(exc).__name__})"
            raise InputError("keyring", problem, "sign in without remembering it") from None

    def forget(self, mark: str) -> None:
        """Remove what is remembered for `mark`; harmless when there is nothing."""
        import keyring  # noqa: PLC0415
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            keyring.delete_password(SERVICE, mark)
        except KeyringError as exc:
            logger.info("the keyring forgot nothing: %s", type(exc).__name__)

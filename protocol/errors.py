"""What can go wrong, told apart by whose fault it is.

HarbourError
|-- InputError            a file, argument or passphrase the user can put right
|-- LocalProtocolError    our own bug: we were about to break the protocol
`-- RemoteProtocolError   the peer broke it; its bytes are never quoted
"""


class HarbourError(Exception):
    """Base of every error Harbour raises on purpose."""


class InputError(HarbourError):
    """One sentence for the person at the keyboard: where, what, and what to do.

    Attributes:
        where: File, setting, argument or line that is wrong.
    """

    def __init__(self, where: object, problem: str, remedy: str) -> None:
        sentence = f"{where}: {problem}; {remedy}."
        super().__init__("".join(each if each.isprintable() else " " for each in sentence))
        self.where = str(where)


class LocalProtocolError(HarbourError):
    """We tried to send what the session's state does not allow."""


class RemoteProtocolError(HarbourError):
    """A peer sent what the protocol does not allow. Carries no peer bytes."""

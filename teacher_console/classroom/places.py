"""Where one device may be found. Hints from anybody, one place proven. Pure. Lane: io."""

_PLACES_MAX = 8


class Places:
    """Addresses (`host:port`) to try in turn.

    Anyone can announce an address: they can neither push out the one where the device was reached
    before, nor make it wait for more than one other try.
    """

    def __init__(self) -> None:
        self._hints: list[str] = []
        self._proven = ""
        self._tries = 0

    def add(self, addresses: tuple[str, ...]) -> None:
        """Take hints, most likely first; what is new is tried next."""
        new = [address for address in addresses if address not in self._hints]
        self._hints = [*new, *self._hints][:_PLACES_MAX]

    def next(self) -> str | None:
        """Return the address to try now, None when there is none."""
        self._tries += 1
        if self._proven and self._tries % 2:
            return self._proven
        if not self._hints:
            return self._proven or None
        address = self._hints.pop(0)
        self._hints.append(address)
        return address

    def reached(self, address: str) -> None:
        """Note that the device proved its key there."""
        self._proven = address
        self._tries = 0

    def drop(self, address: str) -> None:
        """Forget an address that cannot be dialled at all."""
        self._hints = [hint for hint in self._hints if hint != address]

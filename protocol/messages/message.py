"""The form every wire message has: frozen, tagged, and strict about unknown fields.

On the wire a message is the list of its tag, a number, and its fields in order: names would cost
more bytes than most messages hold, once a second for each pupil.
"""

import msgspec


class Message(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    array_like=True,
    forbid_unknown_fields=True,
    tag_field="is",
):
    """Base of all wire messages; each names its own tag, a number from 1 to 255."""

    def tag(self) -> int:
        """Return the number that begins the message on the wire."""
        return int(self.__struct_config__.tag or 0)

"""The form every wire message has: frozen, tagged, and strict about unknown fields."""

import msgspec


class Message(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="is"
):
    """Base of all wire messages; each names its own tag."""

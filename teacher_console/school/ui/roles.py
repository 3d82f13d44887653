"""The roles of staff in words. Lane: gui."""

from PySide6.QtCore import QCoreApplication

from protocol.vocabulary import Role


def role_word(role: Role) -> str:
    """Return what a person of this role is called."""
    return {
        Role.TEACHER: QCoreApplication.translate("roles", "Teacher"),
        Role.TECHNICIAN: QCoreApplication.translate("roles", "Technician"),
        Role.DSL: QCoreApplication.translate("roles", "Safeguarding lead"),
    }[role]


def role_sentence(role: Role) -> str:
    """Return what a person of this role does with the console."""
    return {
        Role.TEACHER: QCoreApplication.translate(
            "roles", "Sees the screens of their class during a lesson."
        ),
        Role.TECHNICIAN: QCoreApplication.translate(
            "roles", "Admits computers and staff, and never sees a screen."
        ),
        Role.DSL: QCoreApplication.translate(
            "roles", "The designated safeguarding lead: will receive concerns and alerts."
        ),
    }[role]

r"""What tells this computer from its clones: the system's own name for it. Any thread.

Sources: machine-id(5), https://www.freedesktop.org/software/systemd/man/latest/machine-id.html ;
`MachineGuid` below HKLM\SOFTWARE\Microsoft\Cryptography; gethostuuid(3) of macOS, which is the
IOPlatformUUID of the hardware.
"""

import sys
from pathlib import Path

_LINUX_PATHS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_LENGTH_MIN = 16
"""Shorter is not an identity: an image made ready for cloning says "uninitialized" or nothing."""


def machine_identity() -> bytes | None:
    """Return what names this installation, None where the system does not say.

    It is confidential (machine-id(5)): hash it before it is kept.
    """
    if sys.platform == "win32":
        return _windows_identity()
    if sys.platform == "darwin":
        return _macos_identity()
    return linux_identity(_LINUX_PATHS)


def linux_identity(paths: tuple[Path, ...]) -> bytes | None:
    """Return the content of the first of `paths` that holds a machine id."""
    for path in paths:
        try:
            text = path.read_bytes().strip()
        except OSError:
            continue
        if len(text) >= _LENGTH_MIN:
            return text
    return None


if sys.platform == "win32":
    import winreg

    def _windows_identity() -> bytes | None:
        path = r"SOFTWARE\Microsoft\Cryptography"
        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path, 0, access) as key:
                value, _ = winreg.QueryValueEx(key, "MachineGuid")
        except OSError:
            return None
        return str(value).encode() if len(str(value)) >= _LENGTH_MIN else None


if sys.platform == "darwin":
    import ctypes

    class _Wait(ctypes.Structure):
        _fields_ = (("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long))

    def _macos_identity() -> bytes | None:
        answer = (ctypes.c_ubyte * 16)()
        system = ctypes.CDLL(None)
        if system.gethostuuid(answer, ctypes.byref(_Wait(1, 0))) != 0:
            return None
        return bytes(answer)

"""T06, T22: what would make a spy of the client is absent from the source, by whatever name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = ("protocol", "school_hub", "student_client", "teacher_console", "assets")
KEYS = {
    *("pynput", "keyboard", "evdev", "pyxhook", "uinput", "pyHook", "pyWinhook", "mouse"),
    *("SetWindowsHookEx", "SetWindowsHookExW", "SetWindowsHookExA", "GetAsyncKeyState"),
    *("GetKeyState", "GetKeyboardState", "RegisterRawInputDevices", "CGEventTapCreate"),
    *("record_create_context", "record_enable_context", "query_keymap", "grab_key"),
    *("grab_keyboard", "xinput", "KeyPressMask", "KeyReleaseMask", "grabKeyboard"),
}
EARS_AND_EYES = {
    *("sounddevice", "pyaudio", "soundcard", "alsaaudio", "pulsectl", "speech_recognition"),
    *("QtMultimedia", "QAudioSource", "QAudioInput", "QMediaRecorder", "QMediaCaptureSession"),
    *("QCamera", "cv2", "v4l2", "picamera", "picamera2", "imageio", "waveInOpen", "pygame"),
}
HANDS = {
    *("QProcess", "pty", "paramiko", "telnetlib", "asyncssh", "code", "codeop", "pexpect"),
    *("winrm", "wmi", "ftplib", "smbprotocol", "smtplib", "webbrowser", "QDesktopServices"),
    *("QFileDialog", "QWebEngineView", "QtWebEngineWidgets", "XTest", "xtest", "fake_input"),
    *("SendInput", "keybd_event", "mouse_event", "QTest", "rmtree", "removedirs", "startfile"),
    *("setuid", "seteuid", "setreuid", "setresuid", "setgid", "initgroups", "ShellExecuteW"),
    *("ImpersonateLoggedOnUser", "CreateProcessAsUserW", "AdjustTokenPrivileges"),
}
MASKS = {
    *("WA_DontShowOnScreen", "SetWindowDisplayAffinity", "setproctitle", "prctl"),
    *("BypassGraphicsProxyWidget", "FreeConsole", "WindowTransparentForInput"),
}
HISTORY = {"browser_history", "browserhistory", "sqlite3", "winreg_history", "pyperclip"}
BANNED = KEYS | EARS_AND_EYES | HANDS | MASKS | HISTORY
_ALLOWED = {
    "student_client/outbox.py": {"sqlite3"},
    "student_client/concerns/ui/shortcut.py": {"grab_key"},
}
"""The outbox of sealed letters is a database; one combination of keys opens the Help window."""
_FOR_STAFF = {"QFileDialog", "QDesktopServices"}
"""A member of staff chooses where a file of theirs lies, and looks into that folder; the pupil's
client has no such window."""


def names_in(source: str) -> Iterator[str]:
    """Every module, name, attribute and plain text of one word in `source`."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                for name in names:
                    yield from name.name.split(".")
            case ast.ImportFrom(module=module, names=names):
                yield from (module or "").split(".")
                yield from (name.name for name in names)
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case ast.Constant(value=str(text)) if " " not in text:
                yield text  # getattr(library, "GetAsyncKeyState") is found, too
            case _:
                pass


def spies_in(source: str) -> set[str]:
    return set(names_in(source)) & BANNED


@pytest.mark.parametrize("package", SHIPPED)
def test_t22_nothing_shipped_can_spy(package: str) -> None:
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        is_for_staff = package == "teacher_console" and path.parent.name == "ui"
        name = str(path.relative_to(ROOT))
        spies = spies_in(path.read_text()) - (_FOR_STAFF if is_for_staff else set())
        spies -= _ALLOWED.get(name, set())
        if spies:
            found[name] = spies
    assert found == {}


@pytest.mark.parametrize(
    ("planted", "name"),
    [
        ("from pynput import keyboard", "pynput"),
        ("import evdev", "evdev"),
        ("user32.GetAsyncKeyState(65)", "GetAsyncKeyState"),
        ("getattr(user32, 'SetWindowsHookExW')", "SetWindowsHookExW"),
        ("display.record_create_context(0)", "record_create_context"),
        ("from Xlib.ext import xinput", "xinput"),
        ("from PySide6.QtMultimedia import QAudioSource", "QAudioSource"),
        ("import cv2", "cv2"),
        ("QDesktopServices.openUrl(x)", "QDesktopServices"),
        ("from PySide6.QtWidgets import QFileDialog", "QFileDialog"),
        ("shutil.rmtree(home)", "rmtree"),
        ("os.setuid(0)", "setuid"),
        ("window.setAttribute(Qt.WA_DontShowOnScreen)", "WA_DontShowOnScreen"),
        ("from Xlib.ext import xtest", "xtest"),
        ("import sqlite3", "sqlite3"),
    ],
)
def test_the_list_finds_what_is_planted(planted: str, name: str) -> None:
    assert name in spies_in(planted)


def test_t22_the_client_listens_to_no_key_but_in_its_own_windows() -> None:
    for path in sorted((ROOT / "student_client").rglob("*.py")):
        if path.parent.name == "ui":
            continue
        events = {name for name in names_in(path.read_text()) if "KeyPress" in name}
        assert events == set(), path


def test_t22_no_option_of_the_client_hides_its_sign_or_shares_without_a_lesson() -> None:
    from student_client.config import ClientConfig, ClientFile  # noqa: PLC0415

    options = {*ClientFile.__struct_fields__, *ClientConfig.__dataclass_fields__}
    words = (
        "hide",
        "hidden",
        "stealth",
        "silent",
        "quiet",
        "covert",
        "invisible",
        "always",
        "sign",
    )
    assert [name for name in options if any(word in name for word in words)] == []

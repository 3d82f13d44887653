"""Texts a hostile pupil, teacher or school could send where a name belongs."""

NAME_MAX = 64
MARKUP = (
    "<b>Amira</b>",
    "<img src='file:///etc/passwd'>",
    "<a href='http://evil.example'>x</a>",
    "<table width=9999><tr><td>x",
    "<h1>&lt;script&gt;alert(1)</h1>",
    "&lt;b&gt;",
    "</span></p>{0}%1%n%s",
    "![x](http://evil.example)",
)
TURNING = (
    "Amira \u202elive\u202c",
    "\u2066\u202b\u200fAmira",
    "\u200bAmira\u200d\ufeff",
    "\u061cزبدة",
)
CONTROL = (
    "Amira\x00Khan",
    "Amira\nKhan: not watched",
    "\x1b[31mAmira\x1b[0m",
    "Amira\r\tKhan\x07\x08\x7f",
    "Amira\u2028Khan\u2029",
)
LONG = ("W" * 300, "\u0645" * 300, "a" + "\u0301" * 299, "🏳️‍🌈" * 50)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://evil.example")')
EVERY_TEXT = (*MARKUP, *TURNING, *CONTROL, *LONG, *FORMULAS)

_STEPS = tuple(
    f"{before}{step * depth}{target}{after}"
    for step in ("../", "..\\", "..%2f", "%2e%2e/", "..\u2215")
    for depth in (1, 4, 12)
    for target in ("escaped", "etc/cron.d/escaped", "Windows\\escaped")
    for before in ("", "pc-01/")
    for after in ("", "\x00.harbour")
)
TRAVERSAL = (
    *_STEPS,
    *("/escaped", "//server/share/escaped", "\\\\server\\share\\escaped", "C:\\escaped"),
    *("C:escaped", "file:///tmp/escaped", "~/escaped", "~root/escaped", "$HOME/escaped"),
    *("`touch escaped`", "$(touch escaped)", "; touch escaped", "| touch escaped", "&escaped"),
    *("CON", "NUL", "aux.txt", "LPT1", "COM1.request", "con .txt", "nul\x00"),
    *("escaped:stream", "escaped::$DATA", "escaped.", "escaped ", ".", "..", "...", "-rf"),
    *("\x00", "escaped\x00.png", "\n", "\r\nescaped", "a/b", "a\\b", "x" * 300, ".ssh"),
    *("\u202egnp.exe", "\u200f../escaped", "\ufeff../escaped", "‥/escaped", "\uff0e\uff0e/escaped"),
)
"""More than 200 names that would leave their folder if anything took them for a path."""


def as_name(text: str) -> str:
    """`text` cut to what the protocol takes for a name."""
    return text[:NAME_MAX]

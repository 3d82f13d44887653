"""What holds for every test: no display needed, and nothing unexpected goes by unnoticed."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = [
    "tests.helpers.strictness",
    "tests.helpers.displays",
    "tests.helpers.postgres",
    "tests.helpers.real_school",
]

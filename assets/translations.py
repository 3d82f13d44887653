"""Texts of the programs in other languages: collects them, and builds what Qt loads.

    python -m assets.translations update    after a text changed: rewrites i18n/*.ts
    python -m assets.translations build     writes i18n/*.qm; set-up does it

English has a file too: it holds no translations but plural forms. The programs start without any.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "i18n"
PROGRAMS = ("teacher_console", "student_client")
LANGUAGES = ("en",)


def update(folder: Path = FOLDER) -> None:
    """Collect every text of the programs into the `.ts` files of `folder`.

    Raises:
        CalledProcessError: `pyside6-lupdate` failed; what it said is on the error stream.
    """
    sources = [
        str(path.relative_to(ROOT))
        for program in PROGRAMS
        for path in sorted((ROOT / program).rglob("*.py"))
    ]
    for language in LANGUAGES:
        target = folder / f"harbour_{language}.ts"
        _run(
            "pyside6-lupdate",
            *("-silent", "-locations", "none", "-no-obsolete", "-source-language", "en"),
            *("-target-language", language, *sources, "-ts", str(target)),
        )


def build(source: Path = FOLDER, target: Path = FOLDER) -> None:
    """Build a `.qm` for each `.ts`.

    Raises:
        CalledProcessError: `pyside6-lrelease` failed; what it said is on the error stream.
    """
    for path in sorted(source.glob("*.ts")):
        _run("pyside6-lrelease", "-silent", str(path), "-qm", str(target / f"{path.stem}.qm"))


def _run(tool: str, *arguments: str) -> None:
    beside = Path(sys.executable).parent / tool
    subprocess.run([str(beside) if beside.exists() else tool, *arguments], cwd=ROOT, check=True)  # noqa: S603  # our own tools, on our own files


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    elif sys.argv[1:] == ["build"]:
        build()
    else:
        sys.exit(__doc__)

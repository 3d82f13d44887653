"""Icons and other data that travel with the programs."""

from importlib.resources import files
from pathlib import Path


def resource(name: str) -> Path:
    """Return the file of the asset `name`, for instance `icons/pupil.svg`.

    Raises:
        FileNotFoundError: There is no such asset: our packaging is wrong.
    """
    path = Path(str(files(__name__).joinpath(name)))
    if not path.is_file():
        raise FileNotFoundError(path)
    return path

"""Keep a file of the present format for the tests of later ones: run once at each release.

python -m tests.storage.write_format
"""

from pathlib import Path

from tests.factories.workspace_files import write_workspace
from workbench.storage.format import FORMAT


def main() -> None:
    folder = Path(__file__).parent / "formats"
    folder.mkdir(exist_ok=True)
    path = folder / f"{FORMAT}.workbench"
    path.unlink(missing_ok=True)
    write_workspace(path, accounts=12)
    (folder / f".{path.name}.lock").unlink(missing_ok=True)


if __name__ == "__main__":
    main()

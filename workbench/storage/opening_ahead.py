"""Opening files from elsewhere one ahead: while one is merged, the next is copied and checked.

Copying and checking take as long as merging, and are the work of the disk, the hash and SQLite, for which
Python's other threads need not wait. At most two private copies lie on the disk.
"""

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from workbench.foundation.errors import WorkbenchError
from workbench.storage.foreign import ForeignFile, open_foreign


def open_ahead(
    files: Sequence[tuple[Path, str | None]],
) -> Generator[tuple[Path, ForeignFile | WorkbenchError], None, None]:
    """Each file as ``open_foreign`` opens it, or the error it raised; closed when the next is asked for."""
    with ThreadPoolExecutor(1, "opening-ahead") as pool:
        following = None
        for number, (path, passphrase) in enumerate(files):
            closing, opened = _open(path, passphrase) if following is None else following.result()
            following = pool.submit(_open, *files[number + 1]) if number + 1 < len(files) else None
            try:
                with closing:
                    yield path, opened
            except BaseException:
                if following is not None:
                    following.result()[0].close()
                raise


def _open(path: Path, passphrase: str | None) -> tuple[ExitStack, ForeignFile | WorkbenchError]:
    with ExitStack() as stack:
        try:
            foreign = stack.enter_context(open_foreign(path, passphrase))
        except WorkbenchError as error:
            return ExitStack(), error
        return stack.pop_all(), foreign

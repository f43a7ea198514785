"""This workspace's receiving key: files written for it can be read here alone (3-features I1).

The private half stays in the workspace file, in its backups, and nowhere else.
"""

from pathlib import Path

from workbench.exchange.package import ReceivingKey, key_of, new_key
from workbench.foundation.files import write_bytes
from workbench.foundation.i18n import _
from workbench.storage import receiving
from workbench.storage.workspace import Workspace


def receiving_key(workspace: Workspace) -> str | None:
    """The public half, ``age1…``, to hand out; ``None`` while no key was made. Raises ``BadInput``."""
    with workspace.read() as session:
        private = receiving.find_receiving_key(session)
    return key_of(private).public if private else None


def make_receiving_key(workspace: Workspace, *, anew: bool = False) -> str:
    """Make a key if there is none, or another one ``anew``; the public half.

    Files written for a key that was replaced can still be read here. Raises ``NotAllowed`` in a file that
    is only looked at: the private half would go with it, and what is written for the key could not be read.
    """
    workspace.check_changeable()
    with workspace.writing() as session:
        private = receiving.find_receiving_key(session)
        if private and not anew:
            return key_of(private).public
        made: ReceivingKey = new_key()
        receiving.keep_receiving_key(session, made.private)
    return made.public


def private_keys(workspace: Workspace) -> list[str]:
    """All private halves, the present one first; for reading a package, and never to be told or kept."""
    with workspace.read() as session:
        present = receiving.find_receiving_key(session)
        return [*([present] if present else []), *reversed(receiving.older_receiving_keys(session))]


def key_text(workspace: Workspace, public_key: str) -> str:
    """The public half with a line of who it belongs to, as age's own files of recipients have it."""
    who = " ".join(workspace.author.split())
    line = _("Receiving key of {name}, {day}. This half may be given to anybody.").format(
        name=who or workspace.path.stem, day=workspace.clock.today().isoformat()
    )
    return f"# {line}\n{public_key}\n"


def save_key_file(workspace: Workspace, path: Path) -> Path:
    """Write the public half into a small text file to hand out. Raises as ``write_bytes``."""
    write_bytes(path, key_text(workspace, make_receiving_key(workspace)).encode())
    return path

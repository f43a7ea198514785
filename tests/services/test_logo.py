"""Our logo for covers: only a picture papers can carry, and never in a paper's way."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from workbench.documents.logo import Logo
from workbench.foundation.errors import BadInput
from workbench.foundation.settings import Settings, save_settings
from workbench.services.accounts import create_account, find_account
from workbench.services.logo import keep_logo, load_logo, logo_file, remove_logo
from workbench.services.papers import print_account_plan
from workbench.storage.workspace import Workspace


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    Image.new("RGBA", (300, 100), (40, 88, 196, 128)).save(path)
    return path


def test_a_logo_is_kept_as_a_copy_and_can_be_removed(picture: Path) -> None:
    kept = keep_logo(picture)
    picture.unlink()
    assert load_logo() == kept
    remove_logo()
    remove_logo()
    assert load_logo() == b""


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n broken", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + b"0" * 2_000_001],
)
def test_what_is_no_usable_picture_is_refused_and_the_old_one_stays(
    picture: Path, tmp_path: Path, data: bytes
) -> None:
    kept = keep_logo(picture)
    bad = tmp_path / "bad.png"
    bad.write_bytes(data)
    with pytest.raises(BadInput) as told:
        keep_logo(bad)
    assert told.value.hint
    assert load_logo() == kept


def test_a_picture_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    wide = tmp_path / "wide.png"
    Image.new("1", (5_000, 10)).save(wide)
    with pytest.raises(BadInput, match="too large"):
        keep_logo(wide)


def test_a_picture_that_unpacks_to_gigabytes_is_refused_at_once(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.png"
    Image.new("1", (20_000, 20_000)).save(bomb)
    with pytest.raises(BadInput):
        keep_logo(bomb)


def test_a_kept_logo_that_was_damaged_holds_up_nothing(picture: Path) -> None:
    keep_logo(picture)
    logo_file().write_bytes(logo_file().read_bytes()[:60])
    assert load_logo() == b""


def bytes_of(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("pixels", "points"),
    [
        pytest.param((300, 100), (132, 44), id="usual"),
        pytest.param((4000, 100), (180, 4.5), id="very wide"),
        pytest.param((50, 1000), (2.2, 44), id="very tall"),
        pytest.param((20, 16), (20, 16), id="small: never blown up"),
    ],
)
def test_a_logo_keeps_its_shape_in_the_room_there_is(
    pixels: tuple[int, int], points: tuple[float, float]
) -> None:
    block = Logo(bytes_of(Image.new("RGB", pixels)), width=180, height=44)
    assert block.wrap(500, 500) == pytest.approx(points)


def cover(workspace: Workspace) -> Image.Image:
    """The upper left of the plan's first page, a pixel for each point."""
    account = find_account(workspace, "Acme").id
    document = pypdfium2.PdfDocument(print_account_plan(workspace, account, in_language="en").content)
    try:
        return document[0].render(scale=1).to_pil().convert("RGB").crop((0, 0, 300, 130))
    finally:
        document.close()


def strong(image: Image.Image) -> int:
    """How many pixels are of the red that no paper of ours is printed in."""
    counted = image.getcolors(image.width * image.height) or []
    return sum(count for count, (red, green, blue) in counted if red > 200 and green < 80 and blue < 80)


def test_the_logo_is_printed_on_the_cover_and_what_is_transparent_stays_paper(
    workspace: Workspace, tmp_path: Path
) -> None:
    save_settings(Settings(author="Li Lei", language="en", company="Hengtuo"))
    create_account(workspace, {"name": "Acme"})
    without = cover(workspace)
    picture = Image.new("RGBA", (120, 40), (0, 0, 0, 0))
    picture.paste((255, 0, 0, 255), (0, 0, 60, 40))
    path = tmp_path / "half.png"
    picture.save(path)
    keep_logo(path)
    found = cover(workspace)
    assert strong(without) == 0
    assert strong(found) == pytest.approx(60 * 40, rel=0.1)
    left, top, _right, bottom = ImageChops.difference(found, without).getbbox() or (0, 0, 0, 0)
    clear = found.crop((left + 70, top + 2, left + 115, bottom - 4 if bottom - top < 44 else top + 38))
    assert clear.getcolors() == [(clear.width * clear.height, (255, 255, 255))]


def test_the_settings_look_for_a_logo_without_loading_what_makes_papers() -> None:
    code = (
        "import sys\n"
        "from workbench.services.logo import load_logo\n"
        "assert load_logo() == b''\n"
        "print('reportlab' in sys.modules, 'PIL' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]

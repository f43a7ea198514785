"""What papers can carry as a logo: a PNG or JPEG of bounded size. Told without loading what makes papers."""

from io import BytesIO

from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _

MOST_BYTES = 2_000_000
MOST_PIXELS = 4_000
_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def check_logo(data: bytes) -> None:
    """Raise ``BadInput`` unless ``data`` is a picture that papers can carry."""
    hint = _("Choose a PNG or JPEG file of at most {mb} MB and {pixels} pixels on a side.").format(
        mb=MOST_BYTES // 1_000_000, pixels=MOST_PIXELS
    )
    if not data.startswith(_STARTS):
        raise BadInput(_("This is no PNG or JPEG picture."), hint=hint, where="logo")
    if len(data) > MOST_BYTES:
        raise BadInput(_("This picture is too large."), hint=hint, where="logo")
    from reportlab.lib.utils import ImageReader

    try:
        # The size stands in the file's head: what would unpack to more is never unpacked.
        image = ImageReader(BytesIO(data))
        if max(image.getSize()) > MOST_PIXELS:
            raise BadInput(_("This picture is too large."), hint=hint, where="logo")
        image.getRGBData()
    except BadInput:
        raise
    except Exception as error:  # whatever a decoder makes of damaged bytes
        raise BadInput(_("This picture is damaged."), hint=hint, where="logo") from error

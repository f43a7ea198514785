"""What the map needs, read in the background: the map of a day, its layout, findings, days, pictures."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from workbench.domain.influence_difference import ChangeKind
from workbench.domain.influence_layout import layout_of
from workbench.domain.influence_lines import lines_of
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_shapes import MapView
from workbench.foundation.ids import Id
from workbench.services.contact_photos import photo_content, photo_hashes
from workbench.services.influence import get_influence_map
from workbench.services.influence_findings import get_findings
from workbench.services.influence_history import map_dates, map_difference, map_on
from workbench.services.workspaces import Workspace
from workbench.ui.screens.accounts.influence.phases_part import Phase
from workbench.ui.screens.accounts.influence.scene import MapContents

PHOTO_SIZE = 96
_KEPT = 400


class Photos:
    """Pictures by what is in them, small, so that each is decoded once."""

    def __init__(self) -> None:
        self._known: dict[str, QImage] = {}

    def of(self, workspace: Workspace, account_id: Id) -> Mapping[Id, QImage]:
        """The pictures of the people of an account; files that are no pictures are left out."""
        found = {}
        for contact_id, sha256 in photo_hashes(workspace, account_id).items():
            if sha256 not in self._known:
                if len(self._known) >= _KEPT:
                    self._known.clear()
                self._known[sha256] = _small(photo_content(workspace, sha256))
            if not self._known[sha256].isNull():
                found[contact_id] = self._known[sha256]
        return found


def _small(content: bytes | None) -> QImage:
    """The middle square of a picture at the size of a face."""
    image = QImage.fromData(content) if content else QImage()
    if image.isNull():
        return image
    side = min(image.width(), image.height())
    square = image.copy((image.width() - side) // 2, (image.height() - side) // 2, side, side)
    return square.scaled(
        QSize(PHOTO_SIZE, PHOTO_SIZE),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def read_contents(
    workspace: Workspace,
    account_id: Id,
    photos: Photos,
    view: MapView,
    phase: Phase,
    day: date | None = None,
    other_day: date | None = None,
) -> MapContents:
    """The map of today, or of ``day``; against that of ``other_day``, whoever is gone stays in sight."""
    now = get_influence_map(workspace, account_id)
    shown = map_on(workspace, account_id, day) if day is not None else now
    dates = map_dates(workspace, account_id)
    if other_day is None:
        layout = layout_of(shown, view, phase)
        return MapContents(
            shown,
            layout,
            phase,
            lines_of(shown, layout),
            get_findings(workspace, account_id) if day is None else (),
            dates,
            photos.of(workspace, account_id),
            day,
        )
    other = map_on(workspace, account_id, other_day)
    before, after = (other, shown) if other_day <= (day or now.today) else (shown, other)
    difference = map_difference(before, after)
    both = with_gone(before, after)
    changes = {
        one.contact.id: "gone" if one.kind is ChangeKind.LEFT else one.kind.value for one in difference.people
    }
    layout = layout_of(both, view, phase)
    return MapContents(
        both,
        layout,
        phase,
        lines_of(both, layout),
        (),
        dates,
        photos.of(workspace, account_id),
        day or now.today,
        other_day,
        difference,
        changes,
    )


def with_gone(before: InfluenceMap, after: InfluenceMap) -> InfluenceMap:
    """The later map with those who were there before and are not any more, where they stood."""
    here = {one.id for one in after.contacts}
    gone = tuple(one for one in before.contacts if one.id not in here)
    if not gone:
        return after
    ids = {one.id for one in gone}
    return replace(
        after,
        contacts=(*after.contacts, *gone),
        left=tuple(one for one in after.left if one.id not in ids),
        links=(
            *after.links,
            *(one for one in before.links if ids & {one.from_contact_id, one.to_contact_id}),
        ),
        places={**{one: place for one, place in before.places.items() if one in ids}, **after.places},
        last_met={**before.last_met, **after.last_met},
        needs={**before.needs, **after.needs},
    )

"""The map as a picture, as vectors, and on paper."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.files import os_errors
from workbench.foundation.i18n import _
from workbench.services.outputs import check_output
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.canvas.output import render_picture, write_svg
from workbench.ui.printing import preview_paper
from workbench.ui.prompts import FileKind

if TYPE_CHECKING:
    from workbench.ui.kit.print_preview import PrintPreview
    from workbench.ui.screens.accounts.influence.map_view import InfluenceMapView


class MapOutput:
    """What leaves the program of the map that is shown."""

    def __init__(self, context: Context, view: "InfluenceMapView") -> None:
        self._context, self._view = context, view

    def fill_menu(self, menu: QMenu) -> None:
        """Which lines are drawn, and what can be taken out."""
        tools = self._view.tools
        for box in (tools.reports, tools.influence, tools.ours):
            entry = menu.addAction(box.text())
            entry.setCheckable(True)
            entry.setChecked(box.isChecked())
            entry.toggled.connect(box.setChecked)
        menu.addSeparator()
        menu.addAction(_("Copy as picture")).triggered.connect(lambda _on: self.copy_picture())
        menu.addAction(_("Save as SVG…")).triggered.connect(lambda _on: self.save_svg())
        menu.addAction(_("Print or save as PDF…")).triggered.connect(lambda _on: self.print_map())

    def copy_picture(self) -> None:
        """Put all of the map into the clipboard, in light colours at twice the size."""
        QGuiApplication.clipboard().setImage(render_picture(self._view.canvas))
        self._context.notifier.show_message(_("The map is in the clipboard"))

    def save_svg(self) -> None:
        """Ask where, and write all of the map as vectors."""
        name = self._name()
        path = self._ask(_("Save as SVG"), FileKind(_("Vector pictures"), ("*.svg",)), f"{name}.svg")
        if path is None:
            return
        try:
            with os_errors(path):
                write_svg(self._view.canvas, path, name)
        except WorkbenchError as error:
            self._context.show_error(error)
        else:
            self._context.notifier.show_message(_("Saved as {name}").format(name=path.name))

    def print_map(self) -> "PrintPreview | None":
        """Open the preview of the map on paper, from where it is printed or saved as PDF."""
        contents = self._view.contents
        if contents is None:
            return None
        account, view, phase = contents.map.account.id, contents.view, contents.phase
        difference = contents.difference
        day = difference.after if difference is not None else contents.day
        before = difference.before if difference is not None else None

        def make(workspace: Workspace, profile: Profile, size: PaperSize, code: str) -> Paper:
            from workbench.services.influence_papers import print_influence_map

            return print_influence_map(
                workspace,
                account,
                view=view,
                phase=phase,
                day=day,
                compare=before,
                profile=profile,
                paper_size=size,
                in_language=code,
            )

        return preview_paper(self._context, self._view, lambda: _("Influence map"), self._name(), make)

    def _name(self) -> str:
        contents = self._view.contents
        short = contents.map.account.short if contents is not None else ""
        return _("Influence map {account}").format(account=short)

    def _ask(self, title: str, kind: FileKind, proposed: str) -> Path | None:
        safe = "".join("-" if one in '<>:"/\\|?*' else one for one in proposed)
        folder = self._context.workspace.path.parent
        path = self._context.prompts.ask_save_file(title, (kind,), folder / safe)
        try:
            if path is not None:
                check_output(path, inputs=[self._context.workspace.path])
        except WorkbenchError as error:
            self._context.show_error(error)
            return None
        return path

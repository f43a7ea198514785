"""The contract as a document: the preview of its PDF, saved or printed from there, or saved for Word."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.errors import NotAllowed
from workbench.foundation.files import write_bytes
from workbench.foundation.i18n import LANGUAGES, _, language
from workbench.services.contract_view import ContractView
from workbench.services.outputs import check_output
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.print_preview import PrintPreview
from workbench.ui.printing import preview_paper
from workbench.ui.prompts import FileKind
from workbench.ui.screens.contracts.words import contract_name


def preview_contract(
    context: Context, parent: QWidget, view: ContractView, amendment: int | None = None
) -> PrintPreview:
    """Open the preview of this contract, or of one of its amendments."""
    contract = view.contract
    name = contract_name(contract)
    if amendment is not None:
        name = " · ".join((name, _("Amendment {number}").format(number=amendment)))

    def make(workspace: Workspace, profile: Profile, size: PaperSize, code: str) -> Paper:
        # What writes papers takes long to import; here it is done away from the window.
        from workbench.services.contract_papers import print_contract

        return print_contract(
            workspace,
            contract.id,
            amendment=amendment,
            profile=profile,
            paper_size=size,
            in_language=code,
        )

    # A contract is printed in its own language, where it has one.
    preview = preview_paper(
        context,
        parent,
        lambda: name,
        name,
        make,
        reader=Profile.CUSTOMER,
        for_languages=contract.language not in LANGUAGES,
    )
    word = Button(lambda: _("Save for Word…"), icon="file-down")
    word.clicked.connect(lambda: _save_word(context, preview, view, name, amendment))
    preview.add_button(word)
    return preview


def _save_word(
    context: Context, preview: PrintPreview, view: ContractView, name: str, amendment: int | None
) -> None:
    kinds = (FileKind(_("Word documents"), ("*.docx",)),)
    safe = "".join("-" if one in '<>:"/\\|?*' else one for one in name).strip(" .")
    path = context.prompts.ask_save_file(_("Save as"), kinds, Path.home() / f"{safe}.docx")
    if path is None:
        return
    try:
        check_output(path, inputs=[context.workspace.path])
    except NotAllowed as error:
        context.show_error(error)
        return
    chosen = preview.chosen()
    open_still = [True]
    preview.finished.connect(lambda _result: open_still.clear())
    target, contract = path, view.contract.id

    def work(workspace: Workspace) -> None:
        from workbench.services.contract_papers import contract_word

        data = contract_word(
            workspace,
            contract,
            amendment=amendment,
            profile=chosen.get("profile", Profile.CUSTOMER),
            paper_size=chosen["paper"],
            in_language=chosen.get("language", language()),
        )
        write_bytes(target, data)

    def done(_nothing: None) -> None:
        if open_still:
            preview.tell(_("Saved: {name}").format(name=target.name))

    context.read(work, done, key="contract-word")

"""What the profile of an account gives to think of: nobody keeps it, managers change, parts are stale."""

from collections.abc import Iterable

from workbench.domain.accounts import Account
from workbench.domain.manager_terms import WITHIN_MONTHS
from workbench.domain.profile import ProfilePart
from workbench.foundation.i18n import _, listed, ngettext
from workbench.services.account_profile import AccountProfile
from workbench.services.briefs import Notice, Severity


def profile_notices(account: Account, profile: AccountProfile) -> Iterable[Notice]:
    """What to know of the profile (2-rules §1)."""
    if account.manager_id is None:
        yield Notice(Severity.WARNING, _("Nobody is responsible for this account"))
    if profile.managers.changes_often:
        count = profile.managers.recent_changes
        text = ngettext(
            "The manager changed {count} time in {months} months",
            "The manager changed {count} times in {months} months",
            count,
        )
        yield Notice(Severity.WARNING, text.format(count=count, months=WITHIN_MONTHS))
    if profile.tree is not None and profile.tree.loop:
        text = _("The accounts above run in a circle: {chain}")
        yield Notice(Severity.WARNING, text.format(chain=" → ".join(profile.tree.loop)))
    if profile.wallet is not None and profile.wallet.exceeds_spend:
        yield Notice(Severity.WARNING, _("They buy more from us than the spend on record"))
    stale = profile.stale
    if stale:
        text = ngettext("Verify the profile: {parts}", "Verify the profile: {parts}", len(stale))
        whole = len(stale) == len(ProfilePart)
        parts = _("all four parts") if whole else listed(state.part.label for state in stale)
        yield Notice(Severity.INFO, text.format(parts=parts))

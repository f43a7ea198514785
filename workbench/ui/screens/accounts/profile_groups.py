"""Which fields stand together in the profile, in the order of the page: part, heading, columns, names."""

from collections.abc import Mapping, Sequence

from workbench.domain.profile import ProfilePart
from workbench.foundation.i18n import _
from workbench.ui.kit.texts import Text
from workbench.ui.screens.accounts.profile_fields import PLACE

Group = tuple[Text, int, Sequence[str]]

GROUPS: Mapping[ProfilePart, Sequence[Group]] = {
    ProfilePart.BASICS: (
        (
            lambda: _("Company"),
            3,
            (
                *("name", "short_name", "former_name", "code", "other_codes", "credit_code"),
                *("kind", "key_type", "industry", "standing", "is_competitor", "segment"),
                *("owner", "legal_representative", "founded_on", "first_contact_on", "first_trade_on"),
                "parent_id",
            ),
        ),
        (
            lambda: _("Place and telephone"),
            3,
            (
                *(PLACE, "phone", "other_phones"),
                *("province", "city", "district"),
                *("address", "website"),
            ),
        ),
        (lambda: _("Lines of business and note"), 2, ("lines_of_business", "note")),
        (lambda: _("Who keeps the account"), 3, ("manager_id", "second_manager_id", "manager_reason")),
        (lambda: _("When they can be visited"), 3, ("visiting_hours",)),
        (lambda: _("In contracts"), 3, ("signer", "bank", "bank_account", "tax_number")),
    ),
    ProfilePart.CHARACTERISTICS: (
        (
            "",
            2,
            (
                *("market_area", "sales_ability", "development_potential", "business_philosophy"),
                *("business_direction", "business_policy", "traits"),
            ),
        ),
    ),
    ProfilePart.BUSINESS: (
        ("", 3, ("category_spend_fen", "share_of_wallet_bp", "market_share_bp")),
        ("", 2, ("competitiveness", "market_position", "cooperation")),
    ),
    ProfilePart.TRADE: (
        (
            "",
            2,
            (
                *("current_activity", "open_problems", "their_strategy", "outlook"),
                *("image", "financial_state", "credit_state", "credit_grade"),
                "return_days",
            ),
        ),
        (
            lambda: _("Credit limit and block"),
            3,
            ("credit_limit_fen", "credit_blocked_on", "credit_block_reason"),
        ),
    ),
}

"""Share of wallet in words: the share, where it comes from, and as of when."""

from workbench.domain.share_of_wallet import ShareOfWallet, WalletSource
from workbench.foundation.i18n import _, format_date, format_money, format_percent_bp


def wallet_text(wallet: ShareOfWallet | None) -> str:
    """The share itself; more than the whole is said, not shown as a number."""
    if wallet is None:
        return _("not known")
    if wallet.exceeds_spend:
        return _("more than all they spend")
    return format_percent_bp(wallet.bp)


def wallet_source(wallet: ShareOfWallet | None) -> str:
    """Where the share comes from, and as of when."""
    if wallet is None:
        return _("Type what they spend a year in our category, or an estimate of the share.")
    if wallet.source is WalletSource.ESTIMATE:
        if wallet.noted_on is None:
            return _("estimated")
        return _("estimated on {date}").format(date=format_date(wallet.noted_on))
    sales, spend = format_money(wallet.sales_fen, short=True), format_money(wallet.spend_fen or 0, short=True)
    told = _("{sales} of our sales in 12 months out of {spend}").format(sales=sales, spend=spend)
    if wallet.noted_on is not None:
        noted = _("their spend noted on {date}").format(date=format_date(wallet.noted_on))
        told = f"{told} · {noted}"
    if wallet.exceeds_spend:
        doubt = _("the spend on record is too small")
        told = f"{told} · {doubt}"
    return told

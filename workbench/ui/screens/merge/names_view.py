"""The records of one kind that a file brings, by name: new, changed, deleted, and what is to be decided."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from workbench.domain.record_words import records_label
from workbench.foundation.i18n import _, format_number, labelled
from workbench.services.merges import NAMES_SHOWN, KindNews
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import CAUTION, Mark
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, S4, SMALL, Tone
from workbench.ui.screens.merge.conflict_words import field_text, origin, told

_NEW, _CHANGED, _DELETED = Mark("plus", Tone.OK), Mark("pencil"), Mark("trash-2", Tone.DANGER)


class NamesView(QWidget):
    """Follows the kind chosen in the counts above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._news: KindNews | None = None
        column = vertical(self, margins=(0, S3, 0, 0), gap=S2)
        head = horizontal(margins=(S4, 0, S4, 0), gap=S3)
        self.title = Label(bold=True)
        self.sorts = Choices(Look.PILLS, name=lambda: _("What of it"))
        self.sorts.chosen.connect(self._show_sort)
        head.addWidget(self.title)
        head.addWidget(self.sorts)
        head.addStretch(1)
        column.addLayout(head)
        self.list = ItemList(lambda: _("Names"), selectable=True)
        column.addWidget(self.list, 1)
        self.more = Label(size=SMALL, tone=Tone.TEXT2)
        self.more.setContentsMargins(S4, 0, S4, S2)
        column.addWidget(self.more)

    def show_news(self, news: KindNews | None) -> None:
        """Show another kind; the sort of news chosen stays where there is some of it."""
        self._news = news
        self.setVisible(news is not None)
        if news is None:
            return
        self.title.say(lambda: records_label(news.kind))
        counts = news.counts
        sorts = (
            ("conflicts", lambda: _("To decide"), counts.conflicts, Tone.WARN),
            ("created", lambda: _("New"), counts.created, Tone.TEXT2),
            ("changed", lambda: _("Changed"), counts.changed, Tone.TEXT2),
            ("deleted", lambda: _("Deleted"), counts.deleted, Tone.TEXT2),
        )
        self.sorts.set_choices(
            [Choice(key, text, format_number(count), tone) for key, text, count, tone in sorts if count]
        )
        self._show_sort(self.sorts.current())

    def _show_sort(self, sort: object) -> None:
        news = self._news
        if news is None:
            return
        count = 0
        items: Sequence[Item] = ()
        if sort == "conflicts":
            items, count = _conflict_items(news), news.counts.conflicts
        elif sort in ("created", "changed", "deleted"):
            mark = {"created": _NEW, "changed": _CHANGED, "deleted": _DELETED}[str(sort)]
            names: Sequence[str] = getattr(news, str(sort))
            items = [Item(key=place, title=name, mark=mark) for place, name in enumerate(names)]
            count = getattr(news.counts, str(sort))
        self.list.set_items(items)
        self.more.say(lambda: _more_text(len(items), count))
        self.more.setVisible(len(items) < count)

    def retranslate(self) -> None:
        """Put everything into the language that is spoken now."""
        self.show_news(self._news)


def _more_text(shown: int, count: int) -> str:
    if shown >= NAMES_SHOWN:
        return _("The first {shown} of {count} are named.").format(
            shown=format_number(shown), count=format_number(count)
        )
    return _("Those that have a name: {shown} of {count}.").format(
        shown=format_number(shown), count=format_number(count)
    )


def _conflict_items(news: KindNews) -> list[Item]:
    items = []
    for record in news.conflicts:
        if record.flag:
            items.append(
                Item(key=(record.row_id, ""), title=record.label, note=record.flag_text, mark=CAUTION)
            )
        for field in record.fields:
            mine, theirs = (" ".join(told(record.kind, side).split()) for side in (field.mine, field.theirs))
            both = _("here {mine}, in the file {theirs}").format(mine=mine, theirs=theirs)
            items.append(
                Item(
                    key=(record.row_id, field.field),
                    title=record.label,
                    note=labelled(field_text(field), both),
                    mark=CAUTION,
                    tooltip="\n".join(filter(None, (origin(field.mine), origin(field.theirs)))),
                )
            )
    return items

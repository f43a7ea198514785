"""The help of the page shown, in a pane beside it: links lead on, a field searches all of the help."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from workbench.domain.help_texts import CHAPTERS, SHORTCUTS_TOPIC, TOPICS, HelpTopic, find_topics, with_keys
from workbench.foundation.i18n import _, language, use_language
from workbench.services.help_texts import Shortcuts, help_topics
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.inputs import SearchField
from workbench.ui.kit.surfaces import SidePane, horizontal, name_widget
from workbench.ui.kit.tokens import HEADER_HEIGHT, S2
from workbench.ui.shell.help_html import SCHEME, hits_html, list_html, topic_html
from workbench.ui.tasks import Job, Tasks

WIDTH = 376
_ROOM_FOR_A_PAGE = 1080
"""Pixels that a page needs to stand beside the help; where there are fewer, the help lies over it."""
_CONTENTS = ""


class HelpText(QTextBrowser):
    """Rich text that only shows what it is given and tells which topic is wanted."""

    topic_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setProperty("surface", "help")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(22)
        self.anchorClicked.connect(self._follow)
        name_widget(self, lambda: _("Help"))

    def _follow(self, url: QUrl) -> None:
        self.topic_wanted.emit(url.toString().removeprefix(SCHEME))

    def show_html(self, html: str) -> None:
        """Show ``html`` from its beginning."""
        self.setFont(interface_font())
        self.setHtml(html)
        self.verticalScrollBar().setValue(0)


class HelpPane(SidePane):
    """Title row with the way back and the contents, search, text, and the manual at the foot.

    ``keys`` says which keys the page shown understands, ``shortcuts`` those of the window. ``body`` is what
    it lies over at the right, and ``row`` makes room for it if there is enough; without them it stands where
    it is put.
    """

    manual_requested = Signal()
    moved = Signal()
    """Opened, closed or laid elsewhere: ``covers`` may have changed."""

    def __init__(
        self,
        tasks: Tasks,
        keys: Callable[[], Sequence[tuple[str, str]]],
        shortcuts: Callable[[], Shortcuts],
        body: QWidget | None = None,
        row: QHBoxLayout | None = None,
    ) -> None:
        super().__init__(lambda: _("Help"), width=WIDTH, parent=body)
        self._over, self._row, self._keys, self._shortcuts = body, row, keys, shortcuts
        self._tasks = tasks
        self._page_topic = self._topic = ""
        self._covers = 0
        self._way: list[str] = []
        self._topics: dict[str, HelpTopic] = {}
        self._spoken = ""
        self.back = Button("", Kind.PLAIN, icon="arrow-left", small=True, name=lambda: _("Back"))
        self.back.clicked.connect(self.go_back)
        self.contents = Button("", Kind.PLAIN, icon="list", small=True, name=lambda: _("Contents"))
        self.contents.clicked.connect(lambda: self.show_topic(_CONTENTS))
        self.head.insertWidget(0, self.back)
        self.head.insertWidget(self.head.count() - 1, self.contents)
        self.search = SearchField(lambda: _("Search the help"))
        self.search.textChanged.connect(lambda _text: self._render())
        self.text = HelpText()
        self.text.topic_wanted.connect(self.show_topic)
        self.manual = Button(lambda: _("Manual as PDF…"), Kind.LINK, icon="file-text")
        self.manual.clicked.connect(self.manual_requested)
        self.column.addWidget(self.search)
        self.column.addSpacing(S2)
        self.column.addWidget(self.text, 1)
        foot = horizontal()
        foot.addWidget(self.manual)
        foot.addStretch(1)
        self.column.addLayout(foot)
        self.closed.connect(self._give_room_back)
        if body is not None:
            body.installEventFilter(self)
        self.hide()

    def open_at(self, topic: str) -> None:
        """Show the help of a page; a key that nobody wrote about shows the contents."""
        self._page_topic = self._known(topic)
        self._way = []
        self.search.clear()
        self._topic = self._page_topic
        self._render()
        self._lie()
        self.show()
        self.raise_()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def covers(self) -> int:
        """How many pixels of the page lie under it, at the right."""
        return self._covers

    def follow(self, topic: str) -> None:
        """Another page is shown: its help, if the pane is open."""
        if self.isVisible() and self._known(topic) != self._page_topic:
            self._page_topic = self._topic = self._known(topic)
            self._way = []
            self._render()

    def shows_help_of(self, topic: str) -> bool:
        """Whether that is what is to be seen."""
        return self.isVisible() and not self.search.text() and self._topic == self._known(topic)

    def show_topic(self, key: str) -> None:
        """Go on to another topic, or to the contents."""
        self._way.append(self._topic)
        self._topic = self._known(key)
        self.search.clear()
        self._render()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """To what was read before."""
        if self._way:
            self._topic = self._way.pop()
            self._render()

    def retranslate(self) -> None:
        """Say it in the language in force."""
        if self.isVisible():
            self._render()

    def _known(self, topic: str) -> str:
        return topic if topic in TOPICS else _CONTENTS

    def _read(self) -> None:
        """Read all of the help in the language in force, away from the window: it is some forty files."""
        spoken = language()

        def read(_job: Job) -> list[HelpTopic]:
            with use_language(spoken):
                return help_topics()

        def show(topics: list[HelpTopic]) -> None:
            self._topics, self._spoken = {topic.key: topic for topic in topics}, spoken
            self._render()

        self._tasks.run_read(read, show, key="help")

    def _render(self) -> None:
        if self._spoken != language():
            self._read()
            return
        self.back.setVisible(bool(self._way))
        query = self.search.text().strip()
        if query:
            html = hits_html(
                find_topics(self._topics.values(), query), _("Nothing in the help has these words.")
            )
        elif self._topic == _CONTENTS:
            levels = [(key, min(place, 1)) for chapter in CHAPTERS for place, key in enumerate(chapter)]
            html = list_html(_("Contents"), [(key, self._topics[key].title, level) for key, level in levels])
        else:
            topic = self._topics[self._topic]
            if topic.key == SHORTCUTS_TOPIC:
                topic = with_keys(topic, self._shortcuts())
            elif topic.key == self._page_topic:
                topic = with_keys(topic, [(_("Keys of this page"), self._keys())])
            html = topic_html(topic)
        self.text.show_html(html)

    def _lie(self) -> None:
        body, row = self._over, self._row
        if body is None or row is None:
            return
        beside = body.width() - WIDTH >= _ROOM_FOR_A_PAGE
        top = 0 if beside else HEADER_HEIGHT
        row.setContentsMargins(0, 0, WIDTH if beside else 0, 0)
        height = row.geometry().height() or body.height()
        self.setGeometry(body.width() - WIDTH, top, WIDTH, height - top)
        self._covers = 0 if beside else WIDTH
        self.moved.emit()

    def _give_room_back(self) -> None:
        if self._row is not None:
            self._row.setContentsMargins(0, 0, 0, 0)
        self._covers = 0
        self.moved.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent) and self.isVisible():
            self._lie()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._render()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and self._way:
            self.go_back()
        else:
            super().keyPressEvent(event)

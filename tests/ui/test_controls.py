"""Buttons, fields, lists, panes and charts of the kit."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.standing import in_window, let_go
from workbench.foundation import i18n
from workbench.ui.kit.bar_chart import BarChart, Series, nice_steps
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.charts import Fill, Part, PartsBar, TrendBars
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.date_field import DateField, read_date
from workbench.ui.kit.empty_state import EmptyState, Tile
from workbench.ui.kit.figures import KeyNumber
from workbench.ui.kit.form import Form
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox, SearchField, TextArea, TextField
from workbench.ui.kit.labels import Chip, ElidedLabel, Label, SectionHeader
from workbench.ui.kit.marks import SHAPES, Mark, MarkView
from workbench.ui.kit.surfaces import Banner, SidePane
from workbench.ui.kit.texts import retranslate, say
from workbench.ui.kit.toast import Toast
from workbench.ui.kit.tokens import tokens

__all__ = ["let_go"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 11, 17)


class _Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_wording_is_said_again_in_the_new_language_and_content_stays(app: QApplication, qtbot: QtBot) -> None:
    spoken = {"en": "Print", "zh_CN": "打印"}
    button = Button(lambda: spoken[i18n.language()])
    name = Label("澜川精密")
    window = in_window(qtbot, button, name)
    i18n.set_language("zh_CN")
    retranslate(window)
    assert button.text() == "打印"
    assert button.accessibleName() == "打印"
    assert name.text() == "澜川精密"


def test_a_later_text_replaces_an_earlier_one_for_good(app: QApplication, qtbot: QtBot) -> None:
    label = Label(lambda: "wording")
    window = in_window(qtbot, label)
    label.say("content")
    retranslate(window)
    assert label.text() == "content"
    say(label, label.setToolTip, lambda: "tip")
    assert label.text() == "content"


def test_an_icon_button_has_a_name_and_a_tooltip(app: QApplication, qtbot: QtBot) -> None:
    button = Button("", Kind.PLAIN, icon="printer", name="Print", hint="Ctrl P")
    in_window(qtbot, button)
    assert button.accessibleName() == "Print"
    assert button.toolTip() == "Print  Ctrl P"
    assert button.width() == button.height() == 32


def test_an_ampersand_in_a_name_is_no_mnemonic(app: QApplication, qtbot: QtBot) -> None:
    button = Button("Ma & Söhne")
    in_window(qtbot, button)
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "Ma & Söhne"


def test_markup_in_a_text_is_shown_as_text(app: QApplication, qtbot: QtBot) -> None:
    label = Label("<img src=x> <b>bold</b>")
    in_window(qtbot, label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_long_name_ends_in_dots_and_is_whole_in_the_tooltip(app: QApplication, qtbot: QtBot) -> None:
    label = ElidedLabel("苏州工业园区" * 20)
    in_window(qtbot, label)
    assert label.text().endswith("…")
    assert label.toolTip() == "苏州工业园区" * 20


def test_exactly_one_choice_holds_and_a_click_tells_which(app: QApplication, qtbot: QtBot) -> None:
    choices = Choices(Look.SEGMENTS, [Choice("month", "Month"), Choice("week", "Week", "3")])
    in_window(qtbot, choices)
    assert choices.current() == "month"
    week = choices._buttons["week"]
    with qtbot.waitSignal(choices.chosen) as told:
        qtbot.mouseClick(week, Qt.MouseButton.LeftButton)
    assert told.args == ["week"]
    assert choices.current() == "week"
    assert week.accessibleName() == "Week 3"
    choices.set_choices([Choice("week", "Week"), Choice("day", "Day")])
    assert choices.current() == "week"


def test_another_count_of_the_same_width_is_painted(app: QApplication, qtbot: QtBot) -> None:
    choices = Choices(Look.PILLS, [Choice("all", "All", "9"), Choice("late", "Late", "0")])
    qtbot.addWidget(choices)
    choices.show()
    app.processEvents()
    pill = choices.findChildren(QAbstractButton)[1]
    painted = _Painted(pill)
    app.processEvents()
    painted.count = 0
    choices.set_count("late", "9")
    app.processEvents()
    assert painted.count == 1


def test_a_form_field_is_labelled_for_the_eye_and_the_ear(app: QApplication, qtbot: QtBot) -> None:
    form = Form()
    code = form.add("Credit code", TextField(), note="18 characters")
    in_window(qtbot, form)
    assert code.control.accessibleName() == "Credit code"
    assert code.label.buddy() is code.control
    assert code.control.accessibleDescription() == "18 characters"
    code.set_error("Character 18 does not match")
    assert code.control.accessibleDescription() == "Character 18 does not match"
    assert code.has_error()
    other = form.add("Title", TextField())
    other.control.setFocus()
    assert form.go_to_first_error()
    assert form.focusWidget() is code.control
    form.clear_errors()
    assert not form.go_to_first_error()


def test_leaving_a_changed_field_saves_it_and_escape_puts_the_old_value_back(
    app: QApplication, qtbot: QtBot
) -> None:
    field, other = InPlaceField("Role"), TextField()
    in_window(qtbot, field, other)
    field.set_value("Technical board")
    saved: list[str] = []
    field.saved.connect(saved.append)
    field.setFocus()
    qtbot.keyClicks(field, "!")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "Technical board"
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Purchasing")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert saved == ["Purchasing"]
    field.setFocus()
    other.setFocus()
    assert saved == ["Purchasing"]


def test_escape_in_a_field_found_wrong_puts_the_right_value_back(app: QApplication, qtbot: QtBot) -> None:
    form = Form()
    code = form.add("Credit code", InPlaceField("Credit code"))
    other = form.add("Title", TextField())
    in_window(qtbot, form)
    code.control.set_value("91350100M000100Y43")
    code.control.setFocus()
    code.control.setText("91350100M000100Y44")
    other.control.setFocus()
    code.set_error("Character 18 does not match")
    code.control.setFocus()
    qtbot.keyClick(code.control, Qt.Key.Key_Escape)
    assert code.control.text() == "91350100M000100Y43"
    assert not code.has_error()


def test_a_text_area_is_left_by_tab_and_tells_its_new_text(app: QApplication, qtbot: QtBot) -> None:
    area, other = TextArea(), TextField()
    in_window(qtbot, area, other)
    area.setFocus()
    qtbot.keyClicks(area, "second line")
    with qtbot.waitSignal(area.left) as told:
        qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert told.args == ["second line"]
    assert "\t" not in area.text()


def test_escape_clears_a_search_field(app: QApplication, qtbot: QtBot) -> None:
    field = SearchField("Filter")
    in_window(qtbot, field)
    qtbot.keyClicks(field, "lan")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert field.accessibleName() == "Filter"


def test_a_combo_box_speaks_in_keys_and_ignores_the_wheel(app: QApplication, qtbot: QtBot) -> None:
    combo = ComboBox([(1, "Strategic"), (2, "Focus")])
    in_window(qtbot, combo)
    combo.choose(2)
    assert combo.key() == 2
    combo.set_choices([(2, "Focus"), (3, "Major")])
    assert combo.key() == 2
    combo.choose(99)
    assert combo.key() == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-25", date(2026, 11, 25)),
        ("2026年11月5日", date(2026, 11, 5)),
        ("20261125", date(2026, 11, 25)),
        ("11-25", date(2026, 11, 25)),
        ("1-3", date(2027, 1, 3)),
        ("2.29", date(2028, 2, 29)),
        ("+7", date(2026, 11, 24)),
        ("2026-02-30", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date | None) -> None:
    today = date(2027, 11, 17) if text == "2.29" else TODAY
    assert read_date(text, today) == day


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_a_day(text: str) -> None:
    assert read_date(text, TODAY) is None or isinstance(read_date(text, TODAY), date)


def test_a_date_field_may_be_empty_and_steps_by_arrow_keys(app: QApplication, qtbot: QtBot) -> None:
    field = DateField(lambda: TODAY)
    in_window(qtbot, field)
    assert field.day() is None
    assert field.readable()
    with qtbot.waitSignal(field.day_changed) as told:
        qtbot.keyClick(field, Qt.Key.Key_Up)
    assert told.args == [date(2026, 11, 18)]
    field.setText("soon")
    assert not field.readable()


def test_a_toast_counts_down_and_its_action_runs_once(app: QApplication, qtbot: QtBot) -> None:
    window = in_window(qtbot)
    toast = Toast(window)
    undone: list[int] = []
    toast.show_message("1 contact deleted", action="Undo", run=lambda: undone.append(1), seconds=2)
    assert toast.action_button.text() == "Undo 2 s"
    toast.tick()
    assert toast.text() == "1 contact deleted"
    qtbot.mouseClick(toast.action_button, Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert toast.text() == ""
    toast.show_message("again", seconds=1)
    toast.tick()
    assert toast.text() == ""


def test_escape_closes_a_side_pane(app: QApplication, qtbot: QtBot) -> None:
    pane = SidePane("澜川精密")
    field = QLineEdit()
    pane.column.addWidget(field)
    in_window(qtbot, pane)
    with qtbot.waitSignal(pane.closed):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert pane.isHidden()
    assert pane.close_button.accessibleName() == "Close"


def test_a_banner_without_text_takes_no_room(app: QApplication, qtbot: QtBot) -> None:
    banner = Banner("", link="Import the notice")
    in_window(qtbot, banner)
    assert banner.isHidden()
    banner.show_text("The notice of 2027 is not published yet", link="Import the notice")
    assert banner.isVisible()
    with qtbot.waitSignal(banner.link_requested):
        qtbot.mouseClick(banner.link, Qt.MouseButton.LeftButton)


def test_a_key_number_is_read_out_with_its_remark(app: QApplication, qtbot: QtBot) -> None:
    number = KeyNumber("Coverage")
    in_window(qtbot, number)
    number.show_value("61%", "17 of 28", (3, 4, 5))
    assert number.accessibleName() == "Coverage, 61%, 17 of 28"
    with qtbot.waitSignal(number.clicked):
        qtbot.mouseClick(number, Qt.MouseButton.LeftButton)


def test_bars_leave_the_words_of_a_key_number_their_room(app: QApplication) -> None:
    number = KeyNumber("Open complaints")
    bars = (1, 2, 3, 4, 5, 6)
    number.show_value("134", "76 overdue", bars)
    assert number._bars_beside(260) == bars
    number.show_value("134", "76 overdue · ▲ 110 since the last week", bars)
    assert number._bars_beside(260) == (4, 5, 6)
    number.deleteLater()


@given(st.integers(-5, 10**12))
def test_axis_values_are_round_start_at_zero_and_reach_the_top(top: int) -> None:
    steps = nice_steps(top)
    assert steps[0] == 0
    assert steps[-1] >= top
    assert len(set(steps)) == len(steps) <= 7
    assert len({b - a for a, b in pairwise(steps)}) == 1


def test_charts_are_painted_and_described_in_words(app: QApplication, qtbot: QtBot) -> None:
    chart = BarChart("Sales")
    bars, parts = TrendBars("Sales of a year"), PartsBar("Credit")
    in_window(qtbot, chart, bars, parts)
    chart.show_series(
        ["Oct", "Nov"], [Series("This year", [290, None]), Series("Plan", [280, 270], Fill.TARGET)]
    )
    bars.show_bars([1, 2, 0])
    parts.show_parts([Part("not due", 232), Part("late", 96, Fill.DANGER)], limit=300)
    assert "This year Oct 290" in chart.accessibleDescription()
    assert parts.accessibleDescription() == "not due 232, late 96"
    image = chart.grab().toImage()
    colours = {
        image.pixelColor(x, y).name().upper()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }
    assert tokens().text2 in colours
    with qtbot.waitSignal(chart.clicked) as told:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(chart.width() - 20, 50))
    assert told.args == [1]


def test_every_mark_has_a_shape_of_its_own(app: QApplication, qtbot: QtBot) -> None:
    window = in_window(qtbot)
    seen = []
    for shape in sorted(SHAPES):
        view = MarkView(Mark(shape), shape, parent=window)
        image = view.grab().toImage().convertToFormat(view.grab().toImage().Format.Format_Grayscale8)
        seen.append(bytes(image.constBits()))
        assert view.accessibleName() == shape
    assert len(set(seen)) == len(SHAPES)


def test_the_rest_of_the_kit_is_named(app: QApplication, qtbot: QtBot) -> None:
    empty = EmptyState("sun", "No visits yet", "They stand here.", [Button("Plan")])
    tile = Tile("flask-conical", "Sample", "Sixty accounts", [Button("Load")])
    chip, box = Chip("Agreed"), CheckBox("Send the report")
    header = SectionHeader("Due", note="5", link="All")
    in_window(qtbot, empty, tile, chip, box, header)
    assert chip.accessibleName() == "Agreed"
    assert box.accessibleName() == "Send the report"
    with qtbot.waitSignal(header.link_requested):
        qtbot.mouseClick(header.link, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert box.isChecked()


def test_tab_finds_choices_offered_late_where_they_stand(app: QApplication, qtbot: QtBot) -> None:
    first, pills, last = Button("First"), Choices(Look.PILLS, (), name="Views"), Button("Last")
    window = in_window(qtbot, first, pills, last)
    pills.set_choices([Choice("a", "All"), Choice("b", "Late")])
    found, widget = [], first.nextInFocusChain()
    while widget is not None and widget is not first:
        if widget.focusPolicy() & Qt.FocusPolicy.ClickFocus and isinstance(widget, QAbstractButton):
            found.append(widget.accessibleName() or widget.text())
        widget = widget.nextInFocusChain()
    assert found == ["All", "Late", "Last"]
    assert window.isVisible()


def test_an_elided_label_keeps_its_explanation(app: QApplication, qtbot: QtBot) -> None:
    label = ElidedLabel("Synergistic KAM")
    label.explain("Joint teams")
    in_window(qtbot, label)
    label.resize(30, 20)
    assert label.toolTip() == "Synergistic KAM\nJoint teams"
    label.resize(300, 20)
    assert label.toolTip() == "Joint teams"


def test_a_text_too_long_for_its_field_is_whole_in_the_tooltip(app: QApplication, qtbot: QtBot) -> None:
    field = InPlaceField("Name")
    field.setToolTip("Several may stand here.")
    in_window(qtbot, field)
    field.set_value("澜川精密")
    assert field.tooltip_told() == "Several may stand here."
    field.set_value("澜川精密机械" * 40)
    assert field.tooltip_told() == "澜川精密机械" * 40 + "\nSeveral may stand here."

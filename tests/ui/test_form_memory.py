"""A form keeps what was typed about one row while others are shown in it."""

from workbench.ui.kit.form_memory import FormMemory


class Typed:
    """Two fields without a window."""

    def __init__(self) -> None:
        self.values = {"title": "", "place": ""}
        self.memory = FormMemory([(lambda: self.values["title"], self.title), (self.place, self.set_place)])

    def title(self, text: str) -> None:
        self.values["title"] = text

    def place(self) -> str:
        return self.values["place"]

    def set_place(self, text: str) -> None:
        self.values["place"] = text


def test_what_was_typed_comes_back_with_its_row_and_stands_in_no_other() -> None:
    form = Typed()
    form.memory.show("A", ("Title A", "Suzhou"))
    form.title("Typed")
    form.memory.show("B", ("Title B", "Wuxi"))
    assert form.values == {"title": "Title B", "place": "Wuxi"}
    form.memory.show("A", ("Title A", "Suzhou"))
    assert form.values == {"title": "Typed", "place": "Suzhou"}


def test_a_field_nobody_typed_in_follows_what_is_stored_and_the_others_stay() -> None:
    form = Typed()
    form.memory.show("A", ("Title A", "Suzhou"))
    form.title("Typed")
    form.memory.show("A", ("Title A", "Wuxi"))
    assert form.values == {"title": "Typed", "place": "Wuxi"}


def test_what_was_saved_or_let_go_is_filled_from_what_is_stored() -> None:
    form = Typed()
    form.memory.show("A", ("Title A", "Suzhou"))
    form.title(" Typed ")
    form.memory.forget()
    form.memory.show("A", ("Typed", "Suzhou"))
    assert form.values["title"] == "Typed"
    form.memory.show("B", ("Title B", ""))
    form.memory.show("A", ("Typed", "Suzhou"))
    assert form.values["title"] == "Typed"

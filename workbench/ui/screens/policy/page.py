"""Visit policy: rules and numbers as a draft, what it would bring, and accounts' own frequencies."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from functools import cached_property

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.accounts import Tier
from workbench.domain.frequency import Condition, Frequency, FrequencyRule
from workbench.domain.periods import PeriodKind
from workbench.domain.visit_policy import VisitPolicy, policy_changes, shipped_policy
from workbench.domain.visits import VisitKind
from workbench.domain.what_if import FrequencyChange, Lever
from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.foundation.ids import Id, new_id
from workbench.services.overrides import OwnFrequency, list_own_frequencies
from workbench.services.policies import load_visit_policy, save_visit_policy
from workbench.services.what_if import Ground, WhatIf, load_ground, what_if
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.surfaces import Toolbar, horizontal, vertical
from workbench.ui.navigation import Destination, PageId, Part
from workbench.ui.own_frequency import OwnFrequencyPane
from workbench.ui.page import Page
from workbench.ui.screens.policy.numbers import NumbersView
from workbench.ui.screens.policy.overrides_view import OverridesView
from workbench.ui.screens.policy.rules_view import RulesView
from workbench.ui.screens.policy.what_if_pane import WIDTH, WhatIfPane
from workbench.ui.tasks import Job

TOPICS = frozenset(
    {
        *("frequency_rule", "frequency_override", "policy", "account", "visit", "manager", "absence"),
        *("project", "service_request", "closure", "busy_time", "visit_debt", "calendar_notice"),
    }
)
GROUND, WHAT_IF = "policy-ground", "policy-what-if"


class View(Enum):
    """The parts of the page; a ``Destination`` may name one."""

    RULES = "rules"
    OVERRIDES = "overrides"
    NUMBERS = "numbers"


class PolicyPage(Page):
    """Edits go to a draft; Save puts all of it in force in one change. Own frequencies are saved at once."""

    page_id = PageId.POLICY

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.stored = VisitPolicy()
        self.draft = VisitPolicy()
        self._ground: Ground | None = None
        self._found: WhatIf | None = None
        self._loaded = False
        self._own_frequencies: tuple[OwnFrequency, ...] = ()
        column = vertical(self)
        column.addWidget(self._make_toolbar())
        self._row = horizontal(gap=0)
        column.addLayout(self._row, 1)
        self._stack = QStackedWidget()
        self._row.addWidget(self._stack, 1)
        self.rules = self._make_rules()
        self.pane = WhatIfPane(context)
        self.pane.lever_requested.connect(self._try_lever)
        self.pane.change_requested.connect(self._show_change)
        self._row.addWidget(self.pane)
        self._make_header()
        self._tell_draft()

    # --- what the window asks

    def title(self) -> str:
        return pgettext("page", "Visit policy")

    def subtitle(self) -> str:
        count = len(policy_changes(self.stored, self.draft))
        if not count:
            return ""
        return ngettext("{count} change not saved", "{count} changes not saved", count).format(
            count=format_number(count)
        )

    def header_actions(self) -> Sequence[QWidget]:
        return (self.restore_button, self.new_button, self.discard_button, self.save_button)

    def open(self, destination: Destination) -> None:
        if isinstance(destination.view, View):
            self.go_to(destination.view)

    def destination(self) -> Destination:
        current = self.views.current()
        return Destination(PageId.POLICY, view=current if isinstance(current, View) else None)

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is None or topics & TOPICS:
            self._load()

    def retranslate(self) -> None:
        self._show_draft()

    def new_thing(self) -> bool:
        if self.views.current() is View.OVERRIDES:
            self._show_own(None)
        else:
            self.add_rule()
        return True

    def close_innermost(self) -> bool:
        if self._is_made("own") and self.own.isVisible():
            self.own.close_pane()
            return True
        return False

    def go_to(self, view: View) -> None:
        """Show one part of the page."""
        self.views.choose(view)
        self._switch(view)

    # --- making

    def _make_toolbar(self) -> Toolbar:
        bar = Toolbar()
        self.views = Choices(
            Look.PILLS,
            (
                Choice(View.RULES, lambda: _("Rules")),
                Choice(View.OVERRIDES, lambda: _("Own frequencies")),
                Choice(View.NUMBERS, lambda: _("Other numbers")),
            ),
            name=lambda: _("Parts of the policy"),
        )
        self.views.chosen.connect(self._switch)
        bar.row.addWidget(self.views)
        bar.row.addStretch(1)
        return bar

    def _make_rules(self) -> RulesView:
        rules = RulesView(self._context)
        rules.edited.connect(lambda rule: self._edit(self.draft.with_rule(rule)))
        rules.moved.connect(self._move)
        rules.duplicate_requested.connect(self.duplicate_rule)
        rules.delete_requested.connect(self.delete_rule)
        rules.account_requested.connect(self._open_account)
        self._stack.addWidget(rules)
        return rules

    @cached_property
    def overrides(self) -> OverridesView:
        """All own frequencies; made when first looked at."""
        overrides = OverridesView()
        overrides.chosen.connect(self._show_own)
        overrides.opened.connect(self._open_account)
        overrides.add_requested.connect(lambda: self._show_own(None))
        self._stack.addWidget(overrides)
        overrides.show_all(self._own_frequencies)
        return overrides

    @cached_property
    def numbers(self) -> NumbersView:
        """The other numbers; made when first looked at."""
        numbers = NumbersView()
        numbers.edited.connect(self._edit)
        numbers.people_requested.connect(
            lambda: self.navigation_requested.emit(Destination(PageId.SETTINGS, view=Part.PEOPLE))
        )
        self._stack.addWidget(numbers)
        numbers.show_draft(self.draft)
        return numbers

    @cached_property
    def own(self) -> OwnFrequencyPane:
        """The pane of one own frequency; made when first opened."""
        own = OwnFrequencyPane(self._context, width=WIDTH)
        own.hide()
        own.closed.connect(self.pane.show)
        self._row.addWidget(own)
        return own

    def _is_made(self, name: str) -> bool:
        return name in self.__dict__

    def _make_header(self) -> None:
        self.restore_button = Button(lambda: _("As shipped"), Kind.PLAIN, icon="rotate-ccw")
        self.restore_button.clicked.connect(lambda _checked=False: self.restore())
        self.new_button = Button(lambda: _("New rule"), icon="plus", hint="Ctrl N")
        self.new_button.clicked.connect(lambda _checked=False: self.new_thing())
        self.discard_button = Button(lambda: _("Discard"))
        self.discard_button.clicked.connect(lambda _checked=False: self.discard())
        self.save_button = Button(lambda: _("Save"), Kind.PRIMARY, icon="check")
        self.save_button.clicked.connect(lambda _checked=False: self.save())

    # --- the draft

    def add_rule(self) -> None:
        """A new rule in the draft: one visit a month to focus accounts, to be made into what is wanted."""
        frequency = Frequency(1, PeriodKind.MONTH)
        rule = FrequencyRule(self._new_id(), 0, Condition.TIER, Tier.FOCUS.value, VisitKind.FIELD, frequency)
        self.go_to(View.RULES)
        self._edit(self.draft.with_rule(rule))
        self.rules.choose(rule.id)
        self.rules.editor.begin()

    def duplicate_rule(self) -> None:
        """The chosen rule once more, right under it."""
        rule = self.rules.current()
        if rule is None:
            return
        copy = replace(rule, id=self._new_id())
        draft = self.draft.with_rule(copy)
        at, last = draft.rules.index(rule), len(draft.rules) - 1
        self._edit(draft.moved(copy.id, at + 1 - last))
        self.rules.choose(copy.id)

    def delete_rule(self) -> None:
        """Take the chosen rule out of the draft; it can be put back from the message."""
        rule, before, stored = self.rules.current(), self.draft, self.stored
        if rule is None:
            return
        self._edit(before.without(rule.id))
        self._context.notifier.show_message(
            _("Rule taken out of the draft"),
            action=_("Undo"),
            run=lambda: self._put_back(before, stored),
            icon="trash-2",
        )

    def restore(self) -> None:
        """Make the draft what a new workspace begins with; what changes stands beside it, unsaved."""
        self._edit(shipped_policy())

    def discard(self) -> None:
        """Forget the draft; it can be brought back from the message."""
        before, stored = self.draft, self.stored
        self.rules.editor.forget()
        if self._is_made("numbers"):
            self.numbers.forget()
        self._edit(stored)
        self._context.notifier.show_message(
            _("Changes discarded"), action=_("Undo"), run=lambda: self._put_back(before, stored)
        )

    def save(self) -> None:
        """Put the draft in force, as one change that can be undone; what is wrong comes first."""
        stored, draft = self.stored, self.draft
        wrong = self.rules.editor.wrong_field()
        view = View.RULES
        if wrong is None and self._is_made("numbers"):
            wrong, view = self.numbers.wrong_field(), View.NUMBERS
        if wrong is not None:
            self.go_to(view)
            wrong.setFocus()
            return
        if not policy_changes(stored, draft):
            return
        self._context.save(
            lambda workspace: save_visit_policy(workspace, stored, draft),
            said=_("Visit policy saved; plan the period again to let it work"),
        )

    def _new_id(self) -> Id:
        return new_id(int(self._context.workspace.clock.now().timestamp() * 1000))

    def _put_back(self, draft: VisitPolicy, stored: VisitPolicy) -> None:
        """Go on with a draft of before, on what is stored by now."""
        self._edit(draft.rebased(stored, self.stored))

    def _move(self, by: int) -> None:
        rule = self.rules.current()
        if rule is not None:
            self._edit(self.draft.moved(rule.id, by))

    def _try_lever(self, lever: Lever) -> None:
        rule = self.draft.rule(lever.rule.id)
        if rule is not None:
            self._edit(self.draft.with_rule(replace(rule, frequency=lever.frequency)))
            self.go_to(View.RULES)
            self.rules.choose(rule.id)

    def _show_change(self, change: FrequencyChange) -> None:
        self.go_to(View.RULES)
        self.rules.show_change(change)

    def _edit(self, draft: VisitPolicy) -> None:
        self.draft = draft
        self._show_draft()
        self._evaluate()

    # --- reading

    def _load(self) -> None:
        self._context.read(load_visit_policy, self._show_stored, key="policy-stored")
        self._context.read(list_own_frequencies, self._show_overrides, key="policy-overrides")
        workspace = self._context.workspace
        self._ground = None
        self._context.tasks.drop(WHAT_IF)
        self.pane.show_waiting(policy_changes(self.stored, self.draft))
        self._context.tasks.run_read(
            lambda job: load_ground(workspace, job.progress),
            self._show_ground,
            self._context.show_error,
            key=GROUND,
            label=_("Reading what the policy asks for"),
            on_progress=self.pane.show_progress,
        )

    def _show_stored(self, stored: VisitPolicy) -> None:
        self.draft = self.draft.rebased(self.stored, stored) if self._loaded else stored
        self.stored, self._loaded = stored, True
        self._show_draft()

    def _show_ground(self, ground: Ground) -> None:
        self._ground = ground
        self._show_stored(ground.stored)
        self._evaluate()

    def _evaluate(self) -> None:
        ground, draft = self._ground, self.draft
        if ground is None:
            return
        self.pane.show_waiting(policy_changes(self.stored, draft))

        def work(job: Job) -> WhatIf:
            return what_if(ground, draft, job.progress)

        self._context.tasks.run_read(
            work,
            self._show_found,
            self._context.show_error,
            key=WHAT_IF,
            label=_("What if"),
            on_progress=self.pane.show_progress,
        )

    def _show_found(self, found: WhatIf) -> None:
        self._found = found
        self.pane.show_found(found)
        self._show_draft()

    def _show_draft(self) -> None:
        self.rules.show_draft(self.stored, self.draft, self._found)
        if self._is_made("numbers"):
            self.numbers.show_draft(self.draft)
        self.views.set_count(View.RULES, format_number(len(self.draft.rules)))
        self._tell_draft()

    def _tell_draft(self) -> None:
        dirty = bool(policy_changes(self.stored, self.draft))
        self.save_button.setEnabled(dirty)
        self.discard_button.setEnabled(dirty)
        self.restore_button.setEnabled(bool(policy_changes(self.draft, shipped_policy())))
        self.header_changed.emit()

    # --- own frequencies, moving about

    def _show_overrides(self, found: tuple[OwnFrequency, ...]) -> None:
        self._own_frequencies = found
        if self._is_made("overrides"):
            self.overrides.show_all(found)
        count = sum(one.holds for one in found)
        self.views.set_count(View.OVERRIDES, format_number(count) if count else "")
        if self._is_made("own"):
            self.own.refresh()

    def _show_own(self, own: OwnFrequency | None) -> None:
        self.pane.hide()
        if own is None:
            self.own.begin()
        else:
            self.own.edit(own)

    def _switch(self, view: object) -> None:
        if not isinstance(view, View):
            return
        self.close_innermost()
        shown: QWidget = self.rules
        if view is not View.RULES:
            shown = self.overrides if view is View.OVERRIDES else self.numbers
        self._stack.setCurrentWidget(shown)
        self.new_button.say(
            (lambda: _("New own frequency")) if view is View.OVERRIDES else (lambda: _("New rule"))
        )

    def _open_account(self, account_id: Id) -> None:
        self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account_id))

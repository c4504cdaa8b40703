"""Forms of the helpdesk: narrowing the queue, answering, moving, merging."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.cases.forms.asking import FilesForm
from kanaal.cases.models import Case
from kanaal.cases.policy import CategoriesPolicy, QueuesPolicy
from kanaal.cases.queries import agents
from kanaal.core.forms import ActionForm, Filters
from kanaal.core.texts import Text
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy

STATES = ("waiting", "solved", "closed", "merged", "new", "open")


class QueueFilters(Filters):
    q = forms.CharField(
        label=_("Number or words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    queue = forms.ChoiceField(label=_("Queue"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    only = forms.ChoiceField(label=_("Only"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = Case.lifecycle.labels
        states = [(s, str(Text(labels[s])).capitalize()) for s in STATES]
        self.offer("state", [("todo", _("For us to do")), *states])
        self.offer("queue", [("", _("All")), *((q.key, str(q.name)) for q in policy(QueuesPolicy).case_queues)])
        self.offer("region", [("", _("All")), *((r.key, str(r.name)) for r in policy(RegionsPolicy).regions)])

        whose = [("mine", _("Mine")), ("overdue", _("Overdue")), ("mine-overdue", _("Mine, overdue"))]
        self.offer("only", [("", _("All")), *whose])


class AnswerForm(FilesForm):
    body = forms.CharField(
        label=_("Your answer"),
        max_length=20_000,
        help_text=_("It is mailed as you write it. Write it in the asker's language."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    field_order = ("body", "files")


class NoteForm(FilesForm):
    body = forms.CharField(
        label=_("Note"),
        max_length=20_000,
        help_text=_("Only colleagues read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("body", "files")


class AssignForm(ActionForm):
    assignee = forms.ModelChoiceField(label=_("Who looks after it"), queryset=Person.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assignee"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - told to the type checker
        field.queryset = agents()


class MoveForm(ActionForm):
    category = forms.ChoiceField(label=_("Category"))
    queue = forms.ChoiceField(label=_("Queue"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("category", [(c.key, str(c.name)) for c in policy(CategoriesPolicy).case_categories])
        self.offer("queue", [(q.key, str(q.name)) for q in policy(QueuesPolicy).case_queues])


class MergeForm(ActionForm):
    number = forms.CharField(
        label=_("Number of the case in which it goes on"),
        max_length=30,
        help_text=_("Messages stay where they are. Both askers are told. You can take them apart again."),
    )


class VerifyForm(ActionForm):
    email = forms.EmailField(
        label=_("Address of the ID"),
        help_text=_("Whoever has proved this address sees the case from then on. Be sure that it is them."),
    )

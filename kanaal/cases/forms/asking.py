"""Forms of whoever asks. Files are judged by the action, so that a refusal says why and keeps what was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kanaal.cases.policy import CasesPolicy, CategoriesPolicy
from kanaal.cases.sound import Upload
from kanaal.core.files import MEGABYTE
from kanaal.core.forms import ActionForm
from kanaal.programme.policies import policy


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files of one input, as uploads: never more of each in memory than may be kept."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=SeveralFiles, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        given = data if isinstance(data, list | tuple) else [data]
        return [_upload(one) for one in given if isinstance(one, UploadedFile)]


def _upload(one: UploadedFile[Any]) -> Upload:
    most = policy(CasesPolicy).file_mb * MEGABYTE
    size = one.size or 0
    data = one.read(most + 1) if size <= most else b""
    return Upload(one.name or "", data, size)


class FilesForm(ActionForm):
    """A form that takes files with it, and says how many and how large."""

    files = FilesField(label=_("Screenshots and files"))  # type: ignore[assignment]  # the field, not the form's own

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = policy(CasesPolicy)
        says = _("Pictures, PDF, office documents or plain text; up to %(count)s files of %(size)s MB each.")
        self.fields["files"].help_text = says % {"count": rule.files_at_once, "size": rule.file_mb}


class NewCaseForm(FilesForm):
    category = forms.ChoiceField(label=_("What is it about?"))
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Your question"),
        max_length=20_000,
        help_text=_("What you did, what you expected, and what you saw."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    field_order = ("category", "subject", "body", "files")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("category", [(c.key, str(c.name)) for c in policy(CategoriesPolicy).case_categories])


class AddForm(FilesForm):
    body = forms.CharField(
        label=_("Your message"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    field_order = ("body", "files")


class RateForm(ActionForm):
    rating = forms.TypedChoiceField(label=_("How was it handled?"), coerce=int, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("A word about it"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = (_("1 – badly"), _("2 – not well"), _("3 – all right"), _("4 – well"), _("5 – very well"))
        self.offer("rating", [(str(place + 1), str(label)) for place, label in enumerate(names)])

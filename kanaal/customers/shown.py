"""What pages say of accounts that were found: each reason in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, name, say
from kanaal.customers.rules import Kind, Reason
from kanaal.partners.enrolment.companies import country_words

_WORDS = {
    Kind.SAME_VAT: _("the same VAT number"),
    Kind.SAME_REGISTER: _("the same register number"),
    Kind.SAME_DOMAIN: _("the same domain, %(domain)s"),
    Kind.SAME_NAME: _("the same name"),
    Kind.LEGAL_FORM: _("the same name but for the legal form"),
    Kind.ACCENTS: _("the same name, written with other accents"),
    Kind.SPELLING: _("nearly the same name: ä, ae or a, ö, oe or o, ü, ue or u"),
    Kind.SPACES: _("the same letters, the words joined or parted"),
    Kind.ORDER: _("the same words in another order"),
    Kind.ONE_LETTER: _("one letter differs: %(one)s, %(other)s"),
    Kind.LETTERS: _("some letters differ: %(one)s, %(other)s"),
    Kind.SHORTENED: _("words of one name are shortened in the other"),
    Kind.PART: _("one name is part of the other"),
    Kind.ACRONYM: _("%(acronym)s are the first letters of its words"),
    Kind.BEGINNING: _("begins with what you typed"),
    Kind.ALL_WORDS: _("all words stand in the name"),
    Kind.SOME_WORDS: _("in the name: %(words)s"),
    Kind.LETTERS_ALIKE: _("written much alike"),
    Kind.SAME_TOWN: _("the same town, %(town)s"),
    Kind.SAME_POSTAL_CODE: _("the same postal code, %(code)s"),
    Kind.OTHER_TOWN: _("another town: %(one)s, %(other)s"),
    Kind.OTHER_COUNTRY: _("another country: %(one)s, %(other)s"),
    Kind.OTHER_VAT: _("another VAT number of the same country"),
    Kind.OTHER_REGISTER: _("another register number of the same country"),
    Kind.OTHER_FORM: _("another legal form"),
    Kind.OTHER_NUMBER: _("another number or letter in the name: %(one)s, %(other)s"),
    Kind.OTHER_PART: _("another word in the name: %(one)s, %(other)s"),
}

# Where one of the names has such a word and the other has none.
_ONE_SIDED = {
    Kind.OTHER_NUMBER: _("only one name has a number or letter more: %(word)s"),
    Kind.OTHER_PART: _("only one name has a word more: %(word)s"),
}


def reason_text(reason: Reason) -> Text:
    """A reason in the reader's language. It stands behind a colon or in a list, so it begins small."""
    values = dict(reason.values)
    if reason.kind is Kind.OTHER_COUNTRY:
        return say(_WORDS[reason.kind], **{key: country_words(code) for key, code in values.items()})
    message = _WORDS[reason.kind]
    if reason.kind in _ONE_SIDED and not (values["one"] and values["other"]):
        message, values = _ONE_SIDED[reason.kind], {"word": values["one"] or values["other"]}
    return say(message, **{key: name(value) for key, value in values.items()})

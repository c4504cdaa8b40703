from typing import Any

from django.http import Http404


def _soon(request: Any, **kwargs: Any) -> Any:
    raise Http404


listed = template = send = show = carry_out = drop = faulty = _soon

"""How needs and offers appear on pages of lower apps: the warning of the leak check at the review of a change proposal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from actors.models import Revision, Topic
from partnerships.enums import Direction
from partnerships.models import Posting
from partnerships.revisions import PostingSubject
from partnerships.selectors.posting_leaks import of_values


def review_warning(request: HttpRequest | None, *, revision: Revision, **_context: Any) -> str:
    """What the leak check finds in a posting as it would be with the proposal; "" for other subjects, and where nothing is found."""
    if revision.subject != PostingSubject.slug:
        return ""
    values: dict[str, Any] = {field.field: field.after for field in revision.fields.all()}
    if Posting.objects.filter(pk=revision.subject_id or 0, actor=revision.actor_id).exists():
        values = PostingSubject().current(revision.actor, revision.subject_id) | values
    is_protected = Topic.objects.filter(slug__in=values.get("topics") or (), is_protected=True).exists()
    found = of_values(values, is_need=values.get("direction") != Direction.OFFER, is_protected=is_protected)
    if not found:
        return ""
    return render_to_string("postings/parts/leaks.html", {"found": found}, request=request)

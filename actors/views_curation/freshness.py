"""The page behind the links of the mail that asks whether an entry is right. Opening it changes nothing; the answer is a POST."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from actors.enums import FreshnessAnswer
from actors.models import Actor
from actors.services.freshness_answers import Link, LinkState, UnusableLink, answer, examine

#: The words of the address for each answer.
ANSWERS = {value.replace("_", "-"): FreshnessAnswer(value) for value in FreshnessAnswer.values}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, key: str, word: str) -> HttpResponse:
    """The answer of the link, to be confirmed; the other two are one click away."""
    if word not in ANSWERS:
        raise Http404
    if request.method == "POST":
        try:
            answer(key=key, answer=ANSWERS[word])
        except UnusableLink as unusable:
            return _unusable(request, unusable.link)
        return redirect("entry-freshness-thanks", key=key)
    link = examine(key)
    if link.state != LinkState.USABLE or link.check is None:
        return _unusable(request, link)
    context = {
        "actor": link.check.actor,
        "chosen": ANSWERS[word],
        "others": [(other, label) for other, label in ANSWERS.items() if other != word],
        "key": key,
    }
    return render(request, "actors/freshness/question.html", context)


@login_not_required
@never_cache
@require_safe
def thanks(request: HttpRequest, key: str) -> HttpResponse:
    """What was answered, and what happens next."""
    link = examine(key)
    if link.state != LinkState.USED or link.check is None:
        return _unusable(request, link)
    context = {"actor": link.check.actor, "answer": link.check.answer, "edit_url": edit_url(link.check.actor)}
    return render(request, "actors/freshness/thanks.html", context)


def edit_url(actor: Actor) -> str:
    """Where the entry is changed; the login comes first by itself."""
    try:
        return reverse("entry-edit", args=[actor.slug])
    except NoReverseMatch:
        return actor.get_absolute_url()


def _unusable(request: HttpRequest, link: Link) -> HttpResponse:
    """404 for a link the portal has not made, 410 for one that was good once."""
    if link.state == LinkState.UNKNOWN:
        return render(request, "actors/freshness/unusable.html", {"state": link.state}, status=404)
    context = {
        "state": link.state,
        "actor": link.check.actor if link.check else None,
        "answer": link.check.answer if link.check else "",
        "edit_url": edit_url(link.check.actor) if link.check else "",
    }
    return render(request, "actors/freshness/unusable.html", context, status=410)

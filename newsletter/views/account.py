"""The newsletter of a signed-in person: subscribe with a button, or go to the preferences."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from newsletter import links
from newsletter.choices import Topics
from newsletter.enums import ConsentChannel, SubscriptionKind
from newsletter.services import subscribing
from newsletter.views.answers import origin_of
from platform_portal.core.errors import Refusal


@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """The quarterly newsletter to the address of the account; then the page where more is chosen."""
    topics = Topics().chosen([SubscriptionKind.QUARTERLY.value])
    try:
        subscriber = subscribing.subscribe_account(
            user=request.user,  # type: ignore[arg-type]
            topics=topics,
            origin=origin_of(request, ConsentChannel.ACCOUNT),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("account")
    messages.success(request, _("You get the newsletter. Here you choose what else you want to read."))
    return redirect("newsletter-preferences", links.key_for(subscriber.pk, subscriber.key_version))

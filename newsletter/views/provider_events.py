"""Events of mail providers about bounces and complaints, read by anymail, which checks the signature. Off until a provider is configured."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from newsletter.services.mailbox import take_event

#: Provider → view of anymail that reads its events.
VIEWS = {
    "brevo": "BrevoTrackingWebhookView", "mailgun": "MailgunTrackingWebhookView",
    "mailjet": "MailjetTrackingWebhookView", "postmark": "PostmarkTrackingWebhookView",
    "sendgrid": "SendGridTrackingWebhookView", "sparkpost": "SparkPostTrackingWebhookView",
}  # fmt: skip


@csrf_exempt
@login_not_required
def provider_events(request: HttpRequest, provider: str) -> HttpResponseBase:
    """Answers 404 for a provider that is not configured, 400 for what is not signed by it."""
    if (
        not settings.PORTAL_MAIL_PROVIDER
        or provider != settings.PORTAL_MAIL_PROVIDER
        or provider not in VIEWS
    ):
        raise Http404
    if request.method not in ("POST", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "POST, HEAD"})
    return _reader(provider)(request)


@cache
def _reader(provider: str) -> Any:
    view = getattr(import_module(f"anymail.webhooks.{provider}"), VIEWS[provider])
    _listen()
    return view.as_view()


@cache
def _listen() -> None:
    from anymail.signals import tracking

    tracking.connect(_take, weak=False, dispatch_uid="newsletter")


def _take(sender: Any, event: Any, esp_name: str, **_: Any) -> None:
    take_event(event=event, provider=esp_name)

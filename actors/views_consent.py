"""Publishing a contact: the page of the organisation, the page behind the link of the mail, and one's own contacts."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.signed_in import person_of
from actors import consent_wording
from actors.models import Actor, Contact, ContactConsent
from actors.rules import can_manage_people
from actors.selectors import consent as selectors
from actors.services import consent as services
from actors.views_joining.answers import unknown_link, used_link
from platform_portal.core.errors import Refusal
from platform_portal.core.keys import hashed

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def of_actor(request: HttpRequest, slug: str) -> HttpResponse:
    """The contacts of an organisation; owners and the secretariat ask and withdraw."""
    actor = get_object_or_404(Actor.objects.editable_by(request.user), slug=slug)
    may_ask = can_manage_people(request.user, actor)
    if request.method == "POST":
        if not may_ask:
            raise Http404
        contact = get_object_or_404(actor.contacts, pk=_number(request))
        try:
            messages.success(request, _act(request, contact))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("contact-consents", slug)
    context = {"actor": actor, "rows": selectors.of_actor(actor), "may_ask": may_ask}
    return render(request, "actors/consent/organisation.html", context)


def _act(request: HttpRequest, contact: Contact) -> str:
    """Asks or withdraws, and says what happened."""
    if request.POST.get("action") == "withdraw":
        services.withdraw(consent=_in_force(contact), by=person_of(request))
        return _("The contact is no longer public.")
    services.ask(contact=contact, by=person_of(request))
    return _("We have written to the address. The contact becomes public when the person agrees.")


@never_cache
@require_http_methods(METHODS)
def mine(request: HttpRequest) -> HttpResponse:
    """Contacts with one's own address: agree and withdraw."""
    person = person_of(request)
    rows = selectors.of_person(person)
    if request.method == "POST":
        contact = next((row.contact for row in rows if row.contact.pk == _number(request)), None)
        if contact is None:
            raise Http404
        try:
            if request.POST.get("action") == "withdraw":
                services.withdraw(consent=_in_force(contact), by=person)
                messages.success(request, _("The contact is no longer public."))
            else:
                services.give_directly(contact=contact, user=person)
                messages.success(request, _("The contact is public now. We have sent you a confirmation."))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("my-contacts")
    context = {"rows": rows, "wording": consent_wording.current(request.LANGUAGE_CODE)}  # type: ignore[attr-defined]
    return render(request, "actors/consent/mine.html", context)


@login_not_required
@never_cache
@require_http_methods(METHODS)
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """The page behind the link: reading changes nothing, the answer is a POST."""
    consent = ContactConsent.objects.filter(key_hash=hashed(key)).select_related("contact__actor").first()
    if consent is None:
        return unknown_link(request)
    is_given = ContactConsent.objects.in_force().filter(pk=consent.pk).exists()
    if not is_given and not ContactConsent.objects.unanswered().filter(pk=consent.pk).exists():
        return used_link(request, _closed(consent))
    if request.method != "POST":
        return render(request, "actors/consent/answer.html", _question(request, consent, is_given=is_given))
    try:
        done = _answered(request, consent, key, is_given=is_given)
    except Refusal as refusal:
        return used_link(request, str(refusal))
    return render(request, "actors/consent/answered.html", {"consent": consent, "done": done})


def _question(request: HttpRequest, consent: ContactConsent, *, is_given: bool) -> dict[str, object]:
    """The words that were agreed to, or those to agree to in the reader's language."""
    language = consent.language if is_given else _language(request)
    wording = consent.wording if is_given else consent_wording.current(language)
    version = consent.wording_version if is_given else consent_wording.VERSION
    return {
        "consent": consent,
        "is_given": is_given,
        "wording": wording,
        "wording_language": language,
        "version": version,
    }


def _language(request: HttpRequest) -> str:
    return str(request.LANGUAGE_CODE)[:2]  # type: ignore[attr-defined]


def _answered(request: HttpRequest, consent: ContactConsent, key: str, *, is_given: bool) -> str:
    wish = request.POST.get("answer", "")
    if wish == "withdraw" and is_given:
        services.withdraw(consent=consent, by=None)
    elif wish == "yes" and not is_given:
        services.give(consent=consent, key=key, language=_language(request))
    elif wish == "no" and not is_given:
        services.decline(consent=consent)
    else:
        raise Refusal(_("This answer does not fit the question. Please open the link of the mail again."))
    return wish


def _closed(consent: ContactConsent) -> str:
    if consent.withdrawn_at:
        return _("You have withdrawn your consent; the contact is not public. Nothing else is to be done.")
    if consent.declined_at:
        return _("You have said no; the contact is not public. Nothing else is to be done.")
    if consent.given_at:
        return _(
            "The details of the contact were changed since; your consent ended and the contact is not public."
        )
    return _("The question is too old, or a newer one was sent. Nothing was published.")


def _in_force(contact: Contact) -> ContactConsent:
    found = contact.consents.in_force().first()
    if found is None:
        raise Refusal(_("This contact is not public."))
    return found


def _number(request: HttpRequest) -> int:
    given = request.POST.get("contact", "")
    if not (given.isascii() and given.isdigit() and len(given) < 18):
        raise Http404
    return int(given)

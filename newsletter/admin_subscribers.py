"""Subscribers at the desk: to look up, with the proof of their consent to print; addresses that are never written to again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from newsletter.addresses import hashes, normalised
from newsletter.choices import label_of
from newsletter.enums import ConsentChannel, SubscriptionKind, SuppressionReason
from newsletter.forms_subscriber import AddressField
from newsletter.models import ConsentRecord, Subscriber, Subscription, Suppression
from newsletter.services import choosing, subscribing, suppressing
from platform_portal.core.desk.model_admin import Named, ReadOnlyDeskAdmin
from platform_portal.core.desk.steps import Step
from platform_portal.core.desk.with_steps import person


class Reads(admin.SimpleListFilter):
    """What somebody reads."""

    title = _("reads")
    parameter_name = "reads"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The kinds."""
        return list(SubscriptionKind.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Subscriber]) -> QuerySet[Subscriber]:
        """Subscribers of one kind."""
        kind = self.value()
        if kind not in SubscriptionKind.values:
            return queryset
        return queryset.filter(pk__in=Subscription.objects.filter(kind=kind).values("subscriber"))


class SubscriptionInline(Named, admin.TabularInline):
    """What is read; changed by the reader."""

    model = Subscription
    extra = 0
    can_delete = False
    fields = readonly_fields = ("kind", "working_group", "region", "since")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(Subscriber)
class SubscriberAdmin(ReadOnlyDeskAdmin):
    """All addresses that asked for the newsletter, whatever became of it."""

    daily = 2
    list_display = ("address", "language", "state", "state_since", "frequency", "confirmed_at", "is_example")
    list_filter = ("state", "language", Reads, "frequency", "is_example")
    search_fields = ("address", "address_key")
    search_help_text = _("Address or a part of it")
    readonly_fields = ("proof",)
    exclude = ("key_version",)
    inlines = (SubscriptionInline,)
    export_columns = ("address", "language", "state", "state_since", "frequency", "confirmed_at")
    list_links = ((_("Import a file"), "admin:actors_importjob_upload"),)
    steps = (
        Step(
            "leave",
            _("Unsubscribe (asked for by telephone or mail)"),
            lambda row, by: choosing.leave_at_the_desk(subscriber=row, by=by),
        ),
        Step(
            "ask",
            _("Send the confirmation mail again"),
            lambda row, by: subscribing.ask_again(subscriber=row, by=by),
        ),
        Step(
            "suppress",
            _("Never write to this address again"),
            lambda row, by: suppressing.suppress(
                address=row.address, reason=SuppressionReason.OBJECTION, channel=ConsentChannel.DESK, by=by
            ),
            explanation=_("The address is kept as a fingerprint only, and no form or file brings it back."),
        ),
    )

    def may_step(self, request: HttpRequest) -> bool:
        """Whoever sees the list; the rows themselves are the readers'."""
        return self.has_view_permission(request)

    def get_urls(self) -> list[Any]:
        """The proof."""
        own = path(
            "<int:pk>/report/",
            self.admin_site.admin_view(self.proof_view),
            name="newsletter_subscriber_report",
        )
        return [own, *super().get_urls()]

    @admin.display(description=_("proof of consent"))
    def proof(self, subscriber: Subscriber) -> str:
        """Link to the page."""
        url = reverse("admin:newsletter_subscriber_report", args=[subscriber.pk])
        return format_html('<a href="{}">{}</a>', url, _("Show and print"))

    def proof_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Every record about the address, one after the other, for paper."""
        subscriber = Subscriber.objects.filter(pk=pk).first() if pk < 2**63 else None
        if subscriber is None or not self.has_view_permission(request):
            raise Http404
        records = list(ConsentRecord.objects.about(subscriber.address_key).select_related("edition"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Proof of consent"),
            "lead": subscriber.address,
            "records": [(record, [label_of(word) for word in record.topics]) for record in records],
            "crumbs": self.crumbs(
                (subscriber.address, reverse("admin:newsletter_subscriber_change", args=[pk])),
                (_("Proof of consent"), ""),
            ),
        }
        return TemplateResponse(request, "newsletter/desk/proof.html", context)


@admin.register(ConsentRecord)
class ConsentRecordAdmin(ReadOnlyDeskAdmin):
    """All records; they can neither be changed nor deleted."""

    list_display = ("at", "kind", "channel", "language", "wording_version", "source_page", "message_id")
    list_filter = ("kind", "channel", "language", "wording_version")
    search_fields = ("message_id",)
    date_hierarchy = "at"
    export_columns = ("at", "kind", "channel", "language", "wording_version", "source_page", "message_id")
    exclude = ("subscriber",)


class SuppressForm(forms.ModelForm):
    """An address that must never be written to; only its fingerprint is kept."""

    address = AddressField(label=_("E-mail address"))

    class Meta:
        model = Suppression
        fields = ("address", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reason" in self.fields:
            self.fields["reason"].initial = SuppressionReason.OBJECTION


@admin.register(Suppression)
class SuppressionAdmin(ReadOnlyDeskAdmin):
    """Sperrliste: fingerprints, reasons and days. Searching takes a whole address."""

    form = SuppressForm
    list_display = ("short_hash", "reason", "since")
    list_filter = ("reason",)
    search_fields = ("address_hash",)
    search_help_text = _("A whole address")
    export_columns = ("address_hash", "reason", "since")
    steps = (
        Step(
            "release",
            _("Let the address go"),
            lambda row, by: suppressing.release(suppression=row, by=by),
            explanation=_("It may subscribe again; nothing is sent to it until it does."),
        ),
    )

    def may_step(self, request: HttpRequest) -> bool:
        """Whoever sees the list."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The secretariat enters addresses of people who have objected."""
        return self.has_view_permission(request)

    @admin.display(description=_("fingerprint"))
    def short_hash(self, row: Suppression) -> str:
        """The first signs."""
        return f"{row.address_hash[:12]}…"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The address is only ever typed in, never shown."""
        return ("address", "reason") if obj is None else ("address_hash", "reason", "since")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By the fingerprint of what is typed."""
        if "@" not in search_term:
            return super().get_search_results(request, queryset, search_term)
        try:
            key = AddressField().clean(search_term)
        except forms.ValidationError:
            return queryset.none(), False
        return queryset.filter(address_hash__in=hashes(normalised(key))), False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """By the service, which suppresses the subscriber too."""
        made = suppressing.suppress(
            address=form.cleaned_data["address"],
            reason=form.cleaned_data["reason"],
            channel=ConsentChannel.DESK,
            by=person(request),
        )
        obj.pk, obj.address_hash, obj.since = made.pk, made.address_hash, made.since

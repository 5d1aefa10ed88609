"""The secretariat's tables of claims, interest forms, invitations and coordinators. Every change goes through the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import User
from actors.enums import ClaimStatus, InterestStatus
from actors.models import Claim, Coordinator, Interest, Invitation
from actors.selectors import joining
from actors.services import claims, interest, invitations, people
from platform_portal.core.desk.model_admin import ReadOnlyDeskAdmin
from platform_portal.core.desk.steps import Step
from platform_portal.core.errors import Refusal

#: What a decision fills in.
DECIDED = frozenset({"reason", "decided_at", "decided_by", "status"})


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


class DecidedAdmin(ReadOnlyDeskAdmin):
    """Something that waits for a decision: accepted, or refused with a reason that is sent by mail."""

    change_form_template = "admin/actors/joining/decide.html"
    waiting: str
    #: The services that decide; both take `by`, the refusal its `reason`, and the row under the name of its model.
    accepting: Callable[..., object]
    refusing: Callable[..., object]

    def get_urls(self) -> list[URLResolver | URLPattern]:  # type: ignore[override]
        """With the address the decision is posted to."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_decide"
        own = path("<int:pk>/decide/", self.admin_site.admin_view(require_POST(self.decide)), name=name)
        return [own, *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """While it waits, without what only a decision fills in."""
        is_waiting = obj is not None and obj.status == self.waiting
        shown = super().get_fields(request, obj)
        return [name for name in shown if not (is_waiting and name in DECIDED)]

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accepts or refuses by its service."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = get_object_or_404(self.model, pk=pk)
        try:
            if request.POST.get("decision") == "accept":
                self.accepting(**{self.opts.model_name or "": row}, by=_person(request))
                self.message_user(request, _("Accepted. The answer is on its way."), messages.SUCCESS)
            else:
                reason = request.POST.get("reason", "")
                self.refusing(**{self.opts.model_name or "": row}, by=_person(request), reason=reason)
                self.message_user(request, _("Refused. The answer is on its way."), messages.SUCCESS)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", pk)
        return redirect("admin:index")

    def hints(self, row: Any) -> list[tuple[str, str, str]]:
        """What helps to decide: tone of the badge, label, detail."""
        return []

    def name_of(self, row: Any) -> str:
        """What the page says it is about."""
        return str(row)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """With hints and the two buttons while it waits."""
        row = self.get_object(request, object_id)
        context: dict[str, Any] = {}
        if row is not None:
            context = {
                "subtitle": self.name_of(row),
                "is_waiting": cast("Any", row).status == self.waiting,
                "hints": self.hints(row),
                "decide_url": reverse(
                    f"admin:{self.opts.app_label}_{self.opts.model_name}_decide", args=[row.pk]
                ),
            }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)


@admin.register(Claim)
class ClaimAdmin(DecidedAdmin):
    """„Das sind wir“."""

    list_display = ("actor", "name", "function", "email", "fits", "status", "confirmed_at")
    list_filter = ("status", "language")
    list_select_related = ("actor",)
    search_fields = ("name", "email", "actor__name_de", "actor__name_uk", "actor__name_en")
    spoken_fields = ("name", "actor__name_de", "actor__name_uk", "actor__name_en")
    export_columns = (
        "id",
        "actor__slug",
        "function",
        "status",
        "confirmed_at",
        "decided_at",
    )  # nobody's name
    fields = (
        "actor", "name", "function", "email", "language", "message", "user", "status", "created_at",
        "confirmed_at", "reason", "decided_at", "decided_by",
    )  # fmt: skip
    waiting = ClaimStatus.OPEN
    accepting, refusing = staticmethod(claims.accept), staticmethod(claims.refuse)

    def name_of(self, row: Claim) -> str:
        """Who speaks for which actor."""
        return _("%(name)s for %(organisation)s") % {"name": row.name, "organisation": row.actor}

    @admin.display(description=gettext_lazy("domain"))
    def fits(self, row: Claim) -> str:
        """How address and website fit."""
        return str(joining.domain_hint(row.email, row.actor.website).fit.label)

    def hints(self, row: Claim) -> list[tuple[str, str, str]]:
        """The domain, who keeps the entry already, who else claims it."""
        hint = joining.domain_hint(row.email, row.actor.website)
        found = [(hint.tone, str(hint.fit.label), " · ".join(filter(None, (hint.address, hint.website))))]
        if keepers := row.actor.memberships.count():
            text = _("Ask the present owners first: an owner more is an owner who can remove the others.")
            found.append(("danger", _("kept already by %(number)s") % {"number": keepers}, text))
        if others := Claim.objects.open().filter(actor=row.actor).exclude(pk=row.pk).count():
            found.append(("warning", _("%(number)s more open claims of this entry") % {"number": others}, ""))
        return found


@admin.register(Interest)
class InterestAdmin(DecidedAdmin):
    """„Mitmachen“."""

    list_display = ("organisation", "group", "kind", "place", "name", "status", "confirmed_at")
    list_filter = ("status", "group", "kind", "language")
    list_select_related = ("group", "place__region")
    search_fields = ("organisation", "name", "email")
    spoken_fields = ("organisation", "name")
    export_columns = (
        "id", "organisation", "group__slug", "kind", "place__name_native", "website", "status", "confirmed_at",
        "decided_at",
    )  # fmt: skip
    fields = (
        "organisation", "group", "kind", "place", "website", "working_groups", "name", "email", "language",
        "message", "status", "created_at", "confirmed_at", "actor", "reason", "decided_at", "decided_by",
    )  # fmt: skip
    waiting = InterestStatus.OPEN
    accepting, refusing = staticmethod(interest.accept), staticmethod(interest.refuse)

    def hints(self, row: Interest) -> list[tuple[str, str, str]]:
        """The domain, and entries that may be the same organisation."""
        hint = joining.domain_hint(row.email, row.website)
        found = [(hint.tone, str(hint.fit.label), " · ".join(filter(None, (hint.address, hint.website))))]
        alike = joining.similar(row.organisation, kind=row.kind, place=row.place)
        found += [("warning", _("listed already?"), f"{one.name} · {one.place}") for one in alike]
        return found


class MadeByService(forms.ModelForm):
    """A form whose service writes the row while the form is cleaned: only there a refusal can be shown at the form."""

    person: User
    made: models.Model

    def validate_unique(self) -> None:
        """The service has looked."""

    def validate_constraints(self) -> None:
        """The service has looked."""

    def save_m2m(self) -> None:
        """Nothing of that kind."""

    def save(self, commit: bool = True) -> models.Model:
        """It is there already."""
        return self.made


class InvitationForm(MadeByService):
    """A new invitation. Without an actor it is for the secretariat."""

    class Meta:
        model = Invitation
        fields = ("email", "actor", "role", "language", "message")

    def clean(self) -> dict[str, Any]:
        """Sends it."""
        facts = super().clean() or {}
        if not self.errors:
            try:
                self.made = invitations.invite(by=self.person, **facts)
            except Refusal as refusal:
                raise ValidationError(str(refusal)) from refusal
        return facts


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyDeskAdmin):
    """Who was invited, and what became of it."""

    daily = 3
    list_display = ("email", "actor", "role", "status", "created_at", "expires_at", "invited_by")
    list_filter = ("status", "role", "language")
    list_select_related = ("actor", "invited_by")
    search_fields = ("email", "actor__name_de", "actor__name_uk", "actor__name_en")
    spoken_fields = ("actor__name_de", "actor__name_uk", "actor__name_en")
    export_columns = ("id", "actor__slug", "role", "status", "created_at", "expires_at", "answered_at")
    exclude = ("key_hash",)
    autocomplete_fields = ("actor",)
    steps = (
        Step(
            "withdraw",
            gettext_lazy("Withdraw"),
            lambda row, by: invitations.withdraw(invitation=row, by=by),
            explanation=gettext_lazy("The links of these invitations no longer work."),
        ),
        Step(
            "again",
            gettext_lazy("Send again"),
            lambda row, by: invitations.send_again(invitation=row, by=by),
            explanation=gettext_lazy(
                "Each address gets a new mail; the links of the earlier ones no longer work."
            ),
        ),
    )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The secretariat; administrators also invite to the secretariat."""
        return request.user.is_staff

    def get_form(
        self, request: HttpRequest, obj: Invitation | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form of a new invitation knows who is at work."""
        if obj is not None:
            return super().get_form(request, obj, change=change, **kwargs)
        made = super().get_form(request, obj, change=change, form=InvitationForm, **kwargs)
        return type("BoundInvitationForm", (made,), {"person": _person(request)})

    def get_fields(self, request: HttpRequest, obj: Invitation | None = None) -> Any:
        """Only what is to be chosen, for a new one."""
        return InvitationForm.Meta.fields if obj is None else super().get_fields(request, obj)

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        """The service has written it."""

    def may_step(self, request: HttpRequest) -> bool:
        """The secretariat, although it changes nothing else here."""
        return self.has_view_permission(request)


class CoordinatorForm(MadeByService):
    """A person is named by address: lists of accounts are for administrators."""

    email = forms.EmailField(label=gettext_lazy("e-mail address of the person"))

    class Meta:
        model = Coordinator
        fields = ("group",)

    def clean(self) -> dict[str, Any]:
        """Names the coordinator."""
        facts = super().clean() or {}
        if self.errors:
            return facts
        user = User.objects.filter(email__iexact=facts["email"], is_active=True).first()
        if user is None:
            self.add_error("email", _("There is no account with this address. Invite the person first."))
            return facts
        try:
            self.made = people.name_coordinator(group=facts["group"], user=user, by=self.person)
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal
        return facts


@admin.register(Coordinator)
class CoordinatorAdmin(ReadOnlyDeskAdmin):
    """Who coordinates which working group. Never public."""

    list_display = ("group", "user", "since")
    list_filter = ("group",)
    list_select_related = ("group", "user")
    search_fields = ("user__name", "user__email", "group__name_de", "group__name_uk", "group__name_en")
    spoken_fields = ("user__name", "group__name_de", "group__name_uk", "group__name_en")
    export_columns = ("group__slug", "since")  # nobody's name

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The secretariat."""
        return request.user.is_staff

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """The secretariat ends a coordination."""
        return request.user.is_staff

    def get_form(
        self, request: HttpRequest, obj: Coordinator | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form of a new one knows who is at work."""
        if obj is not None:
            return super().get_form(request, obj, change=change, **kwargs)
        made = super().get_form(request, obj, change=change, form=CoordinatorForm, **kwargs)
        return type("BoundCoordinatorForm", (made,), {"person": _person(request)})

    def get_fields(self, request: HttpRequest, obj: Coordinator | None = None) -> Any:
        """Group and address, for a new one."""
        return ("group", "email") if obj is None else ("group", "user", "since")

    def save_model(self, request: HttpRequest, obj: Coordinator, form: Any, change: bool) -> None:
        """The service has written it."""

    def delete_model(self, request: HttpRequest, obj: Coordinator) -> None:
        """By the service, which records it."""
        people.end_coordination(coordinator=obj, by=_person(request))

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Coordinator]) -> None:
        """Each by the service."""
        for row in queryset:
            people.end_coordination(coordinator=row, by=_person(request))

"""Mixin of the desk's lists: steps on many rows with a preview, on one row from the work queue, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import Action, ActionLocation
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from platform_portal.core.desk import steps
from platform_portal.core.desk.steps import Outlook, Step

if TYPE_CHECKING:
    from accounts.models import User


def person(request: HttpRequest) -> User:
    """Who is at work; the desk lets nobody in without an account."""
    return cast("User", request.user)


class WithSteps(admin.ModelAdmin):
    """`steps` become actions of the list, buttons of the work queue, and can be taken back where they say how."""

    steps: tuple[Step, ...] = ()

    def step_urls(self) -> list[URLPattern]:
        """Addresses of one step on one row, and of the way back."""
        info = f"{self.opts.app_label}_{self.opts.model_name}"
        guard = self.admin_site.admin_view
        return [
            path("undo/", require_POST(guard(self.undo_view)), name=f"{info}_undo"),
            path("<int:pk>/step/<slug:slug>/", require_POST(guard(self.step_view)), name=f"{info}_step"),
        ]

    def may_step(self, request: HttpRequest) -> bool:
        """Whoever may change the rows; lists that are only read allow their few steps themselves."""
        return self.has_change_permission(request)

    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """The steps, then Django's own."""
        own: dict[str, Any] = {}
        if action_location == ActionLocation.CHANGE_LIST and self.may_step(request):
            own = {step.slug: _action(step, action_location) for step in self.steps}
        return {**own, **super().get_actions(request, action_location=action_location)}

    def preview_or_run(
        self, request: HttpRequest, queryset: QuerySet[Any], step: Step
    ) -> HttpResponse | None:
        """What the step will do to each chosen row; with `confirm` it is done."""
        objects = list(queryset.order_by("pk")[: steps.MOST + 1])
        if len(objects) > steps.MOST:
            text = _("Please choose at most %(number)s at once.") % {"number": steps.MOST}
            messages.warning(request, text)
            return None
        if request.POST.get("confirm"):
            self._run(request, step, objects)
            return HttpResponseRedirect(request.get_full_path())
        outlooks = steps.preview(step, objects, person(request))
        context = {
            **self.admin_site.each_context(request),
            "title": step.label,
            "lead": step.explanation,
            "step": step,
            "will": [outlook for outlook in outlooks if not outlook.refusal],
            "cannot": [outlook for outlook in outlooks if outlook.refusal],
            "checkbox": ACTION_CHECKBOX_NAME,
            "back": request.get_full_path(),
            "crumbs": self.crumbs((step.label, "")),
        }
        return TemplateResponse(request, "desk/step_preview.html", context)

    def step_view(self, request: HttpRequest, pk: int, slug: str) -> HttpResponse:
        """One step on one row, from a button."""
        step = self._step(request, slug)
        obj = self.get_queryset(request).filter(pk=pk).first()
        if obj is None:
            raise Http404
        self._run(request, step, [obj])
        return self.back_from(request)

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        """Takes the last step back."""
        kept = steps.pending_undo(request)
        if kept is None or kept["model"] != self.opts.label_lower:
            messages.info(request, _("There is nothing to take back."))
            return self.back_from(request)
        step = self._step(request, kept["step"])
        found = self.model._default_manager.in_bulk([pk for pk, _kept in kept["done"]])
        outlooks = steps.undo(step, found, kept["done"], person(request))
        steps.forget_undo(request)
        self._tell_refusals(request, outlooks)
        back = sum(not outlook.refusal for outlook in outlooks)
        if back:
            text = ngettext("Taken back for %(number)s row.", "Taken back for %(number)s rows.", back)
            messages.success(request, text % {"number": back})
        return self.back_from(request)

    def back_from(self, request: HttpRequest) -> HttpResponseRedirect:
        """To where the form came from."""
        from platform_portal.core.desk.site import safe_next

        return HttpResponseRedirect(safe_next(request, self.list_url()))

    def list_url(self) -> str:
        """Address of the list."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def crumbs(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        """The way to a page below the list."""
        return [(self.opts.verbose_name_plural, self.list_url()), *further]

    def _step(self, request: HttpRequest, slug: str) -> Step:
        if not self.may_step(request):
            raise Http404
        for step in self.steps:
            if step.slug == slug:
                return step
        raise Http404

    def _run(self, request: HttpRequest, step: Step, objects: list[Any]) -> None:
        outlooks, done = steps.run(step, objects, person(request))
        steps.keep_undo(request, self.opts, step, done)
        self._tell_refusals(request, outlooks)
        if done:
            text = ngettext("%(step)s: %(number)s row.", "%(step)s: %(number)s rows.", len(done))
            messages.success(request, text % {"step": step.label, "number": len(done)})

    def _tell_refusals(self, request: HttpRequest, outlooks: list[Outlook]) -> None:
        for outlook in outlooks:
            if outlook.refusal:
                messages.warning(request, f"{outlook.obj}: {outlook.refusal}")


def _action(step: Step, location: ActionLocation) -> Action:
    def act(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        answer: HttpResponse | None = modeladmin.preview_or_run(request, queryset, step)
        return answer

    return Action(
        func=act,
        name=step.slug,
        description=str(step.label),
        plural_description=str(step.label),
        locations=[location],
    )

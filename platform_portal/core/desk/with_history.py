"""Mixin of the desk's objects: who changed what, before and after, and back to an earlier state."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from platform_portal.core import audit
from platform_portal.core.desk import timeline
from platform_portal.core.desk.timeline import Change
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import Refusal


class WithHistory(admin.ModelAdmin):
    """History from the triggers and the audit log; `restored_fields` can be brought back through :meth:`restore_state`."""

    restored_fields: tuple[str, ...] = ()

    def restore_state(self, obj: Any, values: dict[str, Any], by: Any) -> None:
        """Checked as the form checks it, then saved. Lists whose changes go through a service call that instead."""
        for attribute, value in values.items():
            setattr(obj, attribute, value)
        others = {field.name for field in self.opts.concrete_fields if field.attname not in values}
        try:
            obj.clean_fields(exclude=others)
            obj.clean()
            obj.validate_constraints()  # all of them: an old value may no longer fit what stands in other fields
        except ValidationError as error:
            raise Refusal(" ".join(error.messages)) from error
        obj.save()
        self.after_restore(obj, by)

    def after_restore(self, obj: Any, by: Any) -> None:
        """What else follows a change of these fields, such as the search index."""

    def history_urls(self) -> list[URLPattern]:
        """Address of the way back to one version."""
        info = f"{self.opts.app_label}_{self.opts.model_name}"
        guard = self.admin_site.admin_view
        return [
            path("<int:pk>/history/<int:number>/", guard(self.restore_view), name=f"{info}_restore"),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Newest first."""
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        can_restore = bool(self.restored_fields) and self.has_change_permission(request, obj)
        context = {
            **self._frame(request, obj, _("History")),
            "title": _("History: %(name)s") % {"name": obj},
            "moments": timeline.of(obj),
            "restore": f"admin:{self.opts.app_label}_{self.opts.model_name}_restore" if can_restore else "",
            **(extra_context or {}),
        }
        return TemplateResponse(request, "desk/history.html", context)

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """What would change, then the change; refused when the object has changed since the page was shown."""
        obj = self.get_object(request, str(pk))
        version = timeline.version(obj, number) if obj is not None and self.restored_fields else None
        if obj is None or version is None:
            raise Http404
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        values = self._differing(obj, version)
        if request.method == "POST" and values:
            if request.POST.get("state") == self._state(obj):
                return self._restore(request, obj, values, number)
            messages.warning(
                request, _("The entry has been changed in the meantime; please look at the changes again.")
            )
        context = {
            **self._frame(request, obj, _("Restore")),
            "title": _("Restore an earlier state: %(name)s") % {"name": obj},
            "version": version,
            "changes": [self._shown(obj, name, value) for name, value in values.items()],
            "state": self._state(obj),
        }
        return TemplateResponse(request, "desk/restore.html", context)

    def _restore(self, request: HttpRequest, obj: Any, values: dict[str, Any], number: int) -> HttpResponse:
        try:
            with transaction.atomic():
                self.restore_state(obj, values, person(request))
                audit.record(
                    action=f"{self.opts.model_name}.restored",
                    obj=obj,
                    by=person(request),
                    version=number,
                    fields=sorted(values),
                )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The earlier state is back; the history shows both."))
        return HttpResponseRedirect(self._history_url(obj))

    def _differing(self, obj: Any, version: Any) -> dict[str, Any]:
        names = [name for name in self.restored_fields if hasattr(version, self._attribute(name))]
        values = {name: getattr(version, self._attribute(name)) for name in names}
        return {
            self._attribute(name): value
            for name, value in values.items()
            if (getattr(obj, self._attribute(name)) or None) != (value or None)
        }

    def _attribute(self, name: str) -> str:
        found: Any = self.opts.get_field(name)
        return str(found.attname)

    def _shown(self, obj: Any, attribute: str, value: Any) -> Change:
        name = next(name for name in self.restored_fields if self._attribute(name) == attribute)
        now = timeline.shown(obj, name, getattr(obj, attribute))
        return Change(timeline.label(obj, name), now, timeline.shown(obj, name, value))

    def _state(self, obj: Any) -> str:
        """A mark of what the object is now, so that nobody restores over a change not seen."""
        now = {name: str(getattr(obj, self._attribute(name))) for name in self.restored_fields}
        return hashlib.sha256(json.dumps(now, sort_keys=True).encode()).hexdigest()[:24]

    def _history_url(self, obj: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[obj.pk])

    def _frame(self, request: HttpRequest, obj: Any, here: str) -> dict[str, Any]:
        base = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        crumbs = [
            (self.opts.verbose_name_plural, reverse(f"{base}_changelist")),
            (str(obj), reverse(f"{base}_change", args=[obj.pk])),
            (here, ""),
        ]
        return {**self.admin_site.each_context(request), "opts": self.opts, "object": obj, "crumbs": crumbs}

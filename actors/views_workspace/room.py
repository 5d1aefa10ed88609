"""The workspace: one page, and forms on pages of their own. 404 for everybody it is not open to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.signed_in import person_of
from actors.forms_workspace import GroupFileForm, PlanForm, StepForm
from actors.models import GroupFile, GroupPlan, PlanStep, WorkingGroup, WorkingGroupMember
from actors.selectors.workspace import workspace_of
from actors.services.workspace import files, joining, plans
from platform_portal.core.errors import Refusal
from platform_portal.core.reading import read_only

OWN = "working-group-workspace"


def open_or_404(request: HttpRequest, slug: str) -> WorkingGroup:
    """The group, if its workspace is open to the reader."""
    rows = WorkingGroup.objects.with_workspace_for(person_of(request)).select_related("parent")
    found: WorkingGroup = get_object_or_404(rows, slug=slug)
    return found


@read_only
@never_cache
def workspace(request: HttpRequest, slug: str) -> HttpResponse:
    """Meetings, small groups with their plans, results, documents, members."""
    group = open_or_404(request, slug)
    context = {"group": group, "workspace": workspace_of(group, person_of(request))}
    return render(request, "actors/workspace/workspace.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new plan."""
    group = open_or_404(request, slug)
    form = PlanForm(request.POST or None, group=group)

    def run() -> None:
        plans.begin(by=person_of(request), **form.cleaned_data)

    title, text = _("New plan"), _("What the group takes on; the steps follow.")
    return _form(request, group, form, run, title, text)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step_new(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A new step of a plan."""
    group = open_or_404(request, slug)
    plan = _plan(group, pk)
    form = StepForm(request.POST or None, group=plan.group)

    def run() -> None:
        plans.add_step(plan=plan, by=person_of(request), **form.cleaned_data)

    return _form(request, group, form, run, _("New step"), plan.title)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def file_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new file."""
    group = open_or_404(request, slug)
    form = GroupFileForm(request.POST or None, request.FILES or None)

    def run() -> None:
        files.add(group=group, by=person_of(request), **form.cleaned_data)

    text = _("Only the members of this group, its coordination and the secretariat can read it.")
    return _form(request, group, form, run, _("New file"), text)


def _form(
    request: HttpRequest, group: WorkingGroup, form: Any, run: Callable[[], None], title: str, text: str
) -> HttpResponse:
    """The form, or back to the workspace once it is done."""
    if request.method == "POST" and form.is_valid():
        try:
            run()
            messages.success(request, _("Saved."))
            return redirect(OWN, group.slug)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"group": group, "form": form, "title": title, "text": text}
    return render(request, "actors/workspace/form.html", context, status=422 if form.errors else 200)


@require_POST
def step_mark(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A step is done, or not yet."""
    group = open_or_404(request, slug)
    step = _step(group, pk)
    is_done = request.POST.get("done") == "yes"
    return _done(request, group, lambda: plans.mark(step=step, is_done=is_done, by=person_of(request)))


@require_POST
def step_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A step goes."""
    group = open_or_404(request, slug)
    step = _step(group, pk)
    return _done(request, group, lambda: plans.remove_step(step=step, by=person_of(request)))


@require_POST
def plan_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A plan goes."""
    group = open_or_404(request, slug)
    plan = _plan(group, pk)
    return _done(request, group, lambda: plans.remove(plan=plan, by=person_of(request)))


@require_POST
def file_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A file goes."""
    group = open_or_404(request, slug)
    rows = GroupFile.objects.select_related("upload", "group__parent")
    file = get_object_or_404(rows, pk=pk, group=group)
    return _done(request, group, lambda: files.remove(file=file, by=person_of(request)))


@require_POST
def member_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A membership ends."""
    group = open_or_404(request, slug)
    rows = WorkingGroupMember.objects.select_related("actor", "group__parent")
    member = get_object_or_404(rows, pk=pk, group=group)
    answer = _done(request, group, lambda: joining.end(member=member, by=person_of(request)))
    still_open = WorkingGroup.objects.with_workspace_for(person_of(request)).filter(pk=group.pk).exists()
    return answer if still_open else redirect(group)


def _done(request: HttpRequest, group: WorkingGroup, run: Callable[[], object]) -> HttpResponse:
    try:
        run()
        messages.success(request, _("Saved."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(OWN, group.slug)


def _plan(group: WorkingGroup, pk: int) -> GroupPlan:
    """A plan of the group or one of its small groups."""
    rows = GroupPlan.objects.select_related("group__parent")
    found: GroupPlan = get_object_or_404(
        rows.filter(group=group) | rows.filter(group__parent=group), pk=pk
    )  # fmt: skip
    return found


def _step(group: WorkingGroup, pk: int) -> PlanStep:
    rows = PlanStep.objects.select_related("plan__group__parent")
    found: PlanStep = get_object_or_404(
        rows.filter(plan__group=group) | rows.filter(plan__group__parent=group), pk=pk
    )  # fmt: skip
    return found

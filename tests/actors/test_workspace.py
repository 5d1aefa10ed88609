"""The workspace of a working group: who may enter, plans with steps, private files, what the public page keeps to itself."""

import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts import upload_purposes
from actors import rules
from actors.models import (
    Coordinator,
    GroupFile,
    GroupPlan,
    Membership,
    PlanStep,
    WorkingGroup,
    WorkingGroupMember,
)
from actors.services.workspace import files, plans
from actors.services.workspace.example import load_example_plans
from platform_portal.core.errors import Refusal
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, WorkingGroupFactory
from tests.knowledge.files import bomb, pdf
from tests.portal_matrix.conftest import browser

TWINS = {"can_lead": "led_by", "takes_part": "taking_part", "can_enter_workspace": "with_workspace_for"}


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.PORTAL_PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture
def world(db):
    """A working group with a small group, a member of it, a coordinator, somebody else."""
    group = WorkingGroupFactory(slug="kreis", name="Themenkreis")
    part = WorkingGroupFactory(slug="klein", name="Kleingruppe", parent=group)
    WorkingGroupFactory(slug="anderer")
    actor = ActorFactory(name="Stadt Beispielburg")
    WorkingGroupMember.objects.create(group=group, actor=actor)
    people = {
        "visitor": AnonymousUser(), "stranger": UserFactory(), "member": UserFactory(), "coordinator": UserFactory(),
        "secretariat": UserFactory(is_staff=True),
    }  # fmt: skip
    Membership.objects.create(user=people["member"], actor=actor, role="editor")
    Membership.objects.create(user=people["stranger"], actor=ActorFactory(), role="owner")
    Coordinator.objects.create(user=people["coordinator"], group=group)
    return {"group": group, "part": part, "actor": actor, **people}


@pytest.mark.parametrize("predicate", TWINS)
def test_predicate_and_queryset_agree_for_every_role(world, predicate):
    for role in ("visitor", "stranger", "member", "coordinator", "secretariat"):
        rows = set(getattr(WorkingGroup.objects, TWINS[predicate])(world[role]))
        every = WorkingGroup.objects.select_related("parent")
        assert {one for one in every if getattr(rules, predicate)(world[role], one)} == rows, role


@pytest.mark.parametrize(
    ("role", "expected"),
    [("visitor", set()), ("stranger", set()), ("member", {"kreis", "klein"}), ("coordinator", {"kreis", "klein"}),
     ("secretariat", {"kreis", "klein", "anderer"})],
)  # fmt: skip
def test_who_enters_which_workspace(world, role, expected):
    found = WorkingGroup.objects.with_workspace_for(world[role])
    assert set(found.values_list("slug", flat=True)) == expected


def room(slug="kreis"):
    return reverse("working-group-workspace", args=[slug])


def test_strangers_find_nothing_and_visitors_are_sent_to_the_login(world):
    assert browser(world["stranger"]).get(room()).status_code == 404
    assert "/login/" in browser(None).get(room()).url
    assert browser(world["member"]).get(room("anderer")).status_code == 404


def test_members_see_plans_results_files_members_and_the_closed_group(world):
    group = world["group"]
    WorkingGroup.objects.filter(pk=group.pk).update(members_url="https://linkedin.example.org/geschlossen")
    plan = plans.begin(group=world["part"], title="Webinar-Serie", language="de", by=world["member"])
    plans.add_step(plan=plan, text="Referierende anfragen", function="Programm", by=world["member"])
    files.add(group=group, file=io.BytesIO(pdf("x")), title="Protokoll", by=world["member"])
    group.results.create(title="Leitfaden", title_de="Leitfaden")
    page = browser(world["member"]).get(room()).content.decode()
    for text in (
        "Webinar-Serie",
        "Referierende anfragen",
        "Protokoll",
        "Leitfaden",
        "Stadt Beispielburg",
        "geschlossen",
    ):
        assert text in page, text


def test_the_public_page_keeps_all_of_that_to_itself(world):
    group = world["group"]
    WorkingGroup.objects.filter(pk=group.pk).update(members_url="https://linkedin.example.org/geschlossen")
    plans.begin(group=group, title="Geheimer Plan", language="de", by=world["member"])
    files.add(group=group, file=io.BytesIO(pdf("x")), title="Geheimes Protokoll", by=world["member"])
    for user in (None, world["stranger"]):
        page = browser(user).get(group.get_absolute_url()).content.decode()
        for text in ("Geheim", "geschlossen", "Beispielburg", room()):
            assert text not in page, text
    assert room() in browser(world["member"]).get(group.get_absolute_url()).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_workspace_costs_the_same_for_one_and_for_three(world, django_assert_max_num_queries, number):
    for index in range(number):
        plan = plans.begin(group=world["group"], title=f"Plan {index}", language="de", by=world["member"])
        plans.add_step(plan=plan, text="Schritt", actor=world["actor"], by=world["member"])
        files.add(group=world["group"], file=io.BytesIO(pdf("x")), title="Datei", by=world["member"])
        WorkingGroupMember.objects.create(group=world["group"], actor=ActorFactory())
    client = browser(world["coordinator"])
    client.get(room())
    with django_assert_max_num_queries(20):  # thirteen, and what upper apps show in their slots
        client.get(room())


# ── plans ──────────────────────────────────────────────────────────────────────────────────────
def test_a_plan_grows_by_forms_and_steps_are_ticked(world):
    client = browser(world["member"])
    new = reverse("working-group-plan-new", args=["kreis"])
    client.post(new, {"group": world["part"].pk, "title": "Webinare", "language": "de"})
    plan = GroupPlan.objects.get(group=world["part"])
    add = reverse("working-group-step-new", args=["kreis", plan.pk])
    client.post(
        add,
        {"text": "Anfragen", "function": "Programm", "actor": world["actor"].pk, "until_on": "2030-01-31"},
    )
    step = plan.steps.get()
    assert (step.function, step.actor, str(step.until_on)) == ("Programm", world["actor"], "2030-01-31")
    mark = reverse("working-group-step-mark", args=["kreis", step.pk])
    for value, is_done in (("yes", True), ("yes", True), ("no", False)):
        client.post(mark, {"done": value})
        step.refresh_from_db()
        assert bool(step.done_on) is is_done


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"text": "x" * 100_000}, {"function": "anna@example.org"}, {"function": "0231 8380046"}, {"actor": 999_999},
     {"until_on": "31.02.2030"}, {"text": "\x00"}],
)  # fmt: skip
def test_wrong_steps_are_explained(world, wrong):
    plan = plans.begin(group=world["group"], title="Webinare", language="de", by=world["member"])
    add = reverse("working-group-step-new", args=["kreis", plan.pk])
    assert browser(world["member"]).post(add, {"text": "Anfragen"} | wrong).status_code == 422
    assert not PlanStep.objects.exists()


def test_only_the_coordination_removes_a_plan(world):
    plan = plans.begin(group=world["group"], title="Webinare", language="de", by=world["member"])
    remove = reverse("working-group-plan-remove", args=["kreis", plan.pk])
    browser(world["member"]).post(remove)
    assert GroupPlan.objects.exists()
    browser(world["coordinator"]).post(remove)
    assert not GroupPlan.objects.exists()


def test_strangers_change_nothing(world):
    plan = plans.begin(group=world["group"], title="Webinare", language="de", by=world["member"])
    step = plans.add_step(plan=plan, text="Anfragen", by=world["member"])
    client = browser(world["stranger"])
    for name, args in (
        ("step-mark", [step.pk]),
        ("step-remove", [step.pk]),
        ("plan-remove", [plan.pk]),
        ("plan-new", []),
    ):
        assert client.post(reverse(f"working-group-{name}", args=["kreis", *args])).status_code == 404
    for run in (
        lambda: plans.begin(group=world["group"], title="x", language="de", by=world["stranger"]),
        lambda: plans.mark(step=step, is_done=True, by=world["stranger"]),
        lambda: files.add(group=world["group"], file=io.BytesIO(pdf("x")), title="x", by=world["stranger"]),
    ):
        with pytest.raises(Refusal):
            run()


def test_steps_and_plans_of_other_groups_are_not_found_here(world):
    other = GroupPlan.objects.create(group=WorkingGroup.objects.get(slug="anderer"), title="Fremd")
    step = PlanStep.objects.create(plan=other, text="Fremd")
    client = browser(world["coordinator"])
    for name, pk in (
        ("plan-remove", other.pk),
        ("step-mark", step.pk),
        ("step-remove", step.pk),
        ("step-new", other.pk),
    ):
        assert client.post(reverse(f"working-group-{name}", args=["kreis", pk])).status_code == 404


# ── files ──────────────────────────────────────────────────────────────────────────────────────
def test_files_are_read_in_the_workspace_only(world):
    added = files.add(group=world["group"], file=io.BytesIO(pdf("x")), title="Protokoll", by=world["member"])
    url = reverse("upload", args=[added.upload_id])
    found = {
        role: browser(world[role]).get(url).status_code
        for role in ("stranger", "member", "coordinator", "secretariat")
    }
    assert found == {"stranger": 404, "member": 200, "coordinator": 200, "secretariat": 200}
    WorkingGroupMember.objects.all().delete()
    assert not upload_purposes.may_read(world["member"], added.upload)


@pytest.mark.parametrize("content", [b"", b"MZ", b"<html>", bomb()])
def test_other_files_are_explained(world, content):
    answer = browser(world["member"]).post(
        reverse("working-group-file-new", args=["kreis"]),
        {"title": "x", "file": SimpleUploadedFile("x.docx", content)},
    )
    assert answer.status_code == 422
    assert not GroupFile.objects.exists()


def test_a_file_is_removed_by_its_sender_and_the_coordination_only(world):
    other = UserFactory()
    Membership.objects.create(user=other, actor=world["actor"], role="editor")
    added = files.add(group=world["group"], file=io.BytesIO(pdf("x")), title="Protokoll", by=world["member"])
    url = reverse("working-group-file-remove", args=["kreis", added.pk])
    browser(other).post(url)
    assert GroupFile.objects.exists()
    browser(world["member"]).post(url)
    assert not GroupFile.objects.exists()


def test_example_plans_are_marked_and_loaded_once(world):
    WorkingGroupFactory(slug="energieeffizienz-biomethan")
    assert (load_example_plans(), load_example_plans()) == (1, 0)
    assert GroupPlan.objects.get().is_example

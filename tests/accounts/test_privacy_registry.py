"""Nothing about persons is kept without an entry in the registry, and the record in docs/ is current."""

import dataclasses

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from accounts import record
from accounts.models import NotificationPreference, User
from platform_portal.core import audit, privacy, privacy_scan
from platform_portal.core.models import AuditEntry, OutboxMail
from platform_portal.core.privacy import OnErasure


def test_every_field_that_may_be_personal_is_explained():
    assert privacy_scan.unexplained() == []


@pytest.mark.parametrize("model", [User, OutboxMail, NotificationPreference])
def test_a_model_nobody_explains_is_found(monkeypatch, model):
    privacy.discover()
    monkeypatch.delitem(privacy._entries, model)
    assert any(name.startswith(f"{model._meta.label}.") for name in privacy_scan.unexplained())


def test_a_field_nobody_explains_is_found(monkeypatch):
    entry = privacy.entry_of(User)
    fields = {name: level for name, level in entry.fields.items() if name != "name"}
    monkeypatch.setitem(privacy._entries, User, dataclasses.replace(entry, fields=fields))
    assert privacy_scan.unexplained() == ["accounts.User.name"]


@pytest.mark.parametrize(
    ("field", "about_person", "expected"),
    [
        (models.EmailField(name="x"), False, True),
        (models.GenericIPAddressField(name="x"), False, True),
        (models.CharField(name="contact_name"), False, True),
        (models.CharField(name="name_uk"), False, True),
        (models.CharField(name="remark"), False, False),
        (models.TextField(name="remark"), True, True),
        (models.CharField(name="remark", choices=[("a", "A")]), True, False),
        (models.IntegerField(name="name"), True, False),
        (models.ImageField(name="portrait"), True, True),
    ],
)
def test_what_looks_personal(field, about_person, expected):
    assert privacy_scan.is_suspicious(field, about_person=about_person) is expected


def test_every_entry_is_complete():
    for entry in privacy.entries():
        assert all(map(str, (entry.title, entry.purpose, entry.retention.rule))), entry.label
        assert entry.on_erasure != OnErasure.DETACH or entry.detach, entry.label


def test_an_unknown_field_cannot_be_registered():
    entry = privacy.entry_of(User)
    with pytest.raises(Exception, match="no field named"):
        privacy.register(
            User,
            title="x",
            purpose="x",
            legal_basis=entry.legal_basis,
            retention=entry.retention,
            fields={"shoe_size": "public"},
        )
    assert privacy.entry_of(User) is entry


def test_the_record_in_docs_is_current():
    call_command("processing_record", check=True)


def test_an_old_record_is_noticed(monkeypatch):
    monkeypatch.setattr(record, "markdown", lambda: "something else")
    with pytest.raises(CommandError):
        call_command("processing_record", check=True)


def test_the_audit_log_holds_no_name(member, secretariat):
    audit.record(action="user.invited", obj=member, by=secretariat)
    row = AuditEntry.objects.values().get()
    assert (row["object_name"], row["user_id"]) == (f"user {member.pk}", secretariat.pk)
    assert member.name not in str(row)
    assert secretariat.name not in str(row)

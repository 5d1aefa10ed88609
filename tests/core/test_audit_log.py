"""The audit log can be written, never changed."""

import pytest
from django.db import Error, transaction

from platform_portal.core import audit
from platform_portal.core.models import AuditEntry


@pytest.mark.django_db
@pytest.mark.parametrize("attempt", ["update", "delete"])
def test_the_database_refuses_to_change_an_entry(member, attempt):
    entry = audit.record(action="user.invited", obj=member, by=None)
    row = AuditEntry.objects.filter(pk=entry.pk)
    change = {"update": lambda: row.update(action="nothing"), "delete": row.delete}[attempt]
    with pytest.raises(Error), transaction.atomic():
        change()
    assert AuditEntry.objects.get().action == "user.invited"


@pytest.mark.django_db
def test_an_entry_names_object_person_and_details(member, secretariat):
    entry = audit.record(action="user.changed", obj=member, by=secretariat, field="name")
    assert (entry.object_type, entry.object_id, entry.user, entry.details) == (
        "accounts.user",
        str(member.pk),
        secretariat,
        {"field": "name"},
    )

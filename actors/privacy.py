"""Personal data of the actors: who keeps an entry, and how a function is reached."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from actors.models import Actor, ActorGroup, Contact, Membership, Topic, WorkingGroup
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, Retention
from platform_portal.core.visibility import Visibility

privacy.register(
    Membership,
    title=_("Organisations whose entry I keep"),
    purpose=_("Knowing who may change the entry of an organisation."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(_("until the role ends or the account is erased")),
    fields={"actor": Visibility.SECRETARIAT, "role": Visibility.SECRETARIAT},
    impersonal={"user": "the link to the account"},
    rows_of=lambda user: Membership.objects.filter(user_id=user.pk),
)

privacy.register(
    Contact,
    title=_("Contacts with my address"),
    purpose=_("Reaching the function of an organisation that is responsible for partnerships."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(_("as long as the entry of the organisation; a personal contact until the person withdraws it")),
    fields={
        "function": Visibility.MEMBERS, "email": Visibility.MATCHED, "phone": Visibility.MATCHED,
        "visibility": Visibility.SECRETARIAT, "is_personal": Visibility.SECRETARIAT,
    },
    impersonal={"position": "order on the page", "consented_at": "see the consents"},
    correct_at="my-contacts",
    rows_of=lambda user: Contact.objects.filter(email__iexact=user.email, is_personal=True),
)  # fmt: skip

privacy.impersonal(Actor, "name", because="Name of an organisation.")
privacy.impersonal("actors.ActorEvent", "name", because="Name of an organisation, as it was.")
privacy.impersonal("actors.TopicEvent", "name", "crs_name", because="Name of a topic, as it was.")
privacy.impersonal("actors.WorkingGroupEvent", "name", because="Name of a working group, as it was.")
privacy.impersonal(ActorGroup, "name", because="Name of a group of organisations.")
privacy.impersonal(Topic, "name", "crs_name", because="Name of a topic.")
privacy.impersonal(WorkingGroup, "name", because="Name of a working group.")

from actors import (  # noqa: E402, F401  # noqa: E402, F401
    privacy_consent,
    privacy_curation,
    privacy_imports,
    privacy_joining,
    privacy_notes,
    privacy_revision,
    privacy_workspace,
)

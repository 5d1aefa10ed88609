"""What becomes of the actors' own tables when two entries are merged, where moving is not enough."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import ClaimStatus, DuplicateStatus, InvitationStatus, MembershipRole
from actors.models import Actor, Claim, DuplicateSuspicion, FreshnessCheck, Invitation, Membership, Revision
from actors.services.merge_relations import Moved, Rule, conflicts_stay, move, register


def memberships(kept: Actor, lost: Actor) -> Moved:
    """A person who keeps both entries keeps the one that stays, in the stronger of both roles."""
    moved = Moved()
    there = {row.user_id: row for row in Membership.objects.filter(actor=kept)}
    for row in Membership.objects.filter(actor=lost).order_by("pk"):
        twin = there.get(row.user_id)
        if twin is None:
            Membership.objects.filter(pk=row.pk).update(actor=kept)
            moved.ids.append(row.pk)
            continue
        raised = row.role == MembershipRole.OWNER != twin.role
        if raised:
            Membership.objects.filter(pk=twin.pk).update(role=MembershipRole.OWNER)
        moved.dropped.append({"user_id": row.user_id, "role": row.role, "raised": raised})
        row.delete()
    return moved


def memberships_preview(kept: Actor, lost: Actor) -> list[str]:
    """Persons in both."""
    both = Membership.objects.filter(
        actor=kept, user__in=Membership.objects.filter(actor=lost).values("user")
    ).count()
    return (
        [_("Persons who keep both entries, and keep one from now on: %(number)s") % {"number": both}]
        if both
        else []
    )


def parts(kept: Actor, lost: Actor) -> Moved:
    """Parts of one become parts of the other; an entry never becomes part of itself."""
    moved = Moved()
    for part in Actor.objects.filter(parent=lost).order_by("pk"):
        new = kept.pk if part.pk != kept.pk else (lost.parent_id if lost.parent_id != kept.pk else None)
        Actor.objects.filter(pk=part.pk).update(parent=new, updated_at=timezone.now())
        moved.ids.append(part.pk)
    kept.refresh_from_db(fields=("parent",))
    return moved


def invitations(kept: Actor, lost: Actor) -> Moved:
    """Of two open invitations of one address the one of the entry that goes is withdrawn."""
    there = {email.lower() for email in _open_invitations(kept).values_list("email", flat=True)}
    twins = [row.pk for row in _open_invitations(lost) if row.email.lower() in there]
    Invitation.objects.filter(pk__in=twins).update(status=InvitationStatus.WITHDRAWN)
    return move(Invitation._meta.get_field("actor"), kept.pk, lost.pk)


def _open_invitations(actor: Actor) -> QuerySet[Invitation]:
    return Invitation.objects.filter(actor=actor, status=InvitationStatus.SENT)


def claims(kept: Actor, lost: Actor) -> Moved:
    """Of two open claims of one address the one of the entry that goes is withdrawn."""
    waiting = (ClaimStatus.UNCONFIRMED, ClaimStatus.OPEN)
    there = {
        email.lower()
        for email in Claim.objects.filter(actor=kept, status__in=waiting).values_list("email", flat=True)
    }
    twins = [
        row.pk for row in Claim.objects.filter(actor=lost, status__in=waiting) if row.email.lower() in there
    ]
    Claim.objects.filter(pk__in=twins).update(status=ClaimStatus.WITHDRAWN)
    return move(Claim._meta.get_field("actor"), kept.pk, lost.pk)


def revisions(kept: Actor, lost: Actor) -> Moved:
    """Change proposals of the entry that goes are about the one that stays."""
    moved = move(Revision._meta.get_field("actor"), kept.pk, lost.pk)
    Revision.objects.filter(pk__in=moved.ids, subject="actor", subject_id=lost.pk).update(subject_id=kept.pk)
    return moved


def questions(kept: Actor, lost: Actor) -> Moved:
    """An open question about the entry that goes ends; asked is about the one that stays."""
    FreshnessCheck.objects.filter(actor=lost, closed_at__isnull=True).update(closed_at=timezone.now())
    return move(FreshnessCheck._meta.get_field("actor"), kept.pk, lost.pk)


def suspicions(kept: Actor, lost: Actor) -> Moved:
    """What was said about the entry that goes and a third one is said about the one that stays; open ones are looked for anew."""
    DuplicateSuspicion.objects.filter(first=lost, status=DuplicateStatus.OPEN).exclude(second=kept).delete()
    DuplicateSuspicion.objects.filter(second=lost, status=DuplicateStatus.OPEN).exclude(first=kept).delete()
    for other in _told_different_from(lost) - {kept.pk}:
        first, second = sorted((kept.pk, other))
        DuplicateSuspicion.objects.get_or_create(
            first_id=first, second_id=second,
            defaults={"score": 0.0, "status": DuplicateStatus.DIFFERENT, "decided_at": timezone.now()},
        )  # fmt: skip
    return Moved()


def _told_different_from(actor: Actor) -> set[int]:
    told = DuplicateSuspicion.objects.filter(status=DuplicateStatus.DIFFERENT)
    return {
        *told.filter(first=actor).values_list("second_id", flat=True),
        *told.filter(second=actor).values_list("first_id", flat=True),
    }


def nothing(_kept: Actor, _lost: Actor) -> Moved:
    """The rows stay: the search index drops them, and decided suspicions tell what was decided."""
    return Moved()


def register_rules() -> None:
    """Called once, when the app is ready."""
    register("actors.Membership.actor", Rule(memberships, memberships_preview))
    register("actors.Actor.parent", Rule(parts))
    register("actors.Invitation.actor", Rule(invitations))
    register("actors.Claim.actor", Rule(claims))
    register("actors.Revision.actor", Rule(revisions))
    register("actors.FreshnessCheck.actor", Rule(questions))
    register("actors.DuplicateSuspicion.first", Rule(suspicions))
    register("actors.DuplicateSuspicion.second", Rule(nothing))
    register("actors.ActorIndex.actor", Rule(nothing))
    conflicts_stay(
        *(f"actors.{name}.actor" for name in ("ActorTopic", "WorkingGroupMember", "GroupJoinRequest", "Note"))
    )

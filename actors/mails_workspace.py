"""Letters about joining a working group. All texts are lazy: they are worked out in the reader's language."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from actors.mails_joining import address, name_of
from actors.models import Actor, WorkingGroup
from platform_portal.core.letters import Action, Letter, LetterKind, Text, filled, register

ASKED, ANSWERED = "group-join-asked", "group-join-answered"
_WHY_ASKED = _("You receive this mail because you coordinate this working group.")
_WHY_ANSWERED = _("You receive this mail because you asked for your organisation to join.")


def group_name(group: WorkingGroup) -> Text:
    """The name in the language the letter is rendered in."""
    return lazy(lambda: str(group.name), str)()


def asked(*, group: WorkingGroup, actor: Actor, message: str) -> Letter:
    """To the coordinators: somebody wants to join."""
    return _asked(group_name(group), name_of(actor), message, address("working-group-workspace", group.slug))


def accepted(*, group: WorkingGroup, actor: Actor, reason: str) -> Letter:
    """Welcome, and the way to the workspace."""
    url = address("working-group-workspace", group.slug)
    return _accepted(group_name(group), name_of(actor), reason, url)


def refused(*, group: WorkingGroup, actor: Actor, reason: str) -> Letter:
    """Not this time, and why."""
    return _refused(group_name(group), name_of(actor), reason)


def _asked(group: Text, actor: Text, message: Text, url: Text) -> Letter:
    paragraphs: list[Text] = [
        filled(_("%(actor)s would like to join the working group “%(group)s”."), actor=actor, group=group)
    ]
    if message:
        paragraphs.append(filled(_("Message: “%(message)s”"), message=message))
    return Letter(
        subject=filled(_("%(actor)s would like to join %(group)s"), actor=actor, group=group),
        paragraphs=tuple(paragraphs),
        actions=(Action(_("Answer the request"), url),),
        why=_WHY_ASKED,
    )


def _accepted(group: Text, actor: Text, reason: Text, url: Text) -> Letter:
    paragraphs: list[Text] = [
        filled(_("%(actor)s is now a member of the working group “%(group)s”."), actor=actor, group=group)
    ]
    if reason:
        paragraphs.append(filled(_("Message: “%(message)s”"), message=reason))
    return Letter(
        subject=filled(_("Welcome to the working group %(group)s"), group=group),
        paragraphs=tuple(paragraphs),
        actions=(Action(_("To the workspace"), url),),
        why=_WHY_ANSWERED,
    )


def _refused(group: Text, actor: Text, reason: Text) -> Letter:
    return Letter(
        subject=filled(_("Your request to join %(group)s"), group=group),
        paragraphs=(
            filled(
                _("The working group “%(group)s” cannot take in %(actor)s at the moment."),
                group=group,
                actor=actor,
            ),
            filled(_("Reason: %(reason)s"), reason=reason),
            _("If this is a misunderstanding, please write to the secretariat."),
        ),
        why=_WHY_ANSWERED,
    )


def register_kinds() -> None:
    """Makes the letters known to the preview, with invented examples."""
    group, city = "Wasser und Abwasser", "Stadt Beispielburg"
    register(
        LetterKind(
            ASKED,
            _("Request to join a working group"),
            lambda: _asked(group, city, _("We look forward to working with you."), address("dashboard")),
        )
    )
    register(
        LetterKind(
            ANSWERED,
            _("Request to join a working group: answer"),
            lambda: _refused(group, city, _("The group is full; a second one begins in spring.")),
        )
    )

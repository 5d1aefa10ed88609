"""Keeps the sign-in library's list of addresses in step with the address of the account."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User


@transaction.atomic
def remember(*, user: User) -> None:
    """Lists the account's own address as confirmed: whoever invited has checked it. May run twice.

    From then on another address becomes the main one only after the link in a mail to it was opened.
    """
    if not EmailAddress.objects.filter(user_id=user.pk, primary=True).exists():
        EmailAddress.objects.filter(user_id=user.pk, email__iexact=user.email).delete()
        EmailAddress.objects.create(user_id=user.pk, email=user.email.lower(), verified=True, primary=True)


@transaction.atomic
def forget(*, user: User) -> None:
    """An administrator has changed the address: the former ones must no longer open the account."""
    EmailAddress.objects.filter(user_id=user.pk).delete()

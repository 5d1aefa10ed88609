"""User: a person who signs in, with what the person has chosen. What a person may do for an actor is a membership in `actors`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Frequency, NotificationKind, TimeZoneName

one_line = RegexValidator(
    r"[\x00-\x1f\x7f\u2028\u2029]",
    _("Please write this in one line, without control characters."),
    inverse_match=True,
)


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail address; addresses are compared without regard to case."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """One user; without a password the account can only be opened by a reset link."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> User:
        """Finds the user whatever the case of the address."""
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account (Konto). Never an organisation: that is an `Actor`."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(
        pgettext_lazy("of a person", "name"), max_length=150, blank=True, validators=[one_line]
    )
    language = models.CharField(
        _("language of mails and pages"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    is_staff = models.BooleanField(_("secretariat"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("email", "pk")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_unique",
                violation_error_message=_("There is already an account with this address."),
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name as the person wrote it, else the address."""
        return self.name or self.email

    def get_short_name(self) -> str:
        """Same as the full name: names are not taken apart."""
        return self.get_full_name()


class Preferences(models.Model):
    """Einstellungen: when a person wants no mails. Without a row there are no quiet times."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences", verbose_name=_("user")
    )
    quiet_from = models.TimeField(_("no mails from"), null=True, blank=True)
    quiet_until = models.TimeField(_("no mails until"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=40, choices=TimeZoneName, default=TimeZoneName.BERLIN
    )

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="accounts_preferences_both_or_none",
                violation_error_message=_("Please give both times, or none."),
            ),
        )

    def __str__(self) -> str:
        return f"preferences {self.pk}"


class NotificationPreference(models.Model):
    """Benachrichtigung: how often a person wants mails of one kind. Without a row the default of the kind holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name=_("user")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=NotificationKind)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("user", "kind"), name="accounts_notification_once_per_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.frequency}"


class ErasureRequest(models.Model):
    """Löschantrag: the account is to be erased at `due_at`, unless the person logs in before. Its row goes with the account."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="erasure_request", verbose_name=_("user")
    )
    requested_at = models.DateTimeField(_("requested at"), default=timezone.now)
    due_at = models.DateTimeField(_("due at"), db_index=True)
    by_retention = models.BooleanField(
        _("because unused"),
        default=False,
        help_text=_("Asked for by the retention rules, not by the person."),
    )

    class Meta:
        verbose_name = _("request for erasure")
        verbose_name_plural = _("requests for erasure")
        ordering = ("due_at", "pk")

    def __str__(self) -> str:
        return f"erasure {self.pk}"


class LimitCounter(models.Model):
    """Zähler der Anmeldeversuche: the table behind the cache `limits`; its keys are hashes, its rows live for minutes."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("counter of attempts")
        verbose_name_plural = _("counters of attempts")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.cache_key[:8]

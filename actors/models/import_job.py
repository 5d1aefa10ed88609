"""Import jobs: a file with actors or partnerships on its way into the register."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import ImportState


class ImportJob(models.Model):
    """Import einer Datei: checked without writing, then, once somebody has agreed, written in one transaction by a worker.

    The row is the truth: a worker that is killed leaves nothing behind but this row, and the next one takes it up again. The
    file is kept until the job has ended; `report` holds one line per row of the file.
    """

    kind = models.SlugField(_("kind"), max_length=30)
    file_name = models.CharField(_("file"), max_length=200)
    data = models.BinaryField(_("content"), null=True, editable=False)
    encoding = models.CharField(_("encoding"), max_length=40, blank=True)
    all_or_nothing = models.BooleanField(
        _("all or nothing"),
        default=False,
        help_text=_("One row that cannot be used keeps the whole file out."),
    )
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.TO_CHECK)
    step = models.CharField(_("step"), max_length=80, blank=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    is_stopping = models.BooleanField(_("to be stopped"), default=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    report = models.JSONField(_("report"), default=dict, blank=True)
    problem = models.TextField(_("problem"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("user")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(
                fields=("created_at",),
                name="actors_import_to_do",
                condition=models.Q(state__in=("to_check", "checking", "to_write", "writing")),
            ),
        )

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def is_at_work(self) -> bool:
        """Whether a worker has it, or is about to."""
        return self.state in ImportState.at_work()

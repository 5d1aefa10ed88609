"""Funding programmes, their deadlines, and reminders of them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0004_people_and_curation"),
        ("partnerships", "0004_match_rounds"),
        ("places", "0001_gazetteer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FundingProgramme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="slug")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_de", models.CharField(max_length=200, null=True, verbose_name="name")),
                ("name_uk", models.CharField(max_length=200, null=True, verbose_name="name")),
                ("name_en", models.CharField(max_length=200, null=True, verbose_name="name")),
                ("funder", models.CharField(blank=True, max_length=200, verbose_name="funder")),
                ("funder_de", models.CharField(blank=True, max_length=200, null=True, verbose_name="funder")),
                ("funder_uk", models.CharField(blank=True, max_length=200, null=True, verbose_name="funder")),
                ("funder_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="funder")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("summary_de", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_uk", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_en", models.TextField(blank=True, null=True, verbose_name="summary")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("de", "German"), ("uk", "Ukrainian"), ("en", "English")],
                        default="de",
                        max_length=2,
                        verbose_name="source language",
                    ),
                ),
                (
                    "applicant_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("municipality", "Municipality"),
                                ("district", "District (Kreis, raion)"),
                                ("region", "Region (Land, oblast)"),
                                ("utility", "Municipal company or utility"),
                                ("company", "Company"),
                                ("chamber", "Chamber"),
                                ("association", "Association"),
                                ("municipal-association", "Association of municipalities"),
                                ("diaspora", "Diaspora organisation"),
                                ("foundation", "Foundation"),
                                ("university", "University or research institute"),
                                ("clinic", "Clinic or health body"),
                                ("network", "Network or programme"),
                                ("federal-body", "Federal body"),
                                ("state-body", "State body"),
                                ("diplomatic", "Diplomatic mission"),
                                ("implementing", "Implementing organisation"),
                                ("international", "International organisation"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        help_text="Empty: unknown.",
                        verbose_name="who may apply",
                    ),
                ),
                (
                    "partner_countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        help_text="Two letters each, such as UA. Empty: unknown.",
                        verbose_name="countries of the partners",
                    ),
                ),
                (
                    "amount_from",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="amount from (euro)"),
                ),
                (
                    "amount_to",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="amount up to (euro)"),
                ),
                (
                    "deadline_kind",
                    models.CharField(
                        choices=[
                            ("unknown", "Unknown"),
                            ("dates", "On fixed days"),
                            ("always", "At any time"),
                            ("closed", "No longer open for applications"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="applications",
                    ),
                ),
                ("link", models.URLField(blank=True, max_length=400, verbose_name="link")),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="An office or a function, not a person.",
                        max_length=200,
                        verbose_name="contact",
                    ),
                ),
                (
                    "contact_de",
                    models.CharField(
                        blank=True,
                        help_text="An office or a function, not a person.",
                        max_length=200,
                        null=True,
                        verbose_name="contact",
                    ),
                ),
                (
                    "contact_uk",
                    models.CharField(
                        blank=True,
                        help_text="An office or a function, not a person.",
                        max_length=200,
                        null=True,
                        verbose_name="contact",
                    ),
                ),
                (
                    "contact_en",
                    models.CharField(
                        blank=True,
                        help_text="An office or a function, not a person.",
                        max_length=200,
                        null=True,
                        verbose_name="contact",
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="address of the office"),
                ),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="last checked")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("is_published", models.BooleanField(default=True, verbose_name="published")),
                ("is_example", models.BooleanField(default=False, verbose_name="example")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created at"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "applicant_regions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Empty: unknown, or without restriction; say so in the summary.",
                        related_name="+",
                        to="places.region",
                        verbose_name="applicants from",
                    ),
                ),
                (
                    "partner_regions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="places.region",
                        verbose_name="regions of the partners",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True,
                        related_name="funding_programmes",
                        to="actors.topic",
                        verbose_name="topics",
                    ),
                ),
            ],
            options={
                "verbose_name": "funding programme",
                "verbose_name_plural": "funding programmes",
                "ordering": ("name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="FundingDeadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="first on")),
                (
                    "repeats",
                    models.CharField(
                        choices=[
                            ("never", "Once"),
                            ("yearly", "Every year"),
                            ("half_yearly", "Every six months"),
                            ("quarterly", "Every three months"),
                            ("monthly", "Every month"),
                        ],
                        default="never",
                        max_length=12,
                        verbose_name="repeats",
                    ),
                ),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="last on")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deadlines",
                        to="partnerships.fundingprogramme",
                    ),
                ),
            ],
            options={
                "verbose_name": "deadline",
                "verbose_name_plural": "deadlines",
                "ordering": ("on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="FundingReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="since")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="partnerships.fundingprogramme",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="funding_reminders",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder of deadlines",
                "verbose_name_plural": "reminders of deadlines",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="FundingReminderMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("deadline_on", models.DateField(verbose_name="deadline")),
                (
                    "stage",
                    models.PositiveSmallIntegerField(
                        choices=[(42, "Six weeks before"), (14, "Two weeks before")],
                        verbose_name="days before",
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at")),
                (
                    "reminder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="partnerships.fundingreminder",
                    ),
                ),
            ],
            options={
                "verbose_name": "sent reminder",
                "verbose_name_plural": "sent reminders",
                "ordering": ("pk",),
            },
        ),
        migrations.AddConstraint(
            model_name="fundingprogramme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_from__isnull", True),
                    ("amount_to__isnull", True),
                    ("amount_from__lte", models.F("amount_to")),
                    _connector="OR",
                ),
                name="partnerships_funding_amounts_in_order",
                violation_error_message="The smallest amount is larger than the largest.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingdeadline",
            constraint=models.UniqueConstraint(
                fields=("programme", "on", "repeats"), name="partnerships_deadline_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingdeadline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_on__isnull", True), ("until_on__gte", models.F("on")), _connector="OR"
                ),
                name="partnerships_deadline_ends_after_it_begins",
                violation_error_message="The last day lies before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingreminder",
            constraint=models.UniqueConstraint(
                fields=("user", "programme"), name="partnerships_funding_reminder_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingremindermail",
            constraint=models.UniqueConstraint(
                fields=("reminder", "deadline_on", "stage"), name="partnerships_funding_mail_once"
            ),
        ),
    ]

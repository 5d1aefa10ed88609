"""Events, their programmes, registrations and places; a place at one time only needs btree_gist."""

import datetime
import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import events.models.registration


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_notices_views_uploads"),
        ("actors", "0005_import_jobs"),
        ("places", "0001_gazetteer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Bucket",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("on_site", "On site"), ("online", "Online")],
                        max_length=7,
                        verbose_name="taking part",
                    ),
                ),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty: without limit.", null=True, verbose_name="places"
                    ),
                ),
            ],
            options={
                "verbose_name": "places",
                "verbose_name_plural": "places",
                "ordering": ("event", models.OrderBy(models.F("session"), nulls_first=True), "mode"),
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_session", models.BooleanField(default=False, editable=False)),
                (
                    "mode",
                    models.CharField(
                        choices=[("on_site", "On site"), ("online", "Online")],
                        max_length=7,
                        verbose_name="taking part",
                    ),
                ),
                ("person_key", models.CharField(editable=False, max_length=254, verbose_name="person")),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateTimeRangeField(
                        blank=True, null=True, verbose_name="time"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("held", "Held until the address is confirmed"),
                            ("invited", "Held for the invitation"),
                            ("offered", "Offered"),
                            ("confirmed", "Confirmed"),
                            ("requested", "To be approved"),
                            ("waiting", "On the waiting list"),
                            ("choose", "Please choose"),
                            ("released", "Given back"),
                        ],
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                (
                    "waiting_number",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="number on the waiting list"
                    ),
                ),
                ("offered_until", models.DateTimeField(blank=True, null=True, verbose_name="offered until")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="booked at"
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="changed at"
                    ),
                ),
                (
                    "bucket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="events.bucket",
                        verbose_name="places",
                    ),
                ),
            ],
            options={
                "verbose_name": "booking",
                "verbose_name_plural": "bookings",
                "ordering": ("bucket", "pk"),
            },
        ),
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_key", models.CharField(max_length=254, verbose_name="person")),
                (
                    "language",
                    models.CharField(
                        choices=[("de", "German"), ("uk", "Ukrainian"), ("en", "English")],
                        default="de",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="created at"),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="given up at")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "address of a personal calendar",
                "verbose_name_plural": "addresses of personal calendars",
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
                (
                    "booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_in",
                        to="events.booking",
                        verbose_name="booking",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "check-in",
                "verbose_name_plural": "check-ins",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="slug")),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="calendar number"
                    ),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="Rises when time, place, format or status change.",
                        verbose_name="calendar sequence",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("conference", "Conference"),
                            ("expert", "Expert event"),
                            ("dialogue", "Dialogue event"),
                            ("network", "Network meeting"),
                            ("group_meeting", "Working-group meeting"),
                            ("workshop", "Workshop"),
                            ("webinar", "Webinar"),
                            ("training", "Training"),
                            ("exchange", "Exchange round"),
                            ("excursion", "Excursion"),
                        ],
                        max_length=13,
                        verbose_name="kind",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[("on_site", "On site"), ("online", "Online"), ("hybrid", "Hybrid")],
                        max_length=7,
                        verbose_name="format",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("title_de", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_uk", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("summary", models.CharField(blank=True, max_length=400, verbose_name="summary")),
                (
                    "summary_de",
                    models.CharField(blank=True, max_length=400, null=True, verbose_name="summary"),
                ),
                (
                    "summary_uk",
                    models.CharField(blank=True, max_length=400, null=True, verbose_name="summary"),
                ),
                (
                    "summary_en",
                    models.CharField(blank=True, max_length=400, null=True, verbose_name="summary"),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_de", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_uk", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, null=True, verbose_name="description")),
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
                    "outdated_translations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        verbose_name="outdated translations",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "has_times",
                    models.BooleanField(
                        default=True,
                        help_text="Otherwise only the days are shown.",
                        verbose_name="times of day are known",
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        choices=[
                            ("Europe/Berlin", "Europe/Berlin"),
                            ("Europe/Kyiv", "Europe/Kyiv"),
                            ("Europe/Warsaw", "Europe/Warsaw"),
                            ("UTC", "UTC"),
                        ],
                        default="Europe/Berlin",
                        max_length=40,
                        verbose_name="time zone",
                    ),
                ),
                ("venue", models.CharField(blank=True, max_length=200, verbose_name="venue")),
                ("venue_de", models.CharField(blank=True, max_length=200, null=True, verbose_name="venue")),
                ("venue_uk", models.CharField(blank=True, max_length=200, null=True, verbose_name="venue")),
                ("venue_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="venue")),
                (
                    "venue_address",
                    models.CharField(blank=True, max_length=200, verbose_name="address of the venue"),
                ),
                (
                    "stream_url",
                    models.URLField(blank=True, max_length=500, verbose_name="link to take part online"),
                ),
                (
                    "stream_access",
                    models.CharField(
                        choices=[
                            ("everyone", "Everyone"),
                            ("participants", "Confirmed online participants, 15 minutes before the start"),
                        ],
                        default="participants",
                        max_length=12,
                        verbose_name="who sees the link",
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("de", "German"),
                                ("uk", "Ukrainian"),
                                ("en", "English"),
                                ("pl", "Polish"),
                                ("fr", "French"),
                            ],
                            max_length=2,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="spoken languages",
                    ),
                ),
                (
                    "interpretation",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("de", "German"),
                                ("uk", "Ukrainian"),
                                ("en", "English"),
                                ("pl", "Polish"),
                                ("fr", "French"),
                            ],
                            max_length=2,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="interpreted into",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("members", "Members"),
                            ("invited", "By invitation"),
                        ],
                        default="public",
                        max_length=7,
                        verbose_name="audience",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("cancelled", "Cancelled"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="cancelled at"),
                ),
                (
                    "is_template",
                    models.BooleanField(
                        default=False,
                        help_text="Never shown; new events are copied from it.",
                        verbose_name="template",
                    ),
                ),
                (
                    "admission",
                    models.CharField(
                        choices=[
                            ("none", "No registration needed"),
                            ("open", "First come, first served"),
                            ("approval", "The secretariat approves each registration"),
                            ("invitation", "By personal invitation"),
                            ("elsewhere", "Registration with the organiser"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="registration",
                    ),
                ),
                (
                    "registration_url",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="registration with the organiser"
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="registration opens")),
                (
                    "closes_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: when the event begins.",
                        null=True,
                        verbose_name="registration closes",
                    ),
                ),
                (
                    "waiting_policy",
                    models.CharField(
                        choices=[
                            ("none", "No waiting list"),
                            ("automatic", "The next one is confirmed"),
                            ("offer", "The next one gets an offer with a deadline"),
                        ],
                        default="automatic",
                        max_length=9,
                        verbose_name="waiting list",
                    ),
                ),
                (
                    "offer_hours",
                    models.PositiveSmallIntegerField(default=48, verbose_name="hours an offer stands"),
                ),
                (
                    "colleagues_max",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[django.core.validators.MaxValueValidator(5)],
                        verbose_name="colleagues one person may register",
                    ),
                ),
                ("asks_food", models.BooleanField(default=False, verbose_name="ask about food")),
                (
                    "asks_headset",
                    models.BooleanField(default=False, verbose_name="ask about interpretation headsets"),
                ),
                (
                    "has_participant_list",
                    models.BooleanField(
                        default=False,
                        help_text="Only those who agree, and only among themselves.",
                        verbose_name="participants may see each other",
                    ),
                ),
                ("report", models.TextField(blank=True, verbose_name="report")),
                ("report_de", models.TextField(blank=True, null=True, verbose_name="report")),
                ("report_uk", models.TextField(blank=True, null=True, verbose_name="report")),
                ("report_en", models.TextField(blank=True, null=True, verbose_name="report")),
                (
                    "report_public_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="report is public since"),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("is_example", models.BooleanField(default=False, verbose_name="example")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created at"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "organisers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="organised_events",
                        to="actors.actor",
                        verbose_name="organisers",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="places.place",
                        verbose_name="place",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True, related_name="events", to="actors.topic", verbose_name="topics"
                    ),
                ),
                (
                    "working_group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="events",
                        to="actors.workinggroup",
                        verbose_name="working group",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ("starts_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rating",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="how useful it was",
                    ),
                ),
                ("what_helped", models.TextField(blank=True, max_length=2000, verbose_name="what helped")),
                (
                    "what_was_missing",
                    models.TextField(blank=True, max_length=2000, verbose_name="what was missing"),
                ),
                ("given_on", models.DateField(verbose_name="given on")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluations",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "evaluation",
                "verbose_name_plural": "evaluations",
                "ordering": ("event", "given_on", "rating"),
            },
        ),
        migrations.AddField(
            model_name="bucket",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="buckets",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.CreateModel(
            name="EventPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.ImageField(
                        height_field="height", upload_to="events", verbose_name="picture", width_field="width"
                    ),
                ),
                ("width", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("height", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("alt", models.CharField(max_length=200, verbose_name="alternative text")),
                ("alt_de", models.CharField(max_length=200, null=True, verbose_name="alternative text")),
                ("alt_uk", models.CharField(max_length=200, null=True, verbose_name="alternative text")),
                ("alt_en", models.CharField(max_length=200, null=True, verbose_name="alternative text")),
                ("credit", models.CharField(max_length=160, verbose_name="credit")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("de", "German"), ("uk", "Ukrainian"), ("en", "English")],
                        default="de",
                        max_length=2,
                        verbose_name="source language",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture of an event",
                "verbose_name_plural": "pictures of events",
                "ordering": ("position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Impulse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("event", "Event"), ("impulse", "Impulse")],
                        max_length=7,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("text", models.TextField(max_length=4000, verbose_name="text")),
                (
                    "language",
                    models.CharField(
                        choices=[("de", "German"), ("uk", "Ukrainian"), ("en", "English")],
                        default="de",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("when", models.CharField(blank=True, max_length=120, verbose_name="when")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "To be checked"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="reason")),
                (
                    "proposed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="proposed at"),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="impulses",
                        to="actors.actor",
                        verbose_name="actor",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="impulses",
                        to="events.event",
                        verbose_name="what became of it",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "working_group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="impulses",
                        to="actors.workinggroup",
                        verbose_name="working group",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal of a member",
                "verbose_name_plural": "proposals of members",
                "ordering": ("-proposed_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ProgrammeVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("sessions", models.JSONField(default=list, verbose_name="sessions")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="what has changed")),
                (
                    "released_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="released at"),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="programme_versions",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="released by",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a programme",
                "verbose_name_plural": "versions of programmes",
                "ordering": ("event", "-number"),
            },
        ),
        migrations.AddField(
            model_name="event",
            name="released_version",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="events.programmeversion",
                verbose_name="released programme",
            ),
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Short text"),
                            ("long_text", "Long text"),
                            ("choice", "One choice"),
                            ("choices", "Several choices"),
                            ("consent", "Consent"),
                            ("file", "File"),
                        ],
                        max_length=9,
                        verbose_name="kind",
                    ),
                ),
                ("label", models.CharField(max_length=250, verbose_name="question")),
                ("label_de", models.CharField(max_length=250, null=True, verbose_name="question")),
                ("label_uk", models.CharField(max_length=250, null=True, verbose_name="question")),
                ("label_en", models.CharField(max_length=250, null=True, verbose_name="question")),
                ("help_text", models.CharField(blank=True, max_length=300, verbose_name="explanation")),
                (
                    "help_text_de",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="explanation"),
                ),
                (
                    "help_text_uk",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="explanation"),
                ),
                (
                    "help_text_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="explanation"),
                ),
                (
                    "source_language",
                    models.CharField(
                        choices=[("de", "German"), ("uk", "Ukrainian"), ("en", "English")],
                        default="de",
                        max_length=2,
                        verbose_name="source language",
                    ),
                ),
                ("is_required", models.BooleanField(default=False, verbose_name="must be answered")),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[("on_site", "On site"), ("online", "Online")],
                        help_text="Empty: everybody.",
                        max_length=7,
                        verbose_name="asked those who take part",
                    ),
                ),
                ("length_max", models.PositiveIntegerField(default=1000, verbose_name="characters at most")),
                (
                    "purge_days",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="days after the event until it is deleted"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ("event", "position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="QuestionOption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=160, verbose_name="answer")),
                ("label_de", models.CharField(max_length=160, null=True, verbose_name="answer")),
                ("label_uk", models.CharField(max_length=160, null=True, verbose_name="answer")),
                ("label_en", models.CharField(max_length=160, null=True, verbose_name="answer")),
                (
                    "capacity",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="how many may choose it"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="events.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to choose",
                "verbose_name_plural": "answers to choose",
                "ordering": ("question", "position", "pk"),
            },
        ),
        migrations.AddField(
            model_name="question",
            name="asked_if",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="follow_ups",
                to="events.questionoption",
                verbose_name="only asked after this choice",
            ),
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("person_key", models.CharField(editable=False, max_length=254, verbose_name="person")),
                ("organisation", models.CharField(blank=True, max_length=200, verbose_name="organisation")),
                (
                    "language",
                    models.CharField(
                        choices=[("de", "German"), ("uk", "Ukrainian"), ("en", "English")],
                        default="de",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("on_site", "On site"), ("online", "Online")],
                        max_length=7,
                        verbose_name="taking part",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "Address not confirmed"),
                            ("received", "Received, to be approved"),
                            ("invited", "Invited"),
                            ("active", "Registered"),
                            ("cancelled", "Cancelled"),
                            ("declined", "Declined"),
                            ("expired", "Expired"),
                        ],
                        default="unconfirmed",
                        max_length=11,
                        verbose_name="status",
                    ),
                ),
                (
                    "held_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="Until then the address, or the invitation, must be confirmed.",
                        null=True,
                        verbose_name="held until",
                    ),
                ),
                (
                    "access_needs",
                    models.CharField(blank=True, max_length=400, verbose_name="what you need to take part"),
                ),
                (
                    "food",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("any", "No wish"),
                            ("vegetarian", "Vegetarian"),
                            ("vegan", "Vegan"),
                            ("halal", "Halal"),
                            ("kosher", "Kosher"),
                            ("none", "No food"),
                        ],
                        max_length=10,
                        verbose_name="food",
                    ),
                ),
                ("wants_headset", models.BooleanField(default=False, verbose_name="needs interpretation")),
                (
                    "list_consent_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="agreed to be on the participants' list at"
                    ),
                ),
                ("list_consent_wording", models.CharField(blank=True, editable=False, max_length=400)),
                (
                    "code",
                    models.CharField(
                        default=events.models.registration.new_code,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                ("key_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                (
                    "sequence",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="calendar sequence"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="When it was declined.", max_length=400, verbose_name="reason"
                    ),
                ),
                (
                    "checked_in_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="checked in at"),
                ),
                (
                    "evaluated_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="evaluation given at"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="registered at"
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="address confirmed at"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="ended at"),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="event_registrations",
                        to="actors.actor",
                        verbose_name="actor",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="actors.actorgroup",
                        verbose_name="group of actors",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="colleagues",
                        to="events.registration",
                        verbose_name="registered by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="event_registrations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "registration",
                "verbose_name_plural": "registrations",
                "ordering": ("created_at", "pk"),
            },
        ),
        migrations.AddField(
            model_name="booking",
            name="registration",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="bookings",
                to="events.registration",
                verbose_name="registration",
            ),
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("is_agreed", models.BooleanField(default=False, verbose_name="agreed")),
                (
                    "purge_on",
                    models.DateField(default=datetime.date(9999, 12, 31), verbose_name="deleted on"),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="event_answer",
                        to="accounts.upload",
                        verbose_name="file",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="events.question",
                    ),
                ),
                (
                    "options",
                    models.ManyToManyField(blank=True, related_name="answers", to="events.questionoption"),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="events.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer of a participant",
                "verbose_name_plural": "answers of participants",
                "ordering": ("registration", "question"),
            },
        ),
        migrations.CreateModel(
            name="RegistrationMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120, verbose_name="mail")),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at")),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="events.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail to a participant",
                "verbose_name_plural": "mails to participants",
                "ordering": ("-sent_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "minutes_before",
                    models.PositiveIntegerField(default=1440, verbose_name="minutes before the start"),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[("on_site", "On site"), ("online", "Online")],
                        help_text="Empty: everybody.",
                        max_length=7,
                        verbose_name="taking part",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "ordering": ("event", "-minutes_before", "mode"),
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_de", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_uk", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("seats", models.PositiveIntegerField(blank=True, null=True, verbose_name="seats")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rooms",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "room",
                "verbose_name_plural": "rooms",
                "ordering": ("event", "position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="slug")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("title_de", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_uk", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_de", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_uk", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, null=True, verbose_name="description")),
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
                    "rhythm",
                    models.CharField(
                        blank=True,
                        help_text="Such as “every two months”.",
                        max_length=120,
                        verbose_name="rhythm",
                    ),
                ),
                (
                    "rhythm_de",
                    models.CharField(
                        blank=True,
                        help_text="Such as “every two months”.",
                        max_length=120,
                        null=True,
                        verbose_name="rhythm",
                    ),
                ),
                (
                    "rhythm_uk",
                    models.CharField(
                        blank=True,
                        help_text="Such as “every two months”.",
                        max_length=120,
                        null=True,
                        verbose_name="rhythm",
                    ),
                ),
                (
                    "rhythm_en",
                    models.CharField(
                        blank=True,
                        help_text="Such as “every two months”.",
                        max_length=120,
                        null=True,
                        verbose_name="rhythm",
                    ),
                ),
                (
                    "admission",
                    models.CharField(
                        choices=[
                            ("per_date", "One registration per date"),
                            ("once", "One registration for all dates"),
                        ],
                        default="per_date",
                        max_length=8,
                        verbose_name="registration",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("members", "Members"),
                            ("invited", "By invitation"),
                        ],
                        default="public",
                        max_length=7,
                        verbose_name="audience",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("is_example", models.BooleanField(default=False, verbose_name="example")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created at"
                    ),
                ),
                (
                    "organisers",
                    models.ManyToManyField(
                        blank=True, related_name="event_series", to="actors.actor", verbose_name="organisers"
                    ),
                ),
                (
                    "working_group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="event_series",
                        to="actors.workinggroup",
                        verbose_name="working group",
                    ),
                ),
            ],
            options={
                "verbose_name": "series of events",
                "verbose_name_plural": "series of events",
                "ordering": ("title", "pk"),
            },
        ),
        migrations.AddField(
            model_name="event",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="events",
                to="events.series",
                verbose_name="series",
            ),
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="calendar number"
                    ),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="calendar sequence"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opening", "Opening"),
                            ("greeting", "Words of welcome"),
                            ("keynote", "Keynote"),
                            ("talk", "Talk"),
                            ("panel", "Panel discussion"),
                            ("workshop", "Workshop"),
                            ("round_table", "Round table"),
                            ("exchange", "Exchange"),
                            ("market", "Market of possibilities"),
                            ("tour", "Guided tour"),
                            ("excursion", "Excursion"),
                            ("reception", "Reception"),
                            ("meal", "Meal"),
                            ("break", "Break"),
                            ("closing", "Closing"),
                        ],
                        max_length=11,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("title_de", models.CharField(max_length=250, null=True, verbose_name="title")),
                ("title_uk", models.CharField(max_length=250, null=True, verbose_name="title")),
                ("title_en", models.CharField(max_length=250, null=True, verbose_name="title")),
                ("abstract", models.TextField(blank=True, verbose_name="description")),
                ("abstract_de", models.TextField(blank=True, null=True, verbose_name="description")),
                ("abstract_uk", models.TextField(blank=True, null=True, verbose_name="description")),
                ("abstract_en", models.TextField(blank=True, null=True, verbose_name="description")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("de", "German"), ("uk", "Ukrainian"), ("en", "English")],
                        default="de",
                        max_length=2,
                        verbose_name="source language",
                    ),
                ),
                ("day", models.DateField(help_text="In the time zone of the event.", verbose_name="day")),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="begins")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="ends")),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, verbose_name="order within the day"),
                ),
                (
                    "venue",
                    models.CharField(
                        blank=True,
                        help_text="Where it is not in one of the rooms.",
                        max_length=200,
                        verbose_name="other venue",
                    ),
                ),
                (
                    "venue_de",
                    models.CharField(
                        blank=True,
                        help_text="Where it is not in one of the rooms.",
                        max_length=200,
                        null=True,
                        verbose_name="other venue",
                    ),
                ),
                (
                    "venue_uk",
                    models.CharField(
                        blank=True,
                        help_text="Where it is not in one of the rooms.",
                        max_length=200,
                        null=True,
                        verbose_name="other venue",
                    ),
                ),
                (
                    "venue_en",
                    models.CharField(
                        blank=True,
                        help_text="Where it is not in one of the rooms.",
                        max_length=200,
                        null=True,
                        verbose_name="other venue",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        blank=True,
                        choices=[("on_site", "On site"), ("online", "Online"), ("hybrid", "Hybrid")],
                        help_text="Empty: as the event.",
                        max_length=7,
                        verbose_name="format",
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("de", "German"),
                                ("uk", "Ukrainian"),
                                ("en", "English"),
                                ("pl", "Polish"),
                                ("fr", "French"),
                            ],
                            max_length=2,
                        ),
                        blank=True,
                        default=list,
                        help_text="Empty: as the event.",
                        verbose_name="spoken languages",
                    ),
                ),
                (
                    "interpretation",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("de", "German"),
                                ("uk", "Ukrainian"),
                                ("en", "English"),
                                ("pl", "Polish"),
                                ("fr", "French"),
                            ],
                            max_length=2,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="interpreted into",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "Everyone"),
                            ("members", "Members"),
                            ("invited", "By invitation"),
                        ],
                        help_text="Empty: as the event.",
                        max_length=7,
                        verbose_name="audience",
                    ),
                ),
                (
                    "is_bookable",
                    models.BooleanField(
                        default=False,
                        help_text="Participants choose it; otherwise whoever takes part in the event takes part in it.",
                        verbose_name="has places of its own",
                    ),
                ),
                ("is_tbc", models.BooleanField(default=False, verbose_name="to be confirmed")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "frame",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="events.session",
                        verbose_name="parallel part of",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="organised_sessions",
                        to="actors.actor",
                        verbose_name="organiser",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sessions",
                        to="events.room",
                        verbose_name="room",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "ordering": ("day", models.OrderBy(models.F("starts_at"), nulls_last=True), "position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ParticipantCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("on_site", "On site"), ("online", "Online")],
                        max_length=7,
                        verbose_name="taking part",
                    ),
                ),
                ("registered", models.PositiveIntegerField(default=0, verbose_name="registered")),
                ("attended", models.PositiveIntegerField(default=0, verbose_name="attended")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="actors.actorgroup",
                        verbose_name="group of actors",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="events.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "number of participants",
                "verbose_name_plural": "numbers of participants",
                "ordering": ("event", "session", "mode", "group"),
            },
        ),
        migrations.AddField(
            model_name="bucket",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="buckets",
                to="events.session",
                verbose_name="session",
            ),
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Only of persons who appear in a public function.",
                        max_length=120,
                        verbose_name="name",
                    ),
                ),
                ("function", models.CharField(max_length=200, verbose_name="public function")),
                ("function_de", models.CharField(max_length=200, null=True, verbose_name="public function")),
                ("function_uk", models.CharField(max_length=200, null=True, verbose_name="public function")),
                ("function_en", models.CharField(max_length=200, null=True, verbose_name="public function")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="actors.actor",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speakers",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "speaker",
                "verbose_name_plural": "speakers",
                "ordering": ("event", "name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="SessionSpeaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("speaker", "Speaker"),
                            ("moderator", "Moderation"),
                            ("panellist", "Panel"),
                            ("host", "Host"),
                            ("interpreter", "Interpreting"),
                        ],
                        default="speaker",
                        max_length=11,
                        verbose_name="role",
                    ),
                ),
                ("is_tbc", models.BooleanField(default=False, verbose_name="to be confirmed")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="events.session",
                        verbose_name="session",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="events.speaker",
                        verbose_name="speaker",
                    ),
                ),
            ],
            options={
                "verbose_name": "contribution to a session",
                "verbose_name_plural": "contributions to sessions",
                "ordering": ("position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Track",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_de", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_uk", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tracks",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "track",
                "verbose_name_plural": "tracks",
                "ordering": ("event", "position", "pk"),
            },
        ),
        migrations.AddField(
            model_name="session",
            name="track",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="sessions",
                to="events.track",
                verbose_name="track",
            ),
        ),
        migrations.CreateModel(
            name="GroupQuota",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("capacity", models.PositiveIntegerField(verbose_name="places at most")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotas",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.actorgroup",
                        verbose_name="group of actors",
                    ),
                ),
            ],
            options={
                "verbose_name": "quota of a group",
                "verbose_name_plural": "quotas of groups",
                "ordering": ("event", "group"),
                "constraints": [
                    models.UniqueConstraint(fields=("event", "group"), name="events_quota_once_per_group")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="programmeversion",
            constraint=models.UniqueConstraint(
                fields=("event", "number"), name="events_programme_version_once"
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["event", "status"], name="events_registration_status"),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["person_key"], name="events_registration_person"),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("held_until__isnull", False)),
                fields=["held_until"],
                name="events_registration_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("unconfirmed", "received", "invited", "active"))),
                fields=("event", "person_key"),
                name="events_one_registration_per_person",
                violation_error_message="This address is registered for the event already.",
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(fields=["bucket", "status"], name="events_booking_count"),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                condition=models.Q(("status", "offered")),
                fields=["offered_until"],
                name="events_booking_offers",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "released"), _negated=True),
                fields=("registration", "bucket"),
                name="events_booking_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "waiting")),
                fields=("bucket", "waiting_number"),
                name="events_waiting_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "waiting"), _negated=True),
                    ("waiting_number__isnull", False),
                    _connector="OR",
                ),
                name="events_waiting_has_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "offered"), _negated=True),
                    ("offered_until__isnull", False),
                    _connector="OR",
                ),
                name="events_offer_has_deadline",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    ("is_session", False),
                    ("mode", "on_site"),
                    ("period__isnull", False),
                    ("status__in", ("held", "invited", "offered", "confirmed")),
                ),
                expressions=(("person_key", "="), ("period", "&&")),
                name="events_person_at_one_event",
                violation_error_message="You are somewhere else at that time already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    ("is_session", True),
                    ("mode", "on_site"),
                    ("period__isnull", False),
                    ("status__in", ("held", "invited", "offered", "confirmed")),
                ),
                expressions=(("person_key", "="), ("period", "&&")),
                name="events_person_in_one_session",
                violation_error_message="You are somewhere else at that time already.",
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["purge_on"], name="events_answer_purge"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("registration", "question"), name="events_answer_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationmail",
            constraint=models.UniqueConstraint(
                fields=("registration", "key"), name="events_registration_mail_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("event", "minutes_before", "mode"), name="events_reminder_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(fields=("event", "name"), name="events_room_once"),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(fields=("event", "name_de"), name="events_room_once-de"),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(fields=("event", "name_uk"), name="events_room_once-uk"),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(fields=("event", "name_en"), name="events_room_once-en"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["status", "ends_at"], name="events_event_upcoming"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="events_event_ends_after_start",
                violation_error_message="The event must end after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("admission", "elsewhere"), _negated=True),
                    models.Q(("registration_url", ""), _negated=True),
                    _connector="OR",
                ),
                name="events_event_elsewhere_has_link",
                violation_error_message="Enter the link to the organiser's registration.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_at__isnull", True),
                    ("opens_at__isnull", True),
                    ("closes_at__gt", models.F("opens_at")),
                    _connector="OR",
                ),
                name="events_event_closes_after_opening",
                violation_error_message="The registration must close after it opens.",
            ),
        ),
        migrations.AddConstraint(
            model_name="participantcount",
            constraint=models.UniqueConstraint(
                fields=("event", "session", "mode", "group"), name="events_count_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="bucket",
            constraint=models.UniqueConstraint(
                fields=("event", "session", "mode"), name="events_bucket_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionspeaker",
            constraint=models.UniqueConstraint(
                fields=("session", "speaker", "role"), name="events_contribution_once"
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["event", "day", "position"], name="events_session_order"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_at__isnull", True), ("starts_at__isnull", True)),
                    ("ends_at__gt", models.F("starts_at")),
                    _connector="OR",
                ),
                name="events_session_ends_after_start",
                violation_error_message="The session must end after it begins.",
            ),
        ),
    ]

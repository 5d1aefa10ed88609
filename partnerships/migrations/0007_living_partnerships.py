"""Partnerships that live: their beginning, signs of life, self-checks, portraits and projects."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_notices_views_uploads"),
        ("actors", "0005_import_jobs"),
        ("partnerships", "0006_guided_postings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="historyentry",
            name="status",
            field=models.CharField(
                blank=True,
                choices=[
                    ("initiation", "in initiation"),
                    ("planned", "planned"),
                    ("active", "active"),
                    ("dormant", "dormant"),
                    ("ended", "completed"),
                    ("failed", "did not come about"),
                ],
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="partnership",
            name="status",
            field=models.CharField(
                choices=[
                    ("initiation", "in initiation"),
                    ("planned", "planned"),
                    ("active", "active"),
                    ("dormant", "dormant"),
                    ("ended", "completed"),
                    ("failed", "did not come about"),
                ],
                default="active",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.CreateModel(
            name="Initiation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "trial_ends_on",
                    models.DateField(blank=True, null=True, verbose_name="end of the trial period"),
                ),
                (
                    "public_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="confirmed by all sides at"),
                ),
                (
                    "begun_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="begun at"),
                ),
                (
                    "introduction",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiation",
                        to="partnerships.introduction",
                        verbose_name="introduction",
                    ),
                ),
                (
                    "partnership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="initiation",
                        to="partnerships.partnership",
                        verbose_name="partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "beginning of a partnership",
                "verbose_name_plural": "beginnings of partnerships",
                "ordering": ("-begun_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Portrait",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "first_contact",
                    models.TextField(blank=True, max_length=2000, verbose_name="first contact"),
                ),
                (
                    "first_contact_de",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        null=True,
                        verbose_name="first contact",
                    ),
                ),
                (
                    "first_contact_uk",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        null=True,
                        verbose_name="first contact",
                    ),
                ),
                (
                    "first_contact_en",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        null=True,
                        verbose_name="first contact",
                    ),
                ),
                (
                    "why_partner",
                    models.TextField(blank=True, max_length=2000, verbose_name="why this partner"),
                ),
                (
                    "why_partner_de",
                    models.TextField(blank=True, max_length=2000, null=True, verbose_name="why this partner"),
                ),
                (
                    "why_partner_uk",
                    models.TextField(blank=True, max_length=2000, null=True, verbose_name="why this partner"),
                ),
                (
                    "why_partner_en",
                    models.TextField(blank=True, max_length=2000, null=True, verbose_name="why this partner"),
                ),
                (
                    "what_worked",
                    models.TextField(blank=True, max_length=2000, verbose_name="what worked"),
                ),
                (
                    "what_worked_de",
                    models.TextField(blank=True, max_length=2000, null=True, verbose_name="what worked"),
                ),
                (
                    "what_worked_uk",
                    models.TextField(blank=True, max_length=2000, null=True, verbose_name="what worked"),
                ),
                (
                    "what_worked_en",
                    models.TextField(blank=True, max_length=2000, null=True, verbose_name="what worked"),
                ),
                (
                    "what_was_hard",
                    models.TextField(blank=True, max_length=2000, verbose_name="what was hard"),
                ),
                (
                    "what_was_hard_de",
                    models.TextField(blank=True, max_length=2000, null=True, verbose_name="what was hard"),
                ),
                (
                    "what_was_hard_uk",
                    models.TextField(blank=True, max_length=2000, null=True, verbose_name="what was hard"),
                ),
                (
                    "what_was_hard_en",
                    models.TextField(blank=True, max_length=2000, null=True, verbose_name="what was hard"),
                ),
                ("next_step", models.TextField(blank=True, max_length=2000, verbose_name="next step")),
                (
                    "next_step_de",
                    models.TextField(blank=True, max_length=2000, null=True, verbose_name="next step"),
                ),
                (
                    "next_step_uk",
                    models.TextField(blank=True, max_length=2000, null=True, verbose_name="next step"),
                ),
                (
                    "next_step_en",
                    models.TextField(blank=True, max_length=2000, null=True, verbose_name="next step"),
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
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed at"),
                ),
                ("public_at", models.DateTimeField(blank=True, null=True, verbose_name="public since")),
                (
                    "partnership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interview",
                        to="partnerships.partnership",
                        verbose_name="partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "portrait of a partnership",
                "verbose_name_plural": "portraits of partnerships",
                "ordering": ("-public_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="PortraitPicture",
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
                        blank=True,
                        height_field="height",
                        upload_to="portraits",
                        verbose_name="published picture",
                        width_field="width",
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
                (
                    "added_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="added at"),
                ),
                (
                    "portrait",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="partnerships.portrait",
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="portrait_picture",
                        to="accounts.upload",
                        verbose_name="file",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture of a portrait",
                "verbose_name_plural": "pictures of portraits",
                "ordering": ("added_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="PulseQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[("silence", "nothing heard for a year"), ("trial", "the trial period ends")],
                        max_length=8,
                        verbose_name="reason",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked at"),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("alive", "goes on"), ("dormant", "dormant"), ("ended", "ended")],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pulse_questions",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "question how a partnership is",
                "verbose_name_plural": "questions how partnerships are",
                "ordering": ("-asked_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="PulseAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("alive", "We are in touch"),
                            ("resting", "It is at rest at the moment"),
                            ("over", "It has ended"),
                        ],
                        max_length=8,
                        verbose_name="answer",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.actor",
                        verbose_name="actor",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="partnerships.pulsequestion",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer how a partnership is",
                "verbose_name_plural": "answers how partnerships are",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="SelfCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "answered_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="answered at"),
                ),
                (
                    "helps_others",
                    models.BooleanField(
                        default=False,
                        help_text="Others may be told that this side is strong in something and glad to advise.",
                        verbose_name="advises colleagues",
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.actor",
                        verbose_name="actor",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="self_checks",
                        to="partnerships.partnership",
                        verbose_name="partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "self-check",
                "verbose_name_plural": "self-checks",
                "ordering": ("-year", "pk"),
            },
        ),
        migrations.CreateModel(
            name="SelfCheckMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "factor",
                    models.CharField(
                        choices=[
                            ("mayor", "Backing by the mayor or head of administration"),
                            ("civil", "Civil society takes part"),
                            ("media", "Media work"),
                            ("diaspora", "Diaspora as translators and connectors"),
                            ("departments", "Several departments take part"),
                            ("staff", "Enough staff"),
                            ("funding", "Funding"),
                        ],
                        max_length=12,
                        verbose_name="factor",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "missing"), (2, "weak"), (3, "good"), (4, "strong")],
                        verbose_name="level",
                    ),
                ),
                (
                    "check_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="partnerships.selfcheck",
                    ),
                ),
            ],
            options={
                "verbose_name": "mark of a self-check",
                "verbose_name_plural": "marks of self-checks",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="SignOfLife",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sign",
                    models.CharField(
                        choices=[
                            ("introduced", "introduced"),
                            ("checklist", "checklist changed"),
                            ("kind", "kind or status changed"),
                            ("answer", "question answered"),
                            ("self_check", "self-check"),
                            ("portrait", "portrait written"),
                            ("project", "project entered"),
                        ],
                        max_length=10,
                        verbose_name="sign",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.actor",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signs_of_life",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "sign of life",
                "verbose_name_plural": "signs of life",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="InitiationTick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("contacts", "Contact persons are named"),
                            ("political", "The mayor or head of administration backs it"),
                            ("council", "The council has decided or been informed"),
                            ("language", "Somebody helps with the languages"),
                            ("civil", "Civil society takes part"),
                            ("funding", "Funding is clear"),
                            ("project", "A first project is agreed"),
                        ],
                        max_length=12,
                        verbose_name="point",
                    ),
                ),
                ("done_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="done at")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.actor",
                        verbose_name="actor",
                    ),
                ),
                (
                    "initiation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ticks",
                        to="partnerships.initiation",
                    ),
                ),
            ],
            options={
                "verbose_name": "tick of a checklist",
                "verbose_name_plural": "ticks of checklists",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("initiation", "item", "actor"), name="partnerships_initiation_tick_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JoinWish",
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
                            ("partner", "Partner"),
                            ("bridge", "Bridge"),
                            ("lead", "Lead partner"),
                            ("company", "Company"),
                            ("association", "Association"),
                            ("utility", "Utility"),
                            ("clinic", "Clinic"),
                            ("funder", "Funder"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=400, verbose_name="what we would bring")),
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
                    "status",
                    models.CharField(
                        choices=[("asked", "asked"), ("accepted", "joined"), ("declined", "declined")],
                        default="asked",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked at"),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.actor",
                        verbose_name="actor",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="join_wishes",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "wish to join a partnership",
                "verbose_name_plural": "wishes to join partnerships",
                "ordering": ("asked_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "asked")),
                        fields=("partnership", "actor"),
                        name="partnerships_join_wish_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnershipProject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("title_de", models.CharField(max_length=160, null=True, verbose_name="title")),
                ("title_uk", models.CharField(max_length=160, null=True, verbose_name="title")),
                ("title_en", models.CharField(max_length=160, null=True, verbose_name="title")),
                ("result", models.TextField(blank=True, max_length=1500, verbose_name="result")),
                (
                    "result_de",
                    models.TextField(blank=True, max_length=1500, null=True, verbose_name="result"),
                ),
                (
                    "result_uk",
                    models.TextField(blank=True, max_length=1500, null=True, verbose_name="result"),
                ),
                (
                    "result_en",
                    models.TextField(blank=True, max_length=1500, null=True, verbose_name="result"),
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
                ("begins_on", models.DateField(blank=True, null=True, verbose_name="begins on")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                (
                    "budget",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not said"),
                            ("small", "up to 10,000 euros"),
                            ("medium", "10,000 to 50,000 euros"),
                            ("large", "50,000 to 250,000 euros"),
                            ("huge", "more than 250,000 euros"),
                        ],
                        max_length=8,
                        verbose_name="budget",
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed at"),
                ),
                (
                    "funding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="projects",
                        to="partnerships.fundingprogramme",
                        verbose_name="funding programme",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="projects",
                        to="partnerships.partnership",
                        verbose_name="partnership",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="actors.topic",
                        verbose_name="topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "project of a partnership",
                "verbose_name_plural": "projects of partnerships",
                "ordering": (models.OrderBy(models.F("begins_on"), descending=True, nulls_last=True), "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("begins_on__isnull", True),
                            ("ends_on__gte", models.F("begins_on")),
                            _connector="OR",
                        ),
                        name="partnerships_project_ends_after_start",
                        violation_error_message="The end lies before the beginning.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PortraitRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "released_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="released at"),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.actor",
                        verbose_name="actor",
                    ),
                ),
                (
                    "portrait",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="releases",
                        to="partnerships.portrait",
                    ),
                ),
            ],
            options={
                "verbose_name": "release of a portrait",
                "verbose_name_plural": "releases of portraits",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("portrait", "actor"), name="partnerships_portrait_release_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="pulsequestion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("partnership",),
                name="partnerships_pulse_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseanswer",
            constraint=models.UniqueConstraint(
                fields=("question", "actor"), name="partnerships_pulse_answer_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                    models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="partnerships_pulse_answer_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfcheck",
            constraint=models.UniqueConstraint(
                fields=("partnership", "actor", "year"), name="partnerships_self_check_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="selfcheckmark",
            constraint=models.UniqueConstraint(
                fields=("check_up", "factor"), name="partnerships_self_check_mark_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="selfcheckmark",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__gte", 1), ("level__lte", 4)), name="partnerships_self_check_level"
            ),
        ),
        migrations.AddIndex(
            model_name="signoflife",
            index=models.Index(fields=["partnership", "-at"], name="partnerships_sign_latest"),
        ),
    ]

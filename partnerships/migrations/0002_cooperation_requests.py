"""Cooperation requests: answers, history, introductions, questions how it goes."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_notices_views_uploads"),
        ("actors", "0004_people_and_curation"),
        ("partnerships", "0001_partnerships_and_postings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CooperationRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "first_step",
                    models.CharField(
                        choices=[
                            ("call", "A video call of 45 minutes"),
                            ("visit", "A visit"),
                            ("experts", "An exchange of experts"),
                            ("project", "Developing a project idea together"),
                            ("join", "Joining an existing partnership"),
                        ],
                        default="call",
                        max_length=10,
                        verbose_name="first step",
                    ),
                ),
                (
                    "horizons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("relief", "Relief"),
                                ("reconstruction", "Reconstruction"),
                                ("eu_accession", "Accession to the EU"),
                            ],
                            max_length=15,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="What it is for",
                    ),
                ),
                (
                    "phrases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("similar", "Our municipalities are alike, and so are our tasks."),
                                ("learn", "We would like to learn from your experience."),
                                ("share", "We would like to pass on our experience."),
                                ("long_term", "We are looking for a long-term partnership."),
                                ("one_topic", "We would like to begin with one topic and see how it goes."),
                                ("youth", "Young people from both sides should meet."),
                                ("bridge", "We share a partner who can bring us together."),
                                ("funding", "We would like to apply for funding together."),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="ready sentences",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="reason")),
                (
                    "reason_language",
                    models.CharField(
                        choices=[("de", "German"), ("uk", "Ukrainian"), ("en", "English")],
                        default="de",
                        max_length=2,
                        verbose_name="language of the reason",
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
                        verbose_name="languages we speak",
                    ),
                ),
                (
                    "assisted_languages",
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
                        verbose_name="languages we speak with an interpreter",
                    ),
                ),
                (
                    "speaker",
                    models.CharField(
                        blank=True,
                        help_text="A function, such as “Office for International Affairs”, not a person.",
                        max_length=160,
                        verbose_name="who will talk",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_check", "Being checked"),
                            ("waiting", "Waiting for a free place"),
                            ("delivered", "With the recipient"),
                            ("accepted", "Accepted"),
                            ("not_now", "Not now"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("expired", "Expired"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "slot",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="place among the open requests"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="created at"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                ("queued_at", models.DateTimeField(blank=True, null=True, verbose_name="in the queue since")),
                ("delivered_at", models.DateTimeField(blank=True, null=True, verbose_name="passed on at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                (
                    "again_on",
                    models.DateField(
                        blank=True, help_text="After “not now”.", null=True, verbose_name="may ask again from"
                    ),
                ),
                ("reminded_again_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "why",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="As both sides saw them when the request was written, per language.",
                        verbose_name="reasons of the suggestion",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        limit_choices_to={"is_staff": True},
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="looked after by",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="requests_to_join",
                        to="partnerships.partnership",
                        verbose_name="partnership to join",
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="requests",
                        to="partnerships.posting",
                        verbose_name="need or offer",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests_received",
                        to="actors.actor",
                        verbose_name="recipient",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests_sent",
                        to="actors.actor",
                        verbose_name="sender",
                    ),
                ),
                (
                    "third",
                    models.ForeignKey(
                        blank=True,
                        help_text="The partner both share; it has to agree too.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests_as_third",
                        to="actors.actor",
                        verbose_name="third partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "cooperation request",
                "verbose_name_plural": "cooperation requests",
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Introduction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "introduced_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="introduced at"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introduction",
                        to="partnerships.cooperationrequest",
                        verbose_name="request",
                    ),
                ),
            ],
            options={
                "verbose_name": "introduction",
                "verbose_name_plural": "introductions",
                "ordering": ("-introduced_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="IntroductionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                (
                    "added_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="added at"),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.actor",
                        verbose_name="actor",
                    ),
                ),
                (
                    "introduction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="partnerships.introduction",
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="introduction_file",
                        to="accounts.upload",
                        verbose_name="file",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of an introduction",
                "verbose_name_plural": "files of introductions",
                "ordering": ("added_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="IntroductionMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="message")),
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
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="written at"),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.actor",
                        verbose_name="actor",
                    ),
                ),
                (
                    "introduction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="partnerships.introduction",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "message of an introduction",
                "verbose_name_plural": "messages of introductions",
                "ordering": ("written_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="IntroductionStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="next step")),
                (
                    "language",
                    models.CharField(
                        choices=[("de", "German"), ("uk", "Ukrainian"), ("en", "English")],
                        default="de",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="created at"),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done at")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.actor",
                        verbose_name="who",
                    ),
                ),
                (
                    "introduction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="partnerships.introduction",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "next step of an introduction",
                "verbose_name_plural": "next steps of introductions",
                "ordering": (models.OrderBy(models.F("due_on"), nulls_last=True), "pk"),
            },
        ),
        migrations.CreateModel(
            name="RequestAnswer",
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
                            ("accept", "Yes, we would like to talk"),
                            ("later", "Not now, gladly later"),
                            ("decline", "No, thank you"),
                        ],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="not before")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_staff", "No staff for it at present"),
                            ("other_partner", "We already work with other partners"),
                            ("topics", "The topics do not fit"),
                            ("politics", "There is no political backing"),
                            ("language", "No common language"),
                            ("unclear", "The request is not clear to us"),
                            ("other", "Another reason"),
                        ],
                        max_length=15,
                        verbose_name="reason",
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="partnerships.cooperationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a request",
                "verbose_name_plural": "answers to requests",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="RequestEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("send", "Sent"),
                            ("approve", "Checked by the secretariat"),
                            ("send_back", "Sent back to the sender"),
                            ("queue", "Placed in the queue"),
                            ("deliver", "Passed on to the recipient"),
                            ("accept", "Accepted"),
                            ("postpone", "Not now"),
                            ("decline", "Declined"),
                            ("withdraw", "Withdrawn"),
                            ("expire", "Expired"),
                            ("give_up", "Given up after three months of waiting"),
                            ("take_over", "Taken over by the secretariat"),
                            ("override", "Decided by the secretariat"),
                        ],
                        max_length=10,
                        verbose_name="what happened",
                    ),
                ),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("sender", "Sender"),
                            ("recipient", "Recipient"),
                            ("third", "Third partner"),
                            ("secretariat", "Secretariat"),
                            ("portal", "Portal"),
                            ("stranger", "Somebody else"),
                        ],
                        max_length=12,
                        verbose_name="by whom",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_check", "Being checked"),
                            ("waiting", "Waiting for a free place"),
                            ("delivered", "With the recipient"),
                            ("accepted", "Accepted"),
                            ("not_now", "Not now"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("expired", "Expired"),
                        ],
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="reason")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="partnerships.cooperationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a request",
                "verbose_name_plural": "history of requests",
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RequestMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "The request arrives"), (7, "First reminder"), (14, "Last reminder")],
                        verbose_name="which",
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="partnerships.requestanswer",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="actors.contact",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mail about a request",
                "verbose_name_plural": "mails about requests",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="RequestNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="note")),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="written at"),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="partnerships.cooperationrequest",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "note on a request",
                "verbose_name_plural": "notes on requests",
                "ordering": ("written_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RequestSetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_check_waived", models.BooleanField(default=False, verbose_name="no check needed")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                (
                    "actor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="request_setting",
                        to="actors.actor",
                        verbose_name="actor",
                    ),
                ),
            ],
            options={
                "verbose_name": "setting for requests",
                "verbose_name_plural": "settings for requests",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="RequestTopic",
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
                        choices=[("seek", "What we seek"), ("give", "What we give")],
                        max_length=4,
                        verbose_name="role",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="request_topics",
                        to="partnerships.cooperationrequest",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="request_topics",
                        to="actors.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic of a request",
                "verbose_name_plural": "topics of requests",
                "ordering": ("role", "topic__position", "pk"),
            },
        ),
        migrations.AddField(
            model_name="cooperationrequest",
            name="topics",
            field=models.ManyToManyField(
                related_name="cooperation_requests", through="partnerships.RequestTopic", to="actors.topic"
            ),
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
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("weeks_4", "After 4 weeks"),
                            ("weeks_12", "After 12 weeks"),
                            ("year", "After 12 months"),
                        ],
                        max_length=10,
                        verbose_name="when",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked at")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("talking", "We are talking"),
                            ("project", "We have a first project"),
                            ("agreement", "We have an agreement"),
                            ("nothing", "Nothing came of it"),
                        ],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_reply", "The other side did not reply"),
                            ("no_staff", "We had no staff for it"),
                            ("no_fit", "We did not fit together"),
                            ("no_funding", "There was no funding"),
                            ("language", "The language was too great a hurdle"),
                            ("war", "The war made it impossible"),
                            ("other", "Another reason"),
                        ],
                        max_length=12,
                        verbose_name="because",
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
                    "introduction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_ins",
                        to="partnerships.introduction",
                    ),
                ),
            ],
            options={
                "verbose_name": "question how it goes",
                "verbose_name_plural": "questions how it goes",
                "ordering": ("due_on", "pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("asked_at__isnull", True)),
                        fields=["due_on"],
                        name="partnerships_check_in_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("introduction", "actor", "stage"), name="partnerships_check_in_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="partnerships_check_in_answer_has_time",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="requestanswer",
            constraint=models.UniqueConstraint(
                fields=("request", "actor"), name="partnerships_request_answer_once_per_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="requestanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                    models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="partnerships_request_answer_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="requestmail",
            constraint=models.UniqueConstraint(
                fields=("answer", "user", "contact", "stage"),
                name="partnerships_request_mail_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="requestmail",
            constraint=models.CheckConstraint(
                condition=models.Q(("user__isnull", True), ("contact__isnull", True), _connector="XOR"),
                name="partnerships_request_mail_to_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="requesttopic",
            constraint=models.UniqueConstraint(
                fields=("request", "topic", "role"), name="partnerships_request_topic_once"
            ),
        ),
        migrations.AddIndex(
            model_name="cooperationrequest",
            index=models.Index(fields=["recipient", "status"], name="partnerships_request_inbox"),
        ),
        migrations.AddIndex(
            model_name="cooperationrequest",
            index=models.Index(
                condition=models.Q(("status", "delivered")),
                fields=["delivered_at"],
                name="partnerships_request_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("sender", models.F("recipient")), _negated=True),
                name="partnerships_request_not_to_oneself",
                violation_error_message="Nobody can send a request to themselves.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("third__isnull", True),
                    models.Q(
                        models.Q(("third", models.F("sender")), _negated=True),
                        models.Q(("third", models.F("recipient")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="partnerships_request_third_is_another",
                violation_error_message="The third partner must be another actor.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("slot__gte", 1),
                        ("slot__isnull", False),
                        ("slot__lte", 3),
                        ("status__in", ("in_check", "waiting", "delivered")),
                    ),
                    models.Q(
                        models.Q(("status__in", ("in_check", "waiting", "delivered")), _negated=True),
                        ("slot__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="partnerships_request_open_has_slot",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("slot__isnull", False)),
                fields=("sender", "slot"),
                name="partnerships_request_slot_once",
                violation_error_message="This actor already has three open requests.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationrequest",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Least("sender", "recipient"),
                django.db.models.functions.comparison.Greatest("sender", "recipient"),
                condition=models.Q(("status__in", ("in_check", "waiting", "delivered"))),
                name="partnerships_request_pair_once",
                violation_error_message="There is already an open request between these two.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "delivered"), _negated=True),
                    ("delivered_at__isnull", False),
                    _connector="OR",
                ),
                name="partnerships_request_delivered_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "waiting"), _negated=True),
                    ("queued_at__isnull", False),
                    _connector="OR",
                ),
                name="partnerships_request_waiting_has_time",
            ),
        ),
    ]

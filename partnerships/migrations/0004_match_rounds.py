"""Match rounds: participants, wishes about pairs, runs with their results, proposals sent."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0004_people_and_curation"),
        ("partnerships", "0003_posting_outdated_translations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
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
                        default="municipality",
                        max_length=30,
                        verbose_name="kind of organisation",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "In preparation"), ("sent", "Proposals sent")],
                        default="open",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("weights", models.JSONField(blank=True, default=dict, verbose_name="weights")),
                (
                    "minimum_fit",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Pairs that fit less are not proposed (0 to 100).",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="smallest fit",
                    ),
                ),
                (
                    "newcomer_bonus",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Added to the fit of a pair in which a side has no partner yet (0 to 100). 0: the sum of the fit alone decides.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bonus for newcomers",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="created at"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sent by",
                    ),
                ),
            ],
            options={
                "verbose_name": "match round",
                "verbose_name_plural": "match rounds",
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="MatchRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("stopped", "Stopped"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reading", "Reading profiles, needs and offers"),
                            ("scoring", "Comparing everyone with everyone"),
                            ("assigning", "Looking for the best assignment"),
                            ("explaining", "Writing the reasons"),
                            ("keeping", "Storing the result"),
                        ],
                        max_length=12,
                        verbose_name="phase",
                    ),
                ),
                ("progress", models.PositiveSmallIntegerField(default=0, verbose_name="progress")),
                ("stop_requested", models.BooleanField(default=False, verbose_name="to be stopped")),
                ("claim", models.UUIDField(blank=True, editable=False, null=True)),
                ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("error", models.CharField(blank=True, max_length=400, verbose_name="error")),
                ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("inputs", models.JSONField(default=dict, verbose_name="settings")),
                ("total", models.FloatField(blank=True, null=True, verbose_name="sum of the fit")),
                ("bound", models.FloatField(blank=True, null=True, verbose_name="upper bound of the sum")),
                ("figures", models.JSONField(default=dict, verbose_name="figures")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="created at"),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished at")),
                ("seconds", models.FloatField(blank=True, null=True, verbose_name="seconds")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="runs",
                        to="partnerships.matchround",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                ),
            ],
            options={
                "verbose_name": "run of a match round",
                "verbose_name_plural": "runs of match rounds",
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="RoundPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("fixed", "Fixed"), ("forbidden", "Forbidden"), ("edited", "Edited")],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Both sides read it with the proposal.",
                        max_length=400,
                        verbose_name="sentence of the secretariat",
                    ),
                ),
                ("at", models.DateTimeField(auto_now=True, verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "german",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="actors.actor",
                        verbose_name="German side",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs",
                        to="partnerships.matchround",
                    ),
                ),
                (
                    "ukrainian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="actors.actor",
                        verbose_name="Ukrainian side",
                    ),
                ),
            ],
            options={
                "verbose_name": "pair of a round",
                "verbose_name_plural": "pairs of rounds",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="RoundParticipant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("country", models.CharField(max_length=2, verbose_name="side")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="free places",
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="actors.actor",
                        verbose_name="actor",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="partnerships.matchround",
                    ),
                ),
            ],
            options={
                "verbose_name": "participant of a round",
                "verbose_name_plural": "participants of rounds",
                "ordering": ("country", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RoundProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fit", models.FloatField(verbose_name="fit")),
                ("reasons", models.JSONField(default=dict, verbose_name="reasons")),
                (
                    "note",
                    models.CharField(blank=True, max_length=400, verbose_name="sentence of the secretariat"),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at")),
                (
                    "german",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="round_proposals_german",
                        to="actors.actor",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="partnerships.matchround",
                    ),
                ),
                (
                    "ukrainian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="round_proposals_ukrainian",
                        to="actors.actor",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal of a round",
                "verbose_name_plural": "proposals of rounds",
                "ordering": ("-sent_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RunActor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("country", models.CharField(max_length=2)),
                ("capacity", models.PositiveSmallIntegerField(verbose_name="free places")),
                ("used", models.PositiveSmallIntegerField(default=0, verbose_name="places given")),
                ("price", models.FloatField(default=0, verbose_name="in demand")),
                ("why_left", models.JSONField(blank=True, default=dict, verbose_name="why left over")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="actors.actor"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sides",
                        to="partnerships.matchrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "participant of a run",
                "verbose_name_plural": "participants of runs",
                "ordering": ("country", "-price", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RunPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fit", models.FloatField(verbose_name="fit")),
                ("german_fit", models.FloatField(verbose_name="what the German side gains")),
                ("ukrainian_fit", models.FloatField(verbose_name="what the Ukrainian side gains")),
                ("is_fixed", models.BooleanField(default=False, verbose_name="fixed")),
                ("reasons", models.JSONField(default=dict, verbose_name="reasons")),
                (
                    "german",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="actors.actor"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="found",
                        to="partnerships.matchrun",
                    ),
                ),
                (
                    "ukrainian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="actors.actor"
                    ),
                ),
            ],
            options={
                "verbose_name": "pair of a run",
                "verbose_name_plural": "pairs of runs",
                "ordering": ("-fit", "pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="matchround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("status", "sent")),
                    models.Q(("sent_at__isnull", True), ("status", "open")),
                    _connector="OR",
                ),
                name="partnerships_round_sent_has_time",
            ),
        ),
        migrations.AddIndex(
            model_name="matchrun",
            index=models.Index(
                condition=models.Q(("status__in", ("waiting", "running"))),
                fields=["lease_until"],
                name="partnerships_run_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="matchrun",
            constraint=models.UniqueConstraint(
                fields=("round", "number"), name="partnerships_run_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="matchrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("waiting", "running"))),
                fields=("round",),
                name="partnerships_run_one_at_a_time",
                violation_error_message="A run of this round is already at work.",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundpair",
            constraint=models.UniqueConstraint(
                fields=("round", "german", "ukrainian"), name="partnerships_round_pair_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundparticipant",
            constraint=models.UniqueConstraint(
                fields=("round", "actor"), name="partnerships_round_actor_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundparticipant",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__lte", 20)), name="partnerships_round_capacity_in_bounds"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundproposal",
            constraint=models.UniqueConstraint(
                fields=("round", "german", "ukrainian"), name="partnerships_round_proposal_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="runactor",
            constraint=models.UniqueConstraint(fields=("run", "actor"), name="partnerships_run_actor_once"),
        ),
        migrations.AddConstraint(
            model_name="runpair",
            constraint=models.UniqueConstraint(
                fields=("run", "german", "ukrainian"), name="partnerships_run_pair_once"
            ),
        ),
    ]

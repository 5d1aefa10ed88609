"""Guided needs and offers: fields every reader understands, protection by two, renewal, matches."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0005_funding"),
        ("places", "0001_gazetteer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="posting",
            name="cooperation_kinds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("know_how", "Know-how"),
                        ("training", "Training"),
                        ("material", "Material"),
                        ("joint_project", "Joint project"),
                        ("funding_bid", "Joint funding bid"),
                        ("exchange", "Youth or cultural exchange"),
                        ("emergency", "Emergency aid"),
                    ],
                    max_length=16,
                ),
                blank=True,
                default=list,
                verbose_name="kinds of cooperation",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="horizon",
            field=models.CharField(
                blank=True,
                choices=[
                    ("relief", "Relief"),
                    ("reconstruction", "Reconstruction"),
                    ("eu_accession", "EU accession"),
                ],
                max_length=16,
                verbose_name="horizon",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="in_return",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("experience", "Own experience and lessons learned"),
                        ("staff", "Time of own staff"),
                        ("hosting", "Hosting of guests"),
                        ("interpreting", "Interpreting and translation"),
                        ("co_funding", "Own contribution to the costs"),
                        ("contacts", "Contacts and networks"),
                        ("visibility", "Public relations"),
                        ("culture", "Meetings of citizens and culture"),
                    ],
                    max_length=16,
                ),
                blank=True,
                default=list,
                verbose_name="what one gives in return",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="is_guarded",
            field=models.BooleanField(
                default=False,
                help_text="Starts for matched partners only; two members of the secretariat must agree to show it to more.",
                verbose_name="guarded",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="languages",
            field=django.contrib.postgres.fields.ArrayField(
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
                verbose_name="working languages",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="project_url",
            field=models.URLField(blank=True, max_length=300, verbose_name="public project page"),
        ),
        migrations.AddField(
            model_name="posting",
            name="wanted_regions",
            field=models.ManyToManyField(
                blank=True,
                help_text="Regions of the other country; none: all.",
                related_name="+",
                to="places.region",
                verbose_name="regions wanted",
            ),
        ),
        migrations.CreateModel(
            name="PostingMatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("score", models.FloatField(verbose_name="score")),
                ("is_current", models.BooleanField(default=True, verbose_name="fits at present")),
                (
                    "found_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="found at"),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="both sides told at")),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches_as_need",
                        to="partnerships.posting",
                        verbose_name="need",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches_as_offer",
                        to="partnerships.posting",
                        verbose_name="offer",
                    ),
                ),
            ],
            options={
                "verbose_name": "match of postings",
                "verbose_name_plural": "matches of postings",
                "ordering": ("-score", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("need", "offer"), name="partnerships_match_once_per_pair"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("need", models.F("offer")), _negated=True),
                        name="partnerships_match_is_of_two_postings",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostingRenewal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("expires_on", models.DateField(verbose_name="expires on")),
                (
                    "key_hash",
                    models.CharField(max_length=64, unique=True, verbose_name="fingerprint of the key"),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="used at")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renewals",
                        to="partnerships.posting",
                        verbose_name="posting",
                    ),
                ),
            ],
            options={
                "verbose_name": "renewal",
                "verbose_name_plural": "renewals",
                "ordering": ("-sent_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("posting", "expires_on"), name="partnerships_renewal_once_per_end"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PostingWidening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("members", "Members"),
                            ("matched", "Matched partners"),
                            ("secretariat", "Secretariat"),
                        ],
                        max_length=12,
                        verbose_name="visible to",
                    ),
                ),
                ("content_hash", models.CharField(max_length=64, verbose_name="fingerprint of the content")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created at"
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="widenings",
                        to="partnerships.posting",
                        verbose_name="posting",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent to wider visibility",
                "verbose_name_plural": "consents to wider visibility",
                "ordering": ("created_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("posting", "visibility", "content_hash", "user"),
                        name="partnerships_widening_once_each",
                        violation_error_message="You have agreed already.",
                    )
                ],
            },
        ),
    ]

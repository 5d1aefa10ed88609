"""Earlier states of products, handbooks and chapters."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0001_products_and_handbooks"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="HandbookChapterEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("title_de", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_uk", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("intro_de", models.TextField(blank=True, null=True, verbose_name="introduction")),
                ("intro_uk", models.TextField(blank=True, null=True, verbose_name="introduction")),
                ("intro_en", models.TextField(blank=True, null=True, verbose_name="introduction")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HandbookEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("title_de", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_uk", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("intro_de", models.TextField(blank=True, null=True, verbose_name="introduction")),
                ("intro_uk", models.TextField(blank=True, null=True, verbose_name="introduction")),
                ("intro_en", models.TextField(blank=True, null=True, verbose_name="introduction")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("published", "Published"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KnowledgeProductEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("title_de", models.CharField(max_length=240, null=True, verbose_name="title")),
                ("title_uk", models.CharField(max_length=240, null=True, verbose_name="title")),
                ("title_en", models.CharField(max_length=240, null=True, verbose_name="title")),
                (
                    "summary_de",
                    models.TextField(blank=True, max_length=4000, null=True, verbose_name="summary"),
                ),
                (
                    "summary_uk",
                    models.TextField(blank=True, max_length=4000, null=True, verbose_name="summary"),
                ),
                (
                    "summary_en",
                    models.TextField(blank=True, max_length=4000, null=True, verbose_name="summary"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("documentation", "Documentation"),
                            ("guide", "Guide"),
                            ("handbook", "Handbook"),
                            ("good-practice", "Good practice"),
                            ("lessons-learned", "Lessons learned"),
                            ("slides", "Slides"),
                            ("recording", "Recording"),
                            ("report", "Report"),
                        ],
                        max_length=20,
                        verbose_name="kind",
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
                        help_text="Empty: unknown.",
                        verbose_name="languages of the content",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("unknown", "unknown"),
                            ("cc0", "CC0 1.0 (no rights reserved)"),
                            ("cc-by", "CC BY 4.0"),
                            ("cc-by-sa", "CC BY-SA 4.0"),
                            ("cc-by-nc", "CC BY-NC 4.0"),
                            ("cc-by-nd", "CC BY-ND 4.0"),
                            ("all-rights", "All rights reserved"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="licence",
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
                        default="public",
                        max_length=12,
                        verbose_name="visibility",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("published", "Published"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                (
                    "published_precision",
                    models.CharField(
                        choices=[("day", "day"), ("month", "month"), ("year", "year")],
                        default="day",
                        max_length=5,
                        verbose_name="precision",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("is_example", models.BooleanField(default=False, verbose_name="example")),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handbook",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "knowledge_handbookevent" ("intro_de", "intro_en", "intro_uk", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "status", "title_de", "title_en", "title_uk") VALUES (NEW."intro_de", NEW."intro_en", NEW."intro_uk", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."source", NEW."status", NEW."title_de", NEW."title_en", NEW."title_uk"); RETURN NULL;',
                    hash="5e14470b8028b8b093ae4468b4c60f8d451876e5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e6ba1",
                    table="knowledge_handbook",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handbook",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."intro_de" IS DISTINCT FROM (NEW."intro_de") OR OLD."intro_en" IS DISTINCT FROM (NEW."intro_en") OR OLD."intro_uk" IS DISTINCT FROM (NEW."intro_uk") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."title_de" IS DISTINCT FROM (NEW."title_de") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."title_uk" IS DISTINCT FROM (NEW."title_uk"))',
                    func='INSERT INTO "knowledge_handbookevent" ("intro_de", "intro_en", "intro_uk", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "status", "title_de", "title_en", "title_uk") VALUES (NEW."intro_de", NEW."intro_en", NEW."intro_uk", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."source", NEW."status", NEW."title_de", NEW."title_en", NEW."title_uk"); RETURN NULL;',
                    hash="f4936cb5f47eed2a84f3586a7cdd787547be03f7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a0f67",
                    table="knowledge_handbook",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handbookchapter",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "knowledge_handbookchapterevent" ("intro_de", "intro_en", "intro_uk", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "title_de", "title_en", "title_uk") VALUES (NEW."intro_de", NEW."intro_en", NEW."intro_uk", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."title_de", NEW."title_en", NEW."title_uk"); RETURN NULL;',
                    hash="b90e64d7d3438e71a27e8acc2f3e453970a7e193",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6c4de",
                    table="knowledge_handbookchapter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handbookchapter",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."intro_de" IS DISTINCT FROM (NEW."intro_de") OR OLD."intro_en" IS DISTINCT FROM (NEW."intro_en") OR OLD."intro_uk" IS DISTINCT FROM (NEW."intro_uk") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."title_de" IS DISTINCT FROM (NEW."title_de") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."title_uk" IS DISTINCT FROM (NEW."title_uk"))',
                    func='INSERT INTO "knowledge_handbookchapterevent" ("intro_de", "intro_en", "intro_uk", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "title_de", "title_en", "title_uk") VALUES (NEW."intro_de", NEW."intro_en", NEW."intro_uk", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."title_de", NEW."title_en", NEW."title_uk"); RETURN NULL;',
                    hash="4a20e982b423633142481fe14cde28b28be022e2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f2cf1",
                    table="knowledge_handbookchapter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="knowledgeproduct",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "knowledge_knowledgeproductevent" ("is_example", "kind", "languages", "licence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "published_precision", "source", "status", "summary_de", "summary_en", "summary_uk", "title_de", "title_en", "title_uk", "visibility") VALUES (NEW."is_example", NEW."kind", NEW."languages", NEW."licence", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_on", NEW."published_precision", NEW."source", NEW."status", NEW."summary_de", NEW."summary_en", NEW."summary_uk", NEW."title_de", NEW."title_en", NEW."title_uk", NEW."visibility"); RETURN NULL;',
                    hash="bf12a8a3a4e287a29f5a7924bf7c60d61172876b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_92da3",
                    table="knowledge_knowledgeproduct",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="knowledgeproduct",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."licence" IS DISTINCT FROM (NEW."licence") OR OLD."published_on" IS DISTINCT FROM (NEW."published_on") OR OLD."published_precision" IS DISTINCT FROM (NEW."published_precision") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary_de" IS DISTINCT FROM (NEW."summary_de") OR OLD."summary_en" IS DISTINCT FROM (NEW."summary_en") OR OLD."summary_uk" IS DISTINCT FROM (NEW."summary_uk") OR OLD."title_de" IS DISTINCT FROM (NEW."title_de") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."title_uk" IS DISTINCT FROM (NEW."title_uk") OR OLD."visibility" IS DISTINCT FROM (NEW."visibility"))',
                    func='INSERT INTO "knowledge_knowledgeproductevent" ("is_example", "kind", "languages", "licence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "published_precision", "source", "status", "summary_de", "summary_en", "summary_uk", "title_de", "title_en", "title_uk", "visibility") VALUES (NEW."is_example", NEW."kind", NEW."languages", NEW."licence", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_on", NEW."published_precision", NEW."source", NEW."status", NEW."summary_de", NEW."summary_en", NEW."summary_uk", NEW."title_de", NEW."title_en", NEW."title_uk", NEW."visibility"); RETURN NULL;',
                    hash="2e22ea9338f074c3ad5ef3b62b4e1a20b013ede2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c8641",
                    table="knowledge_knowledgeproduct",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="handbookchapterevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="handbookchapterevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="states",
                to="knowledge.handbookchapter",
            ),
        ),
        migrations.AddField(
            model_name="handbookevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="handbookevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="states",
                to="knowledge.handbook",
            ),
        ),
        migrations.AddField(
            model_name="knowledgeproductevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="knowledgeproductevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="states",
                to="knowledge.knowledgeproduct",
            ),
        ),
    ]

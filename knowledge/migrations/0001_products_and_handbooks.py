"""Knowledge products with versions and search index, handbooks."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_notices_views_uploads"),
        ("actors", "0006_working_group_workspace"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Handbook",
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
                ("intro", models.TextField(blank=True, verbose_name="introduction")),
                ("intro_de", models.TextField(blank=True, null=True, verbose_name="introduction")),
                ("intro_uk", models.TextField(blank=True, null=True, verbose_name="introduction")),
                ("intro_en", models.TextField(blank=True, null=True, verbose_name="introduction")),
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
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("is_example", models.BooleanField(default=False, verbose_name="example")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created at"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
            ],
            options={
                "verbose_name": "handbook",
                "verbose_name_plural": "handbooks",
                "ordering": ("position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="KnowledgeProduct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="slug")),
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
                ("title", models.CharField(max_length=240, verbose_name="title")),
                ("title_de", models.CharField(max_length=240, null=True, verbose_name="title")),
                ("title_uk", models.CharField(max_length=240, null=True, verbose_name="title")),
                ("title_en", models.CharField(max_length=240, null=True, verbose_name="title")),
                ("summary", models.TextField(blank=True, max_length=4000, verbose_name="summary")),
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
                    "source_language",
                    models.CharField(
                        choices=[("de", "German"), ("uk", "Ukrainian"), ("en", "English")],
                        default="de",
                        max_length=2,
                        verbose_name="source language",
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
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="submitted at"),
                ),
                (
                    "review_note",
                    models.TextField(
                        blank=True, editable=False, max_length=2000, verbose_name="answer of the secretariat"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created at"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "authors",
                    models.ManyToManyField(
                        blank=True, related_name="products", to="actors.actor", verbose_name="authors"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposed_products",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "proposed_for",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposed_products",
                        to="actors.actor",
                        verbose_name="proposed for",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True, related_name="products", to="actors.topic", verbose_name="topics"
                    ),
                ),
                (
                    "working_groups",
                    models.ManyToManyField(
                        blank=True,
                        related_name="products",
                        to="actors.workinggroup",
                        verbose_name="working groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "knowledge product",
                "verbose_name_plural": "knowledge products",
                "ordering": ("-published_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ProductVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("is_current", models.BooleanField(default=True, verbose_name="current")),
                ("link", models.URLField(blank=True, max_length=400, verbose_name="link")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="what is new")),
                ("on", models.DateField(default=django.utils.timezone.localdate, verbose_name="date")),
                (
                    "stated_accessible",
                    models.CharField(
                        choices=[
                            ("unknown", "unknown"),
                            ("yes", "accessible"),
                            ("partly", "partly accessible"),
                            ("no", "not accessible"),
                        ],
                        default="unknown",
                        max_length=8,
                        verbose_name="accessibility as stated",
                    ),
                ),
                (
                    "is_tagged",
                    models.BooleanField(blank=True, editable=False, null=True, verbose_name="tagged PDF"),
                ),
                (
                    "pages",
                    models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="pages"),
                ),
                (
                    "text_state",
                    models.CharField(
                        choices=[
                            ("none", "nothing to read"),
                            ("waiting", "waiting"),
                            ("read", "read"),
                            ("shortened", "read in part"),
                            ("empty", "without text, such as a scan"),
                            ("encrypted", "protected by a password"),
                            ("broken", "could not be read"),
                            ("too_much", "took too long or too much memory"),
                        ],
                        default="none",
                        editable=False,
                        max_length=10,
                        verbose_name="text for the search",
                    ),
                ),
                (
                    "text_attempts",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="attempts"),
                ),
                (
                    "text_claimed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="being read since"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created at"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="knowledge.knowledgeproduct",
                        verbose_name="knowledge product",
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="product_version",
                        to="accounts.upload",
                        verbose_name="file",
                    ),
                ),
            ],
            options={
                "verbose_name": "version",
                "verbose_name_plural": "versions",
                "ordering": ("product", "-number"),
            },
        ),
        migrations.CreateModel(
            name="HandbookChapter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("title_de", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_uk", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("intro", models.TextField(blank=True, verbose_name="introduction")),
                ("intro_de", models.TextField(blank=True, null=True, verbose_name="introduction")),
                ("intro_uk", models.TextField(blank=True, null=True, verbose_name="introduction")),
                ("intro_en", models.TextField(blank=True, null=True, verbose_name="introduction")),
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
                    "handbook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chapters",
                        to="knowledge.handbook",
                        verbose_name="handbook",
                    ),
                ),
            ],
            options={
                "verbose_name": "chapter",
                "verbose_name_plural": "chapters",
                "ordering": ("handbook", "position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ChapterProduct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="knowledge.handbookchapter",
                        verbose_name="chapter",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chapter_entries",
                        to="knowledge.knowledgeproduct",
                        verbose_name="knowledge product",
                    ),
                ),
            ],
            options={
                "verbose_name": "product of a chapter",
                "verbose_name_plural": "products of chapters",
                "ordering": ("chapter", "position", "pk"),
            },
        ),
        migrations.AddField(
            model_name="handbookchapter",
            name="products",
            field=models.ManyToManyField(
                related_name="chapters",
                through="knowledge.ChapterProduct",
                to="knowledge.knowledgeproduct",
                verbose_name="products",
            ),
        ),
        migrations.CreateModel(
            name="VersionText",
            fields=[
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="knowledge.productversion",
                    ),
                ),
                ("content", models.TextField(verbose_name="text")),
            ],
            options={
                "verbose_name": "text of a file",
                "verbose_name_plural": "texts of files",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="ProductIndex",
            fields=[
                (
                    "product",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="index",
                        serialize=False,
                        to="knowledge.knowledgeproduct",
                    ),
                ),
                ("title_words", django.contrib.postgres.search.SearchVectorField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "verbose_name": "index entry",
                "verbose_name_plural": "index entries",
                "ordering": ("pk",),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["title_words"], name="knowledge_index_title"
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="knowledge_index_words"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="knowledgeproduct",
            index=models.Index(
                models.OrderBy(models.F("published_on"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("status", "published")),
                name="knowledge_product_newest",
            ),
        ),
        migrations.AddConstraint(
            model_name="chapterproduct",
            constraint=models.UniqueConstraint(
                fields=("chapter", "product"),
                name="knowledge_chapter_product_once",
                violation_error_message="This product is in the chapter already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="productversion",
            constraint=models.UniqueConstraint(
                fields=("product", "number"), name="knowledge_version_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="productversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("product",),
                name="knowledge_version_one_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="productversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("link", ""), ("upload__isnull", False)),
                    models.Q(("upload__isnull", True), models.Q(("link", ""), _negated=True)),
                    _connector="OR",
                ),
                name="knowledge_version_file_or_link",
                violation_error_message="A version is either a file or a link.",
            ),
        ),
    ]

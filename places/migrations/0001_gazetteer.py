"""Tables of the gazetteer; the trigram index needs the extension pg_trgm."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="GazetteerStamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=64, verbose_name="version")),
                ("loaded_at", models.DateTimeField(auto_now=True, verbose_name="loaded at")),
                ("places", models.PositiveIntegerField(verbose_name="places")),
                ("names", models.PositiveIntegerField(verbose_name="names")),
            ],
            options={
                "verbose_name": "version of the gazetteer",
                "verbose_name_plural": "versions of the gazetteer",
            },
        ),
        migrations.CreateModel(
            name="Country",
            fields=[
                ("name_de", models.CharField(blank=True, max_length=160, verbose_name="German name")),
                ("name_uk", models.CharField(blank=True, max_length=160, verbose_name="Ukrainian name")),
                ("name_en", models.CharField(blank=True, max_length=160, verbose_name="English name")),
                ("name_pl", models.CharField(blank=True, max_length=160, verbose_name="Polish name")),
                (
                    "code",
                    models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name="code"),
                ),
            ],
            options={
                "verbose_name": "country",
                "verbose_name_plural": "countries",
                "ordering": ("code",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__in", ("DE", "UA", "PL"))), name="country_is_one_of_three"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_de", models.CharField(blank=True, max_length=160, verbose_name="German name")),
                ("name_uk", models.CharField(blank=True, max_length=160, verbose_name="Ukrainian name")),
                ("name_en", models.CharField(blank=True, max_length=160, verbose_name="English name")),
                ("name_pl", models.CharField(blank=True, max_length=160, verbose_name="Polish name")),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="slug")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("land", "federal state (Land)"),
                            ("oblast", "oblast"),
                            ("autonomous_republic", "autonomous republic"),
                            ("city_region", "city with the rank of a region"),
                            ("voivodeship", "voivodeship"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("name_native", models.CharField(max_length=160, verbose_name="official name")),
                ("iso_code", models.CharField(max_length=6, unique=True, verbose_name="ISO 3166-2 code")),
                ("katottg", models.CharField(blank=True, max_length=19, verbose_name="KATOTTG code")),
                ("label_lat", models.FloatField(blank=True, null=True, verbose_name="latitude of the label")),
                (
                    "label_lon",
                    models.FloatField(blank=True, null=True, verbose_name="longitude of the label"),
                ),
                ("population", models.PositiveIntegerField(blank=True, null=True, verbose_name="population")),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regions",
                        to="places.country",
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regions",
                "ordering": ("country_id", "slug"),
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_de", models.CharField(blank=True, max_length=160, verbose_name="German name")),
                ("name_uk", models.CharField(blank=True, max_length=160, verbose_name="Ukrainian name")),
                ("name_en", models.CharField(blank=True, max_length=160, verbose_name="English name")),
                ("name_pl", models.CharField(blank=True, max_length=160, verbose_name="Polish name")),
                (
                    "source_key",
                    models.CharField(max_length=80, unique=True, verbose_name="key in the source"),
                ),
                (
                    "geoname_id",
                    models.BigIntegerField(blank=True, null=True, unique=True, verbose_name="GeoNames id"),
                ),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="slug")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("city", "city"),
                            ("town", "town"),
                            ("settlement", "settlement"),
                            ("village", "village"),
                            ("city_district", "city district"),
                            ("district", "district (Kreis, powiat)"),
                            ("raion", "raion"),
                            ("region", "region"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("name_native", models.CharField(max_length=160, verbose_name="official name")),
                (
                    "katottg",
                    models.CharField(blank=True, db_index=True, max_length=19, verbose_name="KATOTTG code"),
                ),
                ("has_city_status", models.BooleanField(default=False, verbose_name="official city status")),
                ("is_hromada_centre", models.BooleanField(default=False, verbose_name="centre of a hromada")),
                ("population", models.PositiveIntegerField(blank=True, null=True, verbose_name="population")),
                (
                    "population_source",
                    models.CharField(blank=True, max_length=120, verbose_name="source of the population"),
                ),
                ("lat", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("lon", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="places.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="parts",
                        to="places.place",
                        verbose_name="part of",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="places.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
                "ordering": ("name_native", "pk"),
            },
        ),
        migrations.CreateModel(
            name="PlaceName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("language", models.CharField(blank=True, max_length=8, verbose_name="language")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("official", "official name"),
                            ("exonym", "traditional name in another language"),
                            ("transliteration", "transliteration"),
                            ("former", "former name"),
                            ("search_only", "found by search, never shown"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "folded",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="folded form"
                    ),
                ),
                (
                    "sound",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="key of spelling variants"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="all_names",
                        to="places.place",
                        verbose_name="place",
                    ),
                ),
            ],
            options={
                "verbose_name": "name of a place",
                "verbose_name_plural": "names of places",
                "ordering": ("place_id", "kind", "language", "name"),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["folded"], name="placename_folded_trgm", opclasses=["gin_trgm_ops"]
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "name", "language", "kind"), name="placename_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceStatus",
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
                        choices=[("occupied", "occupied"), ("frontline", "frontline")],
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statuses",
                        to="places.place",
                        verbose_name="place",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statuses",
                        to="places.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "status of a place",
                "verbose_name_plural": "statuses of places",
                "ordering": ("kind", "region_id", "place_id", "since", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place__isnull", True), ("region__isnull", False)),
                            models.Q(("place__isnull", False), ("region__isnull", True)),
                            _connector="OR",
                        ),
                        name="status_of_place_or_region",
                        violation_error_message="Choose either a place or a region.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("since__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="status_ends_after_it_begins",
                        violation_error_message="The end must not be before the beginning.",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["country", "kind", "-population"], name="place_country_kind_pop"),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lat__isnull", True), ("lon__isnull", True)),
                    models.Q(("lat__isnull", False), ("lon__isnull", False)),
                    _connector="OR",
                ),
                name="place_has_both_coordinates_or_none",
                violation_error_message="Give latitude and longitude together.",
            ),
        ),
    ]

"""The search index: what the directory filters, counts, sorts and searches. Derived data, kept by `services.index`."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_SORT_KEY_LENGTH = 240


class ActorIndex(models.Model):
    """One narrow row per actor on public pages; ids as plain numbers, because facets are counted over all rows at once.

    `topics` holds the topics of every role and the fields above them, `working_groups` the groups and those above
    them; `needs`, `offers` and the two flags also know what upper apps contribute (published postings).
    """

    actor = models.OneToOneField(
        "actors.Actor", models.CASCADE, primary_key=True, related_name="index", verbose_name=_("actor")
    )
    group_id = models.IntegerField()
    kind = models.CharField(max_length=30)
    country = models.CharField(max_length=2, blank=True)
    region_id = models.IntegerField(null=True)
    topics = ArrayField(models.IntegerField(), default=list)
    needs = ArrayField(models.IntegerField(), default=list)
    offers = ArrayField(models.IntegerField(), default=list)
    working_groups = ArrayField(models.IntegerField(), default=list)
    has_need = models.BooleanField(default=False)
    has_offer = models.BooleanField(default=False)
    partnership_count = models.IntegerField(default=0)
    is_dormant = models.BooleanField(default=False)
    completeness = models.SmallIntegerField(default=0)
    confirmed_on = models.DateField(null=True)
    sort_de = models.CharField(max_length=_SORT_KEY_LENGTH, db_collation="C")
    sort_uk = models.CharField(max_length=_SORT_KEY_LENGTH, db_collation="C")
    sort_en = models.CharField(max_length=_SORT_KEY_LENGTH, db_collation="C")
    document = SearchVectorField()

    class Meta:
        verbose_name = _("row of the search index")
        verbose_name_plural = _("search index")
        indexes = (
            GinIndex(fields=("document",), name="actors_index_document", fastupdate=False),
            models.Index(fields=("sort_de", "actor"), name="actors_index_sort_de"),
            models.Index(fields=("sort_uk", "actor"), name="actors_index_sort_uk"),
            models.Index(fields=("sort_en", "actor"), name="actors_index_sort_en"),
        )

    def __str__(self) -> str:
        return str(self.actor_id)


class SearchWord(models.Model):
    """A folded word that can be typed, and the lexeme of `ActorIndex.document` it stands for.

    Words of names stand for themselves; those of topics, places, regions and groups for `t<id>`, `p<id>`, `r<id>`
    and `g<id>`: a new synonym of a topic changes one row here instead of the documents of all its actors.
    """

    word = models.CharField(max_length=120, db_collation="C")
    lexeme = models.CharField(max_length=120, db_collation="C")

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        constraints = (models.UniqueConstraint(fields=("word", "lexeme"), name="actors_search_word_once"),)
        indexes = (
            GinIndex(OpClass("word", name="gin_trgm_ops"), name="actors_search_word_trgm"),
            models.Index(fields=("lexeme",), name="actors_search_word_lexeme"),
        )

    def __str__(self) -> str:
        return self.word


class IndexChange(models.Model):
    """One row per change of the index: readers see by their number and sum whether their counts are still right."""

    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of the search index")
        verbose_name_plural = _("changes of the search index")

    def __str__(self) -> str:
        return f"{self.pk}"

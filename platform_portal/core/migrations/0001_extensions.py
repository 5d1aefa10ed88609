"""Extensions of PostgreSQL that the portal uses: similarity, accents, exclusion constraints."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Needs the right to create extensions; all three are trusted ones."""

    initial = True
    dependencies = []
    operations = [TrigramExtension(), UnaccentExtension(), BtreeGistExtension()]

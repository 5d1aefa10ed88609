"""Marks on translations of postings whose source text has changed."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0002_cooperation_requests")]

    operations = [
        migrations.AddField(
            model_name="posting",
            name="outdated_translations",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60),
                blank=True,
                default=list,
                help_text="Fields whose source text changed after they were translated, such as “description_uk”.",
                size=None,
                verbose_name="outdated translations",
            ),
        ),
    ]

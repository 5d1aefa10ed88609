"""Knowledge products of a partnership."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0001_products_and_handbooks"),
        ("partnerships", "0007_living_partnerships"),
    ]

    operations = [
        migrations.AddField(
            model_name="partnership",
            name="products",
            field=models.ManyToManyField(
                blank=True,
                related_name="partnerships",
                to="knowledge.knowledgeproduct",
                verbose_name="knowledge products",
            ),
        ),
    ]

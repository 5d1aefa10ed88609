"""tmp"""
from django.urls import reverse
from tests.factories.knowledge import ProductFactory
def test_x(client, db):
    ProductFactory(text="Fernwärme in Житомир")
    r = client.get("/de/knowledge/?q=schytomyr")
    print(r.content.decode()[:20])
    assert "mark" in r.content.decode()

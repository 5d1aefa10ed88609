"""Accounts for tests."""

import factory

from accounts.models import User

PASSWORD = "geheim-und-lang-genug"


class UserFactory(factory.django.DjangoModelFactory):
    """A person with an account."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    name = factory.Sequence(lambda number: f"Person {number}")
    password = factory.django.Password(PASSWORD)

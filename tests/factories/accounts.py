"""Accounts for tests."""

import factory

from accounts.models import Upload, User

PASSWORD = "geheim-und-lang-genug"


class UserFactory(factory.django.DjangoModelFactory):
    """A person with an account."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    name = factory.Sequence(lambda number: f"Person {number}")
    password = factory.django.Password(PASSWORD)


class UploadFactory(factory.django.DjangoModelFactory):
    """A file somebody has sent; only its row."""

    class Meta:
        model = Upload

    purpose = "logo"
    path = factory.Sequence(lambda number: f"00/{number:040x}.pdf")
    media_type = "application/pdf"
    size = 1000
    sha256 = "0" * 64

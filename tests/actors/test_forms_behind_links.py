"""Pages behind the links of mails can be answered in a browser."""

from django.conf import settings


def test_no_page_keeps_its_own_forms_from_being_sent():
    """With `no-referrer` browsers send `Origin: null`, and the form is refused; the policy of all pages keeps links from other hosts."""
    templates = settings.BASE_DIR.joinpath("templates").rglob("*.html")
    assert [path.name for path in templates if 'name="referrer"' in path.read_text()] == []
    code = settings.BASE_DIR.glob("[a-z]*/views*/**/*.py")
    assert [path.name for path in code if "Referrer-Policy" in path.read_text()] == []
    assert settings.SECURE_REFERRER_POLICY == "same-origin"

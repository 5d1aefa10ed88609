"""The form of an entry: rights, conflicts, drafts, sessions that end, the secretariat's review."""

import pytest
from django.test import Client

from actors.models import FormDraft, Revision
from actors.services import form_drafts, revisions
from platform_portal.core.errors import Refusal
from tests.factories.actors import ContactFactory
from tests.factories.revisions import accept, keeper_of, proposal

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGES = (
    "", "topics/", "contacts/", "logo/", "postings/", "postings/new/",
)  # fmt: skip


def signed_in(user, **options):
    client = Client(**options)
    client.force_login(user, backend=BACKEND)
    return client


def opened(client, url="/de/account/organisations/riwne/edit/"):
    """The values a browser would send back unchanged."""
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    form, data = answer.context["form"], {"seen": answer.context["seen"]}
    for field in form:
        value = field.value()
        data[field.html_name] = "" if value is None else value
    return data


def sent(client, data, url="/de/account/organisations/riwne/edit/", **changes):
    return client.post(url, data | changes)


@pytest.mark.parametrize("page", PAGES)
def test_forms_are_for_those_who_keep_the_entry(rivne, member, secretariat, page):
    url = f"/de/account/organisations/riwne/edit/{page}"
    assert signed_in(keeper_of(rivne)).get(url).status_code == 200
    assert signed_in(keeper_of(rivne, role="owner")).get(url).status_code == 200
    assert signed_in(secretariat).get(url).status_code == 200
    assert signed_in(member).get(url).status_code == 404
    assert signed_in(member).post(url, {}).status_code == (405 if page == "postings/" else 404)
    assert Client().get(url)["Location"].startswith("/de/account/login/")


def test_sections_nobody_knows_and_entries_that_are_not_there(rivne):
    client = signed_in(keeper_of(rivne))
    assert client.get("/de/account/organisations/riwne/edit/geheim/").status_code == 404
    assert client.get("/de/account/organisations/gibt-es-nicht/edit/").status_code == 404


def test_saving_one_language_touches_no_other(rivne):
    client = signed_in(keeper_of(rivne))
    answer = sent(client, opened(client), description_uk="Опис")
    assert (answer.status_code, answer["Location"]) == (302, "/de/account/organisations/riwne/edit/")
    assert list(Revision.objects.get().fields.values_list("field", flat=True)) == ["description_uk"]


def test_the_public_page_stays_until_the_proposal_is_accepted(rivne, secretariat, client):
    keeper = signed_in(keeper_of(rivne))
    sent(keeper, opened(keeper), description_de="Ganz neu.")
    assert "Ganz neu." not in client.get("/de/actors/riwne/").content.decode()
    revisions.accept_all(revision=Revision.objects.get(), by=secretariat)
    assert "Ganz neu." in client.get("/de/actors/riwne/").content.decode()


def test_nothing_changed_is_said_and_nothing_is_proposed(rivne):
    client = signed_in(keeper_of(rivne))
    assert sent(client, opened(client)).status_code == 422
    assert not Revision.objects.exists()


@pytest.mark.parametrize("value", ["", "nonsense", "a:b:c"])
def test_a_form_without_its_note_is_shown_again_with_the_text(rivne, value):
    client = signed_in(keeper_of(rivne))
    answer = sent(client, opened(client), seen=value, description_de="Mein Text")
    assert answer.status_code == 422
    assert "Mein Text" in answer.content.decode()
    assert not Revision.objects.exists()


def test_the_note_of_somebody_else_is_worth_nothing(rivne):
    data = opened(signed_in(keeper_of(rivne)))
    answer = sent(signed_in(keeper_of(rivne)), data, description_de="Mein Text")
    assert answer.status_code == 422
    assert not Revision.objects.exists()


def test_the_second_of_two_people_sees_both_texts_and_chooses(rivne):
    first, second = signed_in(keeper_of(rivne)), signed_in(keeper_of(rivne))
    one, two = opened(first), opened(second)
    sent(first, one, description_de="Text der Ersten")
    answer = sent(second, two, description_de="Text der Zweiten", website="https://rivne.example.org")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Text der Ersten" in page
    assert "Text der Zweiten" in page
    again = two | {"seen": answer.context["seen"], "description_de": "Text der Zweiten"}
    again["website"] = "https://rivne.example.org"
    assert sent(second, again).status_code == 409
    assert Revision.objects.count() == 1
    assert sent(second, again, **{"choice-description_de": "theirs"}).status_code == 302
    assert [
        f.field
        for f in Revision.objects.get(author__memberships__actor=rivne, fields__field="website").fields.all()
    ] == ["website"]


def test_the_second_may_insist(rivne):
    first, second = signed_in(keeper_of(rivne)), signed_in(keeper_of(rivne))
    one, two = opened(first), opened(second)
    sent(first, one, description_de="Eins")
    answer = sent(second, two, description_de="Zwei")
    again = two | {"seen": answer.context["seen"], "description_de": "Zwei", "choice-description_de": "mine"}
    assert sent(second, again).status_code == 302
    texts = Revision.objects.order_by("pk").values_list("fields__after", flat=True)
    assert list(texts) == ["Eins", "Zwei"]


def test_from_the_conflict_one_can_go_back_to_the_form(rivne):
    first, second = signed_in(keeper_of(rivne)), signed_in(keeper_of(rivne))
    one, two = opened(first), opened(second)
    sent(first, one, description_de="Eins")
    answer = sent(second, two, description_de="Zwei")
    form = sent(second, two, seen=answer.context["seen"], description_de="Zwei", again="1")
    assert form.status_code == 200
    assert "Zwei" in form.content.decode()
    assert "Eins" in form.content.decode()


def test_the_form_shows_the_own_open_proposal(rivne):
    author = keeper_of(rivne)
    proposal(rivne, author, description_de="Mein Vorschlag")
    assert opened(signed_in(author))["description_de"] == "Mein Vorschlag"
    assert opened(signed_in(keeper_of(rivne)))["description_de"] == ""


def test_a_form_whose_session_has_ended_waits_behind_the_login(rivne):
    author = keeper_of(rivne)
    client = signed_in(author, enforce_csrf_checks=True)
    data = opened(client)
    client.session.flush()
    answer = sent(client, data, description_uk="Довгий текст")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/de/account/login/?next=/de/account/organisations/riwne/edit/")
    again = signed_in(author).get("/de/account/organisations/riwne/edit/")
    assert "Довгий текст" in again.content.decode()
    other = signed_in(keeper_of(rivne)).get("/de/account/organisations/riwne/edit/")
    assert "Довгий текст" not in other.content.decode()


def test_a_form_whose_token_has_changed_is_kept_and_not_sent(rivne):
    author = keeper_of(rivne)
    client = signed_in(author, enforce_csrf_checks=True)
    answer = sent(client, opened(client), description_uk="Текст", csrfmiddlewaretoken="x" * 64)
    assert (answer.status_code, Revision.objects.count()) == (302, 0)
    assert FormDraft.objects.get().data["description_uk"] == ["Текст"]


def test_a_forged_form_keeps_and_sends_nothing(rivne):
    author = keeper_of(rivne)
    client = signed_in(author, enforce_csrf_checks=True)
    data = opened(client) | {"seen": "gefälscht", "description_uk": "Текст"}
    assert sent(client, data).status_code == 403
    assert sent(Client(), data).status_code == 302
    assert (Revision.objects.count(), FormDraft.objects.count()) == (0, 0)


def test_typing_is_kept_and_comes_back_until_it_is_sent(rivne):
    author = keeper_of(rivne)
    client = signed_in(author)
    data = opened(client) | {"description_de": "Halb fertig"}
    url = f"/de/account/drafts/entry-{rivne.pk}-profile/"
    assert client.post(url, data).json()["saved_at"]
    assert opened(client)["description_de"] == "Halb fertig"
    assert signed_in(keeper_of(rivne)).post(url, data).status_code == 404
    assert client.post(f"/de/account/drafts/entry-{rivne.pk}-topics/", data).status_code == 404
    assert client.get(url).status_code == 405
    sent(client, opened(client))
    assert (FormDraft.objects.count(), Revision.objects.count()) == (0, 1)


def test_a_conflict_is_found_over_a_restored_draft_too(rivne):
    author = keeper_of(rivne)
    client = signed_in(author)
    data = opened(client) | {"description_de": "Alt geöffnet"}
    client.post(f"/de/account/drafts/entry-{rivne.pk}-profile/", data)
    rivne.description_de = "Inzwischen veröffentlicht"
    rivne.save()
    assert sent(client, opened(client)).status_code == 409


def test_a_draft_is_discarded(rivne):
    client = signed_in(keeper_of(rivne))
    key = f"entry-{rivne.pk}-profile"
    client.post(f"/de/account/drafts/{key}/", opened(client) | {"description_de": "Weg damit"})
    answer = client.post(f"/de/account/drafts/{key}/discard/", {"next": "https://evil.example.org/"})
    assert answer["Location"] == "/de/account/changes/"
    assert not FormDraft.objects.exists()


def test_after_the_session_has_ended_typing_is_still_kept_and_the_page_is_told(rivne):
    client = signed_in(keeper_of(rivne))
    data = opened(client) | {"description_de": "Weiter getippt"}
    client.session.flush()
    answer = client.post(f"/de/account/drafts/entry-{rivne.pk}-profile/", data)
    assert (answer.status_code, FormDraft.objects.count()) == (401, 1)


def test_drafts_have_limits(rivne):
    author = keeper_of(rivne)
    with pytest.raises(Refusal):
        form_drafts.keep(user=author, form="x", data={"a": ["x" * 200_001]})
    for number in range(form_drafts.MAX_DRAFTS):
        form_drafts.keep(user=author, form=f"form-{number}", data={})
    with pytest.raises(Refusal):
        form_drafts.keep(user=author, form="noch-eins", data={})


def test_contacts_are_changed_added_and_removed_in_one_form(rivne):
    first, second = ContactFactory(actor=rivne), ContactFactory(actor=rivne)
    client = signed_in(keeper_of(rivne))
    url = "/de/account/organisations/riwne/edit/contacts/"
    answer = client.get(url)
    data = {"seen": answer.context["seen"], "contact": [f.prefix for f in answer.context["form"].forms]}
    for form in answer.context["form"].forms:
        data |= {field.html_name: field.value() or "" for field in form}
    new = data["contact"][-1]
    data |= {
        f"contact-{first.pk}-phone": "+380 362 000",
        f"contact-{second.pk}-remove": "on",
        f"{new}-function_uk": "Прес-служба",
        f"{new}-email": "press@example.org",
        f"{new}-visibility": "public",
    }
    assert client.post(url, data).status_code == 302
    fields = {field.field: field.after for field in Revision.objects.get().fields.all()}
    assert fields[f"contact-{first.pk}"]["phone"] == "+380 362 000"
    assert fields[f"contact-{second.pk}"] is None
    assert fields[new]["function_uk"] == "Прес-служба"
    assert len(fields) == 3


def test_my_proposals_with_their_state(rivne, secretariat):
    author = keeper_of(rivne)
    revision = proposal(rivne, author, description_de="Neu", website="https://x.example.org")
    client = signed_in(author)
    assert client.get("/de/account/changes/").status_code == 200
    revisions.decide(revision=revision, by=secretariat, verdicts=accept("website"))
    assert "https://x.example.org" in client.get("/de/account/changes/").content.decode()
    other = signed_in(keeper_of(rivne))
    assert "https://x.example.org" not in other.get("/de/account/changes/").content.decode()
    assert other.post(f"/de/account/changes/{revision.pk}/withdraw/").status_code == 404
    assert client.post(f"/de/account/changes/{revision.pk}/withdraw/").status_code == 302


def test_the_review_is_for_the_secretariat_only(rivne, member):
    revision = proposal(rivne, description_de="Neu")
    for page in ("", f"{revision.pk}/", f"{revision.pk}/accept/"):
        for user in (member, revision.author):
            assert signed_in(user).post(f"/de/desk/changes/{page}").status_code == 404
    assert Client().get(f"/de/desk/changes/{revision.pk}/").status_code == 302


def test_the_secretariat_decides_field_by_field_and_goes_on_to_the_next(rivne, essen, secretariat_client):
    first = proposal(rivne, description_de="Neu und gut", website="https://x.example.org")
    second = proposal(essen, description_de="Auch neu")
    url = f"/de/desk/changes/{first.pk}/"
    page = secretariat_client.get(url)
    assert "<ins>" in page.content.decode()
    without_reason = {"decision-website": "refuse"}
    assert secretariat_client.post(url, without_reason).status_code == 422
    answer = secretariat_client.post(
        url,
        {
            "decision-description_de": "accept", "decision-website": "refuse",
            "reason-website": "Vorlage", "words-website": "Eigene Worte",
        },
    )  # fmt: skip
    assert answer["Location"] == f"/de/desk/changes/{second.pk}/"
    assert first.fields.get(field="website").reason == "Eigene Worte"
    answer = secretariat_client.post(f"/de/desk/changes/{second.pk}/accept/")
    assert answer["Location"] == "/de/desk/changes/"
    essen.refresh_from_db()
    assert essen.description_de == "Auch neu"


def test_a_conflict_must_be_looked_at_in_the_review(rivne, secretariat_client):
    revision = proposal(rivne, description_de="Vorgeschlagen")
    rivne.description_de = "Inzwischen"
    rivne.save()
    url = f"/de/desk/changes/{revision.pk}/"
    page = secretariat_client.get(url)
    assert "Inzwischen" in page.content.decode()
    blind = {"decision-description_de": "accept", "published-description_de": ""}
    assert secretariat_client.post(url, blind).status_code == 409
    [row] = page.context["proposal"].rows
    looked_at = {"decision-description_de": "accept", "published-description_de": row.published}
    assert secretariat_client.post(url, looked_at).status_code == 302


def test_the_outdated_mark_is_on_the_public_page_and_in_the_form(rivne, client):
    rivne.description_de, rivne.description_uk = "Deutsch", "Українською"
    rivne.outdated_translations = ["description_uk"]
    rivne.save()
    assert "pw-onlyin" in client.get("/uk/actors/riwne/").content.decode()
    assert "pw-onlyin" not in client.get("/de/actors/riwne/").content.decode()
    keeper = signed_in(keeper_of(rivne))
    assert "pw-outdated" in keeper.get("/de/account/organisations/riwne/edit/").content.decode()
    keeper.post("/de/account/organisations/riwne/edit/translation/", {"name": "description_uk"})
    rivne.refresh_from_db()
    assert rivne.outdated_translations == []


def test_bad_input_is_never_an_error_of_the_server(rivne):
    client = signed_in(keeper_of(rivne))
    long = sent(client, opened(client), description_de="x" * 10_000, website="javascript:alert(1)")
    assert long.status_code == 422
    assert sent(client, opened(client), languages=["xx"]).status_code == 422
    url = "/de/account/organisations/riwne/edit/contacts/"
    many = {"seen": "x", "contact": [f"contact-{n}" for n in range(500)] + ["__proto__"]}
    assert client.post(url, many).status_code == 422
    assert client.post("/de/account/drafts/entry-1-profile/", {"seen": "\x00"}).status_code in {400, 404}


def test_open_proposals_wait_in_the_queue_of_the_desk(rivne, secretariat_client):
    from platform_portal.core import work_queue

    revision = proposal(rivne, description_de="Neu", website="https://x.example.org")
    queue = next(queue for queue in work_queue.queues() if queue.slug == "changes")
    [item] = queue.items(10)
    assert (queue.count(), item.url) == ((1, revision.created_at), f"/de/desk/changes/{revision.pk}/")
    assert secretariat_client.post(item.actions[0].url).status_code == 302
    assert queue.count() == (0, None)
    assert queue.items(10) == []


def test_the_list_of_my_proposals_costs_the_same_for_one_and_for_many(rivne, django_assert_max_num_queries):
    author = keeper_of(rivne)
    client = signed_in(author)
    proposal(rivne, author, description_de="Neu")
    with django_assert_max_num_queries(25) as few:
        client.get("/de/account/changes/")
    for number in range(5):
        revisions.withdraw(revision=Revision.objects.open().get(), by=author)
        proposal(rivne, author, description_de=f"Neu {number}", website=f"https://x{number}.example.org")
    with django_assert_max_num_queries(25) as many:
        client.get("/de/account/changes/")
    assert len(many) == len(few)

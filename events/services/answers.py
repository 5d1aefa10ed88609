"""Answers to the questions of an event: only those that are asked are kept, limits of choices are counted under the lock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import Upload
from accounts.services import uploads
from events.enums import STANDING
from events.models import Answer, Event, Question, QuestionOption, Registration
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User
    from platform_portal.core.uploads import Checked

PURPOSE = "event-answer"


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answered to one question; `file` is checked already."""

    question: Question
    text: str = ""
    options: tuple[QuestionOption, ...] = ()
    is_agreed: bool = False
    file: Checked | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return not (self.text or self.options or self.is_agreed or self.file)


def asked(questions: Iterable[Question], *, mode: str, chosen: Collection[int]) -> list[Question]:
    """The questions somebody is asked: of this way of taking part, and whose condition is among the options chosen.

    A condition only holds while the question it depends on is asked itself.
    """
    found: list[Question] = []
    hidden: set[int] = set()
    for question in questions:
        depends = question.asked_if
        is_asked = question.mode in ("", mode) and (
            depends is None or (depends.pk in chosen and depends.question_id not in hidden)
        )
        if is_asked:
            found.append(question)
        else:
            hidden.add(question.pk)
    return found


def store(
    *,
    registration: Registration,
    event: Event,
    given: Iterable[Given],
    by: User | None,
    keep: Collection[int] = (),
) -> None:
    """Writes the answers of a registration in place of earlier ones; files of the questions in `keep` stay."""
    old = registration.answers.exclude(question__in=keep)
    gone = Upload.objects.filter(event_answer__in=old)
    if gone:
        uploads.remove(uploads=gone)
    old.delete()
    for answer in given:
        if answer.is_empty:
            continue
        row = Answer.objects.create(
            registration=registration, question=answer.question, text=answer.text, is_agreed=answer.is_agreed,
            upload=_upload(answer, registration, by),
            purge_on=event.ends_at.date() + dt.timedelta(days=answer.question.purge_days),
        )  # fmt: skip
        row.options.set(answer.options)


def _upload(answer: Given, registration: Registration, by: User | None) -> Upload | None:
    if answer.file is None:
        return None
    return uploads.store(user=by, purpose=PURPOSE, file=answer.file, object_id=str(registration.pk))


def limited(given: Iterable[Given]) -> list[QuestionOption]:
    """Chosen options that only so many may choose."""
    return [option for answer in given for option in answer.options if option.capacity is not None]


def refuse_overbooked(options: Iterable[QuestionOption]) -> None:
    """Raises a Refusal for an option that too many have chosen, these answers included. Call under the locks of the event's places."""
    wanted = {option.pk: option for option in options}
    if not wanted:
        return
    for pk, number in taken(wanted).items():
        option = wanted[pk]
        if option.capacity is not None and number > option.capacity:
            raise Refusal(
                _("“%(option)s” has been chosen by %(capacity)s already; please choose something else.")
                % {"option": option.label, "capacity": option.capacity}
            )


def taken(options: Mapping[int, QuestionOption] | Collection[int]) -> dict[int, int]:
    """How many standing registrations have chosen each option."""
    standing = Q(answers__registration__status__in=STANDING)
    rows = QuestionOption.objects.filter(pk__in=list(options)).annotate(
        number=Count("answers", filter=standing, distinct=True)
    )
    return dict(rows.values_list("pk", "number"))

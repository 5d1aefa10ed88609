"""The task queue. A message is only a hint: truth and schedules live in PostgreSQL.

Web processes load it with the first message they send, not at their start: it takes 6 MB. Modules of tasks therefore take
`shared_task` from here, so that the app is there before a task.
"""

from typing import Any

from celery import Celery, shared_task, signals
from celery.schedules import crontab
from django.conf import settings
from kombu.transport import redis, virtual

from platform_portal.core.logs import origin

__all__ = ("app", "shared_task")


class QoS(redis.QoS):  # type: ignore[misc,name-defined]
    """Messages a worker has in hand: one whose acknowledgement is lost, because the queue did not answer, is in hand no longer.

    Otherwise it would count for ever, and a worker that may have one in hand would take no further one. It comes again after an hour.
    """

    def ack(self, delivery_tag: str) -> None:
        """Lets go of the message in any case; raises what the queue says."""
        try:
            self._remove_from_indices(delivery_tag).execute()
        finally:
            virtual.QoS.ack(self, delivery_tag)


redis.Channel.QoS = QoS
app = Celery("platform_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {
    name: entry | {"schedule": crontab(**when) if isinstance(when := entry["schedule"], dict) else when}
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items()
}
app.autodiscover_tasks()


@signals.task_prerun.connect(weak=False)
def _note_the_task(task: Any = None, **_: Any) -> None:
    """What a task changes is noted as changed by it."""
    origin.set(f"task {task.name}"[:80])


@signals.task_postrun.connect(weak=False)
def _forget_the_task(**_: Any) -> None:
    origin.set("")

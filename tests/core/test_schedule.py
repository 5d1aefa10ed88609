"""What beat calls, and when."""

from celery.schedules import crontab

from platform_portal.celery import app


def test_every_entry_of_the_schedule_names_a_task_that_exists_and_a_time():
    app.loader.import_default_modules()
    schedule = app.conf.beat_schedule
    assert schedule
    assert {entry["task"] for entry in schedule.values()} <= set(app.tasks)
    assert all(isinstance(entry["schedule"], float | crontab) for entry in schedule.values())

"""A queue that does not answer when a task is done: the worker goes on with the next one."""

import pytest
from kombu.transport import virtual
from redis.exceptions import TimeoutError as NoAnswer

from platform_portal.celery import app


def test_a_worker_whose_acknowledgement_is_lost_takes_the_next_message(monkeypatch):
    with app.connection_for_read() as connection, connection.channel() as channel:
        in_hand = channel.qos
        in_hand.prefetch_count = 1
        virtual.QoS.append(in_hand, None, "first")
        assert not in_hand.can_consume()

        def no_answer(_tag):
            raise NoAnswer

        monkeypatch.setattr(in_hand, "_remove_from_indices", no_answer)
        with pytest.raises(NoAnswer):
            in_hand.ack("first")
        assert in_hand.can_consume()

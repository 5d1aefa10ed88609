#!/bin/sh
# Runs once before a new version starts: tables first, then the data the portal brings along. Safe to repeat.
set -eu
python manage.py migrate --no-input
python manage.py load_places
python manage.py load_topics

#!/bin/sh
# Runs once while the image is built: translations compiled, static files collected under hashed names, bytecode
# written. The settings of production want secrets and addresses; these exist for this moment only.
set -eu
PORTAL_SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(64))')
export PORTAL_SECRET_KEY PORTAL_ALLOWED_HOSTS=build PORTAL_BASE_URL=https://build PORTAL_MAIL_URL=smtp://build
export DATABASE_URL=postgresql://build/build REDIS_URL=redis://build:6379/0
export DJANGO_SETTINGS_MODULE=platform_portal.settings.production
python manage.py translations compile
python manage.py collectstatic --no-input --verbosity 0
python -m compileall -q .

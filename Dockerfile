# The portal's image: web server, worker, scheduler and commands run from the same one.
# The final stage has neither compiler nor package manager of its own, and no rights beyond its data folder.

FROM node:22.22.2-bookworm-slim AS assets
WORKDIR /assets
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM python:3.13.14-slim AS packages
COPY requirements-production.lock /
RUN python -m venv --without-pip /venv \
    && python -m pip --python /venv/bin/python install --no-cache-dir --require-hashes --no-deps \
        -r /requirements-production.lock

# Translations compiled, static files collected under hashed names: nothing is left to do at a start.
FROM packages AS build
WORKDIR /portal
COPY . .
COPY --from=assets /assets/node_modules node_modules
RUN PATH=/venv/bin:$PATH deploy/build.sh

FROM python:3.13.14-slim
LABEL org.opencontainers.image.title="Portal of the Plattform Wiederaufbau Ukraine" \
      org.opencontainers.image.licenses="EUPL-1.2"
# Pango sets the type of PDF files.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
RUN python -m pip uninstall --yes --quiet --root-user-action=ignore pip \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal /data/media /data/private /data/beat
COPY --from=packages /venv /venv
COPY --from=build /portal /portal
# DL3064: a folder is called "private", no secret is here.
# hadolint ignore=DL3064
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=platform_portal.settings.production \
    PORTAL_MEDIA_ROOT=/data/media \
    PORTAL_PRIVATE_ROOT=/data/private \
    GRANIAN_WORKERS=2 \
    GRANIAN_BLOCKING_THREADS=4
WORKDIR /portal
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "deploy/healthcheck.py", "web"]
CMD ["python", "-m", "platform_portal.web", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--no-ws", \
     "--respawn-failed-workers", "--workers-kill-timeout", "10", "platform_portal.wsgi:application"]

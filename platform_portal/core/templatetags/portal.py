"""The portal's template words, built in everywhere: what the modules beside this one register."""

from __future__ import annotations

from django import template

from platform_portal.core.templatetags import atoms, blocks, figures, formats, kern

register = template.Library()
for _library in (atoms.register, blocks.register, figures.register, formats.register, kern.register):
    register.tags |= _library.tags
    register.filters |= _library.filters

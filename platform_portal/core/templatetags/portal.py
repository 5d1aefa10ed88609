"""The portal's template words, built in everywhere: what `formats`, `atoms`, `blocks` and `figures` register."""

from __future__ import annotations

from django import template

from platform_portal.core.templatetags import atoms, blocks, figures, formats

register = template.Library()
for _library in (atoms.register, blocks.register, figures.register, formats.register):
    register.tags |= _library.tags
    register.filters |= _library.filters

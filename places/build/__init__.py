"""Builds the committed files in ``places/data`` from the packages of the dependency group ``data``.

Not used at run time. ``python -m places.build`` writes the gazetteer, ``python -m places.build.borders`` the map.
"""

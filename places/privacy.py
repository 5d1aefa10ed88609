"""Places hold nothing about persons."""

from places.models import Country, Place, PlaceName, Region
from platform_portal.core import privacy

for model in (Country, Region, Place):
    privacy.impersonal(model, "name", "name_native", "name_pl", because="Name of a place.")
privacy.impersonal(PlaceName, "name", because="Name of a place.")

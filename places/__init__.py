"""Where: countries, regions, places with all their names, name resolution and map geometry."""

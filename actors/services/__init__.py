"""Everything that writes actors, topics, working groups and their search index."""

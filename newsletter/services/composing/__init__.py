"""Writing an edition: texts, blocks, release by a second person."""

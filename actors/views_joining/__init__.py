"""Pages of joining: people of an organisation, invitations, claims, the form for new organisations."""

"""Questions to the register of actors that need more than a queryset."""

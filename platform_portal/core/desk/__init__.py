"""The secretariat's desk: Django's administration with a work queue in front, in the portal's look."""

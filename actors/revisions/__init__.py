"""What can be changed by a change proposal: subjects, their fields, and how the change of one is shown."""

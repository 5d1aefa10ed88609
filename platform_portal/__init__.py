"""The project: settings, mechanisms shared by all apps, embedded services and the pages above them."""

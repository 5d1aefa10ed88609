"""What the pages above the apps read from them."""

"""From an edition and its blocks to what is read: parts in one language first, then mail, text and archive page from the same parts."""

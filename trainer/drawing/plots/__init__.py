"""Small plots as lines of characters: columns, bars, sparklines and heat maps, in block characters or plain ASCII."""

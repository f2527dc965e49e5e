"""Report values into files and onto the screen. Nothing is calculated here."""

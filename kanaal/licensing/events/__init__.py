"""What happened to agreements and their licences. Names are public."""

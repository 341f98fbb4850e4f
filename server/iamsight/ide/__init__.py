"""What an editor shows and offers: plain data in, plain data out. Nothing here knows an editor or its protocol."""

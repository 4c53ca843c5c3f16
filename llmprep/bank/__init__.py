"""What a question is; reading, checking and finding questions."""

"""What was found out before, kept on disk: whole files first, then single claims."""

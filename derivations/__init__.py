"""The derivations that come with derive: one folder a document, one file a problem."""

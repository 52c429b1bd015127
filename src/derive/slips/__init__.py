"""The slips that people make on a page: one catalogue, used to repair a wrong step and to plant wrong ones."""

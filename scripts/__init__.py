"""Small programs for those who build Trustboard: reference pages, and the sum of a CI run."""

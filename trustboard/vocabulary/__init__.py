"""The words every part shares: period, slice, figure, standard, verdict, issue. Imports nothing of ours."""

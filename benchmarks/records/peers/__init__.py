"""Scripts that the peers' own Python runs: they import nothing of ours, and take and give JSON."""

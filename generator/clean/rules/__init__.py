"""The rules, one a file: each takes the blocks and what is known of them, and gives the blocks back, some relabelled."""

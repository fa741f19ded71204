"""Average linkage."""

from __future__ import annotations

from generator.group.cluster import link


def half(pairs):
    """Ask for a half, however many pairs there are."""
    assert pairs > 0
    return 0.5


def test_a_chain_is_no_cluster():
    """Neighbours that are alike in a row do not come together: their ends have nothing in common."""
    pairs = {(n, n + 1): 0.9 - n / 100 for n in range(7)}
    assert max(len(cluster) for cluster in link(8, pairs, half)) == 2


def test_a_full_cluster_joins():
    """Stories that are all alike are one cluster."""
    assert link(3, {(0, 1): 0.6, (0, 2): 0.6, (1, 2): 0.6}, half) == ((0, 1, 2),)


def test_the_mean_counts():
    """A story joins two by the mean of its two links: 0.5 is enough, a little less is not."""
    assert link(3, {(0, 1): 0.9, (0, 2): 0.75, (1, 2): 0.25}, half) == ((0, 1, 2),)
    assert link(3, {(0, 1): 0.9, (0, 2): 0.74, (1, 2): 0.25}, half) == ((0, 1), (2,))


def test_seeds_grow_and_never_join():
    """Clusters that stand already take new stories in and stay apart, even by way of a story between them."""
    pairs = {(0, 2): 0.99, (1, 3): 0.99, (0, 1): 0.99, (2, 4): 0.9, (0, 4): 0.9, (3, 4): 0.8, (1, 4): 0.8}
    assert link(5, pairs, half, [(0, 2), (1, 3)]) == ((0, 2, 4), (1, 3))


def test_ties_fall_to_the_smaller_numbers():
    """Of two equal links the one of the smaller numbers is made first."""
    assert link(3, {(0, 1): 0.8, (1, 2): 0.8}, half) == ((0, 1), (2,))


def test_a_crowd_may_need_less():
    """Two clusters with four links between them join at a mean that one link would not suffice for."""
    pairs = {(0, 1): 0.9, (2, 3): 0.9, (0, 2): 0.46, (0, 3): 0.46, (1, 2): 0.46, (1, 3): 0.46}
    assert link(4, pairs, half) == ((0, 1), (2, 3))
    assert link(4, pairs, lambda links: 0.45 if links > 2 else 0.5) == ((0, 1, 2, 3),)

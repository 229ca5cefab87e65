"""The graph layer at scale: loading, size, opening and asking, as ratios to bare numpy; and beside other stores."""

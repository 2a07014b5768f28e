"""Training of the claim scorer: run ``python -m lib.train_worth``.  No part of the running product."""

"""Repayment plans: the facts (``model``), the schedule in cents, contracts, the builder of paliers."""

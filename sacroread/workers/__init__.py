"""Child processes with limits: one decodes, one predicts."""

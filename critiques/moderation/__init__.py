"""What moderation does beside its models: acceptance, notices, the queue and its figures."""

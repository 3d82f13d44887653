"""What staff received and did: appended, chained, sealed, and never changed."""

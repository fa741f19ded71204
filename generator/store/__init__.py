"""Every read and every write: configuration, content files, ledger, receipts, cache, output."""

"""What stands where: dashboards, brief and ledger of chapter 4."""

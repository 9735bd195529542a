"""The roof's wiring: settings, addresses, server, command line, the clock."""

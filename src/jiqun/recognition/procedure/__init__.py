"""The tables of chapter 3: rounds and applications. Loading this package makes them known to casework."""

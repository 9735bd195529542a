"""An example of another province's measure, made of reported figures: pure data with the formulas of others."""

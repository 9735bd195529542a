"""Chapter 3, 认定: rounds (12), application (14(一)), recommendation (14(二)), decision (14(三))."""

"""Reviews on paper in one room (集中评审, Article 14(三)): each sheet is entered by two persons, apart."""

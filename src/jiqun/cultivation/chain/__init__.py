"""产业链 (Article 7(八), 13(四)): recorded links up and down the chain, and the view of one cluster."""

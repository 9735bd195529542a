"""The dossier (卷宗) of an application: the whole matter as one archive that can be verified without the product."""

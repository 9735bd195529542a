"""The papers of an application (Article 14(一)): the bound set, the empty form, and the version each of them shows."""

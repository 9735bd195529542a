"""The papers of objections, each composed by a pure function (Article 14(三))."""

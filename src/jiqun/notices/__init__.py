"""Public notice: counted period, publication record, objections (Article 14(三))."""

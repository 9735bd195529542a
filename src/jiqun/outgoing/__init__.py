"""Papers that go out (发文): drafted by an act, reviewed on one outgoing sheet, signed, numbered, delivered."""

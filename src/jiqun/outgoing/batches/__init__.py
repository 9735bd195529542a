"""Papers that go out together (批量发文): one outgoing sheet, one signature, numbers in a row, one sending."""

"""依申请公开: copies of a matter for somebody who asked, without what the office said within itself."""

"""历史补录: yearly figures, goals, reports and decisions on paper, in bulk, marked and with their source documents."""

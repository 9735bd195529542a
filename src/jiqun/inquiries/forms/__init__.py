"""What is entered for inquiries, conclusions and lists."""

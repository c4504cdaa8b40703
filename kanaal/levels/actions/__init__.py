"""What is done about levels: applying, deciding, attesting, weighing."""

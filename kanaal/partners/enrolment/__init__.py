"""What an enrolment asks, how its answers are checked, and what the desk is shown beside them."""

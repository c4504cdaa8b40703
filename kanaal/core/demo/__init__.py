"""What only a demo has: a mailbox that shows every mail, and a clock that visitors can move. Never in production."""

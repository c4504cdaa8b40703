"""Ten years of a programme: people who forget, pay late, return, switch and renew, on a clock that runs ahead.

What must always hold is checked on every day on which something happens, and on days between; a failure tells the
agreement's story and the seed with which it comes again.
"""

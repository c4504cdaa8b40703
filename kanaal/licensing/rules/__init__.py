"""What each day does to licences. Pure: facts, the pack's terms and a day go in; states, dates and amounts come out.

Read in this order: `terms` (what a programme says), `facts` (what happened), `days` (anniversaries), `holdings` (what
there is on a day), then whichever question is asked. `docs/decisions/0010-licences-in-time.md` says what always holds.
"""

import pytest, os
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.walks.pages import make_world, reader
pytestmark = pytest.mark.django_db
def test_q():
    ids = make_world()
    for who, a in [l.split(" ",1) for l in os.environ["PAGES"].split("|")]:
        b = reader(who, "nl"); u = a.format(**ids); b.get(u)
        with CaptureQueriesContext(connection) as q: b.get(u)
        qs=[x["sql"] for x in q.captured_queries if "core_clockshift" not in x["sql"]]
        print("\n###", who, u, len(qs))
        for s in qs: print("  ", s.split(" FROM ",1)[-1][:150] if s.startswith("SELECT") else s[:80])

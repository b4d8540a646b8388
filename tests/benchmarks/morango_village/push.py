"""Pushes records from one morango to another over 127.0.0.1 and prints how many a second.

`push.py FOLDER COUNT` makes both databases, starts `push.py FOLDER serve` and pushes;
run with the Python of `build/peers` and this folder's parent on PYTHONPATH.
"""

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import django
from django.conf import settings


def set_up(database):
    settings.configure(
        SECRET_KEY="measured, not secret",  # noqa: S106 - nobody logs in
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(database),
                "OPTIONS": {"timeout": 100},
            }
        },
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "rest_framework",
            "morango",
            "morango_village",
        ],
        MIDDLEWARE=[],
        ROOT_URLCONF="morango.urls",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        USE_TZ=True,
        MIGRATION_MODULES={"morango_village": None},
    )
    django.setup()


def make(folder, count):
    """The village's database with a certificate and records; the township's has the same key."""
    from django.core.management import call_command
    from django.db import connection, transaction
    from morango.models.certificates import Certificate, ScopeDefinition
    from morango.models.core import InstanceIDModel
    from morango_village.models import Record

    call_command("migrate", run_syncdb=True, verbosity=0)
    whole = "${village}"
    ScopeDefinition.objects.create(
        id="whole",
        profile="village",
        version=1,
        primary_scope_param_key="village",
        description="",
        read_filter_template=whole,
        write_filter_template=whole,
        read_write_filter_template=whole,
    )
    certificate = Certificate.generate_root_certificate("whole")
    connection.close()
    (folder / "township.db").write_bytes((folder / "village.db").read_bytes())
    InstanceIDModel.get_or_create_current_instance()
    with transaction.atomic():
        for number in range(count):
            Record(
                village=certificate.id,
                noun="attendance",
                content=json.dumps({"meeting_id": f"{number:036}", "state": "present"}),
            ).save()
    return certificate


def push(port, certificate):
    from morango.models.certificates import Filter
    from morango.sync.controller import MorangoProfileController

    controller = MorangoProfileController("village")
    connection = controller.create_network_connection(f"http://127.0.0.1:{port}")
    session = connection.create_sync_session(certificate, certificate)
    client = session.get_push_client()
    started = time.perf_counter()
    controller.serialize_into_store(Filter(certificate.id))
    client.initialize(Filter(certificate.id))
    client.run()
    client.finalize()
    return time.perf_counter() - started


def wait_for(server, port):
    """Until the township answers anything; an error in its loading ends the wait too."""
    for _ in range(300):
        try:
            urlopen(f"http://127.0.0.1:{port}/api/morango/v1/morangoinfo/1/", timeout=5)
        except HTTPError:
            return
        except OSError:
            with suppress(subprocess.TimeoutExpired):
                raise SystemExit(f"the township ended: {server.wait(0.1)}") from None
        else:
            return
    raise SystemExit("the township does not answer")


def main():
    folder, what = Path(sys.argv[1]), sys.argv[2]
    if what == "serve":
        set_up(folder / "township.db")
        from django.core.management import call_command

        call_command("runserver", sys.argv[3], use_reloader=False, verbosity=0)
        return
    set_up(folder / "village.db")
    count, port = int(what), sys.argv[3]
    certificate = make(folder, count)
    environment = dict(os.environ, MORANGO_SYSTEM_ID="township")
    server = subprocess.Popen(
        [sys.executable, __file__, str(folder), "serve", f"127.0.0.1:{port}"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(server, port)
        took = push(port, certificate)
    finally:
        server.kill()
        server.wait()
    import sqlite3

    arrived = sqlite3.connect(folder / "township.db").execute(
        "SELECT count(*) FROM morango_village_record"
    )
    if arrived.fetchone()[0] != count:
        raise SystemExit("not all records arrived")
    print(count / took)


main()

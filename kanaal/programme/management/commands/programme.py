"""`kanaal programme …`: check, compare and publish a pack; see what was published."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from kanaal.core import clock
from kanaal.core.models import Event
from kanaal.core.refusals import Refusal
from kanaal.programme import differences, releases
from kanaal.programme.actions import AT_THE_COMMAND_LINE, NothingNew, publish_release
from kanaal.programme.checking import check_folder
from kanaal.programme.media import Files
from kanaal.programme.models import Release
from kanaal.programme.pack import Pack
from kanaal.programme.replay import REPLAYS, replay_kept


class Command(BaseCommand):
    help = "Check, compare and publish a programme's pack; see what was published."
    requires_system_checks = ()  # a pack can be checked before anything else works

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="does", required=True, metavar="check|diff|publish|list|show|replay")
        check = does.add_parser("check", help="name every fault of a pack, with its place and a remedy")
        diff = does.add_parser("diff", help="what publishing a pack would change")
        publish = does.add_parser("publish", help="make a pack a release, in force from a day on")
        for sub in (check, diff, publish):
            sub.add_argument("folder", help="a folder, or the name of one in programmes/")
        diff.add_argument("--against", type=int, metavar="NUMBER", help="a release; the last one if not given")
        publish.add_argument("--from", dest="begin", required=True, metavar="DATE", help="2027-03-01, or 'now'")
        publish.add_argument("--note", default="", help="why: kept with the release")
        publish.add_argument("--unless-same", action="store_true", help="it is no fault when nothing has changed")
        does.add_parser("list", help="all releases")
        show = does.add_parser("show", help="one release")
        show.add_argument("number", type=int, nargs="?", help="the one in force if not given")
        show.add_argument("--file", help="print this file of it")

        again = does.add_parser("replay", help="take past decisions again, each under the release of its day")
        again.add_argument("--last", type=int, default=1000, metavar="COUNT", help="so many, the latest first")
        again.add_argument("--event", type=int, metavar="ID", help="one, with both answers")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            getattr(self, f"do_{options['does']}")(**options)

    def do_check(self, folder: str, **options: Any) -> None:
        pack = self._pack(folder)
        languages = ", ".join(pack.language_codes)
        self.stdout.write(f"{pack.name}: {len(pack.files)} files, complete in {languages}. No fault found.")

    def do_diff(self, folder: str, against: int | None, **options: Any) -> None:
        new = self._pack(folder)
        clock.refresh()
        release = self._release(against) if against else _last()
        old = release.pack if release else None
        self.stdout.write(f"{release or 'nothing published'} → {folder}\n\nRules")
        changes = [str(change) for change in differences.rules(old, new)]
        self.stdout.write("\n".join(changes) if changes else "  no difference")
        self.stdout.write("\nTexts")
        lines = list(differences.texts(old, new))
        self.stdout.write("\n".join(lines) if lines else "  no difference")

    def do_publish(self, folder: str, begin: str, note: str, unless_same: bool, **options: Any) -> None:
        seen = _last()
        files = self._files(folder)
        pack = Pack(files)
        clock.refresh()
        try:
            release = publish_release(
                files,
                media=files.media,
                effective_from=self._moment(begin, pack),
                by=AT_THE_COMMAND_LINE,
                note=note,
                after=seen.number if seen else 0,
            )
        except NothingNew as refusal:
            if not unless_same:
                self._fail(str(refusal))
            self.stdout.write(str(refusal.says))
        except Refusal as refusal:
            self._fail(str(refusal))
        else:
            self.stdout.write(f"Published {release}, in force from {_local(release.effective_from, pack)}.")

    def do_list(self, **options: Any) -> None:
        clock.refresh()
        here = releases.current().number if releases.exists() else None
        rows = Release.objects.defer("files").order_by("number")
        for row in rows:
            state = "in force" if row.number == here else "to come" if row.effective_from > clock.now() else "past"
            begin = row.effective_from.strftime("%Y-%m-%d %H:%M UTC")
            line = f"{row.number:>4}  {begin}  {state:<8}  {row.digest[:12]}  {row.name}  {row.note}"
            self.stdout.write(line.rstrip())
        if not rows:
            self.stdout.write("Nothing has been published yet: kanaal programme publish FOLDER --from DATE")

    def do_show(self, number: int | None, file: str | None, **options: Any) -> None:
        clock.refresh()
        release = self._release(number)
        pack = release.pack
        if file:
            if file not in pack.files:
                self._fail(f"Release {release.number} has no file {file}. It has: {', '.join(pack.files)}")
            self.stdout.write(pack.files[file])
            return
        self.stdout.write(f"{release}\nin force from {_local(release.effective_from, pack)}\ndigest {release.digest}")
        self.stdout.write(f"languages {', '.join(pack.language_codes)}\nnote {release.note or '–'}\n\nfiles")
        for name, text in pack.files.items():
            self.stdout.write(f"{len(text.encode()):>8}  {name}")

    def do_replay(self, last: int, event: int | None, **options: Any) -> None:
        clock.refresh()
        kept = Event.objects.filter(receipt__isnull=False, release_id__isnull=False, name__in=REPLAYS).order_by("-pk")
        rows = kept.filter(pk=event) if event else kept[:last]
        same = different = 0
        for row, found in replay_kept(rows):
            same, different = same + found.same, different + (not found.same)
            if event or not found.same:
                answer = "the same answer" if found.same else "ANOTHER ANSWER"
                self.stdout.write(f"event {row.pk} {row.name}, release {found.release.number}: {answer}")
                for kind, decision in (("kept", found.kept), ("now", found.again)):
                    self.stdout.write(f"  {kind}: {'yes' if decision.allowed else 'no'}")
                    self.stdout.writelines(f"    {'+' if f.met else '-'} {f.says}" for f in decision.findings)
        if not same and not different:
            self._fail("No decision is kept that can be taken again." if not event else f"Nothing to replay: {event}.")
        self.stdout.write(f"{same} the same, {different} different.")
        if different:
            raise SystemExit(1)

    def _pack(self, folder: str) -> Pack:
        return Pack(self._files(folder))

    def _files(self, folder: str) -> Files:
        """The files of the pack in a folder; ends the command, naming every fault, when it has any."""
        path = Path(folder)
        named = settings.KANAAL_PROGRAMMES / folder
        files, faults = check_folder(named if not path.exists() and named.is_dir() else path)
        for fault in faults:
            self.stdout.write(str(fault))
        if faults:
            self._fail(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'} in {folder}.")
        return files

    def _release(self, number: int | None) -> Release:
        if number is None:
            try:
                return releases.current()
            except releases.NoRelease as nothing:
                self._fail(str(nothing))
        found = Release.objects.defer("files").filter(number=number).first()
        if found is None:
            self._fail(f"There is no release {number}. See: kanaal programme list")
        return found

    def _moment(self, begin: str, pack: Pack) -> dt.datetime | None:
        """Midnight of a day in the programme's time zone; None for now."""
        if begin == "now":
            return None
        try:
            day = dt.date.fromisoformat(begin)
        except ValueError:
            self._fail(f'"{begin}" is no date. Write year-month-day, 2027-03-01; the day must exist. Or write: now')
        return dt.datetime.combine(day, dt.time(), ZoneInfo(pack.programme.time_zone))

    def _fail(self, says: str) -> NoReturn:
        self.stderr.write(says)
        raise SystemExit(1)


def _last() -> Release | None:
    return Release.objects.defer("files").order_by("-number").first()


def _local(moment: dt.datetime, pack: Pack) -> str:
    zone = pack.programme.time_zone
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"

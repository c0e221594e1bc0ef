"""Any order of acts, failures, sweeps and reopenings: the store says what a plain list would say."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.support.stores import START, Clock, receipt
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.standing import known_day
from trustboard.warehouse.store import AppliedVersion, FileFault, Store

contents = st.sampled_from([b"one", b"two", b"three"])
drafts = st.dictionaries(st.sampled_from(["a.yaml", "b.yaml"]), contents, max_size=2)
claims = st.none() | st.dates(date(2018, 1, 1), date(2026, 5, 1))
days = st.dates(date(2017, 12, 30), date(2026, 8, 1))


class Acts(RuleBasedStateMachine):
    """Acts on a store beside the lists that they should leave."""

    def __init__(self) -> None:
        super().__init__()
        self.workdir = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.versions: list[AppliedVersion] = []
        self.receipts: list[Receipt] = []
        self.destroyed: list[str] = []
        self.acts: list[str] = []

    @initialize()
    def create(self) -> None:
        self.store = Store.create(Path(self.workdir.name) / "store", clock=self.clock)

    @rule(hours=st.integers(1, 400))
    def time_passes(self, hours: int) -> None:
        if self.clock.now < START + timedelta(days=60):
            self.clock.now += timedelta(hours=hours)

    @rule(drafts=drafts)
    def apply(self, drafts: dict[str, bytes]) -> None:
        with self.store.writer(by="director", act="apply") as writer:
            version = writer.record_applied({path: writer.put(text) for path, text in drafts.items()})
        if not self.versions or self.versions[-1].version_id != version.version_id:
            self.versions.append(version)
            self.acts.append("apply")

    @rule(files=st.lists(contents, min_size=1, max_size=3), claim=claims, fails=st.booleans())
    def load(self, files: list[bytes], claim: date | None, fails: bool) -> None:
        before = self.store.content_hash()
        try:
            with self.store.writer(by="analyst", act="load") as writer:
                taken = []
                for content in files:
                    sha256 = writer.put(content, ".parquet")
                    made = receipt(
                        file_sha256=sha256,
                        accepted_sha256=sha256,
                        known_from=claim,
                        known_from_reason="published" if claim else "",
                    )
                    taken.append(writer.record_receipt(made))
                if fails:
                    raise InterruptedError
        except InterruptedError:
            assert self.store.content_hash() == before
            return
        self._remember(taken)

    def _remember(self, taken: list[Receipt]) -> None:
        known = {each.receipt_id for each in self.receipts}
        new = list({each.receipt_id: each for each in taken if each.receipt_id not in known}.values())
        self.receipts += new
        if new:
            self.acts.append("load")

    @rule(positions=st.sets(st.integers(0, 5), max_size=2))
    def destroy(self, positions: set[int]) -> None:
        chosen = [each for number, each in enumerate(self.receipts) if number in positions]
        with self.store.writer(by="director", act="destroy") as writer:
            new = writer.record_destruction(chosen, reason="its time has ended")
        assert new == [each for each in chosen if each.receipt_id not in self.destroyed]
        self.destroyed += [each.receipt_id for each in new]
        self.acts += ["destroy"] if new else []

    @rule()
    def sweep(self) -> None:
        before = self.store.content_hash()
        self.store.sweep(by="analyst")
        assert self.store.content_hash(thorough=True) == before
        assert len(self.store.files.present()) == len(self._pointed())

    def _pointed(self) -> set[tuple[str, str]]:
        definitions = {(sha256, "") for version in self.versions for sha256 in version.files.values()}
        kept = [each for each in self.receipts if each.receipt_id not in self.destroyed]
        return definitions | {(each.accepted_sha256, ".parquet") for each in kept}

    def _gone(self) -> set[str]:
        """The content that only destroyed receipts pointed to; definitions have another suffix."""
        kept = {sha256 for sha256, suffix in self._pointed() if suffix}
        return {each.accepted_sha256 for each in self.receipts} - kept

    @rule()
    def reopen(self) -> None:
        self.store = Store.open(self.store.folder, clock=self.clock)

    @rule(day=days)
    def ask_as_known_on(self, day: date) -> None:
        assert self.store.receipts(known_on=day) == [each for each in self.receipts if known_day(each) <= day]
        known = [version for version in self.versions if version.on <= day]
        assert self.store.applied(known_on=day) == (known[-1] if known else None)

    @invariant()
    def the_store_says_what_the_lists_say(self) -> None:
        if not hasattr(self, "store"):
            return
        assert self.store.applied_versions() == self.versions
        assert self.store.receipts() == self.receipts
        assert [event.act for event in self.store.audit()] == self.acts
        assert set(self.store.destroyed()) == set(self.destroyed)
        problems = self.store.verify_files()
        assert {problem.fault for problem in problems} <= {FileFault.DESTROYED}
        assert {problem.sha256 for problem in problems} == self._gone()
        assert not any(problem.path.exists() for problem in problems)

    def teardown(self) -> None:
        self.workdir.cleanup()


TestActs = Acts.TestCase
TestActs.settings = settings(max_examples=settings().max_examples // 8, stateful_step_count=25)


def test_the_lists_would_notice_a_receipt_that_was_lost(tmp_path: Path) -> None:
    machine = Acts()
    machine.create()
    machine.load([b"one"], None, False)
    machine.receipts.clear()
    with pytest.raises(AssertionError):
        machine.the_store_says_what_the_lists_say()
    machine.teardown()

package florin.providersync.sync.run;

import static florin.providersync.sync.Samples.account;
import static florin.providersync.sync.Samples.observed;

import florin.journal.test.DeciderFixture;
import florin.providersync.sync.Samples;
import florin.providersync.sync.observation.ObservedAccount;
import florin.providersync.sync.observation.ObservedChanges;
import florin.providersync.sync.observation.RemovedTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SyncRunTests {

  private static final UUID CONNECTION = UUID.fromString("01a20000-0000-7000-8000-000000000001");
  private static final UUID RUN = UUID.fromString("01a20000-0000-7000-8000-000000000002");
  private static final Instant AT = Instant.parse("2026-06-30T12:00:00Z");
  private static final ObservedChanges FIRST =
      new ObservedChanges(
          List.of(observed("a", "-1"), observed("b", "-2.5")), List.of(), List.of());
  private static final ObservedChanges SECOND =
      new ObservedChanges(
          List.of(),
          List.of(observed("c", "3")),
          List.of(new RemovedTransaction(Samples.ACCOUNT, "d")));

  private final DeciderFixture<SyncRunCommand, SyncRunEvent, SyncRun> run =
      DeciderFixture.of(SyncRun.DECIDER);

  private static SyncRunCommand complete(
      Optional<List<ObservedAccount>> accounts, List<ObservedChanges> chunks, boolean telling) {
    return new SyncRunCommand.Complete(
        CONNECTION,
        RUN,
        "plaid",
        Optional.of("ins_1"),
        Optional.of("A Bank"),
        accounts,
        List.of(),
        chunks,
        List.of(),
        "webhook",
        true,
        telling,
        AT);
  }

  private static SyncRunEvent completed(int added, int modified, int removed) {
    return new SyncRunEvent.Completed(
        CONNECTION, RUN, "webhook", added, modified, removed, true, AT);
  }

  private static SyncRunEvent observedAccounts() {
    return new SyncRunEvent.AccountsObserved(
        CONNECTION,
        RUN,
        "plaid",
        Optional.of("ins_1"),
        Optional.of("A Bank"),
        List.of(account("12.34")),
        List.of(),
        AT);
  }

  @Test
  void saysAccountsThenTransactionsThenTheEnd() {
    run.when(complete(Optional.of(List.of(account("12.34"))), List.of(FIRST, SECOND), false))
        .then(
            observedAccounts(),
            new SyncRunEvent.TransactionsObserved(CONNECTION, RUN, 0, false, FIRST, AT),
            new SyncRunEvent.TransactionsObserved(CONNECTION, RUN, 1, true, SECOND, AT),
            completed(2, 1, 1));
  }

  @Test
  void saysNothingIfNothingIsNews() {
    run.when(complete(Optional.empty(), List.of(), false)).thenNothing();
    run.when(complete(Optional.empty(), List.of(), true)).then(completed(0, 0, 0));
    run.when(complete(Optional.of(List.of(account("12.34"))), List.of(), false))
        .then(observedAccounts(), completed(0, 0, 0));
  }

  @Test
  void speaksOnce() {
    SyncRunCommand fail = new SyncRunCommand.Fail(CONNECTION, RUN, "retry", AT);
    run.when(fail).then(new SyncRunEvent.Failed(CONNECTION, RUN, "retry", AT));
    run.given(completed(0, 0, 0)).when(fail).thenNothing();
    run.given(completed(0, 0, 0))
        .when(complete(Optional.empty(), List.of(FIRST), true))
        .thenNothing();
  }
}

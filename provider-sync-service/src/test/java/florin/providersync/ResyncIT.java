package florin.providersync;

import static florin.providersync.ProviderSync.PLATYPUS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.providersync.ProviderSync.Linked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a lost cursor takes with it: the removals that nobody will tell again. */
class ResyncIT {

  private final ProviderSync sync = ProviderSync.shared();

  private Linked quiet() {
    Linked linked = sync.link(ProviderSync.someone(), PLATYPUS);
    sync.awaitState(linked, "healthy");
    sync.awaitQuiet(linked);
    return linked;
  }

  private void loseCursor(Linked linked) {
    sync.platform.execute(
        "update work.sync_job set cursor = 'Zm9yZWlnbg' where connection_id = '"
            + linked.id()
            + "'");
  }

  /** The bank's oldest go first, and nobody hears of it. */
  private void removeQuietly(Linked linked, int count) {
    List<String> ids =
        sync.bank
            .truth(linked.itemId())
            .path("transactions")
            .valueStream()
            .map(one -> one.path("transaction_id").stringValue())
            .skip(1)
            .limit(count)
            .toList();
    for (String id : ids) {
      sync.bank.control(
          "DELETE",
          "items/" + linked.itemId() + "/transactions/" + id + "?webhook=false",
          Map.of());
    }
  }

  @Test
  void cursorForeign() {
    Linked linked = quiet();
    removeQuietly(linked, 15);
    loseCursor(linked);

    assertThat(sync.syncNow(linked))
        .containsEntry("counts", Map.of("added", 0, "modified", 0, "removed", 15));

    EmulatorComparison.assertEqual(sync.facts(linked), sync.bank.truth(linked.itemId()));
  }

  @Test
  void doesNotBelieveABankThatLacksAThirdOfItsHistory() {
    Linked linked = quiet();
    int all = sync.facts(linked).transactions.size();
    removeQuietly(linked, all / 3);
    loseCursor(linked);

    assertThat(sync.syncNow(linked))
        .containsEntry("counts", Map.of("added", 0, "modified", 0, "removed", 0));

    assertThat(sync.facts(linked).transactions).hasSize(all);
  }

  @Test
  void takesNothingBackThatIsOlderThanWhatTheBankTellsOf() {
    Linked linked = quiet();
    sync.platform.execute(
        """
        insert into work.published_transaction
            (connection_id, external_id, account_id, user_id, content, likeness, booked_on)
        select connection_id, 'before-the-window', account_id, user_id, 'c', 'l', date '2019-01-01'
        from work.published_transaction where connection_id = '%s' limit 1
        """
            .formatted(linked.id()));
    loseCursor(linked);

    assertThat(sync.syncNow(linked))
        .containsEntry("counts", Map.of("added", 0, "modified", 0, "removed", 0));
  }
}

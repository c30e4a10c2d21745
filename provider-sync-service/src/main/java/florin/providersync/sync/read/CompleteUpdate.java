package florin.providersync.sync.read;

import florin.providersync.provider.data.BankAccount;
import florin.providersync.provider.data.BankTransaction;
import florin.providersync.provider.data.UpdatePage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A complete update: all its pages, folded to the state at its end. The later of two versions of a
 * transaction counts; a transaction that was added and removed is left out.
 *
 * @param fromTheBeginning whether it contains everything, not only changes
 * @param present the added or modified transactions that still exist, by external id
 * @param removed external ids of removed transactions
 * @param cursor where the next update begins
 */
public record CompleteUpdate(
    boolean ready,
    boolean historyComplete,
    boolean fromTheBeginning,
    List<BankAccount> accounts,
    SequencedMap<String, PresentTransaction> present,
    List<String> removed,
    Optional<String> cursor) {

  /** A transaction and the bank's id of its account. */
  public record PresentTransaction(String externalAccountId, BankTransaction transaction) {}

  public static CompleteUpdate of(List<UpdatePage> pages, boolean fromTheBeginning) {
    UpdatePage last = pages.getLast();
    SequencedMap<String, PresentTransaction> present = new LinkedHashMap<>();
    pages.forEach(
        page -> page.added().forEach(updatedTransaction -> put(present, updatedTransaction)));
    pages.forEach(
        page -> page.modified().forEach(updatedTransaction -> put(present, updatedTransaction)));
    List<String> removed = new ArrayList<>();
    for (UpdatePage page : pages) {
      for (UpdatePage.RemovedTransactionId gone : page.removed()) {
        present.remove(gone.externalId());
        removed.add(gone.externalId());
      }
    }
    Map<String, BankAccount> accounts = new LinkedHashMap<>();
    pages.forEach(page -> page.accounts().forEach(one -> accounts.put(one.externalId(), one)));
    return new CompleteUpdate(
        pages.stream().allMatch(UpdatePage::ready),
        last.historyComplete(),
        fromTheBeginning,
        List.copyOf(accounts.values()),
        present,
        removed,
        Optional.of(last.next()));
  }

  /** For a login without any account that has transactions. */
  public static CompleteUpdate none(Optional<String> cursor) {
    return new CompleteUpdate(
        true, true, false, List.of(), new LinkedHashMap<>(), List.of(), cursor);
  }

  private static void put(
      SequencedMap<String, PresentTransaction> present,
      UpdatePage.UpdatedTransaction updatedTransaction) {
    present.put(
        updatedTransaction.transaction().externalId(),
        new PresentTransaction(
            updatedTransaction.externalAccountId(), updatedTransaction.transaction()));
  }
}

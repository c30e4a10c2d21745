package florin.providersync.sync;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.provider.data.BankTransaction;
import florin.providersync.provider.data.UpdatePage;
import florin.providersync.sync.observation.ObservedAccount;
import florin.providersync.sync.observation.ObservedTransaction;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Bank data that tests of this package share. */
public final class Samples {

  public static final UUID ACCOUNT = UUID.fromString("01a20000-0000-7000-8000-00000000000a");
  static final LocalDate DAY = LocalDate.of(2026, 6, 30);

  private Samples() {}

  static BankTransaction transaction(String id, String amount) {
    return transaction(id, amount, "Shop " + id, false);
  }

  public static BankTransaction named(String id, String name, boolean pending) {
    return transaction(id, "4.50", name, pending);
  }

  private static BankTransaction transaction(
      String id, String amount, String name, boolean pending) {
    return new BankTransaction(
        id,
        Money.of(amount, "USD"),
        DAY,
        Optional.of(DAY.minusDays(1)),
        name,
        Optional.empty(),
        Optional.of("Shop"),
        Optional.empty(),
        pending,
        Optional.empty(),
        Optional.of("FOOD_AND_DRINK"),
        Optional.of("FOOD_AND_DRINK_COFFEE"),
        Optional.of("HIGH"),
        Optional.of("in store"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static ObservedTransaction observed(String id, String amount) {
    return new ObservedTransaction(ACCOUNT, transaction(id, amount));
  }

  public static UpdatePage.UpdatedTransaction entry(String id, String amount) {
    return new UpdatePage.UpdatedTransaction("external", transaction(id, amount));
  }

  public static UpdatePage page(
      List<UpdatePage.UpdatedTransaction> added,
      List<UpdatePage.UpdatedTransaction> modified,
      List<String> removed,
      String next,
      boolean hasMore) {
    return new UpdatePage(
        true,
        true,
        List.of(),
        added,
        modified,
        removed.stream().map(UpdatePage.RemovedTransactionId::new).toList(),
        next,
        hasMore);
  }

  public static ObservedAccount account(String current) {
    return new ObservedAccount(
        ACCOUNT,
        new BankAccount(
            "external",
            Optional.of("persistent"),
            "Checking",
            Optional.empty(),
            Optional.of("0000"),
            "depository",
            "depository",
            Optional.of("checking"),
            new CurrencyCode("USD"),
            Optional.of(Money.of(current, "USD")),
            Optional.empty(),
            Optional.empty()));
  }
}

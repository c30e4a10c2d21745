package florin.accounts;

import florin.events.money.MoneyAmount;
import florin.events.transactions.ImportCommitted;
import florin.events.transactions.ImportReverted;
import florin.events.transactions.ImportedBalance;
import florin.events.transactions.ManualEntry;
import florin.events.transactions.ProviderFact;
import florin.events.transactions.Recorded;
import florin.events.transactions.Removed;
import florin.events.transactions.Restored;
import florin.events.transactions.Revised;
import florin.events.transactions.Settled;
import florin.journal.stream.Ids;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts of the transactions topic, as short as a test wants them. */
final class BookedTransactionFacts {

  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private BookedTransactionFacts() {}

  static Recorded recorded(
      UUID transaction, UUID account, LocalDate date, String amount, String currency) {
    return recorded(transaction, account, fact(date, amount, currency, false), null);
  }

  /** A file that was imported, with the closing balance of an account. */
  static ImportCommitted imported(UUID file, UUID account, LocalDate date, String balance) {
    return new ImportCommitted(
        file, "bank.ofx", "ofx", 1, 1, 0, balances(account, date, balance), Instant.now());
  }

  static ImportReverted reverted(UUID file, UUID account, LocalDate date, String balance) {
    return new ImportReverted(file, balances(account, date, balance), Instant.now());
  }

  private static List<ImportedBalance> balances(UUID account, LocalDate date, String balance) {
    return List.of(new ImportedBalance(account, date, money(balance, "USD")));
  }

  static Recorded pending(
      UUID transaction, UUID account, LocalDate date, String amount, String currency) {
    return recorded(transaction, account, fact(date, amount, currency, true), null);
  }

  static Recorded entered(
      UUID transaction, UUID account, LocalDate date, String amount, String currency) {
    ManualEntry manual =
        ManualEntry.newBuilder()
            .setAmount(money(amount, currency))
            .setDate(date)
            .setDescription("by hand")
            .build();
    return recorded(transaction, account, null, manual);
  }

  /** Entered by hand and recorded now. */
  static Recorded now(UUID account, LocalDate date, String amount, String text) {
    Recorded recorded = entered(Ids.next(), account, date, amount, "USD");
    recorded.getManual().setDescription(text);
    recorded.setAt(Instant.now());
    return recorded;
  }

  static Recorded booked(UUID account, LocalDate date, String amount, String text) {
    Recorded recorded = recorded(Ids.next(), account, date, amount, "USD");
    recorded.getFact().setName(text);
    return recorded;
  }

  private static Recorded recorded(
      UUID transaction, UUID account, @Nullable ProviderFact fact, @Nullable ManualEntry manual) {
    return Recorded.newBuilder()
        .setTransactionId(transaction)
        .setAccountId(account)
        .setFact(fact)
        .setManual(manual)
        .setAt(AT)
        .build();
  }

  static Settled settled(
      UUID transaction, UUID account, LocalDate date, String amount, String currency) {
    return Settled.newBuilder()
        .setTransactionId(transaction)
        .setAccountId(account)
        .setSupersededExternalId("pending")
        .setFact(fact(date, amount, currency, false))
        .setAt(AT)
        .build();
  }

  static Revised revised(
      UUID transaction, UUID account, LocalDate date, String amount, String currency) {
    return Revised.newBuilder()
        .setTransactionId(transaction)
        .setAccountId(account)
        .setFact(fact(date, amount, currency, false))
        .setAt(AT)
        .build();
  }

  static Removed removed(UUID transaction, UUID account) {
    return new Removed(transaction, account, "provider", null, AT);
  }

  static Restored restored(UUID transaction, UUID account) {
    return new Restored(transaction, account, "provider", AT);
  }

  private static ProviderFact fact(
      LocalDate date, String amount, String currency, boolean pending) {
    return ProviderFact.newBuilder()
        .setConnectionId(new UUID(1, 1))
        .setExternalId("external")
        .setAmount(money(amount, currency))
        .setDate(date)
        .setName("Shop")
        .setPending(pending)
        .setHash(ByteBuffer.wrap(new byte[] {1}))
        .build();
  }

  private static MoneyAmount money(String amount, String currency) {
    return MoneyAmount.newBuilder()
        .setAmount(new BigDecimal(amount).setScale(10))
        .setCurrency(currency)
        .build();
  }
}

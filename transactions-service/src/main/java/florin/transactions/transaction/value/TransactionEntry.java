package florin.transactions.transaction.value;

import florin.events.Money;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** The source of a transaction: the values of a provider, or those that a user entered. */
public sealed interface TransactionEntry {

  Money amount();

  LocalDate date();

  String description();

  /**
   * The provider's own fields and nothing else.
   *
   * @param amount negative = money out
   * @param date booked; moves when a pending transaction posts
   * @param hash over all other fields, hexadecimal
   */
  record ProviderFact(
      UUID connectionId,
      String externalId,
      Money amount,
      LocalDate date,
      Optional<LocalDate> authorizedDate,
      String description,
      Optional<String> originalDescription,
      Optional<String> merchantName,
      Optional<String> merchantEntityId,
      boolean pending,
      Optional<String> pendingExternalId,
      Optional<String> categoryPrimary,
      Optional<String> categoryDetailed,
      Optional<String> categoryConfidence,
      Optional<String> paymentChannel,
      Optional<String> transactionCode,
      Optional<String> checkNumber,
      Optional<String> website,
      Optional<String> logoUrl,
      String hash)
      implements TransactionEntry {}

  record ManualEntry(Money amount, LocalDate date, String description)
      implements TransactionEntry {}
}

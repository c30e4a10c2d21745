package florin.providersync.provider.data;

import florin.events.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A recurring series as the provider detected it: evidence only.
 *
 * @param averageAmount negative = money out, as the last amount
 * @param transactions the provider's ids
 */
public record RecurringStream(
    String externalId,
    String description,
    Optional<String> merchantName,
    LocalDate firstDate,
    LocalDate lastDate,
    Optional<LocalDate> predictedNextDate,
    String frequency,
    Money averageAmount,
    Money lastAmount,
    boolean active,
    String status,
    Optional<String> categoryPrimary,
    Optional<String> categoryDetailed,
    List<String> transactions) {

  public RecurringStream {
    transactions = List.copyOf(transactions);
  }
}

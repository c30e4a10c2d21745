package florin.providersync.plaid;

import florin.events.Money;
import florin.providersync.plaid.wire.PlaidResponses;
import florin.providersync.plaid.wire.RecurringResponses;
import florin.providersync.provider.data.ExternalAccountScoped;
import florin.providersync.provider.data.RecurringStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Maps Plaid's recurring streams to facts; signs of amounts change as those of transactions do. */
final class RecurringMapping {

  private RecurringMapping() {}

  static List<ExternalAccountScoped<RecurringStream>> streams(RecurringResponses.Body body) {
    return Stream.concat(body.inflowStreams().stream(), body.outflowStreams().stream())
        .map(one -> new ExternalAccountScoped<>(one.accountId(), stream(one)))
        .toList();
  }

  private static RecurringStream stream(RecurringResponses.Stream one) {
    String id = one.streamId();
    Optional<PlaidResponses.Category> category = Optional.ofNullable(one.personalFinanceCategory());
    return new RecurringStream(
        id,
        one.description(),
        Optional.ofNullable(one.merchantName()).filter(name -> !name.isBlank()),
        PlaidMapping.date(one.firstDate(), id),
        PlaidMapping.date(one.lastDate(), id),
        Optional.ofNullable(one.predictedNextDate()).map(date -> PlaidMapping.date(date, id)),
        word(one.frequency()),
        money(one.averageAmount(), id),
        money(one.lastAmount(), id),
        Boolean.TRUE.equals(one.isActive()),
        word(one.status()),
        category.map(PlaidResponses.Category::primary),
        category.map(PlaidResponses.Category::detailed),
        one.transactionIds());
  }

  /** {@code semi-monthly} for {@code SEMI_MONTHLY}. */
  private static String word(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Money money(RecurringResponses.Amount one, String id) {
    BigDecimal amount = Objects.requireNonNullElse(one.amount(), BigDecimal.ZERO);
    return PlaidMapping.money(
            amount,
            PlaidMapping.currency(one.isoCurrencyCode(), one.unofficialCurrencyCode(), id),
            id)
        .negate();
  }
}

package florin.providersync.plaid;

import florin.events.Money;
import florin.providersync.provider.Owned;
import florin.providersync.provider.RecurringStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** From Plaid's words about series to ours; amounts are turned as those of transactions are. */
final class RecurringWords {

  private RecurringWords() {}

  static List<Owned<RecurringStream>> streams(RecurringAnswers.Body body) {
    return Stream.concat(body.inflowStreams().stream(), body.outflowStreams().stream())
        .map(one -> new Owned<>(one.accountId(), stream(one)))
        .toList();
  }

  private static RecurringStream stream(RecurringAnswers.Stream one) {
    String id = one.streamId();
    Optional<PlaidAnswers.Category> category = Optional.ofNullable(one.personalFinanceCategory());
    return new RecurringStream(
        id,
        one.description(),
        Optional.ofNullable(one.merchantName()).filter(name -> !name.isBlank()),
        PlaidWords.date(one.firstDate(), id),
        PlaidWords.date(one.lastDate(), id),
        Optional.ofNullable(one.predictedNextDate()).map(date -> PlaidWords.date(date, id)),
        word(one.frequency()),
        money(one.averageAmount(), id),
        money(one.lastAmount(), id),
        Boolean.TRUE.equals(one.isActive()),
        word(one.status()),
        category.map(PlaidAnswers.Category::primary),
        category.map(PlaidAnswers.Category::detailed),
        one.transactionIds());
  }

  /** {@code semi-monthly} for {@code SEMI_MONTHLY}. */
  private static String word(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Money money(RecurringAnswers.Amount one, String id) {
    BigDecimal amount = Objects.requireNonNullElse(one.amount(), BigDecimal.ZERO);
    return PlaidWords.money(
            amount,
            PlaidWords.currency(one.isoCurrencyCode(), one.unofficialCurrencyCode(), id),
            id)
        .negate();
  }
}

package florin.providersync.plaid.wire;

import static florin.providersync.plaid.wire.PlaidResponses.required;
import static florin.providersync.plaid.wire.PlaidResponses.whole;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of an answer about series, as far as we read it (Plaid API 2020-09-14). */
public final class RecurringResponses {

  private RecurringResponses() {}

  public record Amount(
      @Nullable BigDecimal amount,
      @Nullable String isoCurrencyCode,
      @Nullable String unofficialCurrencyCode) {}

  public record Stream(
      String accountId,
      String streamId,
      String description,
      @Nullable String merchantName,
      LocalDate firstDate,
      LocalDate lastDate,
      @Nullable LocalDate predictedNextDate,
      String frequency,
      List<String> transactionIds,
      Amount averageAmount,
      Amount lastAmount,
      @Nullable Boolean isActive,
      String status,
      PlaidResponses.@Nullable Category personalFinanceCategory) {
    public Stream {
      required(accountId, "accountId");
      required(streamId, "streamId");
      required(description, "description");
      required(firstDate, "firstDate");
      required(lastDate, "lastDate");
      required(frequency, "frequency");
      required(averageAmount, "averageAmount");
      required(lastAmount, "lastAmount");
      required(status, "status");
      transactionIds = whole(transactionIds);
    }
  }

  public record Body(List<Stream> inflowStreams, List<Stream> outflowStreams) {
    public Body {
      inflowStreams = whole(inflowStreams);
      outflowStreams = whole(outflowStreams);
    }
  }
}

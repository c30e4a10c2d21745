package florin.providersync.plaid.wire;

import static florin.providersync.plaid.wire.PlaidResponses.required;
import static florin.providersync.plaid.wire.PlaidResponses.whole;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of answers about investments, as far as we read them (Plaid API 2020-09-14). */
public final class InvestmentResponses {

  private InvestmentResponses() {}

  public record Security(
      String securityId,
      @Nullable String name,
      @Nullable String tickerSymbol,
      @Nullable String isin,
      @Nullable String cusip,
      @Nullable String type,
      @Nullable String subtype,
      @Nullable Boolean isCashEquivalent,
      @Nullable BigDecimal closePrice,
      @Nullable LocalDate closePriceAsOf,
      @Nullable String isoCurrencyCode,
      @Nullable String unofficialCurrencyCode,
      @Nullable String marketIdentifierCode,
      @Nullable String sector,
      @Nullable String industry) {
    public Security {
      required(securityId, "securityId");
    }
  }

  public record Holding(
      String accountId,
      String securityId,
      BigDecimal institutionPrice,
      @Nullable LocalDate institutionPriceAsOf,
      BigDecimal institutionValue,
      @Nullable BigDecimal costBasis,
      BigDecimal quantity,
      @Nullable String isoCurrencyCode,
      @Nullable String unofficialCurrencyCode) {
    public Holding {
      required(accountId, "accountId");
      required(securityId, "securityId");
      required(institutionPrice, "institutionPrice");
      required(institutionValue, "institutionValue");
      required(quantity, "quantity");
    }
  }

  public record HoldingsBody(
      List<PlaidResponses.Account> accounts, List<Holding> holdings, List<Security> securities) {
    public HoldingsBody {
      required(accounts, "accounts");
      required(holdings, "holdings");
      accounts = whole(accounts);
      holdings = whole(holdings);
      securities = whole(securities);
    }
  }

  public record Transaction(
      String investmentTransactionId,
      String accountId,
      @Nullable String securityId,
      LocalDate date,
      String name,
      BigDecimal quantity,
      BigDecimal amount,
      @Nullable BigDecimal price,
      @Nullable BigDecimal fees,
      String type,
      @Nullable String subtype,
      @Nullable String isoCurrencyCode,
      @Nullable String unofficialCurrencyCode) {
    public Transaction {
      required(investmentTransactionId, "investmentTransactionId");
      required(accountId, "accountId");
      required(date, "date");
      required(name, "name");
      required(quantity, "quantity");
      required(amount, "amount");
      required(type, "type");
    }
  }

  public record TransactionsBody(
      List<PlaidResponses.Account> accounts,
      List<Transaction> investmentTransactions,
      List<Security> securities,
      Integer totalInvestmentTransactions) {
    public TransactionsBody {
      required(investmentTransactions, "investmentTransactions");
      required(totalInvestmentTransactions, "totalInvestmentTransactions");
      accounts = whole(accounts);
      investmentTransactions = whole(investmentTransactions);
      securities = whole(securities);
    }
  }
}

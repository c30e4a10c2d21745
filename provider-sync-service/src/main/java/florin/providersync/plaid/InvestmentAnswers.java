package florin.providersync.plaid;

import static florin.providersync.plaid.PlaidAnswers.required;
import static florin.providersync.plaid.PlaidAnswers.whole;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of answers about investments, as far as we read them (Plaid API 2020-09-14). */
final class InvestmentAnswers {

  private InvestmentAnswers() {}

  record Security(
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
    Security {
      required(securityId, "securityId");
    }
  }

  record Holding(
      String accountId,
      String securityId,
      BigDecimal institutionPrice,
      @Nullable LocalDate institutionPriceAsOf,
      BigDecimal institutionValue,
      @Nullable BigDecimal costBasis,
      BigDecimal quantity,
      @Nullable String isoCurrencyCode,
      @Nullable String unofficialCurrencyCode) {
    Holding {
      required(accountId, "accountId");
      required(securityId, "securityId");
      required(institutionPrice, "institutionPrice");
      required(institutionValue, "institutionValue");
      required(quantity, "quantity");
    }
  }

  record HoldingsBody(
      List<PlaidAnswers.Account> accounts, List<Holding> holdings, List<Security> securities) {
    HoldingsBody {
      required(accounts, "accounts");
      required(holdings, "holdings");
      accounts = whole(accounts);
      holdings = whole(holdings);
      securities = whole(securities);
    }
  }

  record Transaction(
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
    Transaction {
      required(investmentTransactionId, "investmentTransactionId");
      required(accountId, "accountId");
      required(date, "date");
      required(name, "name");
      required(quantity, "quantity");
      required(amount, "amount");
      required(type, "type");
    }
  }

  record TransactionsBody(
      List<PlaidAnswers.Account> accounts,
      List<Transaction> investmentTransactions,
      List<Security> securities,
      Integer totalInvestmentTransactions) {
    TransactionsBody {
      required(investmentTransactions, "investmentTransactions");
      required(totalInvestmentTransactions, "totalInvestmentTransactions");
      accounts = whole(accounts);
      investmentTransactions = whole(investmentTransactions);
      securities = whole(securities);
    }
  }
}

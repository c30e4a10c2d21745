package florin.providersync.plaid;

import florin.providersync.provider.AccessToken;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of answers, as far as we read them (Plaid API 2020-09-14). Vocabularies are open, so they
 * are strings; what is absent and what is null is the same.
 */
final class PlaidAnswers {

  private PlaidAnswers() {}

  record ErrorBody(
      @Nullable String errorType,
      @Nullable String errorCode,
      @Nullable String errorMessage,
      @Nullable String requestId) {}

  record LinkTokenBody(String linkToken, Instant expiration) {}

  record ExchangeBody(AccessToken accessToken, String itemId) {}

  record ItemObject(
      String itemId,
      @Nullable String institutionId,
      @Nullable String institutionName,
      @Nullable ErrorBody error,
      @Nullable List<String> products,
      @Nullable List<String> billedProducts) {}

  record ItemBody(ItemObject item) {}

  record RemoveBody(@Nullable String requestId) {}

  record Balances(
      @Nullable BigDecimal available,
      @Nullable BigDecimal current,
      @Nullable BigDecimal limit,
      @Nullable String isoCurrencyCode,
      @Nullable String unofficialCurrencyCode) {}

  record Account(
      String accountId,
      Balances balances,
      @Nullable String mask,
      String name,
      @Nullable String officialName,
      String type,
      @Nullable String subtype,
      @Nullable String persistentAccountId) {}

  record AccountsBody(List<Account> accounts) {}

  record Category(
      @Nullable String primary, @Nullable String detailed, @Nullable String confidenceLevel) {}

  record Transaction(
      String transactionId,
      String accountId,
      BigDecimal amount,
      @Nullable String isoCurrencyCode,
      @Nullable String unofficialCurrencyCode,
      LocalDate date,
      @Nullable LocalDate authorizedDate,
      String name,
      @Nullable String originalDescription,
      @Nullable String merchantName,
      @Nullable String merchantEntityId,
      boolean pending,
      @Nullable String pendingTransactionId,
      @Nullable Category personalFinanceCategory,
      @Nullable String paymentChannel,
      @Nullable String transactionCode,
      @Nullable String checkNumber,
      @Nullable String website,
      @Nullable String logoUrl) {}

  record RemovedTransaction(String transactionId, @Nullable String accountId) {}

  record SyncBody(
      @Nullable String transactionsUpdateStatus,
      @Nullable List<Account> accounts,
      @Nullable List<Transaction> added,
      @Nullable List<Transaction> modified,
      @Nullable List<RemovedTransaction> removed,
      @Nullable String nextCursor,
      boolean hasMore) {}

  record Key(
      String alg,
      String crv,
      String kid,
      String kty,
      String x,
      String y,
      @Nullable Long expiredAt) {}

  record KeyBody(Key key) {}

  record Institution(String institutionId, String name) {}

  record InstitutionBody(Institution institution) {}
}

package florin.providersync.plaid;

import florin.providersync.provider.AccessToken;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of answers, as far as we read them (Plaid API 2020-09-14). Vocabularies are open, so they
 * are strings; what is absent and what is null is the same.
 */
final class PlaidAnswers {

  private PlaidAnswers() {}

  /** Absent is empty; of what is there nothing may be null. */
  static <T> List<T> whole(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** Plaid promises these; an answer without one is none. */
  static void required(@Nullable Object value, String name) {
    Objects.requireNonNull(value, name);
  }

  record ErrorBody(
      @Nullable String errorType,
      @Nullable String errorCode,
      @Nullable String errorMessage,
      @Nullable String requestId) {}

  record LinkTokenBody(String linkToken, Instant expiration) {
    LinkTokenBody {
      required(linkToken, "linkToken");
      required(expiration, "expiration");
    }
  }

  record ExchangeBody(AccessToken accessToken, String itemId) {
    ExchangeBody {
      required(accessToken, "accessToken");
      required(itemId, "itemId");
    }
  }

  record RotatedBody(AccessToken newAccessToken) {
    RotatedBody {
      required(newAccessToken, "newAccessToken");
    }
  }

  record ItemObject(
      String itemId,
      @Nullable String institutionId,
      @Nullable String institutionName,
      @Nullable ErrorBody error,
      List<String> products,
      List<String> billedProducts) {
    ItemObject {
      products = whole(products);
      billedProducts = whole(billedProducts);
      required(itemId, "itemId");
    }
  }

  record ItemBody(ItemObject item) {
    ItemBody {
      required(item, "item");
    }
  }

  record DoneBody(@Nullable String requestId) {}

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
      @Nullable String persistentAccountId) {
    Account {
      required(accountId, "accountId");
      required(balances, "balances");
      required(name, "name");
      required(type, "type");
    }
  }

  record AccountsBody(List<Account> accounts) {
    AccountsBody {
      required(accounts, "accounts");
      accounts = whole(accounts);
    }
  }

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
      @Nullable String logoUrl) {
    Transaction {
      required(transactionId, "transactionId");
      required(accountId, "accountId");
      required(amount, "amount");
      required(date, "date");
      required(name, "name");
    }
  }

  record RemovedTransaction(String transactionId, @Nullable String accountId) {
    RemovedTransaction {
      required(transactionId, "transactionId");
    }
  }

  record SyncBody(
      @Nullable String transactionsUpdateStatus,
      List<Account> accounts,
      List<Transaction> added,
      List<Transaction> modified,
      List<RemovedTransaction> removed,
      @Nullable String nextCursor,
      boolean hasMore) {
    SyncBody {
      accounts = whole(accounts);
      added = whole(added);
      modified = whole(modified);
      removed = whole(removed);
    }
  }

  record Key(
      String alg,
      String crv,
      String kid,
      String kty,
      String x,
      String y,
      @Nullable Long expiredAt) {
    Key {
      required(alg, "alg");
      required(crv, "crv");
      required(kid, "kid");
      required(kty, "kty");
      required(x, "x");
      required(y, "y");
    }
  }

  record KeyBody(Key key) {
    KeyBody {
      required(key, "key");
    }
  }

  record Institution(String institutionId, String name) {
    Institution {
      required(institutionId, "institutionId");
      required(name, "name");
    }
  }

  record InstitutionBody(Institution institution) {
    InstitutionBody {
      required(institution, "institution");
    }
  }
}

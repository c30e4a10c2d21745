package florin.providersync.plaid.wire;

import florin.providersync.provider.AccessToken;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Bodies of responses, with the fields that are read (Plaid API 2020-09-14). Vocabularies are open,
 * so they are strings; absent and null are the same.
 */
public final class PlaidResponses {

  private PlaidResponses() {}

  /** Empty if absent; no element may be null. */
  static <T> List<T> whole(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** Plaid documents these as always present; a response without one is invalid. */
  static void required(@Nullable Object value, String name) {
    Objects.requireNonNull(value, name);
  }

  public record ErrorBody(
      @Nullable String errorType,
      @Nullable String errorCode,
      @Nullable String errorMessage,
      @Nullable String requestId) {}

  public record LinkTokenBody(
      String linkToken, Instant expiration, @Nullable String hostedLinkUrl) {
    public LinkTokenBody {
      required(linkToken, "linkToken");
      required(expiration, "expiration");
    }
  }

  public record LinkSessionBody(Instant expiration, List<LinkSessionObject> linkSessions) {
    public LinkSessionBody {
      required(expiration, "expiration");
      linkSessions = whole(linkSessions);
    }
  }

  /** A visit of the page; without an end it goes on. */
  public record LinkSessionObject(
      @Nullable Instant finishedAt, @Nullable LinkResults results, @Nullable JsonNode exit) {}

  public record LinkResults(List<ItemAddResult> itemAddResults) {
    public LinkResults {
      itemAddResults = whole(itemAddResults);
    }
  }

  public record ItemAddResult(
      @Nullable String publicToken, @Nullable LinkInstitution institution) {}

  public record LinkInstitution(@Nullable String institutionId, @Nullable String name) {}

  public record ExchangeBody(AccessToken accessToken, String itemId) {
    public ExchangeBody {
      required(accessToken, "accessToken");
      required(itemId, "itemId");
    }
  }

  public record RotatedBody(AccessToken newAccessToken) {
    public RotatedBody {
      required(newAccessToken, "newAccessToken");
    }
  }

  public record ItemObject(
      String itemId,
      @Nullable String institutionId,
      @Nullable String institutionName,
      @Nullable ErrorBody error,
      List<String> products,
      List<String> billedProducts) {
    public ItemObject {
      products = whole(products);
      billedProducts = whole(billedProducts);
      required(itemId, "itemId");
    }
  }

  public record ItemBody(ItemObject item) {
    public ItemBody {
      required(item, "item");
    }
  }

  public record DoneBody(@Nullable String requestId) {}

  public record Balances(
      @Nullable BigDecimal available,
      @Nullable BigDecimal current,
      @Nullable BigDecimal limit,
      @Nullable String isoCurrencyCode,
      @Nullable String unofficialCurrencyCode) {}

  public record Account(
      String accountId,
      Balances balances,
      @Nullable String mask,
      String name,
      @Nullable String officialName,
      String type,
      @Nullable String subtype,
      @Nullable String persistentAccountId) {
    public Account {
      required(accountId, "accountId");
      required(balances, "balances");
      required(name, "name");
      required(type, "type");
    }
  }

  public record AccountsBody(List<Account> accounts) {
    public AccountsBody {
      required(accounts, "accounts");
      accounts = whole(accounts);
    }
  }

  public record Category(
      @Nullable String primary, @Nullable String detailed, @Nullable String confidenceLevel) {}

  public record Transaction(
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
    public Transaction {
      required(transactionId, "transactionId");
      required(accountId, "accountId");
      required(amount, "amount");
      required(date, "date");
      required(name, "name");
    }
  }

  public record RemovedTransaction(String transactionId, @Nullable String accountId) {
    public RemovedTransaction {
      required(transactionId, "transactionId");
    }
  }

  public record SyncBody(
      @Nullable String transactionsUpdateStatus,
      List<Account> accounts,
      List<Transaction> added,
      List<Transaction> modified,
      List<RemovedTransaction> removed,
      @Nullable String nextCursor,
      boolean hasMore) {
    public SyncBody {
      accounts = whole(accounts);
      added = whole(added);
      modified = whole(modified);
      removed = whole(removed);
    }
  }

  public record Key(
      String alg,
      String crv,
      String kid,
      String kty,
      String x,
      String y,
      @Nullable Long expiredAt) {
    public Key {
      required(alg, "alg");
      required(crv, "crv");
      required(kid, "kid");
      required(kty, "kty");
      required(x, "x");
      required(y, "y");
    }
  }

  public record KeyBody(Key key) {
    public KeyBody {
      required(key, "key");
    }
  }

  public record Institution(String institutionId, String name) {
    public Institution {
      required(institutionId, "institutionId");
      required(name, "name");
    }
  }

  public record InstitutionBody(Institution institution) {
    public InstitutionBody {
      required(institution, "institution");
    }
  }
}

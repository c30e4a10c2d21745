package florin.providersync.plaid.wire;

import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;

/** Classifies Plaid's errors by type and code (Plaid documentation, "Errors"). */
public final class PlaidErrors {

  public static final String WRONG_KEYS = "INVALID_API_KEYS";
  public static final String UNKNOWN_TOKEN = "INVALID_ACCESS_TOKEN";

  private static final String TIMEOUT = "TIMEOUT";
  private static final String UNREACHABLE = "UNREACHABLE";
  private static final String MAINTENANCE = "PLANNED_MAINTENANCE";
  private static final Pattern SERVER_ERROR = Pattern.compile("HTTP_5\\d\\d");

  /** Codes become reasons of events and labels of metrics; ids stand in the log. */
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,79}");

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Plaid's own faults besides the statuses of servers. */
  private static final Set<String> OUTAGES =
      Set.of(TIMEOUT, UNREACHABLE, "INTERNAL_SERVER_ERROR", MAINTENANCE, "UNREADABLE");

  private PlaidErrors() {}

  public static ProviderFailure of(
      PlaidResponses.ErrorBody error, String path, int status, Optional<Duration> retryAfter) {
    String type = matchOrEmpty(CODE, error.errorType()).orElse("");
    String code = matchOrEmpty(CODE, error.errorCode()).orElse("HTTP_" + status);
    String message = error.errorMessage() == null ? "" : error.errorMessage();
    String detail =
        "%s answered %d %s (request %s)"
            .formatted(path, status, type, matchOrEmpty(ID, error.requestId()).orElse("unknown"));
    return new ProviderFailure(kind(type, code, message, path, status), code, detail, retryAfter);
  }

  private static Optional<String> matchOrEmpty(Pattern form, @Nullable String text) {
    return Optional.ofNullable(text).filter(given -> form.matcher(given).matches());
  }

  private static FailureType kind(
      String type, String code, String message, String path, int status) {
    return switch (code) {
      case "ITEM_LOGIN_REQUIRED",
          "ACCESS_NOT_GRANTED",
          "ADDITIONAL_CONSENT_REQUIRED",
          "INVALID_CREDENTIALS",
          "INVALID_MFA",
          "INVALID_UPDATED_USERNAME",
          "ITEM_LOCKED",
          "USER_SETUP_REQUIRED",
          "MFA_NOT_SUPPORTED",
          "USER_INPUT_TIMEOUT",
          "INSUFFICIENT_CREDENTIALS" ->
          FailureType.NEEDS_USER;
      // A token of another environment is not known either: an operator is told, and nothing that
      // was read is deleted.
      case "ITEM_NOT_FOUND",
          "USER_PERMISSION_REVOKED",
          "USER_ACCOUNT_REVOKED",
          UNKNOWN_TOKEN,
          "INSTITUTION_NO_LONGER_SUPPORTED" ->
          FailureType.GONE;
      case "PRODUCTS_NOT_SUPPORTED",
          "NO_ACCOUNTS",
          "NO_INVESTMENT_ACCOUNTS",
          "NO_LIABILITY_ACCOUNTS",
          "ITEM_NO_ERROR" ->
          FailureType.SKIP;
      case "INVALID_PUBLIC_TOKEN" -> FailureType.REFUSED;
      case "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION" -> FailureType.RESTART;
      case "PRODUCT_NOT_READY", "INVALID_ACCOUNT_ID" -> FailureType.RETRY;
      case "INVALID_FIELD" ->
          isStaleCursor(message, path) ? FailureType.RESYNC : FailureType.OPERATOR;
      case "INSTITUTION_REGISTRATION_REQUIRED" -> FailureType.OPERATOR;
      default -> byType(type, status);
    };
  }

  private static FailureType byType(String type, int status) {
    return switch (type) {
      case "RATE_LIMIT_EXCEEDED" -> FailureType.RATE_LIMITED;
      case "INSTITUTION_ERROR" -> FailureType.INSTITUTION_DOWN;
      case "INVALID_REQUEST", "INVALID_INPUT", "SANDBOX_ERROR" -> FailureType.OPERATOR;
      default -> byStatus(status);
    };
  }

  /** A redirection leads to another address: it is not followed and not retried. */
  private static FailureType byStatus(int status) {
    return status == 429
        ? FailureType.RATE_LIMITED
        : status / 100 == 3 ? FailureType.OPERATOR : FailureType.RETRY;
  }

  /** The code is ambiguous; the message of a foreign or expired cursor names the cursor. */
  private static boolean isStaleCursor(String message, String path) {
    return path.equals(PlaidEndpoint.TRANSACTIONS.path())
        && message.toLowerCase(Locale.ROOT).contains("cursor");
  }

  /** A body that is not JSON comes from something between Florin and Plaid. */
  public static ProviderFailure ofNonJson(String path, int status, Optional<Duration> retryAfter) {
    return new ProviderFailure(
        byStatus(status),
        "HTTP_" + status,
        path + " answered " + status + " without JSON",
        retryAfter);
  }

  /** No response of Plaid: it is unknown whether the request was carried out. */
  public static ProviderFailure translate(Throwable thrown, String path) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ProviderFailure known -> {
          return known;
        }
        case DataBufferLimitException _ -> {
          return new ProviderFailure(
              FailureType.UNFIT, "ANSWER_TOO_LARGE", path + " answered too much");
        }
        case TimeoutException _ -> {
          return new ProviderFailure(FailureType.RETRY, TIMEOUT, path + " did not answer in time");
        }
        default -> {
          // look deeper
        }
      }
    }
    return new ProviderFailure(
        FailureType.RETRY, UNREACHABLE, path + ": " + thrown.getClass().getSimpleName());
  }

  /** Plaid is ill, or out of reach. */
  public static boolean isOutage(ProviderFailure failure) {
    return failure.is(FailureType.RETRY)
        && (OUTAGES.contains(failure.code()) || SERVER_ERROR.matcher(failure.code()).matches());
  }

  /**
   * A failure that may be over in a moment; not one after a long wait or with an announced wait.
   */
  public static boolean isRetryable(ProviderFailure failure) {
    return isOutage(failure)
        && failure.retryAfter().isEmpty()
        && !failure.code().equals(TIMEOUT)
        && !failure.code().equals(MAINTENANCE);
  }
}

package florin.providersync.plaid;

import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;

/** Classifies what Plaid refuses, by type and code (Plaid documentation, "Errors"). */
final class PlaidErrors {

  static final String WRONG_KEYS = "INVALID_API_KEYS";
  static final String UNKNOWN_TOKEN = "INVALID_ACCESS_TOKEN";

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

  static ProviderFailure of(
      PlaidAnswers.ErrorBody error, String path, int status, Optional<Duration> retryAfter) {
    String type = fit(CODE, error.errorType()).orElse("");
    String code = fit(CODE, error.errorCode()).orElse("HTTP_" + status);
    String message = error.errorMessage() == null ? "" : error.errorMessage();
    String detail =
        "%s answered %d %s (request %s)"
            .formatted(path, status, type, fit(ID, error.requestId()).orElse("unknown"));
    return new ProviderFailure(kind(type, code, message, path, status), code, detail, retryAfter);
  }

  private static Optional<String> fit(Pattern form, @Nullable String text) {
    return Optional.ofNullable(text).filter(given -> form.matcher(given).matches());
  }

  private static Kind kind(String type, String code, String message, String path, int status) {
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
          Kind.NEEDS_USER;
      // A token of another environment is not known either: an operator is told, and nothing that
      // was read is deleted.
      case "ITEM_NOT_FOUND",
          "USER_PERMISSION_REVOKED",
          "USER_ACCOUNT_REVOKED",
          UNKNOWN_TOKEN,
          "INSTITUTION_NO_LONGER_SUPPORTED" ->
          Kind.GONE;
      case "PRODUCTS_NOT_SUPPORTED",
          "NO_ACCOUNTS",
          "NO_INVESTMENT_ACCOUNTS",
          "NO_LIABILITY_ACCOUNTS",
          "ITEM_NO_ERROR" ->
          Kind.SKIP;
      case "INVALID_PUBLIC_TOKEN" -> Kind.REFUSED;
      case "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION" -> Kind.RESTART;
      case "PRODUCT_NOT_READY", "INVALID_ACCOUNT_ID" -> Kind.RETRY;
      case "INVALID_FIELD" -> staleCursor(message, path) ? Kind.RESYNC : Kind.OPERATOR;
      case "INSTITUTION_REGISTRATION_REQUIRED" -> Kind.OPERATOR;
      default -> byType(type, status);
    };
  }

  private static Kind byType(String type, int status) {
    return switch (type) {
      case "RATE_LIMIT_EXCEEDED" -> Kind.RATE_LIMITED;
      case "INSTITUTION_ERROR" -> Kind.INSTITUTION_DOWN;
      case "INVALID_REQUEST", "INVALID_INPUT", "SANDBOX_ERROR" -> Kind.OPERATOR;
      default -> byStatus(status);
    };
  }

  /** A redirection is somebody else's address: it is not followed, and waiting does not help. */
  private static Kind byStatus(int status) {
    return status == 429 ? Kind.RATE_LIMITED : status / 100 == 3 ? Kind.OPERATOR : Kind.RETRY;
  }

  /** The code alone says nothing; the message of a foreign or expired cursor names it. */
  private static boolean staleCursor(String message, String path) {
    return path.equals(Endpoint.TRANSACTIONS.path())
        && message.toLowerCase(Locale.ROOT).contains("cursor");
  }

  /** What is no JSON is no word of Plaid's but of something in between. */
  static ProviderFailure withoutWord(String path, int status, Optional<Duration> retryAfter) {
    return new ProviderFailure(
        byStatus(status),
        "HTTP_" + status,
        path + " answered " + status + " without JSON",
        retryAfter);
  }

  /** Anything that is no answer of Plaid's: nobody knows whether the request was carried out. */
  static ProviderFailure translate(Throwable thrown, String path) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ProviderFailure known -> {
          return known;
        }
        case DataBufferLimitException _ -> {
          return new ProviderFailure(Kind.UNFIT, "ANSWER_TOO_LARGE", path + " answered too much");
        }
        case TimeoutException _ -> {
          return new ProviderFailure(Kind.RETRY, TIMEOUT, path + " did not answer in time");
        }
        default -> {
          // look deeper
        }
      }
    }
    return new ProviderFailure(
        Kind.RETRY, UNREACHABLE, path + ": " + thrown.getClass().getSimpleName());
  }

  /** Plaid is ill, or out of reach. */
  static boolean outage(ProviderFailure failure) {
    return failure.is(Kind.RETRY)
        && (OUTAGES.contains(failure.code()) || SERVER_ERROR.matcher(failure.code()).matches());
  }

  /**
   * What may be over in a moment; a wait that was too long already, or an announced one, is not.
   */
  static boolean hiccup(ProviderFailure failure) {
    return outage(failure)
        && failure.retryAfter().isEmpty()
        && !failure.code().equals(TIMEOUT)
        && !failure.code().equals(MAINTENANCE);
  }
}

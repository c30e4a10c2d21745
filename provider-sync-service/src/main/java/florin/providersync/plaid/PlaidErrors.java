package florin.providersync.plaid;

import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.Kind;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.web.reactive.function.client.WebClientException;
import tools.jackson.core.JacksonException;

/** Classifies what Plaid refuses, by type and code (Plaid documentation, "Errors"). */
final class PlaidErrors {

  private PlaidErrors() {}

  static ProviderFailure of(PlaidAnswers.ErrorBody error, String path, int status) {
    String type = error.errorType() == null ? "" : error.errorType();
    String code = error.errorCode() == null ? "HTTP_" + status : error.errorCode();
    String message = error.errorMessage() == null ? "" : error.errorMessage();
    String detail =
        "%s answered %d %s (request %s)".formatted(path, status, type, error.requestId());
    return new ProviderFailure(kind(type, code, message, path, status), code, detail);
  }

  private static Kind kind(String type, String code, String message, String path, int status) {
    return switch (code) {
      case "ITEM_LOGIN_REQUIRED",
          "ACCESS_NOT_GRANTED",
          "INVALID_CREDENTIALS",
          "INVALID_MFA",
          "ITEM_LOCKED",
          "USER_SETUP_REQUIRED",
          "MFA_NOT_SUPPORTED",
          "USER_INPUT_TIMEOUT",
          "INSUFFICIENT_CREDENTIALS" ->
          Kind.NEEDS_USER;
      case "ITEM_NOT_FOUND",
          "USER_PERMISSION_REVOKED",
          "USER_ACCOUNT_REVOKED",
          "INVALID_ACCESS_TOKEN",
          "INSTITUTION_NO_LONGER_SUPPORTED" ->
          Kind.GONE;
      case "INVALID_PUBLIC_TOKEN" -> Kind.REFUSED;
      case "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION" -> Kind.RESTART;
      case "PRODUCT_NOT_READY" -> Kind.RETRY;
      case "INVALID_FIELD" -> staleCursor(message, path) ? Kind.RESYNC : Kind.OPERATOR;
      default -> byType(type, status);
    };
  }

  private static Kind byType(String type, int status) {
    return switch (type) {
      case "RATE_LIMIT_EXCEEDED" -> Kind.RATE_LIMITED;
      case "INSTITUTION_ERROR" -> Kind.INSTITUTION_DOWN;
      case "INVALID_REQUEST", "INVALID_INPUT", "SANDBOX_ERROR" -> Kind.OPERATOR;
      default -> status == 429 ? Kind.RATE_LIMITED : Kind.RETRY;
    };
  }

  /** The code alone says nothing; the message of a foreign or expired cursor names it. */
  private static boolean staleCursor(String message, String path) {
    return path.equals("/transactions/sync") && message.toLowerCase(Locale.ROOT).contains("cursor");
  }

  /** Anything that is no answer of Plaid's: nobody knows whether the request was carried out. */
  static Throwable translate(Throwable thrown, String path) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ProviderFailure known -> {
          return known;
        }
        case DataBufferLimitException _ -> {
          return new ProviderFailure(Kind.UNFIT, "ANSWER_TOO_LARGE", path + " answered too much");
        }
        case JacksonException _ -> {
          return new ProviderFailure(Kind.RETRY, "UNREADABLE", path + " answered unreadable JSON");
        }
        case TimeoutException _ -> {
          return new ProviderFailure(Kind.RETRY, "TIMEOUT", path + " did not answer in time");
        }
        default -> {
          // look deeper
        }
      }
    }
    return thrown instanceof WebClientException || thrown instanceof java.io.IOException
        ? new ProviderFailure(
            Kind.RETRY, "UNREACHABLE", path + ": " + thrown.getClass().getSimpleName())
        : thrown;
  }
}

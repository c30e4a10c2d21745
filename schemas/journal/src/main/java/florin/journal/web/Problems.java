package florin.journal.web;

import florin.journal.Conflict;
import florin.journal.ProblemDefinition;
import florin.journal.Rejection;
import florin.journal.web.input.Shown;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Finds the problem type of anything that was thrown, and the detail that a client may see. */
public final class Problems {

  private final ProblemCatalog catalog;

  public Problems(ProblemCatalog catalog) {
    this.catalog = catalog;
  }

  /** A row, a detail for the client and the fields at fault. */
  public record Found(
      ProblemDefinition row, @Nullable String detail, List<Problem.FieldError> errors) {

    static Found of(ProblemDefinition row, @Nullable String detail) {
      return new Found(row, detail, List.of());
    }
  }

  public Found find(Throwable thrown) {
    return switch (thrown) {
      case Rejection rejection -> rejected(rejection);
      case Conflict conflict -> Found.of(ProblemType.CONFLICT, conflict.getMessage());
      case WebExchangeBindException binding -> binding(binding);
      case ServerWebInputException input -> input(input);
      case UnsupportedMediaTypeStatusException media ->
          Found.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, media.getReason());
      case AuthenticationServiceException _ -> // no answer of the issuer is no verdict on the token
          Found.of(ProblemType.UNAVAILABLE, null);
      case AuthenticationException _ -> Found.of(ProblemType.UNAUTHENTICATED, null);
      case AccessDeniedException _ -> Found.of(ProblemType.FORBIDDEN, null);
      case DataBufferLimitException tooLarge ->
          Found.of(ProblemType.TOO_LARGE, tooLarge.getMessage());
      case ErrorResponse answered -> status(answered.getStatusCode());
      default -> cause(thrown);
    };
  }

  private Found rejected(Rejection rejection) {
    ProblemDefinition row = rejection.type().orElseGet(() -> catalog.named(rejection.code()));
    List<Problem.FieldError> errors =
        rejection
            .pointer()
            .map(p -> List.of(new Problem.FieldError(p, rejection.detail())))
            .orElse(List.of());
    return new Found(row, rejection.detail(), errors);
  }

  private static Found binding(WebExchangeBindException binding) {
    List<Problem.FieldError> errors =
        binding.getFieldErrors().stream()
            .map(
                field ->
                    new Problem.FieldError(
                        field.getField(),
                        expectation(field.getField(), field.getRejectedValue(), null)))
            .toList();
    return new Found(ProblemType.INVALID_PARAMETER, "A parameter is not valid.", errors);
  }

  private Found input(ServerWebInputException input) {
    String parameter = parameter(input);
    for (Throwable cause = input.getCause(); cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnrecognizedPropertyException unknown -> {
          return field(
              ProblemType.UNKNOWN_FIELD,
              Pointers.of(unknown),
              "unknown field (expected one of: " + Pointers.known(unknown) + ")");
        }
        case Rejection rejection -> {
          return rejected(rejection);
        }
        case JacksonException json -> {
          return field(ProblemType.INVALID_REQUEST, Pointers.of(json), Pointers.reason(json));
        }
        case TypeMismatchException mismatch -> {
          return field(
              ProblemType.INVALID_PARAMETER,
              parameter,
              expectation(parameter, mismatch.getValue(), mismatch.getRequiredType()));
        }
        case DataBufferLimitException tooLarge -> {
          return Found.of(ProblemType.TOO_LARGE, tooLarge.getMessage());
        }
        default -> {
          // look deeper
        }
      }
    }
    return Found.of(ProblemType.INVALID_REQUEST, input.getReason());
  }

  private static String parameter(ServerWebInputException input) {
    return input.getMethodParameter() == null
        ? "parameter"
        : String.valueOf(input.getMethodParameter().getParameterName());
  }

  private static Found field(ProblemType row, String pointer, String detail) {
    return new Found(
        row, pointer + ": " + detail, List.of(new Problem.FieldError(pointer, detail)));
  }

  private static String expectation(String name, @Nullable Object value, @Nullable Class<?> type) {
    String expected = type == null ? "a valid value" : Pointers.expected(type);
    return name + ": " + Shown.of(String.valueOf(value)) + " (expected: " + expected + ")";
  }

  private static Found status(HttpStatusCode status) {
    return switch (status.value()) {
      case 401 -> Found.of(ProblemType.UNAUTHENTICATED, null);
      case 403 -> Found.of(ProblemType.FORBIDDEN, null);
      case 404 -> Found.of(ProblemType.NOT_FOUND, null);
      case 405 -> Found.of(ProblemType.METHOD_NOT_ALLOWED, null);
      case 406 -> Found.of(ProblemType.NOT_ACCEPTABLE, null);
      case 413 -> Found.of(ProblemType.TOO_LARGE, null);
      case 415 -> Found.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, null);
      case 429 -> Found.of(ProblemType.TOO_MANY_REQUESTS, null);
      case 503 -> Found.of(ProblemType.UNAVAILABLE, null);
      case 504 -> Found.of(ProblemType.TIMEOUT, null);
      default ->
          Found.of(
              status.is4xxClientError() ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL, null);
    };
  }

  private Found cause(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (busy(cause)) {
        return Found.of(ProblemType.UNAVAILABLE, null);
      }
      if (cause instanceof Rejection rejection) {
        return rejected(rejection);
      }
    }
    return Found.of(ProblemType.INTERNAL, null);
  }

  /**
   * Locks and statements that took too long, a pool without a free connection, a database that is
   * away.
   */
  private static boolean busy(Throwable cause) {
    return cause instanceof TransientDataAccessException
        || cause instanceof DataAccessResourceFailureException
        || cause instanceof R2dbcTimeoutException
        || cause instanceof TimeoutException
        || cause instanceof java.net.ConnectException
        || (cause instanceof R2dbcException database
            && passes(String.valueOf(database.getSqlState())));
  }

  private static boolean passes(String state) {
    return state.equals("55P03")
        || state.startsWith("57")
        || state.startsWith("08")
        || state.startsWith("40")
        || state.startsWith("53");
  }
}

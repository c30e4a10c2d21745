package florin.journal.web.problem;

import florin.journal.Conflict;
import florin.journal.stream.ProblemDefinition;
import florin.journal.stream.Rejection;
import florin.journal.web.input.DisplayedValue;
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
public final class ExceptionProblems {

  private final ProblemCatalog catalog;

  public ExceptionProblems(ProblemCatalog catalog) {
    this.catalog = catalog;
  }

  /** A row, a detail for the client and the fields at fault. */
  public record ProblemMatch(
      ProblemDefinition row, @Nullable String detail, List<Problem.FieldError> errors) {

    static ProblemMatch of(ProblemDefinition row, @Nullable String detail) {
      return new ProblemMatch(row, detail, List.of());
    }
  }

  public ProblemMatch find(Throwable thrown) {
    return switch (thrown) {
      case Rejection rejection -> ofRejection(rejection);
      case Conflict conflict -> ProblemMatch.of(ProblemType.CONFLICT, conflict.getMessage());
      case WebExchangeBindException binding -> binding(binding);
      case ServerWebInputException input -> input(input);
      case UnsupportedMediaTypeStatusException media ->
          ProblemMatch.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, media.getReason());
      case AuthenticationServiceException _ -> // no answer of the issuer is no verdict on the token
          ProblemMatch.of(ProblemType.UNAVAILABLE, null);
      case AuthenticationException _ -> ProblemMatch.of(ProblemType.UNAUTHENTICATED, null);
      case AccessDeniedException _ -> ProblemMatch.of(ProblemType.FORBIDDEN, null);
      case DataBufferLimitException tooLarge ->
          ProblemMatch.of(ProblemType.TOO_LARGE, tooLarge.getMessage());
      case ErrorResponse answered -> status(answered.getStatusCode());
      default -> cause(thrown);
    };
  }

  private ProblemMatch ofRejection(Rejection rejection) {
    ProblemDefinition row = rejection.type().orElseGet(() -> catalog.named(rejection.code()));
    List<Problem.FieldError> errors =
        rejection
            .pointer()
            .map(p -> List.of(new Problem.FieldError(p, rejection.detail())))
            .orElse(List.of());
    return new ProblemMatch(row, rejection.detail(), errors);
  }

  private static ProblemMatch binding(WebExchangeBindException binding) {
    List<Problem.FieldError> errors =
        binding.getFieldErrors().stream()
            .map(
                field ->
                    new Problem.FieldError(
                        field.getField(),
                        expectation(field.getField(), field.getRejectedValue(), null)))
            .toList();
    return new ProblemMatch(ProblemType.INVALID_PARAMETER, "A parameter is not valid.", errors);
  }

  private ProblemMatch input(ServerWebInputException input) {
    String parameter = parameter(input);
    for (Throwable cause = input.getCause(); cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnrecognizedPropertyException unknown -> {
          return field(
              ProblemType.UNKNOWN_FIELD,
              JsonPointers.of(unknown),
              "unknown field (expected one of: " + JsonPointers.known(unknown) + ")");
        }
        case Rejection rejection -> {
          return ofRejection(rejection);
        }
        case JacksonException json -> {
          return field(
              ProblemType.INVALID_REQUEST, JsonPointers.of(json), JsonPointers.reason(json));
        }
        case TypeMismatchException mismatch -> {
          return field(
              ProblemType.INVALID_PARAMETER,
              parameter,
              expectation(parameter, mismatch.getValue(), mismatch.getRequiredType()));
        }
        case DataBufferLimitException tooLarge -> {
          return ProblemMatch.of(ProblemType.TOO_LARGE, tooLarge.getMessage());
        }
        default -> {
          // look deeper
        }
      }
    }
    return ProblemMatch.of(ProblemType.INVALID_REQUEST, input.getReason());
  }

  private static String parameter(ServerWebInputException input) {
    return input.getMethodParameter() == null
        ? "parameter"
        : String.valueOf(input.getMethodParameter().getParameterName());
  }

  private static ProblemMatch field(ProblemType row, String pointer, String detail) {
    return new ProblemMatch(
        row, pointer + ": " + detail, List.of(new Problem.FieldError(pointer, detail)));
  }

  private static String expectation(String name, @Nullable Object value, @Nullable Class<?> type) {
    String expected = type == null ? "a valid value" : JsonPointers.expected(type);
    return name + ": " + DisplayedValue.of(String.valueOf(value)) + " (expected: " + expected + ")";
  }

  private static ProblemMatch status(HttpStatusCode status) {
    return switch (status.value()) {
      case 401 -> ProblemMatch.of(ProblemType.UNAUTHENTICATED, null);
      case 403 -> ProblemMatch.of(ProblemType.FORBIDDEN, null);
      case 404 -> ProblemMatch.of(ProblemType.NOT_FOUND, null);
      case 405 -> ProblemMatch.of(ProblemType.METHOD_NOT_ALLOWED, null);
      case 406 -> ProblemMatch.of(ProblemType.NOT_ACCEPTABLE, null);
      case 413 -> ProblemMatch.of(ProblemType.TOO_LARGE, null);
      case 415 -> ProblemMatch.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, null);
      case 429 -> ProblemMatch.of(ProblemType.TOO_MANY_REQUESTS, null);
      case 503 -> ProblemMatch.of(ProblemType.UNAVAILABLE, null);
      case 504 -> ProblemMatch.of(ProblemType.TIMEOUT, null);
      default ->
          ProblemMatch.of(
              status.is4xxClientError() ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL, null);
    };
  }

  private ProblemMatch cause(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (isUnavailable(cause)) {
        return ProblemMatch.of(ProblemType.UNAVAILABLE, null);
      }
      if (cause instanceof Rejection rejection) {
        return ofRejection(rejection);
      }
    }
    return ProblemMatch.of(ProblemType.INTERNAL, null);
  }

  /**
   * Locks and statements that took too long, a pool without a free connection, a database that is
   * away.
   */
  private static boolean isUnavailable(Throwable cause) {
    return cause instanceof TransientDataAccessException
        || cause instanceof DataAccessResourceFailureException
        || cause instanceof R2dbcTimeoutException
        || cause instanceof TimeoutException
        || cause instanceof java.net.ConnectException
        || (cause instanceof R2dbcException database
            && isTemporary(String.valueOf(database.getSqlState())));
  }

  private static boolean isTemporary(String state) {
    return state.equals("55P03")
        || state.startsWith("57")
        || state.startsWith("08")
        || state.startsWith("40")
        || state.startsWith("53");
  }
}

package florin.journal.web.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import florin.journal.stream.ProblemDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as the client sees it (RFC 9457). Never holds a stack trace, a statement or a secret.
 *
 * @param type stable, {@code urn:florin:problem:<code>}
 * @param detail names the value and what was expected
 * @param instance the path of the request
 * @param errors one per field at fault, empty if no field is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    @Nullable String detail,
    String instance,
    List<FieldError> errors,
    @Nullable String traceId) {

  /**
   * The fault of one field.
   *
   * @param pointer a JSON pointer (RFC 6901) into the body, or the name of a parameter or header
   */
  public record FieldError(String pointer, String detail) {}

  public static Problem of(
      ProblemDefinition row,
      @Nullable String detail,
      String instance,
      List<FieldError> errors,
      @Nullable String traceId) {
    return new Problem(row.type(), row.title(), row.status(), detail, instance, errors, traceId);
  }
}

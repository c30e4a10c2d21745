package florin.journal.stream;

import java.util.Objects;
import java.util.Optional;

/**
 * A business refusal. It travels the error channel unchanged and is mapped to an answer by one
 * table ({@code florin.journal.web.problem.ExceptionProblems}). Stackless: it is an answer, not an
 * accident.
 */
public final class Rejection extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient Optional<ProblemDefinition> type;
  private final transient Optional<String> pointer;

  /**
   * @param detail names the field, the value and what was expected
   */
  public Rejection(ProblemDefinition type, String detail) {
    this(type.code(), Optional.of(type), detail, Optional.empty());
  }

  /**
   * @param pointer JSON pointer (RFC 6901) into the request body
   */
  public Rejection(ProblemDefinition type, String detail, String pointer) {
    this(type.code(), Optional.of(type), detail, Optional.of(pointer));
  }

  /**
   * @param code of a problem type of the service, such as {@code not-found}
   * @param detail names the field, the value and what was expected
   */
  public Rejection(String code, String detail) {
    this(code, Optional.empty(), detail, Optional.empty());
  }

  /**
   * @param pointer JSON pointer (RFC 6901) into the request body
   */
  public Rejection(String code, String detail, String pointer) {
    this(code, Optional.empty(), detail, Optional.of(pointer));
  }

  private Rejection(
      String code, Optional<ProblemDefinition> type, String detail, Optional<String> pointer) {
    super(detail, null, false, false);
    this.code = Objects.requireNonNull(code, "code");
    this.type = type;
    this.pointer = pointer;
  }

  /** Its problem type, if it was made with one and not with its code. */
  public Optional<ProblemDefinition> type() {
    return type;
  }

  public String code() {
    return code;
  }

  public Optional<String> pointer() {
    return pointer;
  }

  /**
   * The text of the refusal. It is sent to the client, so it contains nothing that is not for the
   * client.
   */
  public String detail() {
    return Objects.requireNonNull(getMessage());
  }
}

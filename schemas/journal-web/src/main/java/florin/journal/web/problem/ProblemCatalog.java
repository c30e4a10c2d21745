package florin.journal.web.problem;

import florin.journal.operation.OperationProblem;
import florin.journal.stream.ProblemDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every problem type of a service: those of the runtime and its own. A service with problem types
 * of its own has a bean of this class.
 */
public final class ProblemCatalog {

  private static final String TITLE = "The request cannot be carried out";
  private static final int UNPROCESSABLE = 422;

  private final Map<String, ProblemDefinition> byCode = new HashMap<>();

  private ProblemCatalog(Collection<? extends ProblemDefinition> own) {
    Stream.of(List.of(ProblemType.values()), List.of(OperationProblem.values()), own)
        .flatMap(Collection::stream)
        .forEach(this::add);
  }

  /**
   * @param own the problem types of the service
   * @throws IllegalArgumentException if two problem types have the same code
   */
  public static ProblemCatalog of(ProblemDefinition... own) {
    return new ProblemCatalog(List.of(own));
  }

  private void add(ProblemDefinition type) {
    ProblemDefinition other = byCode.putIfAbsent(type.code(), type);
    if (other != null) {
      throw new IllegalArgumentException(
          "problem code: '%s' of %s (expected: a code that %s does not have)"
              .formatted(type.code(), type, other));
    }
  }

  /**
   * The problem type of a code. A code that no table lists is answered with status 422 and stays
   * the type of the answer.
   */
  public ProblemDefinition named(String code) {
    ProblemDefinition type = byCode.get(code);
    return type == null
        ? new Unlisted(new ProblemDefinition.Details(code, UNPROCESSABLE, TITLE))
        : type;
  }

  public Collection<ProblemDefinition> all() {
    return List.copyOf(byCode.values());
  }

  private record Unlisted(Details details) implements ProblemDefinition {}
}

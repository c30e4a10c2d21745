package florin.journal.web.problem;

import florin.journal.stream.ProblemDefinition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A problem type as OpenAPI documents describe it, whichever library writes the document. */
public record DescribedProblem(ProblemDefinition type) {

  /** The extension of a response that lists the codes of its problem types. */
  public static final String CODES = "x-problem-types";

  /** The extension of a document that lists all problem types. */
  public static final String CATALOGUE = "x-problems";

  /** The reference to the schema of all problems. */
  public static final String SCHEMA = "#/components/schemas/Problem";

  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** The description of a response that has one of some problem types. */
  public static String ofResponse(Collection<? extends ProblemDefinition> types) {
    return types.stream()
        .map(type -> "`" + type.code() + "`: " + type.title() + ".")
        .collect(Collectors.joining("\n\n"));
  }

  /** The reference to the example of the type in the components of a document. */
  public String exampleReference() {
    return "#/components/examples/" + type.code();
  }

  /** An example of a body. */
  public Map<String, Object> body() {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", type.type());
    problem.put("title", type.title());
    problem.put("status", type.status());
    problem.put("instance", "/api/accounts");
    problem.put("traceId", "01a20254-c90a-7507-b0e1-8d0d60bca429");
    return problem;
  }

  /** The row of the type in the list of all types: type, status, title, seconds to wait. */
  public Map<String, Object> row() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("type", type.type());
    row.put("status", type.status());
    row.put("title", type.title());
    type.retryAfter().ifPresent(seconds -> row.put("retryAfter", seconds));
    return row;
  }
}

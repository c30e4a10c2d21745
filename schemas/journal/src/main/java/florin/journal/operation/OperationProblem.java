package florin.journal.operation;

import florin.journal.stream.ProblemDefinition;

/** The problems that only an operator's requests have. */
public enum OperationProblem implements ProblemDefinition {
  INVALID_POSITION("invalid-position", 422, "The position cannot be rewound to"),
  TOPIC_NOT_MIRRORED("topic-not-mirrored", 422, "No mirror reads this topic"),
  MAINTENANCE_RUNNING("maintenance-running", 422, "Another maintenance operation is running");

  private final Details details;

  OperationProblem(String code, int status, String title) {
    details = new Details(code, status, title);
  }

  @Override
  public Details details() {
    return details;
  }
}

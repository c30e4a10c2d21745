package florin.journal.stream;

/** The problems that only an operator's requests have. */
public enum OperationProblem implements ProblemDefinition {
  INVALID_POSITION("invalid-position", "The position cannot be rewound to"),
  TOPIC_NOT_MIRRORED("topic-not-mirrored", "No mirror reads this topic"),
  MAINTENANCE_RUNNING("maintenance-running", "Another maintenance operation is running");

  private static final int UNPROCESSABLE = 422;

  private final String code;
  private final String title;

  OperationProblem(String code, String title) {
    this.code = code;
    this.title = title;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int status() {
    return UNPROCESSABLE;
  }

  @Override
  public String title() {
    return title;
  }
}

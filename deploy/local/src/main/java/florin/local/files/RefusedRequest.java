package florin.local.files;

/** A request that the API refused, with the detail of its problem. */
final class RefusedRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code of the problem type, such as {@code not-found}; empty if the response names none
   */
  RefusedRequest(String code, String detail) {
    super(detail);
    this.code = code;
  }

  String code() {
    return code;
  }
}

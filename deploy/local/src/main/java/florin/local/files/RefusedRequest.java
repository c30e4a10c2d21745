package florin.local.files;

/** A request that the API refused, with the detail of its problem. */
final class RefusedRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefusedRequest(String detail) {
    super(detail);
  }
}

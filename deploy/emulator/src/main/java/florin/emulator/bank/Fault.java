package florin.emulator.bank;

import org.jspecify.annotations.Nullable;

/**
 * The next {@code times} answers of an endpoint go wrong, for one Item or, without one, for all.
 *
 * @param code the Plaid error code of an {@link Kind#ERROR}
 * @param status the HTTP status of an {@link Kind#HTTP} fault, answered with a page of HTML
 */
public record Fault(
    String faultId,
    @Nullable String itemId,
    String endpoint,
    Kind kind,
    @Nullable String code,
    int status,
    int times) {

  public enum Kind {
    ERROR,
    HTTP,
    MUTATION,
    NOT_READY
  }

  boolean concerns(String path, String item, Kind wanted) {
    return kind == wanted && endpoint.equals(path) && (itemId == null || itemId.equals(item));
  }
}

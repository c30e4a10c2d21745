package florin.emulator.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A planned fault of the next responses of an endpoint, for one Item or, without one, for all: the
 * first {@code after} pass, then {@code times} fail.
 *
 * @param code the Plaid error code of an {@link FaultType#ERROR}
 * @param status the HTTP status of an {@link FaultType#HTTP} fault, answered with a page of HTML
 * @param hang how long a {@link FaultType#HANG} sends nothing
 * @param location where a {@link FaultType#REDIRECT} points
 * @param count the transactions on the page of a {@link FaultType#MANY}
 */
public record Fault(
    String faultId,
    @Nullable String itemId,
    String endpoint,
    FaultType kind,
    @Nullable String code,
    int status,
    int times,
    int after,
    @Nullable Duration hang,
    @Nullable String location,
    int count) {

  public enum FaultType {
    /** A Plaid error in place of the answer. */
    ERROR,
    /** A page of HTML in place of the answer. */
    HTTP,
    /** The change log "grew" under a page in the middle of an update. */
    MUTATION,
    /** No history has arrived yet. */
    NOT_READY,
    /** No answer; then the connection is closed. Nothing was done. */
    HANG,
    /** The first half of the real answer, as if it were all. */
    TRUNCATED,
    /** The request takes effect, and the answer is a page of HTML with status 500. */
    LOST_ANSWER,
    /** The real answer, but {@code accounts} is null. */
    NULL_ACCOUNTS,
    /** An amount of the real answer is no number. */
    NAN,
    /** An amount of the real answer is beyond any double. */
    HUGE_NUMBER,
    /** JSON nested a hundred thousand deep. */
    DEEP,
    /** Bytes without end. */
    ENDLESS,
    /** 302. */
    REDIRECT,
    /** The real page, with more transactions than requested. */
    MANY;

    /** Whether the endpoint itself decides if this kind can happen to a request. */
    boolean isTheEndpointsOwn() {
      return this == MUTATION || this == NOT_READY;
    }
  }

  boolean concerns(String path, String item) {
    return endpoint.equals(path) && (itemId == null || itemId.equals(item));
  }
}

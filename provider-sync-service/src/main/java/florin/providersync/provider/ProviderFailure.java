package florin.providersync.provider;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A failed call to a provider. Its class comes from the provider's error type and code and never
 * from the HTTP status alone: most outages of banks are answered with 400.
 */
public final class ProviderFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The class of a failure: the possible reaction of a caller. */
  public enum FailureType {
    /** Passes soon: try again with a growing pause. */
    RETRY,
    /** Too many requests: not before a minute has passed. */
    RATE_LIMITED,
    /** The bank is away: try again in quarters of an hour. */
    INSTITUTION_DOWN,
    /** The data moved between two pages: read the update again from its first cursor. */
    RESTART,
    /** The cursor is of no use any more: read everything again. */
    RESYNC,
    /** Only the user can mend it, in update mode. */
    NEEDS_USER,
    /** The item is no more at the provider. */
    GONE,
    /** The item has nothing of this kind: leave it out and go on. */
    SKIP("not-supported"),
    /** The provider refuses a value of the client, such as a used public token. */
    REFUSED,
    /** A fault of Florin or of the operator: wrong keys, wrong request. */
    OPERATOR,
    /** An amount or a text that does not fit: never rounded, never cut. */
    UNFIT;

    private final String wireName;

    FailureType() {
      this.wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    FailureType(String wireName) {
      this.wireName = wireName;
    }

    /** As runs show it. */
    public String wireName() {
      return wireName;
    }
  }

  private final FailureType failureType;
  private final String code;
  private final transient Optional<Duration> retryAfter;

  /**
   * @param code the provider's own, such as {@code ITEM_LOGIN_REQUIRED}
   * @param detail without any token
   */
  public ProviderFailure(FailureType failureType, String code, String detail) {
    this(failureType, code, detail, Optional.empty());
  }

  /**
   * @param retryAfter the wait that the provider demanded, if any
   */
  public ProviderFailure(
      FailureType failureType, String code, String detail, Optional<Duration> retryAfter) {
    super(failureType.wireName() + " " + code + ": " + detail, null, false, false);
    this.failureType = failureType;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  public FailureType kind() {
    return failureType;
  }

  public String code() {
    return code;
  }

  /** Not to be tried again before this has passed. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  public boolean is(FailureType expected) {
    return failureType == expected;
  }

  /** As events and views carry it: {@code login-required} for {@code ITEM_LOGIN_REQUIRED}. */
  public String reason() {
    return code.replaceFirst("^ITEM_", "").toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

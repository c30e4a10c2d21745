package florin.journal.settings;

import java.util.Objects;

/** A value that must not be shown: it has no text form and is read by an explicit method only. */
public final class Secret {

  private final String value;

  private Secret(String value) {
    this.value = Objects.requireNonNull(value, "secret");
  }

  /** Spring's binder finds this by name. */
  public static Secret of(String value) {
    return new Secret(value);
  }

  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}

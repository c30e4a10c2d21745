package florin.journal.stream;

import java.util.Objects;

/**
 * The cause of an event, stored as text in the journal.
 *
 * @param value {@code user}, {@code provider}, {@code system} or {@code rule:<id>}
 */
public record Actor(String value) {

  public static final Actor USER = new Actor("user");
  public static final Actor PROVIDER = new Actor("provider");
  public static final Actor SYSTEM = new Actor("system");

  public Actor {
    Objects.requireNonNull(value, "value");
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "actor: '' (expected: user, provider, system or rule:<id>)");
    }
  }

  /** Whether the user did it: only such events count for the ETag of a resource. */
  public boolean isUser() {
    return equals(USER);
  }
}

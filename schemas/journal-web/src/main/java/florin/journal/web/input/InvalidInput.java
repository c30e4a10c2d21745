package florin.journal.web.input;

/**
 * A value of a request that breaks its rule. The message has the form {@code 'value' (expected:
 * rule)} and is part of the response.
 */
public final class InvalidInput extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  InvalidInput(String value, String expected) {
    super(DisplayedValue.of(value) + " (expected: " + expected + ")");
  }

  /** The message, never null. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}

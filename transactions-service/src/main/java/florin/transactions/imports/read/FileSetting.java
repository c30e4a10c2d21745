package florin.transactions.imports.read;

import java.util.List;

/**
 * A setting with which a file is read.
 *
 * @param readings the values between which the user has to choose
 */
public record FileSetting(String name, Origin origin, String value, List<Reading> readings) {

  /** Where the value comes from; {@code NEEDED} has to be set before the import. */
  public enum Origin {
    DETECTED,
    REMEMBERED,
    NEEDED
  }

  /** The file as it reads with one value of the setting. */
  public record Reading(String value, String first, String last, String sum) {}

  public FileSetting {
    readings = List.copyOf(readings);
  }

  public static FileSetting of(ReadOptions options, String name, String detected) {
    return options.value(name).isPresent()
        ? new FileSetting(name, Origin.REMEMBERED, options.value(name).get(), List.of())
        : new FileSetting(name, Origin.DETECTED, detected, List.of());
  }
}

package florin.planning.scenario;

import florin.journal.Rejection;
import florin.journal.web.Field;
import florin.journal.web.ProblemType;
import org.jspecify.annotations.Nullable;

/** Reads fields of a body that must have a value. */
final class Given {

  private Given() {}

  static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw invalid(field, field + ": missing (expected: a value)");
    }
    return value;
  }

  /** The value of a PATCH, or the current one if the field is left out. */
  static <T> T orStay(Field<T> field, T current, String name) {
    if (!field.present()) {
      return current;
    }
    return field
        .value()
        .orElseThrow(() -> invalid(name, name + ": null (expected: a value, or no such field)"));
  }

  static Frequency frequency(String text) {
    return Frequency.named(text)
        .orElseThrow(
            () ->
                invalid(
                    "frequency",
                    "frequency: '%s' (expected: one of %s)".formatted(text, Frequency.all())));
  }

  private static Rejection invalid(String field, String detail) {
    return new Rejection(ProblemType.INVALID_REQUEST.code(), detail, "/" + field);
  }
}

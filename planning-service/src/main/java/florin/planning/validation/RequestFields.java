package florin.planning.validation;

import florin.journal.stream.Rejection;
import florin.journal.web.PatchField;
import florin.journal.web.problem.ProblemType;
import florin.planning.calendar.Frequency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a body. */
public final class RequestFields {

  private RequestFields() {}

  public static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw invalid(field, field + ": missing (expected: a value)");
    }
    return value;
  }

  /** The value of a PATCH, or the current one if the field is left out. */
  public static <T> T orCurrent(PatchField<T> patchField, T current, String name) {
    if (!patchField.present()) {
      return current;
    }
    return patchField
        .value()
        .orElseThrow(() -> invalid(name, name + ": null (expected: a value, or no such field)"));
  }

  /** The value of a PATCH, nothing if it is null there, or the current one if it is left out. */
  public static <T> Optional<T> orCleared(PatchField<T> patchField, Optional<T> current) {
    return patchField.present() ? patchField.value() : current;
  }

  public static Frequency frequency(String text) {
    return Frequency.named(text)
        .orElseThrow(
            () ->
                invalid(
                    "frequency",
                    "frequency: '%s' (expected: one of %s)".formatted(text, Frequency.all())));
  }

  /** The refusal of a body. */
  public static Rejection invalid(String field, String detail) {
    return new Rejection(ProblemType.INVALID_REQUEST.code(), detail, "/" + field);
  }
}

package florin.journal.web.problem;

import florin.journal.web.input.DisplayedValue;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in the client's terms where in a body something is wrong, and what was expected there. */
final class JsonPointers {

  private JsonPointers() {}

  /** The JSON pointer of the place at fault; the empty pointer is the whole body. */
  static String of(JacksonException failure) {
    if (failure.getPath().isEmpty() && failure.processor() instanceof JsonParser parser) {
      return parser.streamReadContext().pathAsPointer().toString();
    }
    return failure.getPath().stream()
        .map(
            step ->
                "/"
                    + (step.getPropertyName() == null
                        ? Integer.toString(step.getIndex())
                        : escaped(step.getPropertyName())))
        .collect(Collectors.joining());
  }

  static String known(UnrecognizedPropertyException unknown) {
    return unknown.getKnownPropertyIds() == null
        ? "none"
        : unknown.getKnownPropertyIds().stream()
            .map(String::valueOf)
            .sorted()
            .collect(Collectors.joining(", "));
  }

  static String reason(JacksonException failure) {
    return switch (failure) {
      case InvalidNullException _ -> "null (expected: a value)";
      case InvalidFormatException format ->
          DisplayedValue.of(String.valueOf(format.getValue()))
              + " (expected: "
              + expected(format.getTargetType())
              + ")";
      case MismatchedInputException mismatch
          when String.valueOf(mismatch.getOriginalMessage()).contains("(expected: ") ->
          String.valueOf(mismatch.getOriginalMessage());
      case MismatchedInputException mismatch ->
          "not readable (expected: " + expected(mismatch.getTargetType()) + ")";
      case StreamReadException read
          when String.valueOf(read.getOriginalMessage()).startsWith("Duplicate") ->
          "given twice (expected: each field once)";
      case StreamReadException _ -> "not JSON (expected: JSON in UTF-8)";
      default -> String.valueOf(failure.getOriginalMessage());
    };
  }

  /** The name of a type in the terms of JSON. */
  static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "another value";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    return switch (type.getSimpleName()) {
      case "UUID" -> "a UUID";
      case "LocalDate" -> "a date such as 2026-01-31";
      case "Instant" -> "an instant such as 2026-01-31T12:00:00Z";
      case "BigDecimal" -> "a decimal such as -12.34";
      case "Integer", "int", "Long", "long" -> "a whole number";
      case "Boolean", "boolean" -> "true or false";
      case "String" -> "text";
      case "List", "ArrayList" -> "a list";
      default -> "an object";
    };
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}

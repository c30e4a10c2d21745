package florin.emulator.control;

import florin.emulator.http.ErrorCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A call of the control plane: path variables, query and a JSON body (empty if none). */
public record ControlRequest(
    Map<String, String> variables, Map<String, String> query, JsonNode body) {
  String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /** Whether webhooks are wanted, as they are by default. */
  boolean webhook() {
    return !"false".equals(query.get("webhook"));
  }

  static Optional<String> text(JsonNode body, String field) {
    return body.path(field).stringValueOpt();
  }

  static String requiredText(JsonNode body, String field) {
    return text(body, field).orElseThrow(() -> invalid(field + " must be a string"));
  }

  static Optional<BigDecimal> amount(JsonNode body, String field) {
    return body.path(field).decimalValueOpt();
  }

  static Optional<LocalDate> date(JsonNode body, String field) {
    try {
      return text(body, field).map(LocalDate::parse);
    } catch (DateTimeParseException noDate) {
      throw invalid(field + " must be a date (YYYY-MM-DD)");
    }
  }

  /** Fields to merge into an object of the response. */
  static @Nullable ObjectNode fields(JsonNode body) {
    var fields = body.path("fields");
    if (!fields.isMissingNode() && !fields.isObject()) {
      throw invalid("fields must be an object");
    }
    return fields instanceof ObjectNode object ? object.deepCopy() : null;
  }

  static RuntimeException invalid(String reason) {
    return ErrorCode.INVALID_FIELD.because(reason);
  }

  static RuntimeException notFound(String what) {
    return ErrorCode.NOT_FOUND.because(what + " not found");
  }
}

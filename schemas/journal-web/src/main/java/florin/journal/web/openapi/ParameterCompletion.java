package florin.journal.web.openapi;

import florin.journal.web.Cursors;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.Set;

/** The parameters that many operations share: pages and request headers. */
final class ParameterCompletion {

  private ParameterCompletion() {}

  /**
   * Range and default of {@code limit}, and the meaning of {@code cursor}.
   *
   * @param whole whether the list is sent as a whole if no limit is given
   */
  static void page(Operation operation, boolean whole) {
    if (operation.getParameters() == null) {
      return;
    }
    for (Parameter parameter : operation.getParameters()) {
      Schema<?> schema = parameter.getSchema();
      if ("limit".equals(parameter.getName()) && schema != null) {
        schema.setMinimum(BigDecimal.ONE);
        schema.setMaximum(BigDecimal.valueOf(Cursors.MAX_LIMIT));
        if (!whole) {
          schema.setDefault(Cursors.DEFAULT_LIMIT);
        }
        describe(
            parameter,
            "The number of items of a page at most" + (whole ? "; without it all items." : "."));
      } else if ("cursor".equals(parameter.getName())) {
        describe(
            parameter,
            "`next` of the page before; valid with the same filters and sort only. Without it the"
                + " first page.");
      }
    }
  }

  private static void describe(Parameter parameter, String description) {
    if (parameter.getDescription() == null) {
      parameter.setDescription(description);
    }
  }

  static Parameter requestId() {
    JsonSchema schema = text("^[A-Za-z0-9._:-]{1,128}$");
    return header("X-Request-Id", schema)
        .description("An id for this request, which the response and the logs repeat.")
        .example("import-2026-01-31");
  }

  static Parameter idempotencyKey() {
    JsonSchema schema = text(null);
    schema.setMinLength(1);
    schema.setMaxLength(255);
    return header("Idempotency-Key", schema)
        .description(
            "A key that the client makes for one write. A repetition with the same key and body"
                + " has no effect and gets the stored response; kept for 24 hours.")
        .example("01a20254-c90a-7507-b0e1-8d0d60bca429");
  }

  static Parameter ifMatch() {
    return header("If-Match", text("^(\\*|\"[0-9]{1,9}\")$"))
        .description(
            "The ETag of the resource as the client has it; another version is refused with"
                + " `version-mismatch`.")
        .example("\"3\"");
  }

  private static Parameter header(String name, Schema<?> schema) {
    return new Parameter().name(name).in("header").required(false).schema(schema);
  }

  private static JsonSchema text(@org.jspecify.annotations.Nullable String pattern) {
    JsonSchema text = new JsonSchema();
    text.setTypes(Set.of("string"));
    text.setPattern(pattern);
    return text;
  }
}

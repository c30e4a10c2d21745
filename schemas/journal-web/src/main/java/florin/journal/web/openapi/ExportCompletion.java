package florin.journal.web.openapi;

import florin.journal.web.export.ExportFormat;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Objects;
import java.util.Set;

/** The formats of a list that is exported: the query parameter and the content of the response. */
final class ExportCompletion {

  private ExportCompletion() {}

  /** The operation declares the schema of one row. */
  static void list(Operation operation) {
    for (Parameter parameter : operation.getParameters()) {
      if (parameter.getName().equals("format")) {
        parameter.description(ExportFormat.PARAMETER).schema(formats());
      }
    }
    ApiResponse response = Objects.requireNonNull(operation.getResponses().get("200"));
    Schema<?> row = response.getContent().values().iterator().next().getSchema();
    response.setContent(
        new Content()
            .addMediaType("text/csv", new MediaType().schema(text()))
            .addMediaType("application/x-ndjson", new MediaType().schema(row)));
  }

  private static Schema<?> formats() {
    JsonSchema formats = text();
    formats.setEnum(ExportFormat.OF_LISTS.stream().<Object>map(ExportFormat::word).toList());
    formats.setDefault(ExportFormat.CSV.word());
    return formats;
  }

  private static JsonSchema text() {
    JsonSchema text = new JsonSchema();
    text.setTypes(Set.of("string"));
    return text;
  }
}

package florin.journal.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the schemas below a schema, and the names that an operation's bodies refer to. */
@SuppressWarnings("rawtypes") // as the model has it
final class SchemaTree {

  private SchemaTree() {}

  static Stream<Operation> operations(OpenAPI document) {
    return document.getPaths() == null
        ? Stream.empty()
        : document.getPaths().values().stream().flatMap(path -> path.readOperations().stream());
  }

  /** The names of all schemas that request bodies refer to, directly or further down. */
  static Set<String> ofRequests(OpenAPI document) {
    Set<String> names = new TreeSet<>();
    operations(document)
        .map(Operation::getRequestBody)
        .filter(body -> body != null && body.getContent() != null)
        .flatMap(body -> schemas(body.getContent()))
        .forEach(schema -> collect(document, schema, names));
    return names;
  }

  static Stream<Schema> schemas(@Nullable Content content) {
    return content == null
        ? Stream.empty()
        : content.values().stream()
            .map(io.swagger.v3.oas.models.media.MediaType::getSchema)
            .filter(schema -> schema != null);
  }

  private static void collect(OpenAPI document, Schema schema, Set<String> names) {
    String name = reference(schema);
    if (name != null) {
      if (names.add(name)) {
        Schema target = document.getComponents().getSchemas().get(name);
        if (target != null) {
          collect(document, target, names);
        }
      }
    }
    children(schema).forEach(child -> collect(document, child, names));
  }

  /** The name of the component that a schema refers to, or null. */
  static @Nullable String reference(Schema schema) {
    String reference = schema.get$ref();
    return reference == null ? null : reference.substring(reference.lastIndexOf('/') + 1);
  }

  /** The schemas directly below a schema. */
  static List<Schema> children(Schema<?> schema) {
    List<Schema> children = new ArrayList<>();
    Map<String, Schema> properties = schema.getProperties();
    if (properties != null) {
      children.addAll(properties.values());
    }
    if (schema.getItems() != null) {
      children.add(schema.getItems());
    }
    if (schema.getAdditionalProperties() instanceof Schema values) {
      children.add(values);
    }
    Stream.of(schema.getAnyOf(), schema.getOneOf(), schema.getAllOf())
        .filter(list -> list != null)
        .forEach(children::addAll);
    return children;
  }
}

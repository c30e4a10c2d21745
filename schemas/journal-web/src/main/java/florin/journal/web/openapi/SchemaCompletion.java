package florin.journal.web.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import florin.journal.web.PatchField;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * States which properties of a record are required and which can be null. A response has every
 * property, null where its component is {@code @Nullable}. A request must have those whose
 * component is not, and those that its annotation names; a field of a PATCH body can always be left
 * out. No request has further properties.
 */
@SuppressWarnings("rawtypes") // as the model has it
final class SchemaCompletion {

  private static final String NULL = "null";

  private final Descriptions descriptions;

  SchemaCompletion(Descriptions descriptions) {
    this.descriptions = descriptions;
  }

  void complete(OpenAPI document, Map<String, Class<?>> records) {
    Set<String> requests = SchemaTree.ofRequests(document);
    document
        .getComponents()
        .getSchemas()
        .forEach(
            (name, schema) -> {
              @Nullable Class<?> type = records.get(name);
              if (type != null) {
                complete(name, schema, type, requests.contains(name));
              }
            });
  }

  private void complete(String name, Schema<?> schema, Class<?> type, boolean request) {
    Map<String, Schema> properties = schema.getProperties();
    if (properties == null) {
      return;
    }
    Set<String> required =
        new LinkedHashSet<>(schema.getRequired() == null ? List.of() : schema.getRequired());
    for (RecordComponent component : type.getRecordComponents()) {
      @Nullable Schema property = properties.get(component.getName());
      if (property == null) {
        continue;
      }
      boolean nullable = isNullable(component);
      if (request ? isDemanded(component, nullable) : isPresent(component, type, nullable)) {
        required.add(component.getName());
      }
      boolean canBeNull = nullable && !(request && required.contains(component.getName()));
      properties.put(component.getName(), completed(name, component, property, canBeNull));
    }
    schema.setRequired(required.isEmpty() ? null : List.copyOf(required));
    if (request) {
      schema.setAdditionalProperties(false);
    }
  }

  private Schema completed(
      String name, RecordComponent component, Schema property, boolean canBeNull) {
    if (property.getDescription() == null) {
      ofParameter(component)
          .or(() -> descriptions.of(name + "." + component.getName(), component.getName()))
          .ifPresent(property::setDescription);
    }
    if (property.getItems() != null && hasNullableArgument(component.getAnnotatedType())) {
      property.setItems(nullable(property.getItems()));
    }
    boolean stated = property.getTypes() != null && property.getTypes().contains(NULL);
    return canBeNull || stated ? nullable(property) : property;
  }

  /** The description as a query parameter, for records that are both. */
  private static Optional<String> ofParameter(RecordComponent component) {
    return Optional.ofNullable(component.getAccessor().getAnnotation(Parameter.class))
        .map(Parameter::description)
        .filter(description -> !description.isBlank());
  }

  private static boolean isNullable(RecordComponent component) {
    AnnotatedType type = component.getAnnotatedType();
    return component.getType() == PatchField.class
        ? hasNullableArgument(type)
        : type.isAnnotationPresent(Nullable.class);
  }

  private static boolean hasNullableArgument(AnnotatedType type) {
    return type instanceof AnnotatedParameterizedType parameterized
        && parameterized.getAnnotatedActualTypeArguments()[0].isAnnotationPresent(Nullable.class);
  }

  private static boolean isDemanded(RecordComponent component, boolean nullable) {
    return !nullable
        && !component.getType().isPrimitive()
        && component.getType() != PatchField.class;
  }

  private static boolean isPresent(RecordComponent component, Class<?> type, boolean nullable) {
    @Nullable JsonInclude inclusion = component.getAccessor().getAnnotation(JsonInclude.class);
    if (inclusion == null) {
      inclusion = type.getAnnotation(JsonInclude.class);
    }
    JsonInclude.Include rule = inclusion == null ? JsonInclude.Include.ALWAYS : inclusion.value();
    return switch (rule) {
      case NON_NULL -> !nullable;
      case NON_EMPTY -> !nullable && !Collection.class.isAssignableFrom(component.getType());
      case ALWAYS, NON_ABSENT, NON_DEFAULT, CUSTOM, USE_DEFAULTS -> true;
    };
  }

  /** The same schema that also allows null; a reference becomes one of two. */
  private static Schema<?> nullable(Schema<?> property) {
    if (property.get$ref() != null) {
      JsonSchema none = new JsonSchema();
      none.setTypes(Set.of(NULL));
      JsonSchema either = new JsonSchema();
      either.setDescription(property.getDescription());
      either.addAnyOfItem(new JsonSchema().$ref(property.get$ref()));
      either.addAnyOfItem(none);
      return either;
    }
    if (property.getTypes() != null && !property.getTypes().contains(NULL)) {
      Set<String> types = new LinkedHashSet<>(property.getTypes());
      types.add(NULL);
      property.setTypes(types);
    }
    allowNullAmongValues(property);
    return property;
  }

  private static <T> void allowNullAmongValues(Schema<T> property) {
    if (property.getEnum() != null && !property.getEnum().contains(null)) {
      List<@Nullable T> values = new ArrayList<>(property.getEnum());
      values.add(null);
      property.setEnum(values);
    }
  }
}

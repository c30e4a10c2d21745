package florin.emulator.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Which fields a request object has: Plaid refuses unknown, missing and mistyped ones. */
public final class RequestShape {
  public enum FieldType {
    TEXT("a string"),
    WHOLE("an integer"),
    NUMBER("a number"),
    FLAG("a boolean"),
    LIST("an array"),
    OBJECT("an object"),
    ANY("anything");

    private final String words;

    FieldType(String words) {
      this.words = words;
    }

    boolean fits(JsonNode value) {
      return switch (this) {
        case TEXT -> value.isString();
        case WHOLE -> value.isIntegralNumber();
        case NUMBER -> value.isNumber();
        case FLAG -> value.isBoolean();
        case LIST -> value.isArray();
        case OBJECT -> value.isObject();
        case ANY -> true;
      };
    }
  }

  private record Field(
      FieldType kind, boolean required, boolean nullable, Optional<RequestShape> inner) {}

  private final Map<String, Field> fields = new LinkedHashMap<>();

  private RequestShape() {}

  /** A request body, which may carry the credentials. */
  public static RequestShape request() {
    return new RequestShape().optional(FieldType.TEXT, "client_id", "secret");
  }

  public static RequestShape object() {
    return new RequestShape();
  }

  public RequestShape required(FieldType fieldType, String... names) {
    return add(names, new Field(fieldType, true, false, Optional.empty()));
  }

  public RequestShape optional(FieldType fieldType, String... names) {
    return add(names, new Field(fieldType, false, false, Optional.empty()));
  }

  /** A field in which null has a meaning of its own. */
  public RequestShape nullable(FieldType fieldType, String name) {
    return add(new String[] {name}, new Field(fieldType, false, true, Optional.empty()));
  }

  public RequestShape required(String name, RequestShape inner) {
    return add(new String[] {name}, new Field(FieldType.OBJECT, true, false, Optional.of(inner)));
  }

  public RequestShape optional(String name, RequestShape inner) {
    return add(new String[] {name}, new Field(FieldType.OBJECT, false, false, Optional.of(inner)));
  }

  /** An array of objects of one shape. */
  public RequestShape requiredList(String name, RequestShape element) {
    return add(new String[] {name}, new Field(FieldType.LIST, true, false, Optional.of(element)));
  }

  private RequestShape add(String[] names, Field field) {
    for (var name : names) {
      fields.put(name, field);
    }
    return this;
  }

  /**
   * Plaid answers the first class of mistakes it meets: unknown before missing before mistyped.
   *
   * @throws PlaidError UNKNOWN_FIELDS, MISSING_FIELDS or INVALID_FIELD
   */
  public void check(JsonNode body) {
    var unknown = new ArrayList<String>();
    var missing = new ArrayList<String>();
    var mistyped = new ArrayList<String>();
    collect("", body, unknown, missing, mistyped);
    refuse(ErrorCode.UNKNOWN_FIELDS, unknown);
    refuse(ErrorCode.MISSING_FIELDS, missing);
    if (!mistyped.isEmpty()) {
      throw ErrorCode.INVALID_FIELD.because(mistyped.getFirst());
    }
  }

  private static void refuse(ErrorCode code, List<String> names) {
    if (!names.isEmpty()) {
      throw code.because(code.message() + String.join(", ", names));
    }
  }

  private void collect(
      String path,
      JsonNode body,
      List<String> unknown,
      List<String> missing,
      List<String> mistyped) {
    body.propertyNames().stream()
        .filter(name -> !fields.containsKey(name))
        .forEach(name -> unknown.add(path + name));
    fields.forEach(
        (name, field) -> {
          var value = body.get(name);
          if (value == null) {
            if (field.required()) {
              missing.add(path + name);
            }
          } else if (!(value.isNull() && field.nullable()) && !field.kind().fits(value)) {
            mistyped.add(path + name + " must be " + field.kind().words);
          } else if (!value.isNull()) {
            field
                .inner()
                .ifPresent(inner -> inner.each(path + name, value, unknown, missing, mistyped));
          }
        });
  }

  private void each(
      String path,
      JsonNode value,
      List<String> unknown,
      List<String> missing,
      List<String> mistyped) {
    if (!value.isArray()) {
      collect(path + ".", value, unknown, missing, mistyped);
      return;
    }
    for (var element : value) {
      if (element.isObject()) {
        collect(path + ".", element, unknown, missing, mistyped);
      } else {
        mistyped.add(path + " must be an array of objects");
      }
    }
  }
}

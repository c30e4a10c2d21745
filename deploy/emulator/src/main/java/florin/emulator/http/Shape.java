package florin.emulator.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Which fields a request object has: Plaid refuses unknown, missing and mistyped ones. */
public final class Shape {
  public enum Kind {
    TEXT("a string"),
    WHOLE("an integer"),
    NUMBER("a number"),
    FLAG("a boolean"),
    LIST("an array"),
    OBJECT("an object"),
    ANY("anything");

    private final String words;

    Kind(String words) {
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

  private record Field(Kind kind, boolean required, boolean nullable, Optional<Shape> inner) {}

  private final Map<String, Field> fields = new LinkedHashMap<>();

  private Shape() {}

  /** A request body, which may carry the credentials. */
  public static Shape request() {
    return new Shape().optional(Kind.TEXT, "client_id", "secret");
  }

  public static Shape object() {
    return new Shape();
  }

  public Shape required(Kind kind, String... names) {
    return add(names, new Field(kind, true, false, Optional.empty()));
  }

  public Shape optional(Kind kind, String... names) {
    return add(names, new Field(kind, false, false, Optional.empty()));
  }

  /** A field in which null has a meaning of its own. */
  public Shape nullable(Kind kind, String name) {
    return add(new String[] {name}, new Field(kind, false, true, Optional.empty()));
  }

  public Shape required(String name, Shape inner) {
    return add(new String[] {name}, new Field(Kind.OBJECT, true, false, Optional.of(inner)));
  }

  public Shape optional(String name, Shape inner) {
    return add(new String[] {name}, new Field(Kind.OBJECT, false, false, Optional.of(inner)));
  }

  /** An array of objects of one shape. */
  public Shape requiredList(String name, Shape element) {
    return add(new String[] {name}, new Field(Kind.LIST, true, false, Optional.of(element)));
  }

  private Shape add(String[] names, Field field) {
    for (var name : names) {
      fields.put(name, field);
    }
    return this;
  }

  /**
   * Plaid answers the first class of mistakes it meets: unknown before missing before mistyped.
   *
   * @throws Refusal UNKNOWN_FIELDS, MISSING_FIELDS or INVALID_FIELD
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

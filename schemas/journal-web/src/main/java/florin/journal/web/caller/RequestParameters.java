package florin.journal.web.caller;

import florin.journal.stream.Rejection;
import florin.journal.web.input.DisplayedValue;
import florin.journal.web.input.InvalidInput;
import florin.journal.web.input.ParameterRules;
import florin.journal.web.problem.ProblemType;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/**
 * The query parameters and path segments that a handler declares, the components of a {@link
 * ParameterObject} record among them. Refuses a query parameter that is unknown, blank without
 * being text, or given more than once without being a list, and every value that breaks the rule of
 * its type.
 */
final class RequestParameters {

  private record Declared(Class<?> element, boolean list) {

    static Declared of(Parameter parameter) {
      return of(parameter.getType(), parameter.getParameterizedType());
    }

    static Declared of(RecordComponent component) {
      return of(component.getType(), component.getGenericType());
    }

    private static Declared of(Class<?> type, Type generic) {
      boolean list = Collection.class.isAssignableFrom(type);
      return new Declared(
          list ? ResolvableType.forType(generic).getGeneric(0).toClass() : type, list);
    }
  }

  private final Map<String, Declared> query = new TreeMap<>();
  private final Map<String, Declared> path = new TreeMap<>();

  RequestParameters(Executable handler) {
    for (Parameter parameter : handler.getParameters()) {
      if (parameter.isAnnotationPresent(ParameterObject.class)) {
        for (RecordComponent component : parameter.getType().getRecordComponents()) {
          query.put(component.getName(), Declared.of(component));
        }
        continue;
      }
      RequestParam asked =
          AnnotatedElementUtils.findMergedAnnotation(parameter, RequestParam.class);
      PathVariable segment =
          AnnotatedElementUtils.findMergedAnnotation(parameter, PathVariable.class);
      if (asked != null) {
        query.put(name(asked.name(), parameter), Declared.of(parameter));
      } else if (segment != null) {
        path.put(name(segment.name(), parameter), Declared.of(parameter));
      }
    }
  }

  private static String name(String declared, Parameter parameter) {
    return declared.isEmpty() ? parameter.getName() : declared;
  }

  /**
   * Checks the request of an exchange.
   *
   * @throws Rejection {@code unknown-parameter} or {@code invalid-parameter}
   */
  void demand(ServerWebExchange exchange) {
    exchange.getRequest().getQueryParams().forEach(this::demandQuery);
    Map<String, String> segments =
        exchange.getAttributeOrDefault(
            HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.<String, String>of());
    path.forEach((name, declared) -> demandValue(name, declared, segments.get(name)));
  }

  private void demandQuery(String name, List<String> values) {
    Declared declared = query.get(name);
    if (declared == null) {
      throw new Rejection(
          ProblemType.UNKNOWN_PARAMETER.code(),
          DisplayedValue.of(name)
              + ": unknown parameter (expected one of: "
              + String.join(", ", query.keySet())
              + ")",
          name);
    }
    if (values.size() > 1 && !declared.list()) {
      throw invalid(name, "given " + values.size() + " times (expected: once)");
    }
    values.forEach(value -> demandValue(name, declared, value));
  }

  private static void demandValue(String name, Declared declared, @Nullable String value) {
    boolean text = declared.element() == String.class && !declared.list();
    if (value == null || (value.isBlank() && !text)) {
      throw invalid(name, "blank (expected: a value)");
    }
    List<String> elements = declared.list() ? Arrays.asList(value.split(",", -1)) : List.of(value);
    try {
      elements.forEach(element -> ParameterRules.demand(declared.element(), element));
    } catch (InvalidInput broken) {
      throw invalid(name, broken.detail());
    }
  }

  private static Rejection invalid(String name, String detail) {
    return new Rejection(ProblemType.INVALID_PARAMETER.code(), name + ": " + detail, name);
  }
}

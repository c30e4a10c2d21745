package florin.journal.web.openapi;

import io.swagger.v3.oas.models.Operation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.springframework.util.StringUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * Names operations for generated clients: by the handler's method and the resource of its API, such
 * as {@code createGoal} and {@code listGoals}.
 */
final class OperationIds {

  private final Set<String> given = new HashSet<>();

  /** The name of an operation; another one of the service can have the same. */
  static String of(HandlerMethod handler) {
    String method = handler.getMethod().getName();
    String type = handler.getBeanType().getSimpleName();
    String resource = type.endsWith("Api") ? type.substring(0, type.length() - 3) : type;
    if (method
        .toLowerCase(java.util.Locale.ROOT)
        .contains(resource.toLowerCase(java.util.Locale.ROOT))) {
      return method;
    }
    return method + (method.equals("list") ? plural(resource) : resource);
  }

  private static String plural(String resource) {
    return resource.endsWith("y")
        ? resource.substring(0, resource.length() - 1) + "ies"
        : resource + (resource.endsWith("s") ? "" : "s");
  }

  /** Makes the name unique by the last variable of the path, or else by a number. */
  void demandUnique(String path, Operation operation) {
    String id = String.valueOf(operation.getOperationId());
    if (!given.contains(id)) {
      given.add(id);
      return;
    }
    String variable =
        Arrays.stream(path.split("/", -1))
            .filter(segment -> segment.startsWith("{"))
            .reduce((_, last) -> last)
            .map(last -> "By" + StringUtils.capitalize(last.substring(1, last.length() - 1)))
            .orElse("");
    String unique = id + variable;
    for (int number = 2; !given.add(unique); number++) {
      unique = id + variable + number;
    }
    operation.setOperationId(unique);
  }
}

package florin.journal.web.openapi;

import florin.journal.change.ChangeApi;
import florin.journal.operation.OperationProblem;
import florin.journal.stream.ProblemDefinition;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.journal.web.export.Exports;
import florin.journal.web.openapi.ProblemResponses.Headers;
import florin.journal.web.openapi.ReachableCode.Reached;
import florin.journal.web.problem.ProblemCatalog;
import florin.journal.web.problem.ProblemType;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/**
 * Completes an operation with the parts that its handler shares with all others: request headers,
 * response headers, paging, and the problem types that its code can end with.
 */
final class OperationCompletion implements GlobalOperationCustomizer {

  private static final List<ProblemType> OF_EVERY_REQUEST =
      List.of(
          ProblemType.INVALID_REQUEST,
          ProblemType.UNKNOWN_PARAMETER,
          ProblemType.INVALID_PARAMETER,
          ProblemType.UNAUTHENTICATED,
          ProblemType.NOT_ACCEPTABLE,
          ProblemType.USER_ERASED,
          ProblemType.TOO_LARGE,
          ProblemType.TOO_MANY_REQUESTS,
          ProblemType.INTERNAL,
          ProblemType.UNAVAILABLE,
          ProblemType.TIMEOUT);

  private final ProblemCatalog catalog;
  private final ReachableCode code;

  OperationCompletion(ProblemCatalog catalog, ReachableCode code) {
    this.catalog = catalog;
    this.code = code;
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    boolean writes = !methods(handler).equals(Set.of(RequestMethod.GET));
    Reached reached = code.from(handler.getMethod(), writes);
    boolean called = List.of(handler.getMethod().getParameterTypes()).contains(Caller.class);
    if (reached.calls(Cursors.class, "limit")) {
      ParameterCompletion.page(operation, reached.calls(Cursors.class, "part"));
    }
    if (reached.calls(Exports.class, "send", 6)) {
      ExportCompletion.list(operation);
    }
    if (called) {
      operation.addParametersItem(ParameterCompletion.requestId());
    }
    boolean idempotent =
        reached.calls(ApiCommands.class, "run") || reached.calls(ApiCommands.class, "runLeased");
    boolean conditional = writes && reached.calls(Caller.class, "demandVersion") && hasId(handler);
    if (idempotent) {
      operation.addParametersItem(ParameterCompletion.idempotencyKey());
    }
    if (conditional) {
      operation.addParametersItem(ParameterCompletion.ifMatch());
    }
    nameSuccess(operation, reached);
    describeSuccess(operation, reached, idempotent);
    Set<ProblemDefinition> problems = problems(handler, reached, called, idempotent);
    ProblemResponses.of(problems).forEach(responses(operation)::addApiResponse);
    operation.setOperationId(OperationIds.of(handler));
    if (operation.getDescription() == null) {
      operation.setDescription(description(operation, idempotent, conditional));
    }
    return operation;
  }

  private static Set<RequestMethod> methods(HandlerMethod handler) {
    @Nullable RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
    return mapping == null ? Set.of() : Set.of(mapping.method());
  }

  private static boolean hasId(HandlerMethod handler) {
    return List.of(handler.getMethodParameters()).stream()
        .anyMatch(
            parameter ->
                parameter.hasParameterAnnotation(
                    org.springframework.web.bind.annotation.PathVariable.class));
  }

  private static ApiResponses responses(Operation operation) {
    if (operation.getResponses() == null) {
      operation.setResponses(new ApiResponses());
    }
    return operation.getResponses();
  }

  /** The statuses of the handler's responses that springdoc found. */
  private static void nameSuccess(Operation operation, Reached reached) {
    List<String> statuses = new ArrayList<>();
    if (reached.calls(CommandResponse.class, "ok")) {
      statuses.add("200");
    }
    if (reached.calls(CommandResponse.class, "created")) {
      statuses.add("201");
    }
    if (reached.calls(CommandResponse.class, "accepted")) {
      statuses.add("202");
    }
    if (reached.calls(CommandResponse.class, "noContent")) {
      statuses.add("204");
    }
    ApiResponses responses = responses(operation);
    if (!statuses.isEmpty() && responses.size() == 1) {
      ApiResponse success = responses.values().iterator().next();
      responses.clear();
      for (String status : statuses) {
        ApiResponse response = new ApiResponse().description(success.getDescription());
        responses.addApiResponse(
            status, status.equals("204") ? response : response.content(success.getContent()));
      }
    }
  }

  private static void describeSuccess(Operation operation, Reached reached, boolean idempotent) {
    boolean created = reached.calls(CommandResponse.class, "created");
    boolean accepted = reached.calls(CommandResponse.class, "accepted");
    boolean versioned =
        created
            || reached.calls(CommandResponse.class, "found")
            || reached.calls(CommandResponse.class, "ok", 2);
    for (Map.Entry<String, ApiResponse> entry : responses(operation).entrySet()) {
      if (!entry.getKey().startsWith("2")) {
        continue;
      }
      ApiResponse response = entry.getValue();
      response.setDescription(
          switch (entry.getKey()) {
            case "201" -> "Created: " + lowerFirst(String.valueOf(operation.getSummary()));
            case "202" -> "Accepted; the work goes on after the response.";
            case "204" -> "Done; the response has no body.";
            default -> String.valueOf(operation.getSummary());
          });
      response.addHeaderObject(Headers.REQUEST_ID, Headers.reference(Headers.REQUEST_ID));
      if (versioned && !entry.getKey().equals("204")) {
        response.addHeaderObject(Headers.ETAG, Headers.reference(Headers.ETAG));
      }
      if (entry.getKey().equals("201") || (accepted && entry.getKey().equals("202"))) {
        response.addHeaderObject(Headers.LOCATION, Headers.reference(Headers.LOCATION));
      }
      if (reached.calls(Exports.class, "send")) {
        response.addHeaderObject(Headers.POSITION, Headers.reference(Headers.POSITION));
      }
      if (idempotent) {
        response.addHeaderObject(Headers.REPLAYED, Headers.reference(Headers.REPLAYED));
        response.addHeaderObject(Headers.CHANGE_ID, Headers.reference(Headers.CHANGE_ID));
      }
    }
  }

  private static String lowerFirst(String text) {
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  private Set<ProblemDefinition> problems(
      HandlerMethod handler, Reached reached, boolean called, boolean idempotent) {
    Set<ProblemDefinition> problems = new LinkedHashSet<>(reached.problems());
    catalog.all().stream()
        .filter(type -> reached.codes().contains(type.code()))
        .forEach(problems::add);
    problems.retainAll(catalog.all());
    if (called) {
      problems.addAll(OF_EVERY_REQUEST);
    } else {
      problems.addAll(
          List.of(ProblemType.TOO_LARGE, ProblemType.TOO_MANY_REQUESTS, ProblemType.UNAVAILABLE));
    }
    if (hasId(handler)) {
      problems.add(ProblemType.NOT_FOUND);
    }
    if (!idempotent) {
      problems.removeAll(List.of(ProblemType.REQUEST_RUNNING, ProblemType.IDEMPOTENCY_KEY_REUSED));
    } else {
      problems.add(ProblemType.CONFLICT);
    }
    if (List.of(handler.getMethodParameters()).stream()
        .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class))) {
      problems.addAll(
          List.of(
              ProblemType.UNKNOWN_FIELD,
              ProblemType.INVALID_REQUEST,
              ProblemType.UNSUPPORTED_MEDIA_TYPE));
    }
    if (handler.getBeanType() == ChangeApi.class && idempotent) {
      problems.addAll(refusals());
    }
    return problems;
  }

  /** An undo decides commands of any type: it can be refused as they can be. */
  private List<ProblemDefinition> refusals() {
    return new ArrayList<>(
        catalog.all().stream()
            .filter(type -> !(type instanceof OperationProblem))
            .filter(type -> type.status() == 409 || type.status() == 422)
            .toList());
  }

  private static String description(Operation operation, boolean idempotent, boolean conditional) {
    StringBuilder text = new StringBuilder();
    List<Parameter> parameters =
        operation.getParameters() == null ? List.of() : operation.getParameters();
    if (parameters.stream().anyMatch(parameter -> "cursor".equals(parameter.getName()))) {
      text.append("One page of the list; `next` is the cursor of the page after it. ");
    }
    if (conditional) {
      text.append("With `If-Match` only if the resource still has that version. ");
    }
    if (idempotent) {
      text.append("A repetition with the same `Idempotency-Key` gets the stored response. ");
    }
    if (text.isEmpty()) {
      text.append("Of the user whose token is sent. ");
    }
    return operation.getSummary() + ". " + text.toString().strip();
  }
}

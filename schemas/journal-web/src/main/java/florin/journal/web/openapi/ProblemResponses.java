package florin.journal.web.openapi;

import florin.journal.stream.ProblemDefinition;
import florin.journal.web.ApiCommands;
import florin.journal.web.export.Exports;
import florin.journal.web.problem.DescribedProblem;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Describes problem types: as responses of an operation, as examples, and as a table. */
final class ProblemResponses {

  private ProblemResponses() {}

  /** A response for each status of the problem types. */
  static Map<String, ApiResponse> of(Collection<ProblemDefinition> types) {
    Map<String, List<ProblemDefinition>> byStatus =
        types.stream()
            .sorted(Comparator.comparing(ProblemDefinition::code))
            .distinct()
            .collect(
                Collectors.groupingBy(
                    type -> Integer.toString(type.status()), TreeMap::new, Collectors.toList()));
    Map<String, ApiResponse> responses = new LinkedHashMap<>();
    byStatus.forEach((status, ofStatus) -> responses.put(status, response(ofStatus)));
    return responses;
  }

  private static ApiResponse response(List<ProblemDefinition> types) {
    MediaType body = new MediaType().schema(new JsonSchema().$ref(DescribedProblem.SCHEMA));
    types.forEach(
        type ->
            body.addExamples(
                type.code(), new Example().$ref(new DescribedProblem(type).exampleReference())));
    ApiResponse response =
        new ApiResponse()
            .description(DescribedProblem.ofResponse(types))
            .content(new Content().addMediaType(DescribedProblem.MEDIA_TYPE, body));
    response.addExtension(
        DescribedProblem.CODES, types.stream().map(ProblemDefinition::code).toList());
    response.addHeaderObject(Headers.REQUEST_ID, Headers.reference(Headers.REQUEST_ID));
    if (types.stream().anyMatch(type -> type.retryAfter().isPresent())) {
      response.addHeaderObject(Headers.RETRY_AFTER, Headers.reference(Headers.RETRY_AFTER));
    }
    if (types.getFirst().status() == 401) {
      response.addHeaderObject(
          Headers.WWW_AUTHENTICATE, Headers.reference(Headers.WWW_AUTHENTICATE));
    }
    return response;
  }

  /** An example of each problem type, under its code. */
  static void addExamples(OpenAPI document, Collection<ProblemDefinition> types) {
    types.stream()
        .sorted(Comparator.comparing(ProblemDefinition::code))
        .forEach(
            type ->
                document
                    .getComponents()
                    .addExamples(
                        type.code(), new Example().value(new DescribedProblem(type).body())));
  }

  /** The problem types as a list for programs: code, status, title, seconds to wait. */
  static List<Map<String, Object>> catalogue(Collection<ProblemDefinition> types) {
    return types.stream()
        .sorted(Comparator.comparing(ProblemDefinition::code))
        .map(type -> new DescribedProblem(type).row())
        .toList();
  }

  /** The headers that responses refer to. */
  static final class Headers {

    static final String REQUEST_ID = "X-Request-Id";
    static final String RETRY_AFTER = "Retry-After";
    static final String WWW_AUTHENTICATE = "WWW-Authenticate";
    static final String ETAG = "ETag";
    static final String LOCATION = "Location";
    static final String REPLAYED = "Idempotency-Replayed";
    static final String POSITION = Exports.POSITION;
    static final String CHANGE_ID = ApiCommands.CHANGE_ID;

    private static final Map<String, String> DESCRIPTIONS =
        Map.of(
            REQUEST_ID, "The id of the request, as it was sent or as Florin gave it.",
            RETRY_AFTER, "Seconds after which the same request can succeed.",
            WWW_AUTHENTICATE, "The expected kind of token: Bearer.",
            ETAG, "The version of the resource in quotes, for If-Match.",
            LOCATION, "The path of the resource that was created or started.",
            REPLAYED, "true: the stored response of an earlier request with this Idempotency-Key.",
            CHANGE_ID, "The change that the request made; absent if it changed nothing.",
            POSITION, "The position of the user's last event that the file contains; 0 for none.");

    private Headers() {}

    static Header reference(String name) {
      return new Header().$ref("#/components/headers/" + name);
    }

    static void addTo(OpenAPI document) {
      DESCRIPTIONS.keySet().stream()
          .sorted()
          .forEach(name -> document.getComponents().addHeaders(name, header(name)));
    }

    private static Header header(String name) {
      JsonSchema schema = new JsonSchema();
      schema.setTypes(java.util.Set.of(name.equals(RETRY_AFTER) ? "integer" : "string"));
      return new Header().description(DESCRIPTIONS.get(name)).schema(schema);
    }
  }
}

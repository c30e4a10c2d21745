package florin.journal.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.test.TestPlatform;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends writes twice with one Idempotency-Key each and demands the bytes, the status, the ETag and
 * the location of the first response from the second. In the end every write operation of the
 * document was sent.
 */
public final class Repetitions {

  private static final List<String> KEPT = List.of("ETag", "Location", "Change-Id", "Content-Type");

  private final OpenApiDocument document;
  private final RawClient client;
  private final String service;
  private final Set<String> sent = new TreeSet<>();
  private final List<Repetition> repetitions = new ArrayList<>();

  /** A write that was sent twice: both statuses, and the header of the second response. */
  record Repetition(String operation, int first, int second, String replayed) {}

  private Repetitions(String service, OpenApiDocument document, RawClient client) {
    this.service = service;
    this.document = document;
    this.client = client;
  }

  public static Repetitions of(TestPlatform platform, int port, String subject) {
    return new Repetitions(
        platform.service(),
        OpenApiDocument.of(platform.client(port, subject)),
        new RawClient(platform, port, subject));
  }

  /**
   * Sends one write twice.
   *
   * @param operation as the document has it, such as {@code PATCH /api/accounts/{id}}
   * @param body null for none
   * @param ids of the path's variables, in their order
   * @return the body of the response
   */
  public JsonNode send(String operation, @Nullable String body, String... ids) {
    sent.add(operation);
    String method = operation.substring(0, operation.indexOf(' '));
    String path = operation.substring(method.length() + 1);
    for (String id : ids) {
      path = path.replaceFirst("\\{[^}]+}", id);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Idempotency-Key", UUID.randomUUID().toString());
    if (body != null) {
      headers.put("Content-Type", "application/json");
    }
    byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    HttpResponse<byte[]> first = client.send(method, path, headers, bytes);
    assertThat(first.statusCode())
        .as("%s: %s", operation, RawClient.text(first))
        .isBetween(200, 299);
    assertThat(first.headers().firstValue("Idempotency-Replayed")).as(operation).isEmpty();
    document.operations().stream()
        .filter(declared -> declared.key().equals(operation))
        .forEach(declared -> assertThat(document.faults(declared, first)).as(operation).isEmpty());
    HttpResponse<byte[]> second = client.send(method, path, headers, bytes);
    assertThat(RawClient.text(second)).as(operation).isEqualTo(RawClient.text(first));
    assertThat(second.body()).as(operation).isEqualTo(first.body());
    Optional<String> replayed = second.headers().firstValue("Idempotency-Replayed");
    repetitions.add(
        new Repetition(
            operation, first.statusCode(), second.statusCode(), replayed.orElse("absent")));
    assertThat(replayed).as(operation).contains("true");
    for (String header : KEPT) {
      assertThat(second.headers().firstValue(header))
          .as("%s, %s", operation, header)
          .isEqualTo(first.headers().firstValue(header));
    }
    return first.body().length == 0
        ? JsonMapper.shared().createObjectNode()
        : JsonMapper.shared().readTree(first.body());
  }

  /** Leaves out a write whose second sending is refused by its nature. */
  public void except(String operation) {
    sent.add(operation);
  }

  /** A list, such as of the changes so far. */
  public JsonNode read(String uri) {
    return client.get(uri);
  }

  /** Prints what was sent, and demands that no write operation of the document was left out. */
  public void demandAll() {
    System.out.println(table(service, repetitions));
    assertThat(sent)
        .containsExactlyInAnyOrderElementsOf(
            document.operations().stream()
                .filter(Operation::writes)
                .map(Operation::key)
                .collect(Collectors.toSet()));
  }

  /** A row per operation, in the order of the operations. */
  static String table(String service, List<Repetition> repetitions) {
    StringBuilder table =
        new StringBuilder(
            "writes of %s sent twice: %d%n%-70s %5s %6s %s"
                .formatted(
                    service, repetitions.size(), "operation", "first", "second", "replayed"));
    repetitions.stream()
        .sorted(Comparator.comparing(Repetition::operation))
        .forEach(
            row ->
                table.append(
                    "%n%-70s %5d %6d %s"
                        .formatted(row.operation(), row.first(), row.second(), row.replayed())));
    return table.toString();
  }
}

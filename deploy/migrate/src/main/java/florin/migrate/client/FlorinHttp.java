package florin.migrate.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends a request, and repeats it while the response is that it cannot be handled yet. */
public final class FlorinHttp {

  public static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private static final Set<Integer> LATER = Set.of(425, 429, 500, 502, 503, 504);

  /** Refusals until the event of a new account or category has arrived. */
  private static final Set<String> EARLY =
      Set.of("account-not-known-yet", "import-account-unknown", "category-unknown");

  private static final int CONFLICT = 409;
  private static final int TRIES = 8;
  private static final int LONGEST_DETAIL = 500;

  private FlorinHttp() {}

  /**
   * @param request built anew for every try, so that an access token may be renewed
   * @throws Refused if the answer is no success
   */
  static JsonNode send(Supplier<HttpRequest.Builder> request, String name) {
    return send(
        request, name, HttpResponse.BodyHandlers.ofString(), FlorinHttp::json, text -> text);
  }

  /**
   * Reads JSON values, one a line; if the response breaks off, all of it is read again.
   *
   * @param read of each value
   */
  static <T> List<T> lines(
      Supplier<HttpRequest.Builder> request, String name, Function<JsonNode, T> read) {
    return send(
        request,
        name,
        HttpResponse.BodyHandlers.ofLines(),
        lines -> values(lines, read),
        lines -> lines.collect(Collectors.joining("\n")));
  }

  private static <T> List<T> values(Stream<String> lines, Function<JsonNode, T> read) {
    try (lines) {
      return lines
          .filter(line -> !line.isBlank())
          .map(line -> read.apply(JSON.readTree(line)))
          .toList();
    }
  }

  private static <B, T> T send(
      Supplier<HttpRequest.Builder> request,
      String name,
      HttpResponse.BodyHandler<B> body,
      Function<B, T> read,
      Function<B, String> text) {
    Refused last = new Refused(0, name + ": no answer");
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        HttpResponse<B> answer =
            CLIENT.send(request.get().timeout(Duration.ofSeconds(60)).build(), body);
        if (answer.statusCode() < 300) {
          return read.apply(answer.body());
        }
        last =
            new Refused(
                answer.statusCode(),
                name + ": " + detail(answer.statusCode(), text.apply(answer.body())));
        if (!isEarly(last) && tries >= triesOf(answer.statusCode())) {
          throw last;
        }
      } catch (IOException | UncheckedIOException failed) {
        last = new Refused(0, name + ": " + failed);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new Refused(0, name + ": interrupted");
      }
      pause(Duration.ofMillis(200L << Math.min(tries, 5)));
    }
    throw last;
  }

  /** How often a status may be answered; a conflict may have been with another request. */
  private static int triesOf(int status) {
    return status == CONFLICT ? 2 : LATER.contains(status) ? TRIES : 0;
  }

  /** The other services apply the event of a new account or category a moment later. */
  private static boolean isEarly(Refused refused) {
    String message = String.valueOf(refused.getMessage());
    return EARLY.stream().anyMatch(message::contains);
  }

  public static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Refused(0, "interrupted");
    }
  }

  static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).header("Content-Type", "application/json");
  }

  private static JsonNode json(String body) {
    return body.isEmpty() ? JSON.nullNode() : JSON.readTree(body);
  }

  private static String detail(int status, String body) {
    String text;
    try {
      JsonNode problem = JSON.readTree(body);
      text = problem.path("type").asString("") + " " + problem.path("detail").asString("");
    } catch (JacksonException noProblem) {
      text = body.strip();
    }
    return status
        + " "
        + (text.length() > LONGEST_DETAIL ? text.substring(0, LONGEST_DETAIL) : text);
  }
}

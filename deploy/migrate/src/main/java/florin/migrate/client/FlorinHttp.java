package florin.migrate.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
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
  private static final int CONFLICT = 409;
  private static final int TRIES = 8;
  private static final int LONGEST_DETAIL = 500;

  private FlorinHttp() {}

  /**
   * @param request built anew for every try, so that an access token may be renewed
   * @throws Refused if the answer is no success
   */
  static JsonNode send(Supplier<HttpRequest.Builder> request, String name) {
    Refused last = new Refused(0, name + ": no answer");
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        HttpResponse<String> answer =
            CLIENT.send(
                request.get().timeout(Duration.ofSeconds(60)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() < 300) {
          return json(answer.body());
        }
        last = new Refused(answer.statusCode(), name + ": " + detail(answer));
        if (!isEarly(last) && tries >= triesOf(answer.statusCode())) {
          throw last;
        }
      } catch (IOException failed) {
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

  /** The other services apply the event of a new account a moment after it was opened. */
  private static boolean isEarly(Refused refused) {
    return String.valueOf(refused.getMessage()).contains("account-not-known-yet");
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

  private static String detail(HttpResponse<String> answer) {
    String text = answer.body();
    try {
      JsonNode problem = JSON.readTree(text);
      text = problem.path("type").asString("") + " " + problem.path("detail").asString("");
    } catch (JacksonException noProblem) {
      text = text.strip();
    }
    return answer.statusCode()
        + " "
        + (text.length() > LONGEST_DETAIL ? text.substring(0, LONGEST_DETAIL) : text);
  }
}

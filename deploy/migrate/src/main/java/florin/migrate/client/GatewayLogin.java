package florin.migrate.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** The access token of a user, renewed before it expires. */
public final class GatewayLogin implements Supplier<String> {

  private static final Duration AGE = Duration.ofMinutes(5);

  private final URI gateway;
  private final String name;
  private final String password;
  private String token = "";
  private long issued;

  public GatewayLogin(URI gateway, String name, String password) {
    this.gateway = gateway;
    this.name = name;
    this.password = password;
  }

  /**
   * @throws Refused if the user cannot log in
   */
  @Override
  public String get() {
    if (token.isEmpty() || System.nanoTime() - issued > AGE.toNanos()) {
      String body =
          FlorinHttp.JSON.writeValueAsString(Map.of("username", name, "password", password));
      token =
          FlorinHttp.send(
                  () ->
                      FlorinHttp.request(gateway.resolve("/auth/token"))
                          .POST(HttpRequest.BodyPublishers.ofString(body)),
                  "log-in of " + name)
              .path("accessToken")
              .asString();
      issued = System.nanoTime();
    }
    return token;
  }
}

package florin.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.GatewayApplicationStarter;
import florin.gateway.IdentityHome;
import florin.gateway.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AccessLogIT {

  @Test
  void logsEveryRequestWhenItIsSwitchedOn(CapturedOutput output) throws Exception {
    request("florin.gateway.access-log=false");
    assertThat(output).doesNotContain("/auth/jwks 200");

    request("florin.gateway.access-log=true");
    assertThat(output)
        .containsPattern("GET /auth/jwks 200 [0-9]+ ms address=127.0.0.1 request=ticket-1")
        .containsPattern("GET /nowhere 404 [0-9]+ ms address=127.0.0.1 request=ticket-1")
        .containsPattern("GET /api/accounts 401 [0-9]+ ms address=127.0.0.1 request=ticket-1")
        .doesNotContain("private-text");
  }

  private static void request(String setting) throws Exception {
    try (var gateway =
        GatewayApplicationStarter.start(
            "florin.gateway.identity-home=" + IdentityHome.fresh(), setting)) {
      var port = gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
      for (var path : new String[] {"/auth/jwks", "/nowhere", "/api/accounts"}) {
        RawHttp.get(port, path + "?q=private-text", "X-Request-Id: ticket-1");
      }
    }
  }
}

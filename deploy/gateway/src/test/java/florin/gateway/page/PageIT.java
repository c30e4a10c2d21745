package florin.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.GatewayTest;
import florin.gateway.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class PageIT {

  private static final String HTML = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";

  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(strings = {"/", "/transactions", "/accounts/1", "/transactions?q=rent"})
  void aBrowserGetsThePageForEveryPath(String path) throws Exception {
    assertThat(RawHttp.get(port, path, HTML))
        .startsWith("HTTP/1.1 200 ")
        .contains("Cache-Control: no-cache", "<div id=\"app\">");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/unknown", "/auth/unknown", "/webhooks/other", "/assets/x", "/favicon.ico"})
  void otherPathsAreNoPage(String path) throws Exception {
    assertThat(RawHttp.get(port, path, HTML)).doesNotContain("<div id=\"app\">");
  }

  @Test
  void anAcceptHeaderThatCannotBeParsedIsNoFailure() throws Exception {
    assertThat(RawHttp.get(port, "/unknown", "Accept: x")).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void onlyTheImportMapIsAnInlineScript() throws Exception {
    var response = RawHttp.get(port, "/", HTML);
    var inline =
        Pattern.compile("<script(?![^>]*src=)[^>]*>(.*?)</script>", Pattern.DOTALL)
            .matcher(response)
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(inline).hasSize(1);
    var hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(inline.getFirst().getBytes(StandardCharsets.UTF_8)));
    assertThat(header(response, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self' 'sha256-" + hash + "'")
        .contains("require-trusted-types-for 'script'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(response, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
  }

  @Test
  void everyAssetOfThePageExistsAndNeverChanges() throws Exception {
    var page = RawHttp.get(port, "/", HTML);
    var assets =
        Pattern.compile("\"(/assets/[^\"]+)\"")
            .matcher(page)
            .results()
            .map(found -> found.group(1))
            .distinct()
            .toList();

    assertThat(assets).hasSizeGreaterThan(20);
    for (var asset : assets) {
      var response = RawHttp.get(port, asset);
      assertThat(response).as(asset).startsWith("HTTP/1.1 200 ");
      assertThat(header(response, "Cache-Control")).contains("max-age=31536000", "immutable");
      assertThat(header(response, "Content-Type"))
          .startsWith(
              asset.endsWith(".js")
                  ? "text/javascript"
                  : asset.endsWith(".css") ? "text/css" : "image/svg+xml");
    }
  }

  @Test
  void anAddressWithAnotherDigestIsNotFound() throws Exception {
    assertThat(RawHttp.get(port, "/assets/0123456789abcdef0123/app/main.js"))
        .startsWith("HTTP/1.1 404 ")
        .contains("urn:florin:problem:not-found");
  }

  @Test
  void largeTextsAreCompressed() throws Exception {
    var page = RawHttp.get(port, "/", HTML, "Accept-Encoding: gzip");

    assertThat(header(page, "content-encoding")).isEqualTo("gzip");
  }

  private static String header(String response, String name) throws IOException {
    return response
        .lines()
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .findFirst()
        .map(line -> line.substring(name.length() + 1).strip())
        .orElse("");
  }
}

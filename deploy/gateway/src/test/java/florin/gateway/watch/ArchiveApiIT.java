package florin.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.GatewayTest;
import florin.gateway.IdentityHome;
import florin.gateway.Upstream;
import florin.gateway.Upstreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@GatewayTest
class ArchiveApiIT {

  @LocalServerPort private int port;
  private WebTestClient gateway;

  @BeforeEach
  void connect() {
    gateway =
        WebTestClient.bindToServer()
            .baseUrl("http://127.0.0.1:" + port)
            .defaultHeaders(headers -> headers.setBearerAuth(IdentityHome.token()))
            .responseTimeout(Duration.ofSeconds(20))
            .build();
    for (ArchivePart part : ArchivePart.values()) {
      answers(part, "{\"id\":\"" + part + "\"}\n".repeat(part.ordinal()));
    }
  }

  @AfterEach
  void forgetAnswers() {
    Upstreams.forgetAnswers();
  }

  private static void answers(ArchivePart part, String lines) {
    Upstreams.answer(part.upstream(), part.request().replaceAll("\\?.*", ""), 200, lines);
  }

  private static Map<String, byte[]> files(byte[] archive) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  @Test
  void hasAFileForEachListAndAManifestThatCountsAndHashesThem()
      throws IOException, NoSuchAlgorithmException {
    answers(ArchivePart.SETTINGS, "{\"timeZone\":\"UTC\"}");
    answers(ArchivePart.GOALS, "");
    answers(ArchivePart.TRANSACTIONS, "{\"id\":\"ä\"}\n".repeat(20_000));

    EntityExchangeResult<byte[]> response =
        gateway
            .get()
            .uri("/api/exports/archive")
            .exchange()
            .expectStatus()
            .isOk()
            .expectHeader()
            .contentType("application/zip")
            .expectBody()
            .returnResult();

    Map<String, byte[]> files = files(response.getResponseBody());
    assertThat(response.getResponseHeaders().getContentDisposition().getFilename())
        .matches("florin-\\d{4}-\\d\\d-\\d\\d\\.zip");
    assertThat(files).hasSize(ArchivePart.values().length + 1).containsKey("manifest.json");
    JsonNode manifest = JsonMapper.shared().readTree(files.get("manifest.json"));
    assertThat(manifest.path("parts")).hasSize(ArchivePart.values().length);
    for (JsonNode part : manifest.path("parts")) {
      byte[] file = files.get(part.path("file").asString());
      assertThat(part.path("bytes").asLong()).isEqualTo(file.length);
      assertThat(part.path("rows").asLong())
          .isEqualTo(new String(file, StandardCharsets.UTF_8).lines().count());
      assertThat(part.path("sha256").asString())
          .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
    }
    assertThat(files.get("transactions.ndjson")).hasSize(20_000 * 12);
    assertThat(manifest.path("notContained")).isNotEmpty();
    assertThat(Upstreams.query(Upstream.TRANSACTIONS, "/api/exports/transactions"))
        .isEqualTo("format=ndjson");
  }

  @Test
  void isRefusedWhileAServiceIsAwayAndWithParameters() {
    Upstreams.answer(Upstream.ACCOUNTS, "/api/users/me", 503, "{}");
    gateway.get().uri("/api/exports/archive").exchange().expectStatus().isEqualTo(503);
    gateway
        .get()
        .uri("/api/exports/archive?format=tar")
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:unknown-parameter");
    gateway
        .get()
        .uri("/api/exports/archive")
        .header(HttpHeaders.ACCEPT, "image/png")
        .exchange()
        .expectStatus()
        .isEqualTo(406)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:not-acceptable");
    Upstreams.answer(Upstream.ACCOUNTS, "/api/users/me", 410, "{}");
    gateway.get().uri("/api/exports/archive").exchange().expectStatus().isEqualTo(410);
  }
}

package florin.accounts;

import static florin.accounts.BookedTransactionFacts.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

class MergesIT extends RunningAccounts {

  private final UUID old = Ids.next();
  private final UUID relinked = Ids.next();
  private final UUID newest = Ids.next();
  private final String user = someone("merge");

  @BeforeEach
  void link() {
    seen(user, old, Instant.parse("2026-03-01T12:00:00Z"), "100", "USD");
    seen(user, relinked, Instant.parse("2026-03-05T12:00:00Z"), "70", "USD");
    seen(user, newest, Instant.parse("2026-03-07T12:00:00Z"), "60", "USD");
    tell(
        user,
        recorded(Ids.next(), old, java.time.LocalDate.of(2026, 3, 2), "-10", "USD"),
        recorded(Ids.next(), relinked, java.time.LocalDate.of(2026, 3, 4), "-20", "USD"));
  }

  private WebTestClient.ResponseSpec merge(UUID account, UUID into) {
    return send(user, HttpMethod.POST, "/api/accounts/" + account + "/merge", Map.of("into", into));
  }

  @Test
  void needsTheVersionThatIfMatchNames() {
    as(user)
        .post()
        .uri("/api/accounts/" + old + "/merge")
        .header("If-Match", "\"99\"")
        .bodyValue(Map.of("into", relinked))
        .exchange()
        .expectStatus()
        .isEqualTo(412);
    as(user)
        .post()
        .uri("/api/accounts/" + old + "/merge")
        .header("If-Match", "\"0\"")
        .bodyValue(Map.of("into", relinked))
        .exchange()
        .expectStatus()
        .isOk();
  }

  private List<Object> currents(UUID account) {
    return items(user, "/api/accounts/" + account + "/balances?from=2026-03-01&to=2026-03-08")
        .stream()
        .<Object>map(item -> ((Map<?, ?>) item.get("current")).get("amount"))
        .toList();
  }

  private List<UUID> listed() {
    return items(user, "/api/accounts").stream()
        .map(item -> UUID.fromString((String) item.get("id")))
        .toList();
  }

  @Test
  void showWhatIsKnownUnderTheSurvivor() {
    List<Object> before = currents(old);
    merge(old, relinked).expectStatus().isOk();
    assertThat(listed()).containsExactlyInAnyOrder(relinked, newest);
    assertThat(currents(relinked))
        .containsExactly("100.00", "90.00", "90.00", "70.00", "70.00", "70.00", "70.00", "70.00");
    assertThat(currents(old)).isEqualTo(currents(relinked));
    assertThat(got(user, "/api/accounts/" + old).get("mergedInto")).isEqualTo(relinked.toString());
    assertThat(got(user, "/api/accounts/" + relinked).get("merged"))
        .isEqualTo(List.of(old.toString()));
    send(user, HttpMethod.POST, "/api/accounts/" + old + "/unmerge", null).expectStatus().isOk();
    assertThat(listed()).containsExactlyInAnyOrder(old, relinked, newest);
    assertThat(currents(old)).isEqualTo(before);
  }

  @Test
  void takeAlongWhatWasMergedBeforeAndCanBeTakenBackStepByStep() {
    merge(old, relinked).expectStatus().isOk();
    merge(relinked, newest).expectStatus().isOk();
    assertThat(listed()).containsExactlyInAnyOrder(newest);
    assertThat((List<?>) got(user, "/api/accounts/" + newest).get("merged"))
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(old.toString(), relinked.toString());
    String last = (String) items(user, "/api/changes/accounts").getFirst().get("id");
    String first = (String) items(user, "/api/changes/accounts").get(1).get("id");
    undo(first).expectStatus().isEqualTo(409);
    undo(last).expectStatus().isOk();
    assertThat(listed()).containsExactlyInAnyOrder(relinked, newest);
    assertThat(got(user, "/api/accounts/" + relinked).get("merged"))
        .isEqualTo(List.of(old.toString()));
    undo(first).expectStatus().isOk();
    assertThat(listed()).containsExactlyInAnyOrder(old, relinked, newest);
  }

  private WebTestClient.ResponseSpec undo(String change) {
    return send(user, HttpMethod.POST, "/api/changes/accounts/" + change + "/undo", null);
  }

  @Test
  void neverRunInACircle() {
    merge(old, old).expectStatus().isEqualTo(422);
    merge(old, relinked).expectStatus().isOk();
    merge(relinked, old).expectStatus().isEqualTo(422);
    long before = events(user);
    merge(old, relinked).expectStatus().isOk();
    assertThat(events(user)).isEqualTo(before);
  }

  @Test
  void areBetweenYourOwnAccounts() {
    merge(Ids.next(), old).expectStatus().isNotFound();
    merge(old, Ids.next()).expectStatus().isEqualTo(422);
    UUID foreign = Ids.next();
    seen(someone("other"), foreign, Instant.parse("2026-03-01T12:00:00Z"), "1", "USD");
    merge(old, foreign).expectStatus().isEqualTo(422);
    merge(foreign, old).expectStatus().isNotFound();
  }

  @Test
  void proposedOnesAreDismissedForGood() {
    String someone = someone("dismiss");
    UUID account = Ids.next();
    Bank bank = new Bank(someone);
    var observed = checking(account, "1");
    observed.setMergeCandidates(List.of(old, relinked));
    bank.observes(TIME, observed);
    soon(
        () ->
            assertThat(items(someone, "/api/accounts"))
                .singleElement()
                .satisfies(
                    item ->
                        assertThat(item.get("mergeCandidates"))
                            .isEqualTo(List.of(old.toString(), relinked.toString()))));
    String path = "/api/accounts/" + account + "/merge-candidates/";
    send(someone, HttpMethod.DELETE, path + old, null).expectStatus().isNoContent();
    send(someone, HttpMethod.DELETE, path + newest, null).expectStatus().isNotFound();
    assertThat(got(someone, "/api/accounts/" + account).get("mergeCandidates"))
        .isEqualTo(List.of(relinked.toString()));
    observed.setMergeCandidates(List.of(old));
    bank.observes(TIME, observed);
    soon(
        () ->
            assertThat(got(someone, "/api/accounts/" + account).get("mergeCandidates"))
                .isEqualTo(List.of()));
  }
}

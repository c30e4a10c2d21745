package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.TokenRotated;
import florin.providersync.ProviderSync.Linked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenRotationIT {

  private static final String INVALIDATE = "/item/access_token/invalidate";

  private final KeyFileApplication keyFileApplication = KeyFileApplication.shared();
  private final ProviderSync sync = keyFileApplication.sync;

  private void rotate(Linked linked) {
    assertThat(keyFileApplication.ask("tokens", Map.of("connection", linked.id()))).isEqualTo(202);
  }

  private Object rotation(Linked linked) {
    return sync.platform
        .query("select rotation from work.sync_job where connection_id = '" + linked.id() + "'")
        .getFirst()
        .get("rotation");
  }

  private List<Map<String, Object>> tokens(Linked linked) {
    return sync.platform.query(
        "select version from vault.token where connection_id = '" + linked.id() + "'");
  }

  private void awaitRotated(Linked linked) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(rotation(linked)).isNull();
              assertThat(tokens(linked)).singleElement().extracting("version").isEqualTo(2);
            });
  }

  @Test
  void putsTheNewTokenInThePlaceOfTheOld() {
    Linked linked = sync.quiet(PLATYPUS);
    String old = sync.token(linked);

    rotate(linked);
    awaitRotated(linked);

    String fresh = sync.token(linked);
    assertThat(fresh).isNotEqualTo(old);
    assertThatThrownBy(() -> sync.bank.call("/item/get", Map.of("access_token", old)))
        .hasMessageContaining("INVALID_ACCESS_TOKEN");
    sync.addQuietly(linked, 2);
    assertThat(sync.syncNow(linked)).containsEntry("state", "applied");
    PublishedFacts publishedFacts = sync.truthfulFacts(linked);
    assertThat(publishedFacts.of(TokenRotated.class))
        .singleElement()
        .satisfies(event -> assertThat(event.getTokenVersion()).isEqualTo(2));
    assertThat(publishedFacts.contain(fresh)).isFalse();
    assertThat(LogCapture.everything()).doesNotContain(fresh).doesNotContain(old);
  }

  /** Nobody has the new token then: only the user can help, and is told so. */
  @Test
  void needsTheUserWhenTheAnswerWithTheNewTokenIsLost() {
    Linked linked = sync.quiet(HOUNDSTOOTH);
    sync.fault(linked, Map.of("endpoint", INVALIDATE, "kind", "lost_answer"));

    rotate(linked);

    sync.awaitState(linked, "disconnected");
    assertThat(sync.connection(linked)).containsEntry("reason", "invalid-access-token");
  }

  @Test
  void isTriedAgainWhenTheProviderDidNothing() {
    Linked linked = sync.quiet(HOUNDSTOOTH);
    sync.fault(linked, Map.of("endpoint", INVALIDATE, "kind", "http", "status", 502));

    rotate(linked);

    await().atMost(SOON).until(() -> sync.bank.requests(INVALIDATE, linked.itemId()) == 1);
    sync.awaitQuiet(linked);
    assertThat(sync.connection(linked)).containsEntry("state", "healthy");
    sync.makeDue(linked);
    awaitRotated(linked);
    assertThat(sync.syncNow(linked)).containsEntry("state", "applied");
  }

  @Test
  void findsOutAfterACrashThatNothingHadHappened() {
    Linked linked = sync.quiet(HOUNDSTOOTH);
    sync.platform.execute(
        "update work.sync_job set rotation = 'begun' where connection_id = '" + linked.id() + "'");

    sync.makeDue(linked);

    awaitRotated(linked);
    assertThat(sync.syncNow(linked)).containsEntry("state", "applied");
  }

  @Test
  void findsOutAfterACrashThatTheTokenIsDead() {
    Linked linked = sync.quiet(HOUNDSTOOTH);
    sync.bank.call(INVALIDATE, Map.of("access_token", sync.token(linked)));
    sync.platform.execute(
        "update work.sync_job set rotation = 'begun' where connection_id = '" + linked.id() + "'");

    sync.makeDue(linked);

    sync.awaitState(linked, "disconnected");
    assertThat(sync.bank.requests(INVALIDATE, linked.itemId())).isEqualTo(1);
  }
}

package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.ObservedTransaction;
import florin.journal.rebuild.Rebuild;
import florin.journal.rebuild.RebuildState;
import florin.journal.rebuild.RebuildState.Phase;
import florin.journal.rebuild.RebuildState.TableCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Merchants for transactions from before there were any: the journal knows them all. */
class BackfillIT extends Household {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ObservedTransaction bought(String external, String merchant, String entity) {
    ObservedTransaction seen = seen(external, "-1.00", false, null);
    seen.setMerchantName(merchant);
    seen.setMerchantEntityId(entity);
    return seen;
  }

  @Test
  void comesOutOfTheJournalCountedAndWithEveryUsersWordKept(@Autowired Rebuild rebuild) {
    observe(
        bought("A", "Starbucks", "E1"),
        bought("B", "Starbucks", "E1"),
        bought("C", "Corner", null),
        bought("D", "Corner", null));
    awaitCount(4);
    patch(only("D").get("id"), "{\"merchantId\":null,\"note\":\"mine\"}").expectStatus().isOk();
    Object merchants = get("/api/merchants").get("items");
    List<Map<String, Object>> transactions = items(ALL);
    long kept = platform.count("select count(*) from view.merchant");
    platform.execute(
        "delete from view.merchant; update view.transaction set merchant_id = null,"
            + " provider_merchant_id = null, merchant_source = 'none' where merchant_source ="
            + " 'provider'");
    assertThat(items(ALL)).isNotEqualTo(transactions);

    rebuild.begin(true).block(PATIENCE);
    RebuildState state =
        await()
            .atMost(PATIENCE)
            .until(
                () -> Objects.requireNonNull(rebuild.state().block(PATIENCE)),
                found -> found.endedAt() != null);

    assertThat(state.phase()).isEqualTo(Phase.DONE);
    assertThat(state.tables()).contains(new TableCheck("merchant", 0, kept, false));
    assertThat(state.tables())
        .filteredOn(check -> !check.table().equals("merchant"))
        .allMatch(check -> check.rows() == check.rebuilt());
    assertThat(get("/api/merchants").get("items")).isEqualTo(merchants);
    assertThat(items(ALL)).isEqualTo(transactions);
  }
}

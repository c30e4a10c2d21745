package florin.providersync;

import static florin.providersync.ProviderSync.PLATYPUS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.providersync.ProviderSync.Linked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** C09: a login at a bank that the user has linked already under another log-in. */
class DuplicateLoginIT {

  private final ProviderSync sync = ProviderSync.shared();

  /** C09, first line: the accounts that seem to be there are named at linking. */
  @Test
  void c09AJointAccountUnderAnotherLogin() {
    Linked his = sync.quiet(PLATYPUS);
    JsonNode joint =
        sync.bank
            .truth(his.itemId())
            .path("accounts")
            .valueStream()
            .filter(one -> one.path("subtype").asString("").equals("checking"))
            .findFirst()
            .orElseThrow();
    String name = joint.path("name").stringValue();
    String mask = joint.path("mask").stringValue();

    sync.as(his.subject())
        .post()
        .uri("/api/connections")
        .bodyValue(
            Map.of(
                "publicToken",
                sync.bank.publicToken(PLATYPUS, sync.webhookUrl()),
                "institution",
                Map.of("id", PLATYPUS),
                "accounts",
                List.of(
                    Map.of("name", name, "mask", mask, "subtype", "checking"),
                    Map.of("name", "Her Savings", "mask", "7777", "subtype", "savings"))))
        .exchange()
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.detail")
        .value(
            detail ->
                assertThat(detail.toString())
                    .contains(name + " (" + mask + ")")
                    .doesNotContain("7777"));

    Map<?, ?> row =
        sync.as(his.subject())
            .post()
            .uri("/api/connections")
            .bodyValue(
                Map.of(
                    "publicToken",
                    sync.bank.publicToken(PLATYPUS, sync.webhookUrl()),
                    "allowDuplicate",
                    true))
            .exchange()
            .expectStatus()
            .isCreated()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody();

    assertThat((List<?>) row.get("likelyDuplicates"))
        .anySatisfy(
            one -> {
              assertThat(((Map<?, ?>) one).get("name")).isEqualTo(name);
              assertThat(((Map<?, ?>) one).get("mask")).isEqualTo(mask);
              assertThat(((Map<?, ?>) one).get("accountId"))
                  .isEqualTo(
                      sync.facts(his)
                          .accounts
                          .get(joint.path("account_id").stringValue())
                          .getAccountId()
                          .toString());
            });
  }
}

package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reports over transfers between own accounts. */
class TransferReportsIT extends Household {

  private UUID opened() {
    UUID id = Ids.next();
    openAccount(id);
    return id;
  }

  private Object entered(UUID of, String amount, String description) {
    return json(
            post(
                "/api/transactions",
                Map.of(
                    "accountId",
                    of,
                    "date",
                    "2026-03-10",
                    "amount",
                    Map.of("amount", amount, "currency", "USD"),
                    "description",
                    description)),
            201)
        .get("id");
  }

  private void moved(UUID from, UUID to, String amount, String description) {
    Object out = entered(from, "-" + amount, description);
    Object in = entered(to, amount, description);
    post("/api/transfers", Map.of("transactionIds", List.of(out, in)))
        .expectStatus()
        .is2xxSuccessful();
  }

  private static String sum(Map<?, ?> flow, String part) {
    return ((Map<?, ?>) ((Map<?, ?>) flow.get(part)).get("amount")).get("amount").toString();
  }

  @Test
  void c78CardPaymentsAndLoansCountNeitherAsIncomeNorAsExpense() {
    UUID checking = opened();
    UUID card = opened();
    UUID loan = opened();
    UUID savings = opened();
    entered(card, "-100.00", "Purchase");
    moved(checking, card, "100.00", "Card payment");
    moved(checking, loan, "849.00", "Mortgage");
    entered(loan, "-833.33", "Interest");
    moved(checking, savings, "200.00", "Savings");
    entered(checking, "-60.00", "TRANSFER TO J");

    Map<?, ?> flow =
        (Map<?, ?>)
            ((List<?>)
                    get("/api/reports/cash-flow?from=2026-03-01&to=2026-03-31").get("currencies"))
                .getFirst();
    assertThat(sum(flow, "income")).isEqualTo("0.00");
    assertThat(sum(flow, "expense")).isEqualTo("-993.33");
    assertThat(sum(flow, "net")).isEqualTo("-993.33");
    assertThat(sum(flow, "transfersIn")).isEqualTo("1149.00");
    assertThat(sum(flow, "transfersOut")).isEqualTo("-1149.00");
    assertThat(
            platform.count(
                "select (sum(amount) * 100)::bigint from view.transaction where user_id = '"
                    + user
                    + "'"))
        .isEqualTo(-99_333);
  }
}

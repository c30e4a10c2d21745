package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** Statements of balances, and the balances in every place that shows them. */
abstract class BalanceSteps extends RunningAccounts {

  final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  static Instant noon(LocalDate day) {
    return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
  }

  UUID opened(String user, @Nullable String opening) {
    return opened(user, "Cash", opening);
  }

  UUID opened(String user, String name, @Nullable String opening) {
    String balance =
        opening == null
            ? ""
            : ",\"openingBalance\":{\"amount\":\"%s\",\"currency\":\"USD\"}".formatted(opening);
    return UUID.fromString(
        open(
            user,
            "{\"name\":\"%s\",\"type\":\"depository\",\"currency\":\"USD\"%s}"
                .formatted(name, balance)));
  }

  void states(String user, UUID account, String amount, Instant observedAt) {
    send(
            user,
            HttpMethod.POST,
            "/api/accounts/" + account + "/balances",
            Map.of(
                "current",
                Map.of("amount", amount, "currency", "USD"),
                "observedAt",
                observedAt.toString()))
        .expectStatus()
        .isCreated();
  }

  static @Nullable Object amount(@Nullable Object money) {
    return money == null ? null : ((Map<?, ?>) money).get("amount");
  }

  @Nullable Object balance(String user, UUID account, LocalDate day) {
    return items(user, "/api/accounts/" + account + "/balances?from=" + day + "&to=" + day).stream()
        .map(item -> amount(item.get("current")))
        .findFirst()
        .orElse(null);
  }

  /** The current balance in every place of this service that shows it. */
  List<@Nullable Object> places(String user, UUID account) {
    List<@Nullable Object> places = new ArrayList<>();
    Map<?, ?> one = (Map<?, ?>) got(user, "/api/accounts/" + account).get("balance");
    places.add(one == null ? null : amount(one.get("current")));
    for (Map<String, Object> item : items(user, "/api/accounts")) {
      if (item.get("id").equals(account.toString())) {
        Map<?, ?> listed = (Map<?, ?>) item.get("balance");
        places.add(listed == null ? null : amount(listed.get("current")));
      }
    }
    for (Object item : (List<?>) got(user, "/api/account-snapshot").get("available")) {
      if (((Map<?, ?>) item).get("id").equals(account.toString())) {
        places.add(amount(((Map<?, ?>) item).get("balance")));
      }
    }
    places.add(balance(user, account, today));
    places.add(
        items(user, "/api/net-worth?from=" + today + "&to=" + today).stream()
            .map(item -> amount(item.get("net")))
            .findFirst()
            .orElse(null));
    return places;
  }

  void everywhere(String user, UUID account, String amount) {
    assertThat(places(user, account)).hasSize(5).containsOnly(amount);
  }

  Object current(String user, UUID account) {
    return amount(
        ((Map<?, ?>) got(user, "/api/accounts/" + account).get("balance")).get("current"));
  }

  Object worth(String user) {
    return amount(
        items(user, "/api/net-worth?from=" + today + "&to=" + today).getFirst().get("net"));
  }
}

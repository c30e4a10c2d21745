package florin.accounts;

import static florin.accounts.BookedTransactionFacts.booked;
import static florin.accounts.BookedTransactionFacts.now;
import static florin.accounts.BookedTransactionFacts.removed;
import static florin.accounts.BookedTransactionFacts.restored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.accounts.Life.Anchor;
import florin.accounts.Life.Held;
import florin.accounts.Life.Row;
import florin.events.transactions.Recorded;
import florin.journal.rebuild.Rebuild;
import florin.journal.stream.Ids;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/**
 * Random lives of accounts: bank-kept and by hand, with statements, back-dated and removed rows,
 * merges, closing and hiding. After every step each place shows the number of the plain model.
 */
class BalanceLivesIT extends RunningAccounts {

  private static final int STEPS = 25;
  private static final int DAYS = 12;
  private static final String[] AMOUNTS = {"-10", "-20", "5", "30"};

  @Autowired private Rebuild rebuild;

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private String user = "";
  private Life life = new Life(today);
  private Map<Row, Boolean> removedRows = new HashMap<>();
  private int order;

  @Test
  void showOneNumberInEveryPlaceAfterEveryStepAndARebuild() {
    SeededRuns.forEachSeed(TestScale.of(4, 200), this::live);
  }

  private void live(Random random) {
    user = someone("life");
    life = new Life(today);
    removedRows = new HashMap<>();
    order = 0;
    List<String> steps = new ArrayList<>();
    open(random);
    open(random);
    for (int i = 0; i < STEPS; i++) {
      order++;
      steps.add(step(random));
      agree(random, steps);
    }
    rebuilt();
    agree(random, steps);
  }

  private void rebuilt() {
    rebuild.begin(false).block(Duration.ofMinutes(1));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                Objects.requireNonNull(rebuild.state().block(Duration.ofMinutes(1))).endedAt()
                    != null);
  }

  private LocalDate day(Random random) {
    return today.minusDays(random.nextInt(3) == 0 ? 0 : random.nextInt(DAYS));
  }

  private static <T> T some(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String step(Random random) {
    UUID account = some(random, List.copyOf(life.accounts.keySet()));
    return switch (random.nextInt(12)) {
      case 0 -> life.accounts.size() < 5 ? open(random) : row(random, account);
      case 1, 2 -> state(random, account);
      case 3 -> remove(random);
      case 4 -> merge(random);
      case 5 -> close(account);
      case 6 -> hide(account);
      default -> row(random, account);
    };
  }

  private String open(Random random) {
    order++;
    Held held = new Held();
    held.linked = random.nextBoolean();
    UUID id;
    if (held.linked) {
      id = Ids.next();
      life.accounts.put(id, held);
      observe(random, id, day(random));
    } else {
      boolean opening = random.nextBoolean();
      id =
          UUID.fromString(
              open(
                  user,
                  "{\"name\":\"Cash %d\",\"type\":\"depository\",\"currency\":\"USD\"%s}"
                      .formatted(
                          order,
                          opening
                              ? ",\"openingBalance\":{\"amount\":\"100\",\"currency\":\"USD\"}"
                              : "")));
      life.accounts.put(id, held);
      if (opening) {
        life.state(new Anchor(id, today, new BigDecimal(100), false, -order), true);
      }
    }
    return "open " + id + (held.linked ? " linked" : "");
  }

  private String observe(Random random, UUID account, LocalDate day) {
    BigDecimal amount = BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, 2);
    seen(user, account, day.atTime(12, 0).toInstant(ZoneOffset.UTC), amount.toPlainString(), "USD");
    life.state(new Anchor(account, day, amount, true, order), false);
    return "bank " + account + " " + day + " " + amount;
  }

  private String state(Random random, UUID account) {
    LocalDate day = day(random);
    if (life.account(account).linked && random.nextBoolean()) {
      return observe(random, account, day);
    }
    BigDecimal amount = BigDecimal.valueOf(random.nextInt(20_000), 2);
    send(
            user,
            HttpMethod.POST,
            "/api/accounts/" + account + "/balances",
            Map.of(
                "current",
                Map.of("amount", amount.toPlainString(), "currency", "USD"),
                "observedAt",
                day.atStartOfDay().toInstant(ZoneOffset.UTC).toString()))
        .expectStatus()
        .isCreated();
    UUID into = life.account(account).into;
    life.state(new Anchor(into == null ? account : into, day, amount, false, order), false);
    return "state " + account + " " + day + " " + amount;
  }

  private String row(Random random, UUID account) {
    LocalDate day = day(random);
    String amount = AMOUNTS[random.nextInt(AMOUNTS.length)];
    boolean bank = life.account(account).linked && random.nextInt(3) > 0;
    Recorded recorded = bank ? booked(account, day, amount, "T") : now(account, day, amount, "T");
    recorded.setAt(Instant.now());
    tell(user, recorded);
    life.rows.add(
        new Row(recorded.getTransactionId(), account, day, new BigDecimal(amount), bank, order));
    return "row " + account + " " + day + " " + amount + (bank ? " bank" : "");
  }

  private String remove(Random random) {
    if (!removedRows.isEmpty() && random.nextBoolean()) {
      Row back = removedRows.keySet().iterator().next();
      removedRows.remove(back);
      life.rows.add(back);
      tell(user, restored(back.id(), back.account()));
      return "restore " + back;
    }
    if (life.rows.isEmpty()) {
      return "nothing";
    }
    Row gone = some(random, life.rows);
    life.rows.remove(gone);
    removedRows.put(gone, true);
    tell(user, removed(gone.id(), gone.account()));
    return "remove " + gone;
  }

  private String merge(Random random) {
    UUID account = some(random, List.copyOf(life.accounts.keySet()));
    Held held = life.account(account);
    if (held.into != null) {
      send(user, HttpMethod.POST, "/api/accounts/" + account + "/unmerge", null)
          .expectStatus()
          .isOk();
      held.into = null;
      return "unmerge " + account;
    }
    List<UUID> others = life.shown().stream().filter(id -> !id.equals(account)).toList();
    if (others.isEmpty()) {
      return "nothing";
    }
    UUID into = some(random, others);
    send(user, HttpMethod.POST, "/api/accounts/" + account + "/merge", Map.of("into", into))
        .expectStatus()
        .isOk();
    held.into = into;
    life.accounts.values().stream()
        .filter(other -> account.equals(other.into))
        .forEach(other -> other.into = into);
    return "merge " + account + " into " + into;
  }

  private String close(UUID account) {
    Held held = life.account(account);
    held.closed = !held.closed;
    patch(account, Map.of("status", held.closed ? "closed" : "active"));
    return (held.closed ? "close " : "reopen ") + account;
  }

  private String hide(UUID account) {
    Held held = life.account(account);
    held.hidden = !held.hidden;
    patch(account, Map.of("hidden", held.hidden));
    return (held.hidden ? "hide " : "show ") + account;
  }

  private void patch(UUID account, Map<String, ?> changes) {
    send(user, HttpMethod.PATCH, "/api/accounts/" + account, changes).expectStatus().isOk();
  }

  private void agree(Random random, List<String> steps) {
    Map<String, Object> expected = new TreeMap<>();
    Map<String, Object> found = new TreeMap<>();
    LocalDate some = day(random);
    for (UUID id : life.shown()) {
      Held held = life.account(id);
      String now = text(life.balance(id, today));
      expected.put("list " + id, now);
      expected.put("one " + id, now);
      expected.put("today " + id, now);
      expected.put("day " + id, text(life.balance(id, some)));
      if (!held.hidden && !held.closed) {
        expected.put("snapshot " + id, now);
      }
      found.put("one " + id, current(got(user, "/api/accounts/" + id).get("balance")));
      found.put("today " + id, day(id, today));
      found.put("day " + id, day(id, some));
    }
    for (Map<String, Object> item : items(user, "/api/accounts?includeHidden=true")) {
      found.put("list " + item.get("id"), current(item.get("balance")));
    }
    for (Object item : (List<?>) got(user, "/api/account-snapshot").get("available")) {
      Map<?, ?> account = (Map<?, ?>) item;
      found.put("snapshot " + account.get("id"), amount(account.get("balance")));
    }
    for (boolean hidden : new boolean[] {false, true}) {
      for (LocalDate day : List.of(today, some)) {
        String place = "net worth " + day + (hidden ? " with hidden" : "");
        expected.put(place, worth(day, hidden));
        List<Map<String, Object>> items =
            items(user, "/api/net-worth?from=" + day + "&to=" + day + "&includeHidden=" + hidden);
        found.put(place, items.isEmpty() ? "none" : amount(items.getFirst().get("net")));
      }
    }
    assertThat(found).as("%s after %s", user, String.join("\n", steps)).isEqualTo(expected);
  }

  private String worth(LocalDate day, boolean hidden) {
    return life.shown().stream()
        .filter(id -> hidden || !life.account(id).hidden)
        .map(id -> life.balance(id, day))
        .filter(Objects::nonNull)
        .reduce(BigDecimal::add)
        .map(BalanceLivesIT::text)
        .orElse("none");
  }

  private Object day(UUID account, LocalDate day) {
    return items(user, "/api/accounts/" + account + "/balances?from=" + day + "&to=" + day).stream()
        .map(item -> amount(item.get("current")))
        .findFirst()
        .orElse("none");
  }

  private static Object current(@Nullable Object balance) {
    return balance == null ? "none" : amount(((Map<?, ?>) balance).get("current"));
  }

  private static Object amount(@Nullable Object money) {
    return money == null ? "none" : ((Map<?, ?>) money).get("amount");
  }

  private static String text(@Nullable BigDecimal amount) {
    return amount == null ? "none" : amount.setScale(2).toPlainString();
  }
}

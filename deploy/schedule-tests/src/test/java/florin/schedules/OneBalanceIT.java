package florin.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;

/**
 * An account has one balance: the list of accounts, the account, the snapshot, the groups, the
 * series of days, the net worth, the goals, safe-to-spend and the running balances agree after
 * every step of random lives, and again after a rebuild and a replay of everything. {@code
 * -Dseed=…} repeats one life.
 */
class OneBalanceIT {

  private static final Logger LOG = LoggerFactory.getLogger(OneBalanceIT.class);
  private static final int LIVES = Integer.getInteger("lives", TestScale.of(1, 120));
  private static final int STEPS = TestScale.of(14, 40);
  private static final int AT_ONCE = 3;

  private static BalanceServices services;

  @BeforeAll
  static void start() {
    services = new BalanceServices();
  }

  @AfterAll
  static void stop() {
    services.close();
  }

  @Test
  void isTheSameInEveryPlaceAfterEveryStep() throws Exception {
    Long fixed = Long.getLong("seed");
    long first = fixed == null ? System.nanoTime() : fixed;
    AtomicLong compared = new AtomicLong();
    List<BalanceLife> lives = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<BalanceLife>> running = new ArrayList<>();
      for (long seed = first; seed < first + (fixed == null ? LIVES : 1); seed++) {
        long own = seed;
        running.add(workers.submit(() -> live(own, compared)));
      }
      for (Future<BalanceLife> life : running) {
        lives.add(life.get());
      }
    }
    List<Map<String, ?>> before = balances(lives, compared);
    services.rebuild();
    assertThat(balances(lives, compared)).as("after a rebuild").isEqualTo(before);
    services.replay();
    assertThat(balances(lives, compared)).as("after a replay").isEqualTo(before);
    LOG.info(
        "one balance: seeds from {}, {} lives, {} steps, {} numbers compared",
        first,
        lives.size(),
        lives.stream().mapToInt(life -> life.steps.size()).sum(),
        compared);
  }

  /** A change of one stored number, and the change that takes it back. */
  private record Damage(BalanceServices.Running service, String change, String repair) {

    static Damage of(BalanceServices.Running service, String table, String column) {
      String update = "update " + table + " set " + column + " = " + column;
      return new Damage(service, update + " + 1", update + " - 1");
    }

    private void apply(String statement, String subject) {
      service
          .platform()
          .execute(statement + " where user_id = '" + TestPlatform.user(subject) + "'");
    }
  }

  @Test
  void findsANumberThatIsAnotherInOneService() {
    String subject = "damaged-" + UUID.randomUUID();
    stated200Spent80(subject);
    String removed = "update mirror.transaction set removed = ";
    for (Damage damage :
        List.of(
            Damage.of(services.accounts(), "view.balance", "current"),
            Damage.of(services.accounts(), "mirror.day_total", "amount"),
            Damage.of(services.transactions(), "mirror.balance", "current_amount"),
            Damage.of(services.transactions(), "view.day_total", "amount"),
            Damage.of(services.planning(), "mirror.statement", "current_amount"),
            Damage.of(services.planning(), "mirror.transaction", "amount"),
            new Damage(services.planning(), removed + "true", removed + "false"))) {
      damage.apply(damage.change(), subject);
      assertThat(BalancePlaces.of(services, subject).differences())
          .as(damage.change())
          .isNotEmpty();
      damage.apply(damage.repair(), subject);
      assertThat(BalancePlaces.of(services, subject).differences()).isEmpty();
    }
  }

  @Test
  void c14AStatementAndTheRowsAfterItAreTheSameNumberInEveryPlace() {
    String subject = "stated-" + UUID.randomUUID();
    String account = stated200Spent80(subject);
    BalancePlaces places = BalancePlaces.of(services, subject);
    assertThat(places.differences()).isEmpty();
    assertThat(places.balances()).isEqualTo(Map.of(account, new BigDecimal("120.00")));
    assertThat(places.compared()).isGreaterThanOrEqualTo(10);
  }

  /** 200.00 stated eight days ago, −30 two days later and −50 today, in a group and with a goal. */
  private static String stated200Spent80(String subject) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String account =
        create(
            services.accounts(),
            subject,
            "/api/accounts",
            Map.of("name", "Cash", "type", "depository", "currency", "USD"));
    create(
        services.accounts(),
        subject,
        "/api/accounts/" + account + "/balances",
        Map.of("current", usd("200"), "observedAt", today.minusDays(8) + "T12:00:00Z"));
    String group = create(services.accounts(), subject, "/api/account-groups", Map.of());
    services
        .send(
            services.accounts(),
            subject,
            HttpMethod.POST,
            "/api/account-groups/" + group + "/accounts",
            Map.of("accountId", account))
        .expectStatus()
        .is2xxSuccessful();
    services.settle(subject);
    enter(subject, account, today.minusDays(6), "-30");
    enter(subject, account, today, "-50");
    create(
        services.planning(),
        subject,
        "/api/goals",
        Map.of("name", "Boat", "target", usd("1000"), "accountId", account));
    services.settle(subject);
    return account;
  }

  private static void enter(String subject, String account, LocalDate day, String amount) {
    create(
        services.transactions(),
        subject,
        "/api/transactions",
        Map.of(
            "accountId",
            account,
            "date",
            day.toString(),
            "amount",
            usd(amount),
            "description",
            "Shop"));
  }

  private static Map<String, String> usd(String amount) {
    return Map.of("amount", amount, "currency", "USD");
  }

  private static String create(
      BalanceServices.Running service, String subject, String path, Map<String, ?> body) {
    return String.valueOf(
        services
            .send(service, subject, HttpMethod.POST, path, body)
            .expectStatus()
            .isCreated()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody()
            .get("id"));
  }

  private static BalanceLife live(long seed, AtomicLong compared) {
    BalanceLife life = new BalanceLife(services, new Random(seed));
    try {
      for (int i = 0; i < STEPS; i++) {
        life.step();
        agree(life.subject, compared);
      }
      return life;
    } catch (Throwable failed) {
      throw new AssertionError(
          "-Dseed=" + seed + " " + life.subject + "\n" + String.join("\n", life.steps), failed);
    }
  }

  private static List<Map<String, ?>> balances(List<BalanceLife> lives, AtomicLong compared) {
    List<Map<String, ?>> balances = new ArrayList<>();
    lives.forEach(life -> balances.add(agree(life.subject, compared).balances()));
    return balances;
  }

  private static BalancePlaces agree(String subject, AtomicLong compared) {
    BalancePlaces places = BalancePlaces.of(services, subject);
    assertThat(places.differences()).isEmpty();
    compared.addAndGet(places.compared());
    return places;
  }
}

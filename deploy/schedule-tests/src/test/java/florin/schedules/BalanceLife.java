package florin.schedules;

import florin.events.money.MoneyAmount;
import florin.events.providersync.AccountsObserved;
import florin.events.providersync.ObservedAccount;
import florin.events.providersync.ObservedTransaction;
import florin.events.providersync.RemovedTransaction;
import florin.events.providersync.TransactionsObserved;
import florin.journal.stream.Ids;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

/**
 * One user's random life with accounts that a bank keeps and others kept by hand. Requests that the
 * services refuse are part of it; an error of a service is not.
 */
final class BalanceLife {

  private static final int DAYS = 12;
  private static final int MOST_ACCOUNTS = 5;

  /** Not found, because an undo took it back; conflict; not possible. */
  private static final Set<Integer> REFUSALS = Set.of(404, 409, 422);

  private static final List<String> AMOUNTS = List.of("-10", "-20", "5", "30");
  private static final List<String> TEXTS = List.of("Shop", "Rent");
  private static final List<String> TYPES = List.of("depository", "depository", "credit");
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Zurich", "America/New_York", "Pacific/Auckland");

  /** A row of the bank as it was observed last. */
  private record BankRow(UUID account, ObservedTransaction content) {}

  final String subject = "life-" + UUID.randomUUID();
  final List<String> steps = new ArrayList<>();
  private final BalanceServices services;
  private final Random random;
  private final UUID connection = Ids.next();
  private final Map<UUID, Boolean> linked = new TreeMap<>(Ids.ORDER);
  private final Map<String, BankRow> bankRows = new TreeMap<>();
  private final List<String> handRows = new ArrayList<>();
  private int number;

  BalanceLife(BalanceServices services, Random random) {
    this.services = services;
    this.random = random;
    String group =
        created(services.accounts(), "/api/account-groups", Map.of("name", "All")).toString();
    open(group);
    open(group);
    this.group = group;
  }

  private final String group;

  void step() {
    UUID account = some(List.copyOf(linked.keySet()));
    switch (random.nextInt(24)) {
      case 0, 1 -> {
        if (linked.size() < MOST_ACCOUNTS) {
          open(group);
        }
      }
      case 2, 3 -> state(account);
      case 4, 5 -> observe(account);
      case 6, 7, 8, 9 -> enter(account);
      case 10, 11, 12 -> book(account);
      case 13 -> {
        if (random.nextBoolean()) {
          revise();
        } else {
          settle();
        }
      }
      case 14, 15 -> remove();
      case 16 -> correct();
      case 17, 18 -> merge(account);
      case 19 -> patch(account, Map.of("status", random.nextBoolean() ? "closed" : "active"));
      case 20 -> patch(account, Map.of("hidden", random.nextBoolean()));
      case 21, 22 -> undo();
      default -> zone();
    }
    services.settle(subject);
  }

  private <T> T some(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private LocalDate day() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return random.nextInt(3) == 0 ? today : today.minusDays(random.nextInt(DAYS));
  }

  private Instant time(LocalDate day) {
    Instant time = day.atTime(LocalTime.of(random.nextInt(24), 0)).toInstant(ZoneOffset.UTC);
    return time.isAfter(Instant.now()) ? Instant.now() : time;
  }

  private static Map<String, String> usd(String amount) {
    return Map.of("amount", amount, "currency", "USD");
  }

  private Object created(BalanceServices.Running service, String path, Map<String, ?> body) {
    return services
        .send(service, subject, HttpMethod.POST, path, body)
        .expectStatus()
        .isCreated()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody()
        .get("id");
  }

  /** Sends a request that may be refused. */
  private void ask(
      BalanceServices.Running service, HttpMethod method, String path, @Nullable Object body) {
    HttpStatusCode status =
        services.send(service, subject, method, path, body).returnResult(Void.class).getStatus();
    noted("%s %s %s".formatted(method, path, body), status);
  }

  private void noted(String step, HttpStatusCode status) {
    steps.add(step + ": " + status);
    if (!status.is2xxSuccessful() && !REFUSALS.contains(status.value())) {
      throw new AssertionError(steps.getLast());
    }
  }

  /** Opens an account by hand or at the bank, in the group, with a goal to save on it. */
  private void open(String group) {
    boolean bank = random.nextBoolean();
    UUID account = bank ? Ids.next() : UUID.fromString(openByHand());
    linked.put(account, bank);
    if (bank) {
      observe(account);
    }
    services.settle(subject);
    ask(
        services.accounts(),
        HttpMethod.POST,
        "/api/account-groups/" + group + "/accounts",
        Map.of("accountId", account));
    ask(
        services.planning(),
        HttpMethod.POST,
        "/api/goals",
        Map.of("name", "Goal " + number++, "target", usd("1000000"), "accountId", account));
  }

  private String openByHand() {
    Map<String, Object> body = new HashMap<>();
    body.put("name", "Cash " + number++);
    body.put("type", some(TYPES));
    body.put("currency", "USD");
    if (random.nextBoolean()) {
      body.put("openingBalance", usd("100"));
    }
    Object id = created(services.accounts(), "/api/accounts", body);
    steps.add("open " + id + " " + body);
    return id.toString();
  }

  /** The bank states a balance or, seldom, no longer lists the account. */
  private void observe(UUID account) {
    if (!Boolean.TRUE.equals(linked.get(account))) {
      return;
    }
    boolean listed = random.nextInt(8) > 0;
    BigDecimal balance = BigDecimal.valueOf(random.nextInt(-20_000, 20_000), 2);
    Instant at = day().atTime(12, 0).plusSeconds(number++).toInstant(ZoneOffset.UTC);
    at = at.isAfter(Instant.now()) ? Instant.now() : at;
    steps.add(
        "bank balance of " + account + " at " + at + ": " + (listed ? balance : "not listed"));
    services.publish(
        subject,
        connection,
        AccountsObserved.newBuilder()
            .setConnectionId(connection)
            .setRun(Ids.next())
            .setProvider("plaid")
            .setAccounts(List.of(observed(account, balance, random.nextBoolean())))
            .setUnlisted(listed ? List.of() : List.of(account))
            .setAt(at)
            .build());
  }

  private static ObservedAccount observed(UUID account, BigDecimal balance, boolean available) {
    return ObservedAccount.newBuilder()
        .setAccountId(account)
        .setExternalId("ext-" + account)
        .setName("Bank " + account)
        .setType("depository")
        .setProviderType("depository")
        .setProviderSubtype("checking")
        .setCurrency("USD")
        .setCurrent(balance.setScale(10))
        .setAvailable(available ? balance.setScale(10) : null)
        .build();
  }

  private void state(UUID account) {
    String amount = BigDecimal.valueOf(random.nextInt(20_000), 2).toPlainString();
    ask(
        services.accounts(),
        HttpMethod.POST,
        "/api/accounts/" + account + "/balances",
        Map.of("current", usd(amount), "observedAt", time(day()).toString()));
  }

  private void enter(UUID account) {
    Map<String, Object> body =
        Map.of(
            "accountId",
            account,
            "date",
            day().toString(),
            "amount",
            usd(some(AMOUNTS)),
            "description",
            some(TEXTS));
    EntityExchangeResult<Map> answer =
        services
            .send(services.transactions(), subject, HttpMethod.POST, "/api/transactions", body)
            .expectBody(Map.class)
            .returnResult();
    noted("enter " + body, answer.getStatus());
    if (answer.getStatus().is2xxSuccessful()) {
      handRows.add(answer.getResponseBody().get("id").toString());
    }
  }

  private void book(UUID account) {
    if (!Boolean.TRUE.equals(linked.get(account))) {
      enter(account);
      return;
    }
    String external = "row-" + number++;
    BankRow row = new BankRow(account, content(external, account));
    bankRows.put(external, row);
    steps.add("bank row " + row);
    observed(List.of(row.content()), List.of(), List.of());
  }

  private ObservedTransaction content(String external, UUID account) {
    return ObservedTransaction.newBuilder()
        .setExternalId(external)
        .setAccountId(account)
        .setAmount(new MoneyAmount(new BigDecimal(some(AMOUNTS)).setScale(10), "USD"))
        .setDate(day())
        .setName(some(TEXTS))
        .setPending(random.nextInt(5) == 0)
        .build();
  }

  private void observed(
      List<ObservedTransaction> added,
      List<ObservedTransaction> modified,
      List<RemovedTransaction> removed) {
    services.publish(
        subject,
        connection,
        TransactionsObserved.newBuilder()
            .setConnectionId(connection)
            .setRun(Ids.next())
            .setIndex(0)
            .setLast(true)
            .setAdded(added)
            .setModified(modified)
            .setRemoved(removed)
            .setAt(Instant.now())
            .build());
  }

  private void revise() {
    if (bankRows.isEmpty()) {
      return;
    }
    String external = some(List.copyOf(bankRows.keySet()));
    UUID account = bankRows.get(external).account();
    BankRow row = new BankRow(account, content(external, account));
    bankRows.put(external, row);
    steps.add("bank revises " + row);
    observed(List.of(), List.of(row.content()), List.of());
  }

  /** The bank posts what it announced, under another id and perhaps with another amount. */
  private void settle() {
    List<String> pending =
        bankRows.entrySet().stream()
            .filter(row -> row.getValue().content().getPending())
            .map(Map.Entry::getKey)
            .toList();
    if (pending.isEmpty()) {
      return;
    }
    String before = some(pending);
    UUID account = bankRows.remove(before).account();
    ObservedTransaction posted = content("row-" + number++, account);
    posted.setPending(false);
    posted.setPendingExternalId(before);
    bankRows.put(posted.getExternalId(), new BankRow(account, posted));
    steps.add("bank posts " + before + ": " + posted);
    observed(List.of(posted), List.of(), List.of());
  }

  /** The bank or the user removes a row, or the user restores one. */
  private void remove() {
    if (random.nextBoolean() && !bankRows.isEmpty()) {
      String external = some(List.copyOf(bankRows.keySet()));
      UUID account = bankRows.remove(external).account();
      steps.add("bank removes " + external);
      observed(List.of(), List.of(), List.of(new RemovedTransaction(external, account, null)));
      return;
    }
    List<Map<?, ?>> rows =
        services.items(
            services.transactions(),
            subject,
            "/api/transactions?limit=200&removed=" + (random.nextInt(3) == 0));
    if (!rows.isEmpty()) {
      Map<?, ?> row = some(rows);
      boolean removed = row.get("removedBy") != null;
      ask(
          services.transactions(),
          removed ? HttpMethod.POST : HttpMethod.DELETE,
          "/api/transactions/" + row.get("id") + (removed ? "/restore" : ""),
          null);
    }
  }

  private void correct() {
    if (handRows.isEmpty()) {
      return;
    }
    Map<String, Object> body =
        switch (random.nextInt(3)) {
          case 0 -> Map.of("amount", usd(some(AMOUNTS)));
          case 1 -> Map.of("date", day().toString());
          default -> Map.of("description", some(TEXTS));
        };
    ask(services.transactions(), HttpMethod.PATCH, "/api/transactions/" + some(handRows), body);
  }

  private void merge(UUID account) {
    Map<?, ?> shown = services.get(services.accounts(), subject, "/api/accounts/" + account);
    if (shown.get("mergedInto") != null) {
      ask(services.accounts(), HttpMethod.POST, "/api/accounts/" + account + "/unmerge", null);
    } else {
      UUID into = some(List.copyOf(linked.keySet()));
      ask(
          services.accounts(),
          HttpMethod.POST,
          "/api/accounts/" + account + "/merge",
          Map.of("into", into));
    }
  }

  private void patch(UUID account, Map<String, ?> change) {
    ask(services.accounts(), HttpMethod.PATCH, "/api/accounts/" + account, change);
  }

  /** Undoes one of the last changes of accounts or of transactions. */
  private void undo() {
    boolean ofAccounts = random.nextBoolean();
    BalanceServices.Running service = ofAccounts ? services.accounts() : services.transactions();
    String path = "/api/changes/" + (ofAccounts ? "accounts" : "transactions");
    List<Map<?, ?>> changes = services.items(service, subject, path + "?limit=5");
    if (!changes.isEmpty()) {
      ask(service, HttpMethod.POST, path + "/" + some(changes).get("id") + "/undo", null);
    }
  }

  private void zone() {
    ask(services.accounts(), HttpMethod.PATCH, "/api/users/me", Map.of("timeZone", some(ZONES)));
  }
}

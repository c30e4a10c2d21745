package florin.transactions.model;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.inbox.InboundEvent;
import florin.journal.stream.Ids;
import florin.journal.test.TestPlatform;
import florin.transactions.model.ExpectedBook.Outcome;
import florin.transactions.model.ExpectedTransaction.Fact;
import florin.transactions.model.RunningApplication.Answer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** One user's random steps, each done by the service and by the book, and compared. */
final class RandomSteps {

  static final LocalDate DAY = LocalDate.of(2026, 1, 1);
  static final int DAYS = 40;
  static final List<String> TAGS = List.of("a", "b c", "\u00e9");

  /** Lists are asked for after so many steps. */
  private static final int LISTS_EVERY = 5;

  /** What may happen; a restart and a rebuild happen to all users at once, between steps. */
  enum Step {
    NEWS,
    CATEGORISE,
    NOTE,
    BOTH,
    DESCRIBE,
    TAG,
    EXCLUDE,
    REMOVE,
    RESTORE,
    ENTER,
    NO_SUCH_CATEGORY,
    NO_SUCH_TRANSACTION,
    FOREIGN_TRANSACTION
  }

  private final Random random;
  private final DatabaseRecords databaseRecords;
  private final Map<String, UUID> labels;
  private final Queue<UUID> everybodys;
  private final List<String> log = new ArrayList<>();
  private final String subject = "model-" + UUID.randomUUID();
  private final UUID user = TestPlatform.user(subject);
  private final UUID connection = Ids.next();
  private final List<UUID> banks = List.of(Ids.next(), Ids.next());
  private final Map<UUID, String> accounts = Map.of(banks.get(0), "USD", banks.get(1), "EUR");
  private final List<UUID> choices;
  private final ExpectedBook expectedBook = new ExpectedBook(accounts);
  private int done;
  private int numbers;

  RandomSteps(
      long seed, DatabaseRecords databaseRecords, Map<String, UUID> labels, Queue<UUID> everybodys)
      throws Exception {
    this.random = new Random(seed);
    this.databaseRecords = databaseRecords;
    this.labels = labels;
    this.everybodys = everybodys;
    this.choices = labels.values().stream().sorted().limit(8).toList();
    databaseRecords.open(user, accounts);
  }

  /** The steps so far, the last one last. */
  List<String> log() {
    return log;
  }

  int done() {
    return done;
  }

  /**
   * Goes on to a number of steps.
   *
   * @param everyList whether lists are compared after every step and not only now and then
   */
  void run(RunningApplication service, int until, boolean everyList) throws Exception {
    while (done < until) {
      done++;
      long before = databaseRecords.events(user);
      boolean changes = step(service);
      long after = databaseRecords.events(user);
      assertThat(after > before)
          .as("whether the journal grew: %s to %s events", before, after)
          .isEqualTo(changes);
      // Drawn whether they are needed or not, so that a prefix stays the same prefix.
      ListQuestion first = ListQuestion.random(random, banks, choices, labels);
      ListQuestion second = ListQuestion.random(random, banks, choices, labels);
      if (everyList || done % LISTS_EVERY == 0) {
        compare(service, first);
        compare(service, second);
        compareFigures(service);
      }
    }
  }

  /** Everything there is, on a fresh process or on fresh views. */
  void compareAll(RunningApplication service) {
    compareFigures(service);
    for (boolean removed : List.of(false, true)) {
      assertThat(Set.copyOf(service.pages(subject, "limit=500&removed=" + removed)))
          .as("everything, removed=%s", removed)
          .isEqualTo(
              expectedBook.items.stream()
                  .filter(expectedTransaction -> removed == (expectedTransaction.removedBy != null))
                  .map(
                      expectedTransaction ->
                          ListQuestion.present(
                              expectedTransaction.shown(labels, expectedBook.items)))
                  .collect(java.util.stream.Collectors.toSet()));
    }
  }

  private void compareFigures(RunningApplication service) {
    new ReportedFigures(service, subject, labels, expectedBook.items).compare(banks);
  }

  private void compare(RunningApplication service, ListQuestion listQuestion) {
    assertThat(service.pages(subject, listQuestion.query()))
        .as("list %s", listQuestion.query())
        .isEqualTo(listQuestion.answer(expectedBook));
  }

  private void compare(RunningApplication service, ExpectedTransaction expectedTransaction) {
    Answer answer = service.get(subject, "/api/transactions/" + expectedTransaction.known());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(RunningApplication.compared(answer.body()))
        .isEqualTo(ListQuestion.present(expectedTransaction.shown(labels, expectedBook.items)));
  }

  private boolean step(RunningApplication service) throws Exception {
    Step step =
        random.nextInt(5) < 2 || expectedBook.items.isEmpty()
            ? Step.NEWS
            : Step.values()[random.nextInt(Step.values().length)];
    return switch (step) {
      case NEWS -> news(service);
      case CATEGORISE ->
          edit(service, Optional.of(category()), Optional.empty(), ExpectedBook.More.NONE);
      case NOTE -> edit(service, Optional.empty(), Optional.of(note()), ExpectedBook.More.NONE);
      case BOTH -> edit(service, Optional.of(category()), Optional.of(note()), more());
      case DESCRIBE, TAG, EXCLUDE -> edit(service, Optional.empty(), Optional.empty(), more(step));
      case REMOVE, RESTORE -> removeOrRestore(service, step == Step.REMOVE);
      case ENTER -> enter(service);
      case NO_SUCH_CATEGORY -> {
        String body = "{\"categoryId\":\"" + new UUID(random.nextLong(), 1) + "\"}";
        yield ask(service, HttpMethod.PATCH, path(any()), null, body, Outcome.REFUSED);
      }
      case NO_SUCH_TRANSACTION -> absent(service, new UUID(random.nextLong(), 2));
      case FOREIGN_TRANSACTION -> absent(service, foreign());
    };
  }

  private UUID foreign() {
    return everybodys.stream()
        .filter(
            id ->
                expectedBook.items.stream()
                    .noneMatch(expectedTransaction -> id.equals(expectedTransaction.id)))
        .findFirst()
        .orElseGet(UUID::randomUUID);
  }

  private boolean absent(RunningApplication service, UUID id) {
    String path = "/api/transactions/" + id;
    assertThat(service.get(subject, path).status()).isEqualTo(404);
    return ask(service, HttpMethod.PATCH, path, null, "{\"note\":\"x\"}", Outcome.NOT_FOUND);
  }

  private ExpectedTransaction any() {
    return expectedBook.items.get(random.nextInt(expectedBook.items.size()));
  }

  private static String path(ExpectedTransaction expectedTransaction) {
    return "/api/transactions/" + expectedTransaction.known();
  }

  private Optional<UUID> category() {
    return random.nextInt(4) == 0
        ? Optional.empty()
        : Optional.of(choices.get(random.nextInt(choices.size())));
  }

  private Optional<String> note() {
    return switch (random.nextInt(5)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of("  ");
      case 2 -> Optional.of(" same ");
      default -> Optional.of("note " + random.nextInt(3) + " \u00fc\u2603");
    };
  }

  private ExpectedBook.More more() {
    return new ExpectedBook.More(
        description(), Optional.of(tags()), Optional.of(random.nextBoolean()));
  }

  private ExpectedBook.More more(Step step) {
    ExpectedBook.More more = more();
    return new ExpectedBook.More(
        step == Step.DESCRIBE ? more.description() : Optional.empty(),
        step == Step.TAG ? more.tags() : Optional.empty(),
        step == Step.EXCLUDE ? more.excluded() : Optional.empty());
  }

  private Optional<Optional<String>> description() {
    return Optional.of(
        random.nextInt(3) == 0
            ? Optional.empty()
            : Optional.of("mine " + random.nextInt(2) + " \u00fc"));
  }

  private Set<String> tags() {
    Set<String> tags = new TreeSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      tags.add(TAGS.get(random.nextInt(TAGS.size())));
    }
    return tags;
  }

  /** None, the right one or a wrong one. */
  private @Nullable Integer ifMatch(ExpectedTransaction expectedTransaction) {
    return switch (random.nextInt(4)) {
      case 0 -> expectedTransaction.version;
      case 1 -> random.nextInt(4);
      default -> null;
    };
  }

  private boolean edit(
      RunningApplication service,
      Optional<Optional<UUID>> category,
      Optional<Optional<String>> note,
      ExpectedBook.More more) {
    ExpectedTransaction expectedTransaction = any();
    Integer ifMatch = ifMatch(expectedTransaction);
    List<String> fields = new ArrayList<>();
    category.ifPresent(choice -> fields.add("\"categoryId\":" + quoted(choice)));
    note.ifPresent(text -> fields.add("\"note\":" + quoted(text)));
    more.description().ifPresent(text -> fields.add("\"description\":" + quoted(text)));
    more.tags()
        .ifPresent(
            tags ->
                fields.add(
                    "\"tags\":["
                        + String.join(",", tags.stream().map(tag -> "\"" + tag + "\"").toList())
                        + "]"));
    more.excluded().ifPresent(out -> fields.add("\"excluded\":" + out));
    int version = expectedTransaction.version;
    Outcome outcome = expectedBook.edit(expectedTransaction, ifMatch, category, note, more);
    String body = "{" + String.join(",", fields) + "}";
    ask(service, HttpMethod.PATCH, path(expectedTransaction), ifMatch, body, outcome);
    compare(service, expectedTransaction);
    return expectedTransaction.version != version;
  }

  private static String quoted(Optional<?> value) {
    return value.map(present -> "\"" + present + "\"").orElse("null");
  }

  private boolean removeOrRestore(RunningApplication service, boolean remove) {
    ExpectedTransaction expectedTransaction = any();
    Integer ifMatch = ifMatch(expectedTransaction);
    int version = expectedTransaction.version;
    Outcome outcome =
        remove
            ? expectedBook.remove(expectedTransaction, ifMatch)
            : expectedBook.restore(expectedTransaction, ifMatch);
    ask(
        service,
        remove ? HttpMethod.DELETE : HttpMethod.POST,
        path(expectedTransaction) + (remove ? "" : "/restore"),
        ifMatch,
        null,
        outcome);
    compare(service, expectedTransaction);
    return expectedTransaction.version != version;
  }

  private boolean enter(RunningApplication service) {
    UUID account =
        random.nextInt(6) == 0
            ? new UUID(random.nextLong() & ~0xF000L | 0x4000L, 3)
            : banks.get(random.nextInt(2));
    String currency = random.nextInt(6) == 0 ? "GBP" : accounts.getOrDefault(account, "USD");
    Fact entry =
        new Fact("", null, false, amount(), currency, date(), "by hand " + numbers++, null, null);
    Outcome outcome = expectedBook.enter(account, entry);
    String body =
        """
        {"accountId":"%s","date":"%s","amount":{"amount":"%s","currency":"%s"},"description":"%s"}\
        """
            .formatted(account, entry.date(), entry.amount(), currency, entry.name());
    log.add(done + " POST " + body + " -> " + outcome);
    Answer answer = service.exchange(HttpMethod.POST, subject, "/api/transactions", null, body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(outcome.status);
    if (outcome != Outcome.CREATED) {
      return false;
    }
    ExpectedTransaction entered =
        expectedBook.entered(
            UUID.fromString(String.valueOf(answer.body().get("id"))), account, entry);
    compare(service, entered);
    return true;
  }

  private boolean ask(
      RunningApplication service,
      HttpMethod method,
      String path,
      @Nullable Integer ifMatch,
      @Nullable String body,
      Outcome outcome) {
    log.add(
        done + " " + method + " " + path + " If-Match " + ifMatch + " " + body + " -> " + outcome);
    Answer answer = service.exchange(method, subject, path, ifMatch, body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(outcome.status);
    return false;
  }

  private BigDecimal amount() {
    return new BigDecimal(random.nextInt(2_000) - 1_000).movePointLeft(2);
  }

  private LocalDate date() {
    return DAY.plusDays(random.nextInt(DAYS));
  }

  private boolean news(RunningApplication service) throws Exception {
    List<BankUpdate> batch = new ArrayList<>();
    Set<ExpectedTransaction> touched = new LinkedHashSet<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      BankUpdate bankUpdate =
          new RandomBank(random, expectedBook, banks, accounts).news(() -> "x" + numbers++);
      batch.add(bankUpdate);
      touched.addAll(bankUpdate.tell(expectedBook));
    }
    log.add(done + " " + batch);
    List<InboundEvent> events = new ArrayList<>();
    for (BankUpdate bankUpdate : batch) {
      events.add(bankUpdate.event(user, connection, 1 + events.size() + 10L * done));
    }
    service.apply(user, events);
    databaseRecords.transactions(user, expectedBook.withoutId()).forEach(expectedBook::learn);
    touched.forEach(expectedTransaction -> compare(service, expectedTransaction));
    touched.stream()
        .limit(1)
        .forEach(expectedTransaction -> everybodys.offer(expectedTransaction.known()));
    return !touched.isEmpty();
  }
}

package florin.transactions.model;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.Ids;
import florin.journal.inbox.InboundEvent;
import florin.journal.test.TestPlatform;
import florin.transactions.model.Book.Outcome;
import florin.transactions.model.Item.Fact;
import florin.transactions.model.Running.Answer;
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
final class Steps {

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
  private final Records records;
  private final Map<String, UUID> labels;
  private final Queue<UUID> everybodys;
  private final List<String> log = new ArrayList<>();
  private final String subject = "model-" + UUID.randomUUID();
  private final UUID user = TestPlatform.user(subject);
  private final UUID connection = Ids.next();
  private final List<UUID> banks = List.of(Ids.next(), Ids.next());
  private final Map<UUID, String> accounts = Map.of(banks.get(0), "USD", banks.get(1), "EUR");
  private final List<UUID> choices;
  private final Book book = new Book(accounts);
  private int done;
  private int numbers;

  Steps(long seed, Records records, Map<String, UUID> labels, Queue<UUID> everybodys)
      throws Exception {
    this.random = new Random(seed);
    this.records = records;
    this.labels = labels;
    this.everybodys = everybodys;
    this.choices = labels.values().stream().sorted().limit(8).toList();
    records.open(user, accounts);
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
  void run(Running service, int until, boolean everyList) throws Exception {
    while (done < until) {
      done++;
      long before = records.events(user);
      boolean changes = step(service);
      long after = records.events(user);
      assertThat(after > before)
          .as("whether the journal grew: %s to %s events", before, after)
          .isEqualTo(changes);
      // Drawn whether they are needed or not, so that a prefix stays the same prefix.
      Question first = Question.random(random, banks, choices, labels);
      Question second = Question.random(random, banks, choices, labels);
      if (everyList || done % LISTS_EVERY == 0) {
        compare(service, first);
        compare(service, second);
      }
    }
  }

  /** Everything there is, on a fresh process or on fresh views. */
  void compareAll(Running service) {
    for (boolean removed : List.of(false, true)) {
      assertThat(Set.copyOf(service.pages(subject, "limit=500&removed=" + removed)))
          .as("everything, removed=%s", removed)
          .isEqualTo(
              book.items.stream()
                  .filter(item -> removed == (item.removedBy != null))
                  .map(item -> Question.present(item.shown(labels, book.items)))
                  .collect(java.util.stream.Collectors.toSet()));
    }
  }

  private void compare(Running service, Question question) {
    assertThat(service.pages(subject, question.query()))
        .as("list %s", question.query())
        .isEqualTo(question.answer(book));
  }

  private void compare(Running service, Item item) {
    Answer answer = service.get(subject, "/api/transactions/" + item.known());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Running.compared(answer.body()))
        .isEqualTo(Question.present(item.shown(labels, book.items)));
  }

  private boolean step(Running service) throws Exception {
    Step step =
        random.nextInt(5) < 2 || book.items.isEmpty()
            ? Step.NEWS
            : Step.values()[random.nextInt(Step.values().length)];
    return switch (step) {
      case NEWS -> news(service);
      case CATEGORISE -> edit(service, Optional.of(category()), Optional.empty(), Book.More.NONE);
      case NOTE -> edit(service, Optional.empty(), Optional.of(note()), Book.More.NONE);
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
        .filter(id -> book.items.stream().noneMatch(item -> id.equals(item.id)))
        .findFirst()
        .orElseGet(UUID::randomUUID);
  }

  private boolean absent(Running service, UUID id) {
    String path = "/api/transactions/" + id;
    assertThat(service.get(subject, path).status()).isEqualTo(404);
    return ask(service, HttpMethod.PATCH, path, null, "{\"note\":\"x\"}", Outcome.NOT_FOUND);
  }

  private Item any() {
    return book.items.get(random.nextInt(book.items.size()));
  }

  private static String path(Item item) {
    return "/api/transactions/" + item.known();
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

  private Book.More more() {
    return new Book.More(description(), Optional.of(tags()), Optional.of(random.nextBoolean()));
  }

  private Book.More more(Step step) {
    Book.More more = more();
    return new Book.More(
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
  private @Nullable Integer ifMatch(Item item) {
    return switch (random.nextInt(4)) {
      case 0 -> item.version;
      case 1 -> random.nextInt(4);
      default -> null;
    };
  }

  private boolean edit(
      Running service,
      Optional<Optional<UUID>> category,
      Optional<Optional<String>> note,
      Book.More more) {
    Item item = any();
    Integer ifMatch = ifMatch(item);
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
    int version = item.version;
    Outcome outcome = book.edit(item, ifMatch, category, note, more);
    String body = "{" + String.join(",", fields) + "}";
    ask(service, HttpMethod.PATCH, path(item), ifMatch, body, outcome);
    compare(service, item);
    return item.version != version;
  }

  private static String quoted(Optional<?> value) {
    return value.map(present -> "\"" + present + "\"").orElse("null");
  }

  private boolean removeOrRestore(Running service, boolean remove) {
    Item item = any();
    Integer ifMatch = ifMatch(item);
    int version = item.version;
    Outcome outcome = remove ? book.remove(item, ifMatch) : book.restore(item, ifMatch);
    ask(
        service,
        remove ? HttpMethod.DELETE : HttpMethod.POST,
        path(item) + (remove ? "" : "/restore"),
        ifMatch,
        null,
        outcome);
    compare(service, item);
    return item.version != version;
  }

  private boolean enter(Running service) {
    UUID account =
        random.nextInt(6) == 0 ? new UUID(random.nextLong(), 3) : banks.get(random.nextInt(2));
    String currency = random.nextInt(6) == 0 ? "GBP" : accounts.getOrDefault(account, "USD");
    Fact entry =
        new Fact("", null, false, amount(), currency, date(), "by hand " + numbers++, null, null);
    Outcome outcome = book.enter(account, entry);
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
    Item entered =
        book.entered(UUID.fromString(String.valueOf(answer.body().get("id"))), account, entry);
    compare(service, entered);
    return true;
  }

  private boolean ask(
      Running service,
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

  private boolean news(Running service) throws Exception {
    List<News> batch = new ArrayList<>();
    Set<Item> touched = new LinkedHashSet<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      News news = new Bank(random, book, banks, accounts).news(() -> "x" + numbers++);
      batch.add(news);
      touched.addAll(news.tell(book));
    }
    log.add(done + " " + batch);
    List<InboundEvent> events = new ArrayList<>();
    for (News news : batch) {
      events.add(news.event(user, connection, 1 + events.size() + 10L * done));
    }
    service.apply(user, events);
    records.transactions(user, book.withoutId()).forEach(book::learn);
    touched.forEach(item -> compare(service, item));
    touched.stream().limit(1).forEach(item -> everybodys.offer(item.known()));
    return !touched.isEmpty();
  }
}

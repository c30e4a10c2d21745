package florin.transactions.list;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.Commands;
import florin.journal.stream.Ids;
import florin.journal.test.TestScale;
import florin.transactions.Household;
import florin.transactions.edit.TagApi;
import florin.transactions.filter.Inclusion;
import florin.transactions.filter.TransactionFilter;
import florin.transactions.filter.TransactionFilter.MergedMembers;
import florin.transactions.projection.SplitParts;
import florin.transactions.projection.TransactionRow;
import florin.transactions.projection.TransactionView;
import florin.transactions.recurring.detection.SeriesDetection;
import florin.transactions.transfer.TransferSources;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Which index answers which query, as the role of the service and under row-level security, on
 * tables of 100,000 rows of one user beside as many of another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexesIT extends Household {

  private static final int ROWS = TestScale.of(100_000, 1_000_000);
  private static final UUID ACCOUNT = new UUID(0, 1);
  private static final UUID CATEGORY = new UUID(1, 1);
  private static final UUID MERCHANT = new UUID(2, 1);
  private static final List<UUID> USERS = List.of(Ids.next(), Ids.next());
  private static final Pattern ROWS_READ =
      Pattern.compile("Scan [^\\n]* on transaction[^\\n]*actual rows=([0-9.]+) loops=([0-9]+)");
  private static final Pattern PARAMETER = Pattern.compile("(?<!:):([A-Za-z]+)");

  /** Ten accounts, a hundred categories, a thousand merchants, a tag on every fiftieth. */
  private static final String FILL =
      """
      insert into mirror.users (user_id, known_since) values ('%1$s', now());
      insert into view.transaction (id, user_id, account_id, source, date, amount, currency, description, pending,
          category_id, category_source, merchant_id, merchant_source, tags, stream_version, version, at, transfer_id)
      select gen_random_uuid(), '%1$s', ('00000000-0000-0000-0000-' || lpad(to_hex(n %% 10), 12, '0'))::uuid, 'manual',
        date '2020-01-01' + n %% 2000, -1 - n %% 200, 'USD', 'row ' || n, false,
        ('00000000-0000-0001-0000-' || lpad(to_hex(n * 7 %% 100), 12, '0'))::uuid, 'user',
        ('00000000-0000-0002-0000-' || lpad(to_hex(n * 13 %% 1000), 12, '0'))::uuid, 'user', '{}', 1, 1, now(),
        case when n %% 50 = 0 then gen_random_uuid() end
      from generate_series(1, %2$d) n;
      insert into view.day_total (user_id, account_id, currency, date, amount, entries)
      select user_id, account_id, currency, date, sum(amount), count(*) from view.transaction
      where user_id = '%1$s' group by 1, 2, 3, 4;
      insert into view.transaction_tag (user_id, tag, transaction_id)
      select user_id, 't' || hashtext(id::text) %% 50, id from view.transaction
      where user_id = '%1$s' and hashtext(id::text) %% 50 = 0;
      insert into view.transaction_split (user_id, transaction_id, part, category_id, amount, currency)
      select user_id, id, p, ('00000000-0000-0001-0000-' || lpad(to_hex(abs(hashtext(id::text)) %% 100), 12, '0'))::uuid,
        amount / 2, currency
      from view.transaction, generate_series(0, 1) p where user_id = '%1$s' and hashtext(id::text) %% 20 = 0;
      insert into view.transaction_payee (user_id, transaction_id, payee_key)
      select user_id, id, 'payee ' || abs(hashtext(merchant_id::text)) %% 300 from view.transaction where user_id = '%1$s';
      insert into view.merchant (user_id, id, name, slug, source, uses)
      select '%1$s', ('00000000-0000-0002-0000-' || lpad(to_hex(n), 12, '0'))::uuid, 'M' || n, 'm' || n, 'provider', 1
      from generate_series(0, 9999) n;
      insert into view.tag (user_id, name, search, uses)
      select '%1$s', 'n' || n, 'n' || n, 1 from generate_series(0, 9999) n;
      """;

  @BeforeAll
  static void fill() {
    for (UUID user : USERS) {
      platform.execute(FILL.formatted(user, ROWS));
    }
    platform.execute("analyze");
  }

  /** No event made these rows, so a rebuild would not find them again. */
  @AfterAll
  static void empty() {
    USERS.forEach(
        user -> platform.execute("delete from mirror.users where user_id = '" + user + "'"));
  }

  private static String plan(String sql, Map<String, Object> parameters) throws SQLException {
    return plan("app", sql, parameters);
  }

  private static String plan(String role, String sql, Map<String, Object> parameters)
      throws SQLException {
    UUID user = USERS.getFirst();
    String literal =
        PARAMETER
            .matcher(sql)
            .replaceAll(
                match ->
                    literal(match.group(1).equals("user") ? user : parameters.get(match.group(1))));
    try (Connection app = platform.connect(role);
        Statement statement = app.createStatement()) {
      app.setAutoCommit(false);
      statement.execute("set local search_path = view, mirror");
      statement.execute("select set_config('app.user_id', '" + user + "', true)");
      StringBuilder plan = new StringBuilder();
      try (ResultSet lines = statement.executeQuery("explain " + literal)) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }
      return plan.toString();
    }
  }

  private static String literal(Object value) {
    return switch (value) {
      case UUID[] ids ->
          "array[" + String.join(",", List.of(ids).stream().map(IndexesIT::literal).toList()) + "]";
      case LocalDate[] dates ->
          "array["
              + String.join(",", List.of(dates).stream().map(IndexesIT::literal).toList())
              + "]";
      case String[] texts -> "array['" + String.join("','", texts) + "']";
      case UUID id -> "'" + id + "'::uuid";
      case LocalDate date -> "date '" + date + "'";
      case Number number -> number.toString();
      default -> "'" + value + "'";
    };
  }

  private static TransactionFilter filter(
      List<UUID> accounts, List<UUID> categories, List<UUID> merchants, List<String> tags) {
    return filter(accounts, categories, merchants, tags, null);
  }

  private static TransactionFilter filter(
      List<UUID> accounts,
      List<UUID> categories,
      List<UUID> merchants,
      List<String> tags,
      @Nullable String transfers) {
    return new TransactionFilter(
            accounts, categories, merchants, tags, null, null, null, null, null, null, null, false)
        .ofTransfers(Inclusion.of("transfers", transfers, Inclusion.INCLUDE));
  }

  private static String page(TransactionFilter filter, List<UUID> split) throws SQLException {
    return page(filter, split, TransactionSort.DATE_DESCENDING, LocalDate.of(2023, 5, 5));
  }

  /**
   * @param key of the row that the page comes after
   */
  private static String page(
      TransactionFilter filter, List<UUID> split, TransactionSort transactionSort, Object key)
      throws SQLException {
    MergedMembers mergedMembers =
        new MergedMembers(filter.categoryId(), filter.merchantId(), filter.tag(), split);
    Map<String, Object> parameters = new java.util.HashMap<>(filter.parameters(mergedMembers));
    parameters.put("limit", 51);
    parameters.put("key", key);
    parameters.put("afterId", new UUID(-1, -1));
    return plan(TransactionQueries.list(filter, mergedMembers, transactionSort, true), parameters);
  }

  @Test
  void answersEveryListByAnIndexInTheOrderOfTheList() throws SQLException {
    assertThat(page(filter(List.of(), List.of(), List.of(), List.of()), List.of()))
        .contains("Index Scan using transaction_user_date")
        .doesNotContain("Seq Scan on transaction ");
    assertThat(page(filter(List.of(ACCOUNT), List.of(), List.of(), List.of()), List.of()))
        .contains("Index Scan using transaction_user_account_date");
    assertThat(page(filter(List.of(), List.of(CATEGORY), List.of(), List.of()), List.of()))
        .contains("Index Scan using transaction_user_category_date");
    assertThat(page(filter(List.of(), List.of(), List.of(MERCHANT), List.of()), List.of()))
        .containsPattern(
            "Index Scan (using|on) transaction_user_merchant_date"); // few rows: sorted
    assertThat(page(filter(List.of(), List.of(), List.of(), List.of("t0")), List.of()))
        .contains("transaction_tag_pkey");
  }

  /** Row-level security leaves an index out whose condition is not leakproof, such as coalesce. */
  @Test
  void findsTheMerchantsOfAPageByTheirKeys() throws SQLException {
    assertThat(page(filter(List.of(), List.of(), List.of(), List.of()), List.of()))
        .containsPattern(
            "using merchant_pkey on merchant n [^\\n]*\\n *Index Cond: [^\\n]*[(]id = ");
  }

  @Test
  void answersListsWithoutTransfersAndOfTransfersAloneByAnIndex() throws SQLException {
    assertThat(page(filter(List.of(), List.of(), List.of(), List.of(), "exclude"), List.of()))
        .contains("Index Scan using transaction_user_date")
        .doesNotContain("Seq Scan on transaction ");
    assertThat(page(filter(List.of(), List.of(), List.of(), List.of(), "only"), List.of()))
        .contains("Index Scan using transaction_user_transfer_date")
        .doesNotContain("Seq Scan on transaction ");
  }

  @Test
  void readsTheDaysAroundNewTransactionsForTheirOpposites() throws SQLException {
    assertThat(plan(TransferSources.NEAR, near(LocalDate.of(2023, 5, 5), LocalDate.of(2023, 6, 5))))
        .containsPattern("(using|on) transaction_user_\\w*date.*\\n +Index Cond: .*date >=")
        .doesNotContain("Seq Scan on transaction ");
  }

  /** As at a first import, and with few amounts, which are all equal to many others. */
  @Test
  void readsEveryTransactionOnceForOppositesWithoutStatistics() throws SQLException {
    platform.execute(
        "select pg_clear_attribute_stats('view', 'transaction', attname, false) from pg_attribute"
            + " where attrelid = 'view.transaction'::regclass and attnum > 0 and attname <>"
            + " 'user_id' and not attisdropped");
    platform.execute("select pg_clear_relation_stats('view', 'transaction')");
    try {
      String plan =
          plan(
              "(analyze, costs off, timing off) " + TransferSources.NEAR,
              near(LocalDate.of(2019, 1, 1), LocalDate.of(2030, 1, 1)));
      long read = 0;
      Matcher scans = ROWS_READ.matcher(plan);
      while (scans.find()) {
        read += Math.round(Double.parseDouble(scans.group(1)) * Long.parseLong(scans.group(2)));
      }
      assertThat(read).as(plan).isBetween((long) ROWS / 2, 2L * ROWS);
    } finally {
      platform.execute("analyze view.transaction");
    }
  }

  /** At a first import the tables were analyzed when other users alone had rows. */
  @Test
  void readsNewTransactionsAndThoseOfASeriesByTheirKeyWhateverUsersWereAnalyzed()
      throws SQLException {
    String[] payees = IntStream.range(0, 300).mapToObj(n -> "payee " + n).toArray(String[]::new);
    for (String role : List.of("app", "worker")) {
      assertThat(
              plan(
                  role,
                  SeriesDetection.ROWS,
                  Map.of(
                      "payees",
                      payees,
                      "every",
                      false,
                      "keys",
                      payees,
                      "accounts",
                      Collections.nCopies(payees.length, ACCOUNT).toArray(UUID[]::new),
                      "most",
                      260)))
          .contains("using transaction_pkey on transaction ");
      assertThat(plan(role, TransferSources.FRESH, Map.of("ids", new UUID[] {Ids.next()})))
          .contains("using transaction_pkey on transaction ");
    }
    assertThat(
            platform.query(
                "select tablename from pg_stats where schemaname = 'view' and attname = 'user_id'"
                    + " and tablename like 'transaction%' and n_distinct = 2 and most_common_vals"
                    + " is null"))
        .hasSize(5);
  }

  private static Map<String, Object> near(LocalDate since, LocalDate until) {
    return Map.of(
        "since",
        new LocalDate[] {since},
        "until",
        new LocalDate[] {until},
        "amounts",
        IntStream.rangeClosed(-200, 200).mapToObj(Integer::toString).toArray(String[]::new),
        "window",
        4);
  }

  @Test
  void beginsAPageByAmountWhereTheOneBeforeEnded() throws SQLException {
    TransactionFilter any = filter(List.of(), List.of(), List.of(), List.of());
    for (TransactionSort transactionSort :
        List.of(TransactionSort.AMOUNT, TransactionSort.AMOUNT_DESCENDING)) {
      assertThat(page(any, List.of(), transactionSort, -100))
          .containsPattern("using transaction_user_amount.*\\n +Index Cond: .*whole_amount [<>]=");
    }
  }

  @Test
  void answersTheSmallerQuestionsByAnIndexToo() throws SQLException {
    assertThat(
            plan(
                RunningBalanceQueries.OF,
                Map.of(
                    "zone", "UTC",
                    "accounts", new UUID[] {ACCOUNT},
                    "currencies", new String[] {"USD"},
                    "dates", new LocalDate[] {LocalDate.of(2023, 5, 5)})))
        .contains("day_total_pkey")
        .contains("transaction_user_account_date");
    assertThat(plan(SplitParts.IN, Map.of("categories", new UUID[] {CATEGORY})))
        .contains("transaction_split_category");
    assertThat(plan(SplitParts.OF, Map.of("transactions", new UUID[] {Ids.next()})))
        .contains("transaction_split_pkey");
    assertThat(plan(TagApi.LIST, Map.of("from", "n12", "to", "n12\uffff"))).contains("tag_search");
    assertThat(
            plan(
                "select id from merchant where user_id = :user and slug >= :from and slug < :to",
                Map.of("from", "m12", "to", "m12\uffff")))
        .contains("merchant_slug");
  }

  @Test
  void rewritesNoRowThatDidNotChange(@Autowired Commands commands) {
    Long updated =
        commands
            .run(
                USERS.getFirst(),
                unit ->
                    unit.session()
                        .sql("select * from transaction where user_id = :user limit 1000")
                        .bind("user", USERS.getFirst())
                        .map(TransactionRow::read)
                        .all()
                        .collectList()
                        .flatMap(rows -> TransactionView.TABLE.upsert(unit.session(), rows))
                        .then(
                            unit.session()
                                .sql(
                                    "select"
                                        + " pg_stat_get_xact_tuples_updated('view.transaction'::regclass)"
                                        + " + pg_stat_get_xact_tuples_inserted('view.transaction'::regclass)"
                                        + " as n")
                                .map(row -> row.get("n", Long.class))
                                .one()))
            .block(Duration.ofSeconds(30));
    assertThat(updated).isZero();
  }
}

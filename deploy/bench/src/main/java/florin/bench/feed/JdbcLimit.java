package florin.bench.feed;

import florin.bench.environment.ServiceDatabase;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * The limit of this PostgreSQL for one JDBC connection: statements over {@code unnest}, a batch a
 * commit, rows and payloads ready in memory, no decision, no lock, no policy.
 */
public final class JdbcLimit implements AutoCloseable {

  public static final int BATCH = 500;

  private static final UUID CHANGE = new UUID(0x7000, 1L << 63);

  private static final String UPSERT =
      """
      insert into bare.transaction as t (id, user_id, account_id, connection_id, external_id, source, date,
          authorized_date, amount, currency, description, original_description, provider_merchant_id, merchant_id,
          merchant_source, pending, provider_category_label, provider_category_id, category_id, category_source,
          stream_version, version, at, hash)
      select f.id, f.user_id, f.account_id, f.connection_id, f.external_id, 'provider', f.date, f.authorized_date,
          f.amount, f.currency, f.description, f.original_description, f.merchant_id, f.merchant_id, 'provider',
          f.pending, f.label, f.category_id, f.category_id, 'provider', f.stream_version, 0, now(), f.hash
      from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::date[], ?::date[], ?::numeric[],
          ?::text[], ?::text[], ?::text[], ?::uuid[], ?::boolean[], ?::text[], ?::uuid[], ?::int[], ?::text[])
        as f (id, user_id, account_id, connection_id, external_id, date, authorized_date, amount, currency,
          description, original_description, merchant_id, pending, label, category_id, stream_version, hash)
      on conflict (id) do update
      set date = excluded.date, authorized_date = excluded.authorized_date, amount = excluded.amount,
          currency = excluded.currency, description = excluded.description,
          original_description = excluded.original_description,
          provider_merchant_id = excluded.provider_merchant_id, merchant_id = excluded.merchant_id,
          pending = excluded.pending, provider_category_label = excluded.provider_category_label,
          provider_category_id = excluded.provider_category_id, category_id = excluded.category_id,
          stream_version = excluded.stream_version, at = excluded.at, hash = excluded.hash
      """;

  private static final String APPEND =
      """
      insert into %s (stream_id, stream_type, version, event_id, type, fingerprint, payload,
          user_id, change_id, actor, caused_by, recorded_at)
      select e.stream_id, e.stream_type, e.version, e.event_id, e.type, e.fingerprint, e.payload,
          e.user_id, e.change_id, e.actor, null, clock_timestamp()
      from unnest(?::uuid[], ?::text[], ?::int[], ?::uuid[], ?::text[], ?::bigint[], ?::bytea[], ?::uuid[],
          ?::uuid[], ?::text[])
        as e (stream_id, stream_type, version, event_id, type, fingerprint, payload, user_id, change_id, actor)
      """;

  private static final String KNOWN =
      "select id, hash, stream_version from bare.transaction where id = any(?::uuid[])";

  private final Connection connection;
  private final PreparedStatement upsert;
  private final PreparedStatement append;
  private final PreparedStatement known;
  private final String type;
  private final long fingerprint;

  /**
   * @param journal the table that events go to
   */
  public JdbcLimit(ServiceDatabase serviceDatabase, String journal, String type, long fingerprint)
      throws SQLException {
    connection = serviceDatabase.open();
    connection.setAutoCommit(false);
    upsert = connection.prepareStatement(UPSERT);
    append = connection.prepareStatement(APPEND.formatted(journal));
    known = connection.prepareStatement(KNOWN);
    this.type = type;
    this.fingerprint = fingerprint;
  }

  /** A first import: every fact a row and an event, one commit a batch. */
  public void importAll(ProviderFeed providerFeed) throws SQLException {
    for (List<FeedTransaction> batch : providerFeed.batches(BATCH)) {
      Versions first = new Versions(batch, Map.of());
      write(first);
      append(first);
      connection.commit();
    }
  }

  /** A repeated feed: looks the hashes up and writes only the changes. */
  public void importChanges(ProviderFeed providerFeed) throws SQLException {
    for (List<FeedTransaction> batch : providerFeed.batches(BATCH)) {
      Map<UUID, Known> rows = known(batch);
      List<FeedTransaction> news =
          batch.stream().filter(feedTransaction -> isNews(feedTransaction, rows)).toList();
      if (!news.isEmpty()) {
        Versions versions = new Versions(news, rows);
        write(versions);
        append(versions);
      }
      connection.commit();
    }
  }

  /** The journal alone. */
  public void appendAll(ProviderFeed providerFeed) throws SQLException {
    for (List<FeedTransaction> batch : providerFeed.batches(BATCH)) {
      append(new Versions(batch, Map.of()));
      connection.commit();
    }
  }

  private record Known(String hash, int version) {}

  /** A batch and the former state of its rows. */
  private record Versions(List<FeedTransaction> facts, Map<UUID, Known> before) {
    int of(FeedTransaction feedTransaction) {
      Known row = before.get(feedTransaction.id());
      return row == null ? 1 : row.version() + 1;
    }
  }

  private static boolean isNews(FeedTransaction feedTransaction, Map<UUID, Known> rows) {
    Known row = rows.get(feedTransaction.id());
    return row == null || !row.hash().equals(feedTransaction.hash());
  }

  private Map<UUID, Known> known(List<FeedTransaction> batch) throws SQLException {
    known.setArray(1, array("uuid", batch, FeedTransaction::id));
    Map<UUID, Known> found = new HashMap<>();
    try (ResultSet rows = known.executeQuery()) {
      while (rows.next()) {
        found.put(rows.getObject(1, UUID.class), new Known(rows.getString(2), rows.getInt(3)));
      }
    }
    return found;
  }

  private void write(Versions batch) throws SQLException {
    List<FeedTransaction> facts = batch.facts();
    upsert.setArray(1, array("uuid", facts, FeedTransaction::id));
    upsert.setArray(2, array("uuid", facts, FeedTransaction::user));
    upsert.setArray(
        3, array("uuid", facts, feedTransaction -> feedTransaction.observed().getAccountId()));
    upsert.setArray(4, array("uuid", facts, FeedTransaction::connection));
    upsert.setArray(
        5, array("text", facts, feedTransaction -> feedTransaction.observed().getExternalId()));
    upsert.setArray(
        6,
        array("text", facts, feedTransaction -> feedTransaction.observed().getDate().toString()));
    upsert.setArray(
        7,
        array(
            "text",
            facts,
            feedTransaction -> String.valueOf(feedTransaction.observed().getAuthorizedDate())));
    upsert.setArray(8, array("numeric", facts, JdbcLimit::amount));
    upsert.setArray(
        9,
        array(
            "text",
            facts,
            feedTransaction -> feedTransaction.observed().getAmount().getCurrency()));
    upsert.setArray(
        10, array("text", facts, feedTransaction -> feedTransaction.observed().getName()));
    upsert.setArray(
        11,
        array(
            "text", facts, feedTransaction -> feedTransaction.observed().getOriginalDescription()));
    upsert.setArray(
        12,
        array(
            "uuid",
            facts,
            feedTransaction -> UUID.fromString(feedTransaction.observed().getMerchantEntityId())));
    upsert.setArray(
        13, array("boolean", facts, feedTransaction -> feedTransaction.observed().getPending()));
    upsert.setArray(
        14,
        array("text", facts, feedTransaction -> feedTransaction.observed().getCategoryDetailed()));
    upsert.setArray(15, array("uuid", facts, JdbcLimit::category));
    upsert.setArray(16, array("integer", facts, batch::of));
    upsert.setArray(17, array("text", facts, FeedTransaction::hash));
    upsert.executeUpdate();
  }

  private void append(Versions batch) throws SQLException {
    List<FeedTransaction> facts = batch.facts();
    append.setArray(1, array("uuid", facts, FeedTransaction::id));
    append.setArray(2, array("text", facts, _ -> "transaction"));
    append.setArray(3, array("integer", facts, batch::of));
    append.setArray(4, array("uuid", facts, _ -> florin.journal.stream.Ids.next()));
    append.setArray(5, array("text", facts, _ -> type));
    append.setArray(6, array("bigint", facts, _ -> fingerprint));
    append.setArray(
        7,
        connection.createArrayOf(
            "bytea", facts.stream().map(FeedTransaction::payload).toArray(byte[][]::new)));
    append.setArray(8, array("uuid", facts, FeedTransaction::user));
    append.setArray(9, array("uuid", facts, _ -> CHANGE));
    append.setArray(10, array("text", facts, _ -> "provider"));
    append.executeUpdate();
  }

  private static BigDecimal amount(FeedTransaction feedTransaction) {
    return feedTransaction.observed().getAmount().getAmount();
  }

  /** One of a few, as a category's id is. */
  private static UUID category(FeedTransaction feedTransaction) {
    return new UUID(feedTransaction.observed().getName().charAt(0), 1L << 63);
  }

  private Array array(
      String type, List<FeedTransaction> facts, Function<FeedTransaction, Object> value)
      throws SQLException {
    Object[] values = new Object[facts.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(facts.get(i));
    }
    return connection.createArrayOf(type, values);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

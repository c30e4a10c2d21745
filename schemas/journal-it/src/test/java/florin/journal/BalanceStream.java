package florin.journal;

import florin.events.transactions.Noted;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Decider;
import florin.journal.stream.EventCodec;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.PendingEvent;
import florin.journal.stream.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import reactor.core.publisher.Mono;

/**
 * Entries that carry what a decision read from its own user's rows: how many there were and the
 * balance.
 */
public final class BalanceStream {

  static final String TABLE =
      """
      create table view.entry (stream_id uuid not null, version int not null, user_id uuid not null,
          number int not null, amount bigint not null, balance bigint not null, primary key (stream_id, version));
      create index entry_user on view.entry (user_id, number);
      select journal.protect('view.entry');
      """;

  private static final String ROWS =
      """
      select count(*)::int as entries, coalesce(sum(amount), 0)::bigint as total,
          coalesce((select balance from entry where user_id = :user order by number desc limit 1), 0) as balance
      from entry where user_id = :user
      """;

  private static final String INSERT =
      """
      insert into entry (stream_id, version, user_id, number, amount, balance)
      select * from unnest(:streams::uuid[], :versions::int[], :users::uuid[], :numbers::int[], :amounts::bigint[],
          :balances::bigint[])
      """;

  private BalanceStream() {}

  /**
   * @param number how many entries the user had, this one included
   * @param balance the user's balance after this one
   */
  record Entered(int number, long amount, long balance, String padding) {

    static Entered of(String text) {
      String[] parts = text.split(":", -1);
      return new Entered(
          Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]);
    }

    String text() {
      return number + ":" + amount + ":" + balance + ":" + padding;
    }
  }

  /** What a decision finds of its user. */
  record Found(int entries, long total, long balance) {

    Entered plus(long amount) {
      return new Entered(entries + 1, amount, balance + amount, "");
    }
  }

  private static final class Codec implements EventCodec<Entered> {
    @Override
    public SpecificRecord toAvro(Entered event) {
      return Noted.newBuilder()
          .setTransactionId(new UUID(0, 1))
          .setAccountId(new UUID(0, 2))
          .setNote(event.text())
          .setAt(Instant.EPOCH)
          .build();
    }

    @Override
    public Entered fromAvro(SpecificRecord event) {
      return Entered.of(((Noted) event).getNote());
    }
  }

  static final Decider<Entered, Entered, Integer> ENTRIES =
      new Decider<>(
          "ledger", 0, (command, _) -> List.of(command), (count, _) -> count + 1, new Codec());

  public static StreamId stream(UUID user) {
    return new StreamId(user, "ledger", Ids.next());
  }

  static Change change(UUID user) {
    return Change.by(Actor.USER, user, Instant.EPOCH);
  }

  /** Loads one stream and adds entries that read nothing. */
  public static Mono<Integer> enter(UnitOfWork unit, StreamId stream, int count) {
    return enter(unit, stream, count, "");
  }

  static Mono<Integer> enter(UnitOfWork unit, StreamId stream, int count, String padding) {
    return unit.load(ENTRIES, stream)
        .map(
            loadedStream -> {
              Change change = change(stream.user());
              LoadedStream<Integer> next = loadedStream;
              for (int i = 0; i < count; i++) {
                next = unit.decide(ENTRIES, next, new Entered(1, 1, 1, padding), change);
              }
              return next.version();
            });
  }

  /** What the user's rows say, read in the transaction of the decision. */
  static Mono<Found> read(UnitOfWork unit, UUID user) {
    return unit.session()
        .sql(ROWS)
        .bind("user", user)
        .map(
            row ->
                new Found(
                    Columns.integer(row, "entries"),
                    Columns.number(row, "total"),
                    Columns.number(row, "balance")))
        .one();
  }

  /** A new stream with one entry. */
  static void add(UnitOfWork unit, UUID user, Entered entry) {
    unit.decide(ENTRIES, new LoadedStream<>(stream(user), 0, 0, 0), entry, change(user));
  }

  /** One row an entry. */
  static final class View implements Projection {
    @Override
    public Mono<Void> project(Session session, List<PendingEvent> events) {
      List<Entered> entries = events.stream().map(e -> (Entered) e.event()).toList();
      return session
          .sql(INSERT)
          .bind("streams", events.stream().map(e -> e.stream().id()).toArray(UUID[]::new))
          .bind("versions", events.stream().map(PendingEvent::version).toArray(Integer[]::new))
          .bind("users", events.stream().map(e -> e.stream().user()).toArray(UUID[]::new))
          .bind("numbers", entries.stream().map(Entered::number).toArray(Integer[]::new))
          .bind("amounts", entries.stream().map(Entered::amount).toArray(Long[]::new))
          .bind("balances", entries.stream().map(Entered::balance).toArray(Long[]::new))
          .then();
    }
  }
}

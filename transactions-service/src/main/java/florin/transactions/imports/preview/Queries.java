package florin.transactions.imports.preview;

import florin.journal.database.DatabaseReads;
import florin.journal.database.Session;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Runs queries in a transaction that is open, or each in a transaction of its own. */
interface Queries {

  <T> Mono<T> run(Function<Session, Mono<T>> query);

  static Queries within(Session session) {
    return new Queries() {
      @Override
      public <T> Mono<T> run(Function<Session, Mono<T>> query) {
        return query.apply(session);
      }
    };
  }

  static Queries ofUser(DatabaseReads reads, UUID user) {
    return new Queries() {
      @Override
      public <T> Mono<T> run(Function<Session, Mono<T>> query) {
        return reads.read(user, query);
      }
    };
  }
}

package florin.providersync.sync;

import florin.journal.Columns;
import florin.journal.Session;
import florin.journal.Sessions;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Table {@code work.product}: how each product of a connection stands. */
@Component
class ProductStates {

  private static final String PRODUCTS =
      "select products from connection where user_id = :user and id = :connection";

  private static final String STANDING =
      """
      select product, attempts, not_before > clock_timestamp() as held
      from work.product
      where user_id = :user and connection_id = :connection
      """;

  private static final String FIND =
      """
      select content, accounts from work.product
      where user_id = :user and connection_id = :connection and product = :product
      """;

  private static final String READ =
      """
      insert into work.product (connection_id, product, user_id, state, content, accounts, read_at)
      values (:connection, :product, :user, 'read', :content, :accounts, clock_timestamp())
      on conflict (connection_id, product) do update set
        state = 'read', content = excluded.content, accounts = excluded.accounts, attempts = 0,
        error_class = null, not_before = '-infinity', read_at = excluded.read_at
      """;

  private static final String MISSED =
      """
      insert into work.product (connection_id, product, user_id, state, attempts, error_class,
          not_before)
      values (:connection, :product, :user, :state, 1, :error,
          case when :hold then clock_timestamp() + :next * interval '1 millisecond'
               else '-infinity'::timestamptz end)
      on conflict (connection_id, product) do update set
        state = excluded.state, attempts = product.attempts + 1,
        error_class = excluded.error_class, not_before = excluded.not_before
      """;

  private final Sessions sessions;

  ProductStates(@Qualifier("workerSessions") Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * A product that may be asked for now.
   *
   * @param attempts failures in a row
   */
  record Due(Product product, int attempts) {}

  /**
   * What was last said.
   *
   * @param content its hash
   * @param accounts whose it was
   */
  record Said(Optional<String> content, List<UUID> accounts) {}

  private record Standing(int attempts, boolean held) {}

  Mono<List<Due>> due(Claim claim) {
    return sessions.in(
        "begin",
        session ->
            products(session, claim)
                .flatMap(
                    products ->
                        products.isEmpty()
                            ? Mono.just(List.<Due>of())
                            : standings(session, claim).map(known -> due(products, known))));
  }

  private static Mono<List<Product>> products(Session session, Claim claim) {
    return session
        .sql(PRODUCTS)
        .bind("user", claim.user())
        .bind("connection", claim.connection())
        .map(row -> row.get("products", String[].class))
        .one()
        .map(ProductStates::products)
        .defaultIfEmpty(List.of());
  }

  private static List<Product> products(String[] known) {
    List<String> all = Arrays.asList(known);
    return Stream.of(Product.values()).filter(one -> all.contains(one.needs())).toList();
  }

  private static Mono<Map<String, Standing>> standings(Session session, Claim claim) {
    return session
        .sql(STANDING)
        .bind("user", claim.user())
        .bind("connection", claim.connection())
        .map(
            row ->
                Map.entry(
                    Columns.text(row, "product"),
                    new Standing(Columns.integer(row, "attempts"), Columns.bool(row, "held"))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue, HashMap::new);
  }

  private static List<Due> due(List<Product> products, Map<String, Standing> known) {
    Standing fresh = new Standing(0, false);
    return products.stream()
        .filter(one -> !known.getOrDefault(one.wireName(), fresh).held())
        .map(one -> new Due(one, known.getOrDefault(one.wireName(), fresh).attempts()))
        .toList();
  }

  Mono<Said> find(Session session, Claim claim, Product product) {
    return session
        .sql(FIND)
        .bind("user", claim.user())
        .bind("connection", claim.connection())
        .bind("product", product.wireName())
        .map(
            row ->
                new Said(
                    Optional.ofNullable(row.get("content", String.class)),
                    accounts(row.get("accounts", UUID[].class))))
        .one()
        .defaultIfEmpty(new Said(Optional.empty(), List.of()));
  }

  private static List<UUID> accounts(UUID @Nullable [] accounts) {
    return accounts == null ? List.of() : List.of(accounts);
  }

  Mono<Void> read(Session session, Claim claim, Product product, Said said) {
    return session
        .sql(READ)
        .bind("connection", claim.connection())
        .bind("product", product.wireName())
        .bind("user", claim.user())
        .bind("content", Parameters.in(R2dbcType.VARCHAR, said.content().orElse(null)))
        .bind("accounts", said.accounts().toArray(UUID[]::new))
        .then();
  }

  Mono<Void> missed(Session session, Claim claim, ProductReading.Missed missed) {
    return session
        .sql(MISSED)
        .bind("connection", claim.connection())
        .bind("product", missed.product().wireName())
        .bind("user", claim.user())
        .bind("state", state(missed))
        .bind("error", missed.failure().kind().wireName())
        .bind("hold", missed.hold())
        .bind("next", missed.next().toMillis())
        .then();
  }

  private static String state(ProductReading.Missed missed) {
    return switch (missed.failure().kind()) {
      case SKIP -> "absent";
      case NEEDS_USER -> "needs-user";
      case RETRY, RATE_LIMITED, INSTITUTION_DOWN, RESTART, RESYNC, GONE, REFUSED, OPERATOR, UNFIT ->
          "missed";
    };
  }
}

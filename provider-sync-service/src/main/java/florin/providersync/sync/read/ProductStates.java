package florin.providersync.sync.read;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.providersync.sync.job.LeasedJob;
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
public class ProductStates {

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
   * A product that may be read now.
   *
   * @param attempts failures in a row
   */
  record DueProduct(Product product, int attempts) {}

  /**
   * The content last published.
   *
   * @param content its hash
   * @param accounts the accounts it belongs to
   */
  public record PublishedContent(Optional<String> content, List<UUID> accounts) {}

  private record ProductStatus(int attempts, boolean held) {}

  Mono<List<DueProduct>> due(LeasedJob leasedJob) {
    return sessions.transaction(
        "begin",
        session ->
            products(session, leasedJob)
                .flatMap(
                    products ->
                        products.isEmpty()
                            ? Mono.just(List.<DueProduct>of())
                            : statuses(session, leasedJob).map(known -> due(products, known))));
  }

  private static Mono<List<Product>> products(Session session, LeasedJob leasedJob) {
    return session
        .sql(PRODUCTS)
        .bind("user", leasedJob.user())
        .bind("connection", leasedJob.connection())
        .map(row -> row.get("products", String[].class))
        .one()
        .map(ProductStates::products)
        .defaultIfEmpty(List.of());
  }

  private static List<Product> products(String[] known) {
    List<String> all = Arrays.asList(known);
    return Stream.of(Product.values()).filter(one -> all.contains(one.needs())).toList();
  }

  private static Mono<Map<String, ProductStatus>> statuses(Session session, LeasedJob leasedJob) {
    return session
        .sql(STANDING)
        .bind("user", leasedJob.user())
        .bind("connection", leasedJob.connection())
        .map(
            row ->
                Map.entry(
                    Columns.text(row, "product"),
                    new ProductStatus(Columns.integer(row, "attempts"), Columns.bool(row, "held"))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue, HashMap::new);
  }

  private static List<DueProduct> due(List<Product> products, Map<String, ProductStatus> known) {
    ProductStatus fresh = new ProductStatus(0, false);
    return products.stream()
        .filter(one -> !known.getOrDefault(one.wireName(), fresh).held())
        .map(one -> new DueProduct(one, known.getOrDefault(one.wireName(), fresh).attempts()))
        .toList();
  }

  public Mono<PublishedContent> published(Session session, LeasedJob leasedJob, Product product) {
    return session
        .sql(FIND)
        .bind("user", leasedJob.user())
        .bind("connection", leasedJob.connection())
        .bind("product", product.wireName())
        .map(
            row ->
                new PublishedContent(
                    Optional.ofNullable(row.get("content", String.class)),
                    accounts(row.get("accounts", UUID[].class))))
        .one()
        .defaultIfEmpty(new PublishedContent(Optional.empty(), List.of()));
  }

  private static List<UUID> accounts(UUID @Nullable [] accounts) {
    return accounts == null ? List.of() : List.of(accounts);
  }

  public Mono<Void> markRead(
      Session session, LeasedJob leasedJob, Product product, PublishedContent publishedContent) {
    return session
        .sql(READ)
        .bind("connection", leasedJob.connection())
        .bind("product", product.wireName())
        .bind("user", leasedJob.user())
        .bind("content", Parameters.in(R2dbcType.VARCHAR, publishedContent.content().orElse(null)))
        .bind("accounts", publishedContent.accounts().toArray(UUID[]::new))
        .then();
  }

  public Mono<Void> markNotRead(
      Session session, LeasedJob leasedJob, ProductReading.NotRead notRead) {
    return session
        .sql(MISSED)
        .bind("connection", leasedJob.connection())
        .bind("product", notRead.product().wireName())
        .bind("user", leasedJob.user())
        .bind("state", state(notRead))
        .bind("error", notRead.failure().kind().wireName())
        .bind("hold", notRead.hold())
        .bind("next", notRead.next().toMillis())
        .then();
  }

  private static String state(ProductReading.NotRead notRead) {
    return switch (notRead.failure().kind()) {
      case SKIP -> "absent";
      case NEEDS_USER -> "needs-user";
      case RETRY, RATE_LIMITED, INSTITUTION_DOWN, RESTART, RESYNC, GONE, REFUSED, OPERATOR, UNFIT ->
          "missed";
    };
  }
}

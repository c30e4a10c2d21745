package florin.accounts.institution;

import florin.accounts.Lists;
import florin.journal.Columns;
import florin.journal.Session;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads table {@code institution}, by name. */
@Component
class InstitutionQueries {

  private static final String LIST =
      """
      select institution_id, provider, external_id, name
      from institution
      where user_id = :user
        and (:after::uuid is null or (name, institution_id) > (
          select last.name, last.institution_id from institution last
          where last.user_id = :user and last.institution_id = :after::uuid))
      order by name, institution_id
      limit :limit
      """;

  private final Cursors cursors;

  InstitutionQueries(Cursors cursors) {
    this.cursors = cursors;
  }

  /** An institution on the wire. */
  @Schema(name = "Institution")
  record Item(UUID id, String name, String provider, String externalId) {}

  Mono<Page<Item>> page(Session session, UUID user, int limit, @Nullable String cursor) {
    String query = "institutions " + user;
    @Nullable String after = cursor == null ? null : cursors.values(query, cursor).getFirst();
    return session
        .sql(LIST)
        .bind("user", user)
        .bind("after", Parameters.in(R2dbcType.VARCHAR, after))
        .bind("limit", limit + 1)
        .map(InstitutionQueries::item)
        .all()
        .collectList()
        .map(
            rows ->
                Lists.page(
                    rows, limit, last -> cursors.after(query, List.of(last.id().toString()))));
  }

  private static Item item(Readable row) {
    return new Item(
        Columns.uuid(row, "institution_id"),
        Columns.text(row, "name"),
        Columns.text(row, "provider"),
        Columns.text(row, "external_id"));
  }
}

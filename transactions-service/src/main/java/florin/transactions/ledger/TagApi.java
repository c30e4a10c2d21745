package florin.transactions.ledger;

import florin.journal.Columns;
import florin.journal.Reads;
import florin.journal.Session;
import florin.journal.web.Caller;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.transactions.merchant.MerchantName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/tags")
@Tag(name = "Tags")
class TagApi {

  // A prefix as a range, which the index answers.
  static final String LIST =
      """
      select name, uses from tag
      where user_id = :user and uses > 0 and search >= :from and search < :to
        and (:all or (uses, name) < (:uses, :name))
      order by uses desc, name desc
      limit :limit
      """;

  private final Reads reads;
  private final Cursors cursors;

  TagApi(Reads reads, Cursors cursors) {
    this.reads = reads;
    this.cursors = cursors;
  }

  /**
   * A tag on the wire.
   *
   * @param uses transactions that count and carry it
   */
  record TagRow(String name, int uses) {}

  @GetMapping
  @Operation(summary = "Tags in use, those used most first; `q` is how one begins")
  Mono<Page<TagRow>> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int size = Cursors.limit(limit);
    String prefix = q == null ? "" : MerchantName.slug(q);
    return reads.as(caller.user(), session -> page(session, caller.user(), prefix, size, cursor));
  }

  private Mono<Page<TagRow>> page(
      Session session, UUID user, String prefix, int limit, @Nullable String cursor) {
    String query = "tags/" + user + "/" + prefix;
    List<String> after = cursor == null ? List.of() : cursors.values(query, cursor);
    return session
        .sql(LIST)
        .bind("user", user)
        .bind("from", prefix)
        .bind("to", prefix + Character.MAX_VALUE)
        .bind("all", after.isEmpty())
        .bind("uses", after.isEmpty() ? 0 : Integer.parseInt(after.get(0)))
        .bind("name", after.isEmpty() ? "" : after.get(1))
        .bind("limit", limit + 1)
        .map(row -> new TagRow(Columns.text(row, "name"), Columns.integer(row, "uses")))
        .all()
        .collectList()
        .map(rows -> page(query, limit, rows));
  }

  private Page<TagRow> page(String query, int limit, List<TagRow> rows) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<TagRow> items = rows.subList(0, limit);
    TagRow last = items.getLast();
    return new Page<>(
        items, cursors.after(query, List.of(Integer.toString(last.uses()), last.name())));
  }
}

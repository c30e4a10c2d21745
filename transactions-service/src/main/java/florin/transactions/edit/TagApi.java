package florin.transactions.edit;

import florin.journal.CanonicalName;
import florin.journal.database.Columns;
import florin.journal.database.DatabaseReads;
import florin.journal.database.Session;
import florin.journal.stream.Change;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.transactions.edit.BulkApi.BulkEditResponse;
import florin.transactions.filter.TagNames;
import florin.transactions.merchant.MerchantName;
import florin.transactions.merging.TwinRows;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.transaction.TransactionCommand;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/tags")
@Tag(name = "Tags")
public class TagApi {

  // A prefix as a range, which the index answers. A row of merged accounts counts once.
  public static final String LIST =
      "with "
          + TwinRows.HIDDEN
          + """
          , twin as materialized (
            select l.tag, count(*)::int as uses
            from hidden h
            join transaction_tag l on l.user_id = :user and l.transaction_id = h.id
            group by l.tag)
          select t.name, t.uses - coalesce(d.uses, 0) as uses
          from tag t
          left join twin d on d.tag = t.name
          where t.user_id = :user and t.uses > coalesce(d.uses, 0) and t.search >= :from and t.search < :to
          order by uses desc, t.name desc
          """;

  static final String TAGGED =
      """
      select distinct t.id from transaction_tag l
      join transaction t on t.id = l.transaction_id and t.user_id = l.user_id
      where l.user_id = :user and l.tag = any(:tags) and t.removed_by is null
      limit :limit
      """;

  private static final Comparator<TagResponse> ORDER =
      Comparator.comparing(TagResponse::uses).thenComparing(TagResponse::name).reversed();

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final Cursors cursors;

  TagApi(ApiCommands commands, DatabaseReads reads, Cursors cursors) {
    this.commands = commands;
    this.reads = reads;
    this.cursors = cursors;
  }

  @Schema(requiredProperties = "name")
  record RenameTagRequest(@Nullable String name) {}

  /**
   * A tag on the wire.
   *
   * @param uses transactions that count and carry it
   */
  record TagResponse(String name, int uses) {

    private TagResponse with(TagResponse spelledOtherwise) {
      return new TagResponse(name, uses + spelledOtherwise.uses);
    }
  }

  @GetMapping
  @Operation(summary = "Tags in use, those used most first; `q` is how one begins")
  Mono<Page<TagResponse>> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int size = Cursors.limit(limit);
    String prefix = q == null ? "" : MerchantName.slug(q);
    return reads.read(caller.user(), session -> page(session, caller.user(), prefix, size, cursor));
  }

  @PatchMapping("/{name}")
  @Operation(
      summary =
          "Rename a tag on all transactions that carry it; one that is there already takes it in",
      description =
          "One change, of at most 5,000 transactions; what is removed keeps the old name.")
  Mono<ResponseEntity<BulkEditResponse>> rename(
      Caller caller, @PathVariable String name, @RequestBody RenameTagRequest body) {
    Set<String> to =
        TransactionPatch.normalisedTags(List.of(body.name() == null ? "" : body.name()));
    Change change = caller.newChange();
    return commands.run(
        caller,
        BulkEditResponse.class,
        unit ->
            TagNames.spellings(unit.session(), caller.user(), List.of(name))
                .flatMap(spellings -> tagged(unit.session(), caller.user(), spellings))
                .zipWhen(_ -> target(unit.session(), caller.user(), name, to))
                .flatMap(
                    found ->
                        BulkApi.decide(
                            unit,
                            caller,
                            found.getT1(),
                            List.of(
                                new TransactionCommand.Retag(
                                    found.getT2(), Set.of(name), caller.at())),
                            change))
                .map(CommandResponse::ok));
  }

  /** The tag to rename to: one in use as it is spelled, unless it is the same in a new spelling. */
  private static Mono<Set<String>> target(Session session, UUID user, String name, Set<String> to) {
    boolean same = to.stream().map(CanonicalName::of).allMatch(CanonicalName.of(name)::equals);
    return same ? Mono.just(to) : TagNames.meant(session, user, to);
  }

  private static Rejection noTag() {
    return new Rejection("not-found", "There is no such tag.");
  }

  private static Mono<List<UUID>> tagged(Session session, UUID user, List<String> spellings) {
    return session
        .sql(TAGGED)
        .bind("user", user)
        .bind("tags", spellings.toArray(String[]::new))
        .bind("limit", BulkApi.MOST + 1)
        .map(row -> Columns.uuid(row, "id"))
        .all()
        .collectList()
        .doOnNext(
            ids -> {
              if (ids.isEmpty()) {
                throw noTag();
              }
              if (ids.size() > BulkApi.MOST) {
                throw new Rejection(
                    TransactionsProblem.TOO_MANY_TRANSACTIONS,
                    "more than " + BulkApi.MOST + " transactions (expected: fewer)");
              }
            });
  }

  /** Tags that differ in their spelling only are one, spelled as most transactions spell it. */
  private Mono<Page<TagResponse>> page(
      Session session, UUID user, String prefix, int limit, @Nullable String cursor) {
    String query = "tags/" + user + "/" + prefix;
    List<String> after = cursor == null ? List.of() : cursors.values(query, cursor);
    return session
        .sql(LIST)
        .bind("user", user)
        .bind("from", prefix)
        .bind("to", prefix + Character.MAX_VALUE)
        .map(row -> new TagResponse(Columns.text(row, "name"), Columns.integer(row, "uses")))
        .all()
        .collect(
            Collectors.toMap(
                tag -> CanonicalName.of(tag.name()), Function.identity(), TagResponse::with))
        .map(
            tags ->
                tags.values().stream()
                    .filter(tag -> after.isEmpty() || follows(tag, after))
                    .sorted(ORDER)
                    .limit(limit + 1L)
                    .toList())
        .map(rows -> cursors.page(query, rows, limit, TagApi::place));
  }

  private static List<String> place(TagResponse last) {
    return List.of(Integer.toString(last.uses()), last.name());
  }

  private static boolean follows(TagResponse tag, List<String> place) {
    return ORDER.compare(tag, new TagResponse(place.get(1), Integer.parseInt(place.get(0)))) > 0;
  }
}

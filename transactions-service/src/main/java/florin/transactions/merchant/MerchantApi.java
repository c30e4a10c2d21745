package florin.transactions.merchant;

import florin.journal.Ids;
import florin.journal.Reads;
import florin.journal.Rejection;
import florin.journal.StreamId;
import florin.journal.UnitOfWork;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.Cursors;
import florin.journal.web.Field;
import florin.journal.web.Page;
import florin.journal.web.Reply;
import florin.transactions.Names;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/merchants")
@Tag(name = "Merchants")
class MerchantApi {

  private final ApiCommands commands;
  private final Reads reads;
  private final Merchants merchants;

  MerchantApi(ApiCommands commands, Reads reads, Merchants merchants) {
    this.commands = commands;
    this.reads = reads;
    this.merchants = merchants;
  }

  record NewMerchant(@Nullable String name) {}

  /** {@code null} gives back the provider's name. */
  record MerchantEdit(@Schema(types = {"string", "null"}) Field<String> name) {}

  record MerchantMerge(@Nullable UUID into) {}

  @GetMapping
  @Operation(
      summary = "Merchants, those used most first; `q` is how a name begins",
      description =
          "What is merged or archived is not listed; a merged one's name finds the other.")
  Mono<Page<MerchantRow>> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int size = Cursors.limit(limit);
    return reads.as(
        caller.user(), session -> merchants.page(session, caller.user(), q, size, cursor));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One merchant, merged and archived or not")
  Mono<ResponseEntity<MerchantRow>> one(Caller caller, @PathVariable UUID id) {
    return reads
        .as(caller.user(), session -> merchants.one(session, caller.user(), id))
        .map(row -> Reply.found(row, row.version()));
  }

  @PostMapping
  @Operation(summary = "Add a merchant to those your banks name")
  Mono<ResponseEntity<MerchantRow>> create(Caller caller, @RequestBody NewMerchant body) {
    UUID id = Ids.next();
    String name = Names.given(body.name());
    return commands.run(
        caller,
        MerchantRow.class,
        unit ->
            decide(unit, caller, id, new MerchantCommand.Create(id, name, caller.at()))
                .map(row -> Reply.created(row, row.version(), "/api/merchants/" + id)));
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Call a merchant what you like; `null` gives back the bank's name")
  Mono<ResponseEntity<MerchantRow>> edit(
      Caller caller, @PathVariable UUID id, @RequestBody MerchantEdit body) {
    if (!body.name().present()) {
      throw new Rejection("invalid-request", "name: missing (expected: a name or null)", "/name");
    }
    Optional<String> name = body.name().value().map(Names::given);
    return change(caller, id, new MerchantCommand.Rename(id, name, caller.at()));
  }

  @PostMapping("/{id}/merge")
  @Operation(summary = "Count this merchant's transactions as another's, which can be taken back")
  Mono<ResponseEntity<MerchantRow>> merge(
      Caller caller, @PathVariable UUID id, @RequestBody MerchantMerge body) {
    UUID into = body.into();
    if (into == null) {
      throw new Rejection("invalid-request", "into: missing (expected: a merchant)", "/into");
    }
    return commands.run(
        caller,
        MerchantRow.class,
        unit ->
            merchants
                .one(unit.session(), caller.user(), id)
                .then(merchants.chain(unit.session(), caller.user(), into))
                .doOnNext(chain -> demandOther(id, into, chain))
                .then(Merchants.survivors(unit.session(), caller.user(), List.of(into), "/into"))
                .map(survivors -> Objects.requireNonNull(survivors.get(into)))
                .map(survivor -> new MerchantCommand.Merge(id, survivor, caller.at()))
                .flatMap(merge -> decide(unit, caller, id, merge))
                .map(row -> Reply.ok(row, row.version())));
  }

  private static void demandOther(UUID id, UUID into, List<UUID> chain) {
    if (chain.contains(id)) {
      throw new Rejection(
          "rejected",
          "into: '" + into + "' (expected: neither itself nor one merged into it)",
          "/into");
    }
  }

  @PostMapping("/{id}/unmerge")
  @Operation(summary = "Let a merged merchant stand for itself again")
  Mono<ResponseEntity<MerchantRow>> unmerge(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new MerchantCommand.Unmerge(id, caller.at()));
  }

  @PostMapping("/{id}/archive")
  @Operation(summary = "No longer offer a merchant; its transactions keep it")
  Mono<ResponseEntity<MerchantRow>> archive(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new MerchantCommand.Archive(id, caller.at()));
  }

  @PostMapping("/{id}/unarchive")
  @Operation(summary = "Offer an archived merchant again")
  Mono<ResponseEntity<MerchantRow>> unarchive(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new MerchantCommand.Unarchive(id, caller.at()));
  }

  private Mono<ResponseEntity<MerchantRow>> change(
      Caller caller, UUID id, MerchantCommand command) {
    return commands.run(
        caller,
        MerchantRow.class,
        unit ->
            merchants
                .one(unit.session(), caller.user(), id)
                .flatMap(_ -> decide(unit, caller, id, command))
                .map(row -> Reply.ok(row, row.version())));
  }

  private Mono<MerchantRow> decide(
      UnitOfWork unit, Caller caller, UUID id, MerchantCommand command) {
    return unit.load(Merchant.DECIDER, new StreamId(caller.user(), Merchant.STREAM, id))
        .map(found -> caller.decide(unit, Merchant.DECIDER, found, command))
        .then(unit.project())
        .then(
            Mono.defer(
                () -> MerchantNames.demandDistinct(unit.session(), caller.user(), List.of(id))))
        .then(Mono.defer(() -> merchants.one(unit.session(), caller.user(), id)));
  }
}
